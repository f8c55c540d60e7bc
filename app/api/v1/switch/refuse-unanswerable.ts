import { ApiError } from "@/lib/http/api-error";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";

/**
 * Rethrows what went wrong with a what-if; one without an answer as an ApiError 422. `within` is where the question is in
 * what was sent.
 */
export function refuseUnanswerable(error: unknown, within = ""): never {
  if (!(error instanceof UnanswerableSwitch)) throw error;
  const details = error.field === null ? undefined : [{ path: `${within}${error.field}`, message: error.message }];
  throw new ApiError(422, error.code, error.message, { details });
}
