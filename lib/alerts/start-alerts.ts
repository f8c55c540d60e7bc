import "server-only";
import { Sender } from "./delivery/sender";
import { evaluateOrganization } from "./evaluate-organization";
import { Watch } from "./watch";

/** What the server waits for before it ends; scripts/server.mjs reads it. */
const shared = globalThis as { outlayBeforeExit?: () => Promise<void> };

/** Starts what looks at budgets and what sends alerts, in the background, once a process. */
export function startAlerts(): void {
  if (shared.outlayBeforeExit) return;
  const sender = new Sender();
  const watch = new Watch(undefined, async (organizationId) => {
    if ((await evaluateOrganization(organizationId, new Date())) > 0) void sender.wake();
  });
  watch.start();
  sender.start();
  shared.outlayBeforeExit = async () => {
    await Promise.all([watch.stop(), sender.stop()]);
  };
}
