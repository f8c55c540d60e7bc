import "server-only";
import { createHash } from "node:crypto";
import { prisma } from "@/lib/db/prisma";
import { ApiError } from "@/lib/http/api-error";

/** Failures are forgotten this long after the first of them. */
const WINDOW_SECONDS = 15 * 60;
/** How long nothing is tried after too many failures. */
const BLOCK_SECONDS = 5 * 60;
/** Failures allowed in a window. Many people can share one network address. */
const MOST_FAILURES = { email: 8, address: 60 };
/** Subjects nobody tried for this long are deleted, this often. */
const KEEP_SECONDS = 24 * 60 * 60;
const SWEEP_EVERY_MS = 60 * 60 * 1000;

/** Whose attempts are counted; the address is null where it is unknown. */
export interface Attempt {
  email: string;
  address: string | null;
}

/** Too many failed sign-ins; nothing was checked. */
export class TooManyAttempts extends ApiError {
  constructor(readonly minutes: number) {
    super(429, "too_many_attempts", `Too many attempts to sign in. Try again in ${minutes} min.`, {
      headers: { "Retry-After": String(minutes * 60) },
    });
  }
}

/**
 * Runs a check of a password, which answers null when it fails, at most so many times per e-mail address and network
 * address. An attempt counts as failed before it is checked, so that attempts made at once cannot slip through.
 * @throws TooManyAttempts
 */
export async function limitedSignIn<T>(attempt: Attempt, check: () => Promise<T | null>): Promise<T | null> {
  const address = attempt.address === null ? null : subject("address", attempt.address);
  const email = subject("email", attempt.email);
  if (address) await countFailure(address, MOST_FAILURES.address);
  await countFailure(email, MOST_FAILURES.email);
  const result = await check();
  if (result !== null) {
    await prisma.signInAttempt.deleteMany({ where: { subject: email } });
    if (address) {
      await prisma.signInAttempt.updateMany({
        where: { subject: address, failures: { gt: 0 } },
        data: { failures: { decrement: 1 } },
      });
    }
  }
  return result;
}

/** Counts one more failure of a subject, in one statement; a new window begins when the last one or the block is over. */
async function countFailure(who: string, most: number): Promise<void> {
  await sweep();
  const [row] = await prisma.$queryRaw<{ wait: number | null }[]>`
    INSERT INTO sign_in_attempts AS a (subject, failures, window_start) VALUES (${who}, 1, now())
    ON CONFLICT (subject) DO UPDATE SET
      (failures, window_start, blocked_until) = (
        SELECT CASE WHEN is_over THEN 1 WHEN is_blocked THEN a.failures ELSE a.failures + 1 END,
               CASE WHEN is_over THEN now() ELSE a.window_start END,
               CASE WHEN is_over THEN NULL
                    WHEN is_blocked THEN a.blocked_until
                    WHEN a.failures >= ${most} THEN now() + make_interval(secs => ${BLOCK_SECONDS}) END
        FROM (SELECT coalesce(a.blocked_until > now(), false) AS is_blocked,
                     coalesce(a.blocked_until, a.window_start + make_interval(secs => ${WINDOW_SECONDS})) <= now() AS is_over
             ) AS state)
    RETURNING extract(epoch FROM blocked_until - now())::float AS wait`;
  // Whole seconds first: what is stored is rounded to milliseconds, and must not make five minutes six.
  if (row?.wait != null) throw new TooManyAttempts(Math.max(1, Math.ceil(Math.round(row.wait) / 60)));
}

let lastSweep = 0;

async function sweep(): Promise<void> {
  if (Date.now() - lastSweep < SWEEP_EVERY_MS) return;
  lastSweep = Date.now();
  await prisma.signInAttempt.deleteMany({ where: { windowStart: { lt: new Date(Date.now() - KEEP_SECONDS * 1000) } } });
}

function subject(kind: "email" | "address", value: string): string {
  return createHash("sha256").update(`${kind}:${value}`).digest("hex");
}
