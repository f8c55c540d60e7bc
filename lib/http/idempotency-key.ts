import { ApiError } from "./api-error";

/**
 * The Idempotency-Key of a request; null when it has none.
 * @throws ApiError 400 when it is empty, too long or holds anything but visible ASCII characters.
 */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = "Idempotency-Key must have 1 to 255 visible ASCII characters, such as a UUID.";
  throw new ApiError(400, "invalid_idempotency_key", message);
}
