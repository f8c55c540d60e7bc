import type { z } from "zod";
import { ApiError } from "./api-error";

/** A place in a list as an opaque text for URLs. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * The place a cursor stands for; null without one.
 * @throws ApiError 400 when it is not one of ours.
 */
export function readCursor<Place>(text: string | null, schema: z.ZodType<Place>): Place | null {
  if (text === null || text === "") return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new ApiError(400, "invalid_cursor", "cursor: take it from `nextCursor` of the answer before.");
  }
}
