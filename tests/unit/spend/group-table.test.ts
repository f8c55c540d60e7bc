import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { femtoUsd } from "@/lib/pricing/money";
import { groupTable } from "@/lib/spend/group-table";
import { groupTableToCsv, groupTableToJson } from "@/lib/spend/group-table-columns";
import { MEASURES } from "@/lib/spend/measure";
import { NO_TOTALS } from "@/lib/spend/measures";
import { answerOf, anyGroups, sumOf, totalsWith } from "./usage";

const BY = ["model", "project"] as const;

describe("a table of groups", () => {
  test("adds up with its others, now and before, and holds no group twice", () => {
    const options = fc.record({
      measure: fc.constantFrom(...MEASURES),
      order: fc.constantFrom("change" as const, ...MEASURES),
      most: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(anyGroups(BY), fc.option(anyGroups(BY)), options, (groups, before, options) => {
        const answer = answerOf(BY, groups, before);
        const { rows, others, total } = groupTable(answer, options);
        const all = [...rows, ...(others ? [others] : [])];
        expect(sumOf(all.map(({ totals }) => totals))).toEqual(total.totals);
        expect(rows.length).toBeLessThanOrEqual(options.most + 1);
        expect(new Set(rows.map(({ key }) => JSON.stringify(key))).size).toBe(rows.length);
        if (before) expect(sumOf(all.map((row) => row.before ?? NO_TOTALS))).toEqual(total.before);
        else expect(all.every((row) => row.before === null)).toBe(true);
      }),
    );
  });

  const now = [
    { key: { model: "steady" }, totals: totalsWith({ cost: femtoUsd(100n), requests: 1n }) },
    { key: { model: "grown" }, totals: totalsWith({ cost: femtoUsd(60n), requests: 9n }) },
  ];
  const before = [
    { key: { model: "steady" }, totals: totalsWith({ cost: femtoUsd(99n) }) },
    { key: { model: "grown" }, totals: totalsWith({ cost: femtoUsd(10n) }) },
    { key: { model: "gone" }, totals: totalsWith({ cost: femtoUsd(70n) }) },
  ];
  const names = (order: "cost" | "requests" | "change") =>
    groupTable(answerOf(["model"], now, before), { measure: "cost", order, most: 9 }).rows.map(({ key }) => key.model);

  test("is ordered by a measure or by how much moved, either way, and keeps what is gone", () => {
    expect(names("cost")).toEqual(["steady", "grown", "gone"]);
    expect(names("requests")).toEqual(["grown", "steady", "gone"]);
    expect(names("change")).toEqual(["gone", "grown", "steady"]);
  });

  test("is written as it is shown", () => {
    const answer = answerOf(["model"], now, before);
    const table = groupTable(answer, { measure: "cost", order: "cost", most: 1 });
    const shape = { groupBy: ["model"] as const, measure: "cost" as const };
    expect(groupTableToCsv(table, shape).split("\r\n")).toEqual([
      "model,cost,requests,tokens,cacheHitRate,cost.before",
      "steady,0.0000000000001,1,0,,0.000000000000099",
      "2 others,0.00000000000006,9,0,,0.00000000000008",
      "Total,0.00000000000016,10,0,,0.000000000000179",
      "",
    ]);
    expect(groupTableToJson(table, shape)).toMatchObject({
      rows: [{ key: { model: "steady" }, values: { cost: "0.0000000000001", cacheHitRate: null } }],
      others: { groups: 2, before: "0.00000000000008" },
    });
  });
});
