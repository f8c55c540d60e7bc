import type { Reading } from "./format";

/** Observations that wait for others within them, and ids of enclosing ones that are remembered. */
const MOST_WAITING = 50_000;

/**
 * Leaves out generations that others lie in: an SDK's call as a whole and the request within it are both generations, of
 * the same usage, and may come in any order.
 */
export class OuterObservations {
  private readonly waiting = new Map<string, Reading>();
  private readonly enclosing = new Set<string>();

  /** Takes what became of an observation; answers what is certain by now. */
  take(id: string, parent: string | null, reading: Reading): readonly Reading[] {
    const readings: Reading[] = [];
    if (parent !== null && parent !== id) {
      this.enclosing.add(parent);
      if (this.enclosing.size > MOST_WAITING) this.enclosing.delete(this.enclosing.values().next().value as string);
      if (this.waiting.delete(parent)) readings.push({ kind: "ignored" });
    }
    if (this.enclosing.has(id)) return [...readings, { kind: "ignored" }];
    // The same observation twice: both are kept, and one identity combines them.
    const before = this.waiting.get(id);
    if (before) readings.push(before);
    this.waiting.set(id, reading);
    if (this.waiting.size <= MOST_WAITING) return readings;
    const [oldest] = this.waiting;
    if (oldest) {
      this.waiting.delete(oldest[0]);
      readings.push(oldest[1]);
    }
    return readings;
  }

  /** What is left once all have come. */
  end(): readonly Reading[] {
    const readings = [...this.waiting.values()];
    this.waiting.clear();
    return readings;
  }
}
