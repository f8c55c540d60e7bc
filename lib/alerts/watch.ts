import "server-only";
import { pool } from "@/lib/db/pool";
import { onUsageChanged } from "@/lib/ingest/usage-changed";
import { evaluateOrganization } from "./evaluate-organization";

/** How often things are done. */
export interface Pace {
  /** From the first commit to the look at what it did: batches come in bursts. */
  settleMs: number;
  /** Between looks at every organisation: periods begin, and what no commit of this process has told of. */
  everyMs: number;
}

const PACE: Pace = { settleMs: 3_000, everyMs: 60_000 };

/** Looking takes at most so much of the time: one part in ten. */
const REST_FACTOR = 9;

/** Looks at organisations whose usage changed, and at all of them from time to time; one after another. */
export class Watch {
  private readonly changed = new Set<number>();
  private timer: NodeJS.Timeout | null = null;
  private every: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private restMs = 0;
  private isOver = false;
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly pace: Pace = PACE,
    private readonly look: (organizationId: number) => Promise<unknown> = (id) => evaluateOrganization(id, new Date()),
  ) {}

  /** Begins to watch. */
  start(): void {
    this.unsubscribe = onUsageChanged((organizationId) => this.note(organizationId));
    this.every = setInterval(() => void this.noteAll(), this.pace.everyMs);
    this.every.unref();
    void this.noteAll();
  }

  /** Has an organisation looked at soon. */
  note(organizationId: number): void {
    if (this.isOver) return;
    this.changed.add(organizationId);
    this.timer ??= setTimeout(() => void this.lookNow(), Math.max(this.pace.settleMs, this.restMs)).unref();
  }

  /** Ends watching; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.unsubscribe?.();
    if (this.every) clearInterval(this.every);
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private async noteAll(): Promise<void> {
    try {
      const { rows } = await pool().query<{ id: number }>(
        "SELECT organization_id AS id FROM budgets UNION SELECT organization_id FROM anomaly_watches",
      );
      for (const { id } of rows) this.note(id);
    } catch (error) {
      console.error(`Budgets could not be looked up: ${(error as Error).message}`);
    }
  }

  private async lookNow(): Promise<void> {
    const began = performance.now();
    const due = [...this.changed];
    this.changed.clear();
    this.running = this.lookAt(due);
    await this.running;
    this.restMs = (performance.now() - began) * REST_FACTOR;
    this.timer = null;
    const [next] = this.changed;
    if (next !== undefined) this.note(next);
  }

  private async lookAt(organizations: readonly number[]): Promise<void> {
    for (const organizationId of organizations) {
      if (this.isOver) return;
      try {
        await this.look(organizationId);
      } catch (error) {
        // The next look is another try: nothing has fired of what was not stored.
        console.error(`The budgets of organisation ${organizationId} could not be looked at:`, error);
      }
    }
  }
}
