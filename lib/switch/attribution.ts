import { bandsOf, type LeverSums, middleCost, middleDifference, valuesOf } from "./estimate";
import { type Band, LEVERS, type Lever, type LeverValues, SAME_TOKENS } from "./levers";
import { roundDivide } from "./share";

/** What one lever does to a cost, alone between its low and its high end, all others as expected. In millionths. */
export interface LeverSwing {
  lever: Lever;
  atLow: bigint;
  atHigh: bigint;
}

/** Levers by how much hangs on them, the most first; those that change nothing are left out. */
export function tornado(all: readonly LeverSums[]): LeverSwing[] {
  const swings = LEVERS.flatMap((lever): LeverSwing[] => {
    const at = (end: "low" | "high") =>
      all.reduce((sum, sums) => {
        const bands = bandsOf(sums.assumptions);
        const values = valuesOf(bands, (one) => (one === lever ? end : "expected"));
        return sum + middleCost(sums, values);
      }, 0n);
    const swing = { lever, atLow: at("low"), atHigh: at("high") };
    return swing.atLow === swing.atHigh ? [] : [swing];
  });
  return swings.sort((a, b) => Number(width(b) - width(a)));
}

function width({ atLow, atHigh }: LeverSwing): bigint {
  return atHigh > atLow ? atHigh - atLow : atLow - atHigh;
}

/**
 * How much each lever changes the difference to the baseline, from the exact repricing to the expected estimate: its
 * mean effect over all orders in which levers can be pulled (the Shapley value), so that the parts do not depend on an
 * order and add up exactly to the whole. In millionths.
 */
export function leverParts(all: readonly LeverSums[]): Readonly<Record<Lever, bigint>> {
  const totals = Object.fromEntries(LEVERS.map((lever) => [lever, 0n])) as Record<Lever, bigint>;
  for (const sums of all) {
    const bands = bandsOf(sums.assumptions);
    const pulled = LEVERS.filter((lever) => bands[lever].expected !== SAME_TOKENS[lever]);
    const parts = shapley(pulled, (levers) => differenceWith(sums, bands, levers));
    for (const [index, lever] of pulled.entries()) totals[lever] += parts[index] as bigint;
  }
  return totals;
}

/** The difference to the baseline with some levers at what is expected of them. A baseline grows with its traffic. */
function differenceWith(sums: LeverSums, bands: Readonly<Record<Lever, Band>>, pulled: ReadonlySet<Lever>): bigint {
  const values = Object.fromEntries(
    LEVERS.map((lever) => [lever, pulled.has(lever) ? bands[lever].expected : SAME_TOKENS[lever]]),
  ) as LeverValues;
  return middleDifference(sums, values);
}

/** Shapley values of players in a game; they add up to what all together are worth above none. */
export function shapley<Player>(players: readonly Player[], worth: (some: ReadonlySet<Player>) => bigint): bigint[] {
  const count = players.length;
  const worths = Array.from({ length: 2 ** count }, (_, set) =>
    worth(new Set(players.filter((_player, index) => set & (2 ** index)))),
  );
  const orders = factorial(count);
  const weighted = players.map((_player, index) =>
    worths.reduce((sum, value, set) => {
      if (set & (2 ** index)) return sum;
      const size = bitCount(set);
      const ways = factorial(size) * factorial(count - size - 1);
      return sum + BigInt(ways) * ((worths[set | (2 ** index)] as bigint) - value);
    }, 0n),
  );
  const parts = weighted.map((sum) => roundDivide(sum, BigInt(orders)));
  // What rounding leaves goes to the last: parts and whole agree to the last digit.
  const whole = (worths.at(-1) as bigint) - (worths[0] as bigint);
  const rest = whole - parts.reduce((sum, part) => sum + part, 0n);
  return parts.map((part, index) => (index === count - 1 ? part + rest : part));
}

function factorial(number: number): number {
  return number <= 1 ? 1 : number * factorial(number - 1);
}

function bitCount(set: number): number {
  let rest = set;
  let count = 0;
  for (; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
