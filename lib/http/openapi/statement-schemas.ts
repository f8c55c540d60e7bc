import { z } from "zod";
import { query } from "./parameters";
import { instant, uuid } from "./value-schemas";

/** When and by whom something was stated and withdrawn. */
export const STATEMENT = {
  createdAt: instant,
  createdBy: z.string().nullable().describe("Name of the person or API key, as it is now; null where unknown."),
  withdrawnAt: instant.nullable().describe("Null while it counts."),
  withdrawnBy: z.string().nullable(),
  replacedBy: uuid.nullable().describe("What was stated in its place."),
};

/** What takes the place of another statement. */
export const replaces = uuid.nullish().describe("Withdraws the one of this id in the same moment.");

/** Asks for the history. */
export const HISTORY = query("history", "Whether those that were withdrawn are answered too.", {
  type: "string",
  enum: ["true", "false"],
  default: "false",
});
