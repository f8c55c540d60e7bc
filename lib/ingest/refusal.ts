import "server-only";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { IngestError } from "./ingest-error";

/** SQLSTATE of a number that its column cannot hold. */
const OUT_OF_RANGE = "22003";

/** What an upload failed of, as a refusal where it is the upload's own fault; anything else as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof UnrecognisedFormat) return new IngestError(400, error.code, error.message);
  if (error instanceof Error && "code" in error && error.code === OUT_OF_RANGE) return countsTooLarge();
  return error;
}

function countsTooLarge(): IngestError {
  const message =
    "The tokens or requests of a day come to more than can be counted (2^63) with this upload: look for counts in it that cannot be.";
  return new IngestError(400, "counts_too_large", message);
}
