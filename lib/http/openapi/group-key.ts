import { z } from "zod";
import { DIMENSIONS } from "@/lib/spend/dimensions";

/** Values of the dimensions that usage is grouped by. */
export const groupKey = z
  .record(z.string().regex(new RegExp(`^(${DIMENSIONS.join("|")}|tag\\..+)$`)), z.string().nullable())
  .describe("Values of the dimensions grouped by; null where usage states none.");
