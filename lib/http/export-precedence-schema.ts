import { z } from "zod";
import { name } from "./overlap-precedence-schema";

/** The body of POST /api/v1/export-precedences. */
export const exportPrecedence = z.strictObject({
  provider: name.nullable(),
  endpoint: name.nullable(),
  view: z
    .string()
    .max(256)
    .regex(/^(all|[a-z-]+\/\d+\/[A-Za-z,:]*)$/, 'must be a view as /api/v1/export-views names it, or "all"')
    .nullable(),
});
