import { ApiError } from "@/lib/http/api-error";
import { pathId } from "@/lib/http/path-id";

/** The id in a path. @throws ApiError 404 when it is none. */
export function budgetId({ id }: Record<string, string>): string {
  return pathId(id, noSuchBudget);
}

/** The organisation has no budget of an id. */
export function noSuchBudget(): ApiError {
  return new ApiError(404, "not_found", "There is no budget of this id.");
}
