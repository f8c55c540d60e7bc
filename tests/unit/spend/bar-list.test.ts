import fc from "fast-check";
import { expect, test } from "vitest";
import { barList } from "@/lib/spend/bar-list";
import { answerOf, anyGroups, sumOf } from "./usage";

const BY = ["project", "model"] as const;

test("bars and the pieces they are cut into lose and double nothing", () => {
  const sizes = fc.record({ most: fc.integer({ min: 1, max: 6 }), mostPieces: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(anyGroups(BY), sizes, fc.constantFrom("cost" as const, "tokens" as const), (groups, sizes, measure) => {
      const answer = answerOf(BY, groups);
      const { bars, pieces } = barList(answer, { measure, ...sizes });
      expect(sumOf(bars.map(({ totals }) => totals))).toEqual(answer.totals);
      for (const bar of bars) {
        expect(sumOf(bar.pieces.map(({ totals }) => totals))).toEqual(bar.totals);
        const own = groups.filter(({ key }) => bar.key && key.project === bar.key.project);
        if (bar.key) expect(bar.totals).toEqual(sumOf(own.map(({ totals }) => totals)));
        for (const piece of bar.pieces) {
          if (!bar.key || !piece.key) continue;
          const pair = own.filter(({ key }) => key.model === piece.key?.model);
          expect(piece.totals).toEqual(sumOf(pair.map(({ totals }) => totals)));
        }
      }
      expect(pieces.length).toBeLessThanOrEqual(sizes.mostPieces + 1);
    }),
  );
});

test("a ratio is not cut: each pair has its own bar", () => {
  const [groups] = fc.sample(anyGroups(BY), { numRuns: 1, seed: 7 });
  const { bars, pieces } = barList(answerOf(BY, groups ?? []), { measure: "costPerRequest", most: 99, mostPieces: 3 });
  expect(bars).toHaveLength(groups?.length ?? 0);
  expect(pieces).toEqual([]);
});
