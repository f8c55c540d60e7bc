import fc from "fast-check";
import { expect, test } from "vitest";
import { PieceWriter } from "@/lib/switch/traffic/piece-writer";
import { SizeBuckets } from "@/lib/switch/traffic/size-buckets";
import { SIZE_NAMES, type SizeTable } from "@/lib/switch/traffic/size-table";
import { costAt } from "@/lib/switch/traffic/sums";
import { type PartShape, PartTabulator } from "@/lib/switch/traffic/tabulate-part";
import { tabulateSizes } from "@/lib/switch/traffic/tabulate-sizes";
import { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";
import { SETTING_NAMES } from "@/lib/switch/traffic/traffic-row";
import type { TrafficShape } from "@/lib/switch/traffic-shape";

const DAY = 86_400_000_000;
const EDGES = fc.uniqueArray(fc.integer({ min: 1, max: 2_000 }), { maxLength: 5 });
const RECORDS = fc.array(
  fc.record({
    time: fc.nat(DAY - 1),
    model: fc.integer({ min: 1, max: 3 }),
    user: fc.nat(2),
    requests: fc.constantFrom(1, 1, 1, 5, null),
    output: fc.oneof(fc.nat(1_100), fc.nat(30)),
    features: fc.constantFrom(undefined, ["tools"], ["image_input"]),
  }),
  { minLength: 1, maxLength: 40 },
);

const NO_BOUNDS = { minInput: null, maxInput: null, minOutput: null, maxOutput: null, hours: null };
/** Leaves of aggregates undecided whether they are moved. */
const LIMITED = [{ ...NO_BOUNDS, names: [], maxOutput: 700 }];
const OF_A_USER = [{ ...NO_BOUNDS, names: [{ name: "user" as const, numbers: [1], isExcluded: false }] }];

const ASKED = fc.record({
  records: RECORDS,
  usual: EDGES,
  own: EDGES,
  ownPrompts: EDGES,
  conditions: fc.constantFrom([], LIMITED, OF_A_USER),
});

test("sizes told apart more finely afterwards are those told apart so at once", () => {
  const seen = { fromTable: 0, fromRecords: 0 };
  fc.assert(
    fc.property(ASKED, ({ records, usual, own, ownPrompts, conditions }) => {
      const piece = pieceOf(records);
      const buckets = (edges: readonly number[]) => new SizeBuckets([...new Set(edges)].sort((a, b) => a - b));
      const [none, output, finer] = [buckets([]), buckets(usual), buckets([...usual, ...own])];
      const usualSizes = { prompt: buckets([500]), total: none, output };
      const prompt = ownPrompts.length > 0 ? buckets([500, ...ownPrompts]) : usualSizes.prompt;
      const sizes = { ...usualSizes, prompt, output: finer };
      const part: PartShape = {
        shape: { usualSizes, sizes } as unknown as TrafficShape,
        conditions,
        scopeCondition: null,
        moveConditions: [conditions.length > 0 ? 0 : null],
      };
      const time = { from: 0, to: DAY, dayEnd: DAY, hourOfQuarter: () => 0 };
      const made = piece.unpackedFor(() => {
        const table = new PartTabulator(piece, part, time).make("usualSizes") as SizeTable;
        return { table, sizes: new PartTabulator(piece, part, time).make("sizes", table) as SizeTable };
      });
      const { records: selected, codes } = new PartTabulator(piece, part, time).select("moved");
      expect(countsOf(made.sizes)).toEqual(countsOf(tabulateSizes(selected, sizes, codes)));
      // There are further groups only where records were looked at.
      seen[made.sizes.groupCount === made.table.groupCount ? "fromTable" : "fromRecords"] += 1;
    }),
    { numRuns: 500 },
  );
  expect(seen.fromTable).toBeGreaterThan(20);
  expect(seen.fromRecords).toBeGreaterThan(20);
});

function pieceOf(records: typeof RECORDS extends fc.Arbitrary<infer Records> ? Records : never): TrafficPiece {
  const writer = new PieceWriter(0);
  for (const { time, model, user, requests, output, features } of records) {
    const names = new Int32Array(SETTING_NAMES.length);
    names[SETTING_NAMES.indexOf("model")] = model;
    writer.add({
      ...{ timestamp: time, endTimestamp: null, names, user, tagSet: 0, requests, output, reasoning: 0 },
      ...{ inputUncached: output * 2, cacheRead: 0, cacheWrite: 0, cost: output * 1_000 + 7, costHigh: null },
      detail: features ? { features } : null,
    });
  }
  return new TrafficPiece(writer.take());
}

/** What a table counts, by everything it tells apart. */
function countsOf(table: SizeTable): Record<string, { records: number; requests: number; cost: bigint }> {
  const counts: Record<string, { records: number; requests: number; cost: bigint; largest: number }> = {};
  for (let row = 0; row < table.rows; row += 1) {
    const group = table.groupOf(row);
    const key = JSON.stringify([
      ...SIZE_NAMES.map((name) => table.nameOf(group, name)),
      ...[table.featuresOf(group), table.outcomesOf(group), table.sizeOf(row), table.kindOf(row)],
      ...[table.leastOf(row), table.mostOf(row)],
    ]);
    const known = counts[key] ?? { records: 0, requests: 0, cost: 0n, largest: 0 };
    counts[key] = {
      records: known.records + (table.records[row] as number),
      requests: known.requests + (table.requests[row] as number),
      cost: known.cost + costAt(table.cost, row),
      largest: Math.max(known.largest, table.largest[row] as number),
    };
  }
  return counts;
}
