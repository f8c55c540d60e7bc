import { z } from "zod";

/** What is sent: kept in the database between attempts. */
export const message = z.object({
  event: z.enum(["budget.threshold", "anomaly", "test"]),
  title: z.string(),
  text: z.string(),
  /** The page that shows more, from the root. */
  path: z.string(),
  organization: z.string(),
  /** RFC 3339. */
  firedAt: z.string(),
  /** What is known, for programs. */
  facts: z.record(z.string(), z.unknown()),
});

/** A message to a channel. */
export type Message = z.infer<typeof message>;

/** How an attempt went. */
export type Outcome =
  | { ok: true; responseCode: number | null }
  | { ok: false; responseCode: number | null; error: string };
