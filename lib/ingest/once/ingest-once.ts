import "server-only";
import { createHash } from "node:crypto";
import { ingest } from "../ingest";
import { IngestError } from "../ingest-error";
import { type LoadLimits, USUAL_LIMITS } from "../load-limits";
import { senderOf } from "../sender";
import type { IngestRequest, IngestResult } from "../upload";
import { KeyTaken, keptAnswer } from "./kept-answers";
import { RequestHash } from "./request-hash";

/** What an upload with an Idempotency-Key is answered, and whether it was answered before. */
export interface OnceAnswer {
  result: IngestResult;
  isRepeated: boolean;
}

/** Keys whose uploads are being taken, by organisation and hash. */
const underWay = new Set<string>();

/**
 * Takes an upload as `ingest` does, but with the same key and the same sender only once a day: sent again, it gets the first
 * answer again. The answer is kept in the transaction that stores the upload, so this holds after a crash too.
 * `parameters` are what else has to be the same.
 * @throws IngestError 409 while the first is being taken, 422 when the key came with another request.
 */
export async function ingestOnce(
  request: IngestRequest,
  { key, parameters }: { key: string; parameters: string },
  limits: LoadLimits = USUAL_LIMITS,
): Promise<OnceAnswer> {
  const keyHash = createHash("sha256")
    .update(`${senderOf(request.actor)}\n${key}`)
    .digest("hex");
  const place = `${request.organizationId} ${keyHash}`;
  if (underWay.has(place)) throw inProgress();
  underWay.add(place);
  try {
    const hash = new RequestHash(parameters, request.stream);
    const first = await keptAnswer(request.organizationId, keyHash);
    if (!first) {
      const keep = { keyHash, requestHash: () => hash.digest() };
      return { result: await ingest({ ...request, stream: hash.read(), keep }, limits), isRepeated: false };
    }
    if ((await hash.digest()) !== first.requestHash) throw reused();
    return { result: first.answer, isRepeated: true };
  } catch (error) {
    throw error instanceof KeyTaken ? inProgress() : error;
  } finally {
    underWay.delete(place);
  }
}

function inProgress(): IngestError {
  const message = "An upload with this Idempotency-Key is being taken: ask again in a moment to get its answer.";
  return new IngestError(409, "idempotency_key_in_progress", message, 1);
}

function reused(): IngestError {
  const message =
    "This Idempotency-Key came with another body or other parameters within the last 24 hours: use a new key for each upload.";
  return new IngestError(422, "idempotency_key_reused", message);
}
