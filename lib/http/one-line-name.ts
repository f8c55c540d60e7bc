import { z } from "zod";

/** No character that could begin another line where a name stands in a message. */
export const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;

/** The name of something that messages are sent about. */
export const oneLineName = z
  .string()
  .trim()
  .min(1, "is missing")
  .max(120, "must have at most 120 characters")
  .regex(ONE_LINE, "must be one line of text");
