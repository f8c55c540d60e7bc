import "server-only";
import { type LookupAddress, lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { addressIn, isPublicAddress } from "./public-address";

/** What is sent, and within which limits. */
export interface Posting {
  body: string;
  headers: Readonly<Record<string, string>>;
  /** Addresses of the network Outlay runs in may be called. */
  allowPrivate: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 10_000;
/** Nobody reads the answer; more of it than this is not waited for. */
const LONGEST_ANSWER = 64 * 1024;

/** A webhook leads where webhooks may not. */
export class PrivateAddress extends Error {
  constructor() {
    super("The address is not public: webhooks may not lead into Outlay's own network.");
  }
}

/**
 * Sends JSON to a URL and answers the status. The address is checked after its name was resolved and it is that address
 * which is connected to, so that a name cannot mean one thing when it is checked and another when it is called. Redirects are
 * not followed.
 * @throws PrivateAddress, or an error of the connection.
 */
export async function post(target: string, posting: Posting): Promise<number> {
  const url = new URL(target);
  const { allowPrivate, body, timeoutMs = TIMEOUT_MS } = posting;
  const literal = addressIn(url);
  if (!allowPrivate && literal !== null && !isPublicAddress(literal)) throw new PrivateAddress();
  const limits = [AbortSignal.timeout(timeoutMs), ...(posting.signal ? [posting.signal] : [])];
  const options: https.RequestOptions = {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Outlay",
      ...posting.headers,
    },
    agent: false,
    signal: AbortSignal.any(limits),
    ...(allowPrivate ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
      let size = 0;
      const done = () => resolve(response.statusCode ?? 0);
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size <= LONGEST_ANSWER) return;
        done();
        response.destroy();
      });
      response.once("end", done);
      response.once("error", reject);
    });
    request.once("error", reject);
    request.end(body);
  });
}

/** Resolves a name; one of whose addresses is not public is not called at all. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as LookupAddress[];
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), "");
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(new PrivateAddress(), "");
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
