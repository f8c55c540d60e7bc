import { ServerResponse } from "node:http";

/** @import { IncomingMessage } from "node:http" */

/**
 * Refuses a request whose address cannot be read: Next.js fails at it.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @returns {boolean} whether the request has been answered
 */
export function refuseUnreadable({ url = "" }, response) {
  if (isReadable(url)) return false;
  answer(response, 400, "invalid_request", "The address is not percent-encoded as it should be.");
  return true;
}

/** @param {string} url */
function isReadable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return /^(\/|https?:\/\/)/.test(url);
  } catch {
    return false;
  }
}

/**
 * A response that tells which methods there are. Next.js answers a method that the API does not have with a status and
 * nothing else: that becomes an error of the API.
 * @extends {ServerResponse<IncomingMessage>}
 */
export class ResponseWithMethods extends ServerResponse {
  #isCompleted = false;

  /**
   * Next.js has its headers written on their own, just before the end: they wait for what is to be said.
   * @override
   * @param {any[]} head
   */
  writeHead(...head) {
    return this.#lacksMethods(head[0]) ? this : super.writeHead(.../** @type {[number]} */ (head));
  }

  /**
   * @override
   * @param {any[]} rest
   */
  end(...rest) {
    if (!this.#lacksMethods(this.statusCode)) return super.end(...rest);
    this.#isCompleted = true;
    void notAllowed(this);
    return this;
  }

  /** @param {number} status */
  #lacksMethods(status) {
    return status === 405 && !this.#isCompleted && isOfApi(this.req);
  }
}

/** @param {IncomingMessage} request */
function isOfApi({ url = "" }) {
  return url.startsWith("/api/");
}

/** @param {ServerResponse} response */
async function notAllowed(response) {
  const allowed = await methodsOf(response.req);
  if (allowed) response.setHeader("Allow", allowed);
  const there = allowed ? `, but ${allowed}` : "";
  const message = `There is no ${response.req.method} here${there}: /api/v1/openapi.json describes every call there is.`;
  answer(response, 405, "method_not_allowed", message);
}

/**
 * The methods of an address, which Next.js tells who asks for them.
 * @param {IncomingMessage} request
 */
async function methodsOf({ url, socket }) {
  const address = `http://localhost:${socket.localPort}${url}`;
  const answered = await fetch(address, { method: "OPTIONS" }).catch(() => null);
  return answered?.headers.get("allow") ?? null;
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} code
 * @param {string} message
 */
function answer(response, status, code, message) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify({ error: { code, message } }));
}
