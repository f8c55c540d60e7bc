import { z } from "zod";
import { ApiError } from "@/lib/http/api-error";

/** The id in a path. @throws ApiError 404 when it is none. */
export function channelId({ id }: Record<string, string>): string {
  const found = z.uuid().safeParse(id);
  if (!found.success) throw noSuchChannel();
  return found.data;
}

/** The organisation has no channel of an id. */
export function noSuchChannel(): ApiError {
  return new ApiError(404, "not_found", "There is no channel of this id.");
}
