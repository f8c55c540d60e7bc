import fc from "fast-check";
import { femtoUsd } from "@/lib/pricing/money";
import type { Dimension } from "@/lib/spend/dimensions";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { GroupKey, SpendAnswer, SpendGroup } from "@/lib/spend/spend-question";

/** A few totals, of which only what tests look at differs. */
export function totalsWith(some: Partial<Totals>): Totals {
  return { ...NO_TOTALS, ...some };
}

/** Sums of totals. */
export function sumOf(all: readonly Totals[]): Totals {
  return all.reduce(addTotals, NO_TOTALS);
}

/** Any totals of usage; a cost is never above its upper bound. */
export const anyTotals: fc.Arbitrary<Totals> = fc
  .record({
    cost: fc.bigInt({ min: 0n, max: 10n ** 19n }),
    more: fc.bigInt({ min: 0n, max: 10n ** 3n }),
    requests: fc.bigInt({ min: 1n, max: 10_000n }),
    inputUncached: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    cacheRead: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    output: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  })
  .map(({ cost, more, ...rest }) =>
    totalsWith({ cost: femtoUsd(cost), costHigh: femtoUsd(cost + more), ...rest, reasoning: rest.output / 2n }),
  );

/** Groups by dimensions, each key once, with any totals. */
export function anyGroups(groupBy: readonly Dimension[]): fc.Arbitrary<SpendGroup[]> {
  const value = fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"));
  const key = fc
    .tuple(...groupBy.map(() => value))
    .map(
      (values): GroupKey => Object.fromEntries(groupBy.map((dimension, index) => [dimension, values[index] ?? null])),
    );
  return fc.uniqueArray(fc.record({ key, totals: anyTotals }), {
    selector: (group) => JSON.stringify(group.key),
    maxLength: 40,
  });
}

/** An answer in sum of some groups. */
export function answerOf(
  groupBy: readonly Dimension[],
  groups: SpendGroup[],
  before: SpendGroup[] | null = null,
): SpendAnswer {
  const period = { from: new Date(0), to: new Date(86_400_000) };
  return {
    ...{ period, groupBy, timeZone: "UTC", groups, series: [] },
    totals: sumOf(groups.map(({ totals }) => totals)),
    previous: before && { period, totals: sumOf(before.map(({ totals }) => totals)), groups: before },
    ...{ coverage: { requests: null, tokens: null }, cacheSaved: femtoUsd(0n), cacheMissed: femtoUsd(0n), asOf: null },
  };
}
