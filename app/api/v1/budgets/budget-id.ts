import { z } from "zod";
import { ApiError } from "@/lib/http/api-error";

/** The id in a path. @throws ApiError 404 when it is none. */
export function budgetId({ id }: Record<string, string>): string {
  const found = z.uuid().safeParse(id);
  if (!found.success) throw noSuchBudget();
  return found.data;
}

/** The organisation has no budget of an id. */
export function noSuchBudget(): ApiError {
  return new ApiError(404, "not_found", "There is no budget of this id.");
}
