import { ApiError } from "@/lib/http/api-error";
import { pathId } from "@/lib/http/path-id";

/** The id in a path. @throws ApiError 404 when it is none. */
export function repriceId({ id }: Record<string, string>): string {
  return pathId(id, () => new ApiError(404, "not_found", "There is no reprice of this id."));
}
