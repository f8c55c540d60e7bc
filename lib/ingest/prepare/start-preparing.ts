import "server-only";
import { TrafficPreparer } from "./traffic-preparer";

/** What the server waits for before it ends; scripts/server.mjs reads it. */
const shared = globalThis as { outlayBeforeExit?: () => Promise<void>; outlayPreparer?: TrafficPreparer };

/** Starts what packs usage for what-ifs, in the background, once a process. */
export function startPreparing(): void {
  if (shared.outlayPreparer) return;
  const preparer = new TrafficPreparer();
  shared.outlayPreparer = preparer;
  preparer.start();
  const before = shared.outlayBeforeExit;
  shared.outlayBeforeExit = async () => {
    await Promise.all([before?.(), preparer.stop()]);
  };
}
