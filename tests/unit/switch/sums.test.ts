import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeColumns } from "@/lib/switch/traffic/columns";
import { SelectedRecords } from "@/lib/switch/traffic/piece-records";
import { COST_PART } from "@/lib/switch/traffic/piece-writer";
import { costAt, sumCosts } from "@/lib/switch/traffic/sums";
import { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";

const GROUPS = 3;

/** Costs with a unit and without one, too large to be kept in four bytes or not, and larger than one part. */
const COSTS = fc
  .tuple(
    fc.constantFrom(1, 7, 1_250_000, 2 ** 32, 3 * 2 ** 40),
    fc.array(
      fc.record({ times: fc.nat(2 ** 33), group: fc.nat(GROUPS - 1), isWanted: fc.boolean(), parts: fc.nat(2) }),
    ),
  )
  .map(([unit, records]) =>
    records.map(({ times, ...record }) => ({ ...record, cost: (BigInt(unit) * BigInt(times)) % BigInt(COST_PART) })),
  );

test("sums of costs are exact, of all records and of some", () => {
  fc.assert(
    fc.property(COSTS, (records) => {
      const column = (value: (record: (typeof records)[number]) => number) => Float64Array.from(records, value);
      const piece = new TrafficPiece(
        encodeColumns(
          records.length,
          [
            ["cost", column(({ cost }) => Number(cost))],
            ["costParts", column(({ parts }) => parts)],
          ],
          { start: 0, settings: [], features: [[]] },
        ),
      );
      const places = Int32Array.from(records.flatMap(({ isWanted }, place) => (isWanted ? [place] : [])));
      const some = records.filter(({ isWanted }) => isWanted);
      const sumsOf = (all: boolean) =>
        piece.unpackedFor(() => {
          const groupOf = Int32Array.from(all ? records : some, ({ group }) => group);
          const selected = all ? piece : new SelectedRecords(piece, places);
          const column = sumCosts({ groupOf, groups: GROUPS }, selected, "cost");
          return Array.from({ length: GROUPS }, (_, group) => costAt(column, group));
        });
      const expected = (all: typeof records) =>
        Array.from({ length: GROUPS }, (_, group) =>
          all
            .filter((one) => one.group === group)
            .reduce((sum, { cost, parts }) => sum + cost + BigInt(parts) * BigInt(COST_PART), 0n),
        );
      expect(sumsOf(true)).toEqual(expected(records));
      expect(sumsOf(false)).toEqual(expected(some));
    }),
    { numRuns: 300 },
  );
});
