/** What keeps a threshold from going further: a check, with the prompts of what does not pass it. */
export interface Stop {
  /** A check of fit; `price`: there is no price for it on the target. */
  check: string;
  /** The endpoint, feature or tier, or the prompts a limit is for; null otherwise. */
  of: string | null;
  /** Prompts up to less than this pass: the smallest that is in the way. Null where nothing is. */
  smallest: number | null;
  /** Prompts above this pass: the largest that is in the way. Null where nothing is. */
  largest: number | null;
}

/** Collects what is in the way. */
export class Stops {
  private readonly all = new Map<string, Stop>();

  /** A record that does not pass. An aggregate is never among prompts from a size on. */
  add(check: string, of: string | null, prompt: number, isRequest: boolean): void {
    this.put({ check, of, smallest: prompt, largest: isRequest ? prompt : null });
  }

  put(stop: Stop): void {
    const key = `${stop.check}\n${stop.of ?? ""}`;
    const known = this.all.get(key);
    if (!known) {
      this.all.set(key, { ...stop });
      return;
    }
    if (stop.smallest !== null) known.smallest = Math.min(known.smallest ?? stop.smallest, stop.smallest);
    if (stop.largest !== null) known.largest = Math.max(known.largest ?? stop.largest, stop.largest);
  }

  /** The narrowest for prompts up to a size first. */
  list(): Stop[] {
    return [...this.all.values()].sort(
      (a, b) => (a.smallest ?? Number.POSITIVE_INFINITY) - (b.smallest ?? Number.POSITIVE_INFINITY),
    );
  }
}
