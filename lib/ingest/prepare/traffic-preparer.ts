import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { keepPieces } from "@/lib/db/queries/switch/traffic/load-pieces";
import type { TrafficDay } from "@/lib/db/queries/switch/traffic/traffic-days";
import { unkeptDays } from "@/lib/db/queries/switch/traffic/unkept-days";
import { areUploadsRunning } from "../upload-places";
import { onUsageChanged } from "../usage-changed";

/** How often things are done. */
export interface PreparingPace {
  /** How long nothing has to be committed before what was is looked at: batches come in bursts, and streams first. */
  settleMs: number;
  /** From a commit to the look at what it changed when more keeps coming. */
  mostMs: number;
  /** Between looks at every organisation: deletions, repricings, and what other processes did. */
  everyMs: number;
}

const PACE: PreparingPace = { settleMs: 3_000, mostMs: 60_000, everyMs: 600_000 };

/**
 * Between looks it rests so many times as long as the last one took, up to a minute: usage that comes all the time is
 * packed now and then.
 */
const REST_FACTOR = 9;
const LONGEST_REST_MS = 60_000;

/** Records that are packed at a time, a second or less; then it rests for as long as that took. An upload may wait for it. */
const MOST_RECORDS = 100_000;

/**
 * Packs the days that changed for what-ifs, in the background, so that whoever asks first does not wait for it. Uploads
 * that stream come first: while one runs, nothing is begun.
 */
export class TrafficPreparer {
  private readonly changed = new Set<number>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private every: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private restMs = 0;
  /** When the first of what changed was committed, and the last. */
  private commits = { first: 0, last: 0 };
  private unsubscribe: (() => void) | null = null;

  constructor(private readonly pace: PreparingPace = PACE) {}

  /** Begins, with what changed before. */
  start(): void {
    this.unsubscribe = onUsageChanged((organizationId) => this.note(organizationId));
    this.every = setInterval(() => void this.noteAll(), this.pace.everyMs).unref();
    void this.noteAll();
  }

  /** Ends; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.unsubscribe?.();
    if (this.every) clearInterval(this.every);
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private note(organizationId: number): void {
    if (this.stopping.signal.aborted) return;
    this.commits.last = performance.now();
    if (this.changed.size === 0) this.commits.first = this.commits.last;
    this.changed.add(organizationId);
    if (!this.timer) this.wait(this.restMs);
  }

  private wait(atLeast: number): void {
    const left = untilQuiet(performance.now(), this.commits, this.pace);
    this.timer = setTimeout(() => this.look(), Math.max(left, atLeast)).unref();
  }

  private look(): void {
    if (untilQuiet(performance.now(), this.commits, this.pace) > 0) this.wait(0);
    else void this.prepareNow();
  }

  private async noteAll(): Promise<void> {
    try {
      const { rows } = await pool().query<{ id: number }>("SELECT id FROM organizations");
      for (const { id } of rows) this.note(id);
    } catch (error) {
      console.error(`Organisations could not be looked up: ${(error as Error).message}`);
    }
  }

  private async prepareNow(): Promise<void> {
    const began = performance.now();
    const due = [...this.changed];
    this.changed.clear();
    this.running = this.prepareAll(due);
    await this.running;
    this.restMs = Math.min(LONGEST_REST_MS, (performance.now() - began) * REST_FACTOR);
    this.timer = null;
    if (this.changed.size === 0 || this.stopping.signal.aborted) return;
    this.commits = { first: performance.now(), last: performance.now() };
    this.wait(this.restMs);
  }

  private async prepareAll(organizations: readonly number[]): Promise<void> {
    for (const organizationId of organizations) {
      try {
        if (!(await this.prepare(organizationId))) this.changed.add(organizationId);
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        // Whoever asks has it packed then; the next look is another try.
        console.error(`Usage of organisation ${organizationId} could not be prepared for what-ifs:`, error);
      }
    }
  }

  /** Answers whether everything is packed, or has been tried; an upload comes first. */
  private async prepare(organizationId: number): Promise<boolean> {
    const tried = new Set<string>();
    for (;;) {
      if (areUploadsRunning() || this.stopping.signal.aborted) return false;
      const days = (await unkeptDays(organizationId)).filter((day) => !tried.has(keyOf(day)));
      const some = firstOf(days);
      if (some.length === 0) return true;
      for (const day of some) tried.add(keyOf(day));
      const began = performance.now();
      await keepPieces(organizationId, some);
      await wait(performance.now() - began, undefined, { signal: this.stopping.signal });
    }
  }
}

/** How long to wait yet until nothing has come for a while, or what came first has waited long enough. */
export function untilQuiet(
  now: number,
  { first, last }: { first: number; last: number },
  { settleMs, mostMs }: Pick<PreparingPace, "settleMs" | "mostMs">,
): number {
  return Math.min(last + settleMs, first + mostMs) - now;
}

function keyOf({ start, version }: TrafficDay): string {
  return `${start} ${version}`;
}

/** The first of some days that together have not too many records, in order of time; one at least. */
function firstOf(days: readonly TrafficDay[]): TrafficDay[] {
  let records = 0;
  const end = days.findIndex((day, index) => {
    records += day.records;
    return index > 0 && records > MOST_RECORDS;
  });
  return days.slice(0, end < 0 ? days.length : end).sort((a, b) => a.start - b.start);
}
