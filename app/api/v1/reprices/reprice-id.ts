import { z } from "zod";
import { ApiError } from "@/lib/http/api-error";

/** The id in a path. @throws ApiError 404 when it is none. */
export function repriceId({ id }: Record<string, string>): string {
  const found = z.uuid().safeParse(id);
  if (!found.success) throw new ApiError(404, "not_found", "There is no reprice of this id.");
  return found.data;
}
