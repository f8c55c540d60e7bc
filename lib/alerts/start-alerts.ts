import "server-only";
import { Sender } from "./delivery/sender";
import { evaluateOrganization } from "./evaluate-organization";
import { Watch } from "./watch";

/** What the server waits for before it ends; scripts/server.mjs reads it. */
const shared = globalThis as { outlayBeforeExit?: () => Promise<void> };

/** Days are compared with what is usual at most so often. */
const BETWEEN_JUDGEMENTS_MS = 600_000;

/** Starts what looks at budgets and what sends alerts, in the background, once a process. */
export function startAlerts(): void {
  if (shared.outlayBeforeExit) return;
  const sender = new Sender();
  const judgedAt = new Map<number, number>();
  const watch = new Watch(undefined, async (organizationId) => {
    const anomalies = Date.now() - (judgedAt.get(organizationId) ?? 0) > BETWEEN_JUDGEMENTS_MS;
    if (anomalies) judgedAt.set(organizationId, Date.now());
    if ((await evaluateOrganization(organizationId, new Date(), { anomalies })) > 0) void sender.wake();
  });
  watch.start();
  sender.start();
  shared.outlayBeforeExit = async () => {
    await Promise.all([watch.stop(), sender.stop()]);
  };
}
