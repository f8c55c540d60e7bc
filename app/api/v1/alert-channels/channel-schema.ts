import { z } from "zod";
import type { NewChannel } from "@/lib/alerts/channels";
import { emailAddress } from "@/lib/auth/credentials";
import { oneLineName } from "@/lib/http/one-line-name";

const KINDS = ["budget", "anomaly"] as const;

const tells = z
  .array(z.enum(KINDS))
  .max(2)
  .transform((kinds) => KINDS.filter((kind) => kinds.includes(kind)));
const url = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/, "must be an http or https URL without a name and password in it")
  .refine((text) => URL.canParse(text), "must be a URL such as https://example.com/hook");
const named = { name: oneLineName, tells: tells.default([...KINDS]) };

/** A channel to be made. */
export const newChannel = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("email"), to: z.array(emailAddress).min(1).max(20), ...named }),
    z.strictObject({ kind: z.literal("slack"), url, ...named }),
    z.strictObject({ kind: z.literal("webhook"), url, ...named }),
  ])
  .transform(({ name, tells: kinds, ...target }): NewChannel => ({ name, tells: kinds, target }));

/** What of a channel is to be changed. */
export const channelChange = z.strictObject({
  name: oneLineName.optional(),
  tells: tells.optional(),
  enabled: z.boolean().optional(),
});
