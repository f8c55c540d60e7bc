/** Durations of repeated calls, in milliseconds. */
export interface Durations {
  median: number;
  p95: number;
  p99: number;
}

/**
 * Does several actions in turns, each `times` times (after `warmUp` unmeasured ones): what else the machine does meanwhile
 * concerns all of them. Answers how long each took.
 */
export async function measureInTurns(
  times: number,
  actions: readonly (() => Promise<unknown>)[],
  warmUp = 10,
): Promise<Durations[]> {
  const durations = actions.map((): number[] => []);
  for (let turn = -warmUp; turn < times; turn += 1) {
    for (const [index, action] of actions.entries()) {
      const started = performance.now();
      await action();
      if (turn >= 0) durations[index]?.push(performance.now() - started);
    }
  }
  return durations.map(quantiles);
}

/** Median, 95th and 99th percentile of durations. */
export function quantiles(durations: readonly number[]): Durations {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99) };
}
