import { z } from "zod";
import type { ApiError } from "./api-error";

/**
 * The id (a uuid) in a path. What is none is answered like an id that nobody has.
 * @throws what `absent` makes.
 */
export function pathId(id: string | undefined, absent: () => ApiError): string {
  const found = z.uuid().safeParse(id);
  if (!found.success) throw absent();
  return found.data;
}
