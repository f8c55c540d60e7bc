import "server-only";
import { Watch } from "./watch";

/** What the server waits for before it ends; scripts/server.mjs reads it. */
const shared = globalThis as { outlayBeforeExit?: () => Promise<void> };

/** Starts what looks at budgets in the background, once a process. */
export function startAlerts(): void {
  if (shared.outlayBeforeExit) return;
  const watch = new Watch();
  watch.start();
  shared.outlayBeforeExit = () => watch.stop();
}
