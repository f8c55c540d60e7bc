/** Durations of repeated calls, in milliseconds. */
export interface Durations {
  median: number;
  p95: number;
  p99: number;
}

/** Calls `action` `times` times, one after another (after `warmUp` unmeasured calls), and tells how long calls took. */
export async function measure(times: number, action: () => Promise<unknown>, warmUp = 5): Promise<Durations> {
  for (let call = 0; call < warmUp; call += 1) await action();
  const durations: number[] = [];
  for (let call = 0; call < times; call += 1) {
    const started = performance.now();
    await action();
    durations.push(performance.now() - started);
  }
  return quantiles(durations);
}

/** Median, 95th and 99th percentile of durations. */
export function quantiles(durations: readonly number[]): Durations {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Milliseconds `action` takes, and its result. */
export async function timed<T>(action: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now();
  const result = await action();
  return { ms: performance.now() - started, result };
}
