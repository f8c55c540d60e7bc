/** A stream of numbers in [0, 1). */
export type Random = () => number;

/** A reproducible stream of numbers for two seeds (mulberry32): sample data has to be the same on every machine. */
export function createRandom(first: number, second: number): Random {
  let state = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
