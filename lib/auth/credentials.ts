import { z } from "zod";
import { isTimeZone } from "@/lib/spend/period";

/** Longer passwords are refused: hashing them is work for nothing. */
const LONGEST_PASSWORD = 256;

/** An e-mail address, in the one form it is stored and compared in. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .meta({ format: "email" })
  .pipe(z.email({ error: "must be an e-mail address" }));

/** A password as it is chosen; the same rule as for OUTLAY_INIT_PASSWORD. */
export const newPassword = z
  .string()
  .min(8, "must have at least 8 characters")
  .max(LONGEST_PASSWORD, `must have at most ${LONGEST_PASSWORD} characters`);

/** A password as it is entered. */
export const enteredPassword = z.string().min(1, "is missing").max(LONGEST_PASSWORD, "is too long");

/** A person's name, or an organisation's. */
export const displayName = z.string().trim().min(1, "is missing").max(120, "must have at most 120 characters");

/**
 * The name of a reporting time zone. Offsets and abbreviations ("+05:30", "CET") are left out: Postgres takes them for
 * other times than JavaScript does (appendix B of its manual).
 */
export const timeZoneName = z
  .string()
  .refine(
    (name) => (name === "UTC" || name.includes("/")) && isTimeZone(name),
    "is not a time zone such as Europe/Berlin",
  );
