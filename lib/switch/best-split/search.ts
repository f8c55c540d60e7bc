/** What is looked for: the number of steps, from the first, with the least sum. */
export interface Least {
  steps: number;
  sum: bigint;
}

/** Sums of some steps, `[from, to)`: their own, and the least that those of the first few of them can have. */
export type StepSums = (from: number, to: number) => { sum: bigint; least: bigint };

const PARTS = 16;

/**
 * How many of a number of steps, taken from the first on, have the least sum; of several the fewest. Nothing has the sum
 * 0. Exact without looking at every step: stretches that cannot hold anything less are left out.
 */
export function leastPrefix(steps: number, sumsOf: StepSums): Least {
  const best: Least = { steps: 0, sum: 0n };
  const refine = (from: number, to: number, before: bigint): void => {
    const width = Math.ceil((to - from) / PARTS);
    const parts: { from: number; to: number; before: bigint; least: bigint }[] = [];
    let sum = before;
    for (let start = from; start < to; start += width) {
      const end = Math.min(start + width, to);
      const part = sumsOf(start, end);
      parts.push({ from: start, to: end, before: sum, least: sum + part.least });
      sum += part.sum;
      if (sum < best.sum || (sum === best.sum && end < best.steps)) {
        best.steps = end;
        best.sum = sum;
      }
    }
    for (const part of parts) {
      if (part.to - part.from < 2 || part.least > best.sum) continue;
      if (part.least === best.sum && part.from >= best.steps) continue;
      refine(part.from, part.to, part.before);
    }
  };
  if (steps > 0) refine(0, steps, 0n);
  return best;
}
