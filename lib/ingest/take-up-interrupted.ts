import "server-only";
import { recoverInterrupted } from "./recover-interrupted";
import { resumeReprices } from "./reprice/run-reprice";

/**
 * When it looks again: what a process has claimed stays claimed until the database notices that it is gone, which takes a
 * moment, and up to a minute where its machine is gone as well (see claims.ts).
 */
const AGAIN_AFTER_MS = [5_000, 30_000, 120_000];

/**
 * Ends the uploads that a crash interrupted and goes on with its reprices. To be called once before the server serves; it
 * looks again by itself, some times, for what was still claimed.
 */
export async function takeUpInterrupted(againAfterMs: readonly number[] = AGAIN_AFTER_MS): Promise<void> {
  await lookOnce();
  for (const ms of againAfterMs) {
    setTimeout(() => {
      lookOnce().catch((error) => console.error(`Interrupted work was not taken up: ${(error as Error).message}`));
    }, ms).unref();
  }
}

async function lookOnce(): Promise<void> {
  await recoverInterrupted();
  await resumeReprices();
}
