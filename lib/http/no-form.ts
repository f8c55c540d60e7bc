import { ApiError } from "./api-error";

/**
 * Sees that a body is usage itself, and not a form with a file in it.
 * @throws ApiError 415 when it is a form of several parts.
 */
export function requireNoForm({ headers }: Request): void {
  if (!/^\s*multipart\//i.test(headers.get("content-type") ?? "")) return;
  const message = "Send the file itself as the body, not in a form: with curl --data-binary @file instead of --form.";
  throw new ApiError(415, "unsupported_media_type", message);
}
