/** After so many attempts nothing more is tried. */
export const MOST_ATTEMPTS = 8;

const FIRST_MS = 15_000;
const FACTOR = 4;
const LONGEST_MS = 4 * 3_600_000;

/**
 * How long to wait after an attempt (the first is 1): about 15 seconds, a minute, 4, 16, an hour, then 4 hours; a random part of
 * the second half, so that what failed together does not come again together. `random` is from 0 to 1.
 */
export function waitAfter(attempts: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (attempts - 1));
  return Math.round(longest * (0.5 + 0.5 * random));
}
