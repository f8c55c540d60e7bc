import type { EmbeddedPostgres } from "./embedded-postgres";

const LOOK_EVERY_MS = 500;
/** A database that ends so often within that time is not started again. */
const MOST_ENDS = 5;
const WITHIN_MS = 60_000;

/** A database that is started again whenever it ends by itself (killed, or out of memory). */
export interface KeptRunning {
  /** Leaves it as it is from now on; waits until it is not just being started. */
  release(): Promise<void>;
}

/** Keeps a database running. `giveUp` hears why when that cannot be done. */
export function keepRunning(postgres: EmbeddedPostgres, giveUp: (reason: Error) => void): KeptRunning {
  let restart: Promise<void> | null = null;
  let ends: number[] = [];
  const look = () => {
    if (restart || postgres.isAlive()) return;
    const now = performance.now();
    ends = [...ends.filter((end) => end > now - WITHIN_MS), now];
    restart = startAgain(postgres, ends.length).then(() => {
      restart = null;
    });
    restart.catch((reason: Error) => {
      clearInterval(timer);
      giveUp(reason);
    });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await restart?.catch(() => undefined);
    },
  };
}

async function startAgain(postgres: EmbeddedPostgres, ends: number): Promise<void> {
  if (ends >= MOST_ENDS) {
    throw new Error(`PostgreSQL has ended ${ends} times within a minute; its log is ${postgres.logFile}`);
  }
  console.error("PostgreSQL has ended by itself; it is started again.");
  await postgres.restart();
}
