import { ApiError } from "@/lib/http/api-error";
import { pathId } from "@/lib/http/path-id";

/** The id in a path. @throws ApiError 404 when it is none. */
export function channelId({ id }: Record<string, string>): string {
  return pathId(id, noSuchChannel);
}

/** The organisation has no channel of an id. */
export function noSuchChannel(): ApiError {
  return new ApiError(404, "not_found", "There is no channel of this id.");
}
