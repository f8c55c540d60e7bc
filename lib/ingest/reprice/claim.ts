import "server-only";
import { setTimeout } from "node:timers/promises";
import { claim, release } from "../claims";

/** First key of the advisory locks that say which process works on a reprice. */
const LOCK_CLASS = 7005;

/** Who has just come to the end of a reprice lets go of it a moment later. */
const TRIES = 50;
const BETWEEN_TRIES_MS = 100;

/**
 * Runs work on a reprice unless a process, this one included, is at it and stays at it; answers whether it ran. What the
 * work throws is thrown.
 */
export async function withClaim(repriceId: string, work: () => Promise<void>): Promise<boolean> {
  const wanted = { lockClass: LOCK_CLASS, name: repriceId, isShared: false };
  for (let tries = 1; !(await claim(wanted)); tries += 1) {
    if (tries === TRIES) return false;
    await setTimeout(BETWEEN_TRIES_MS);
  }
  try {
    await work();
    return true;
  } finally {
    await release(wanted);
  }
}
