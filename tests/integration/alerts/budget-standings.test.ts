import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { budgetAlerts } from "@/lib/alerts/budget-alerts";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { toBudget } from "@/lib/db/queries/budgets/budget-row";
import { budgetStanding, budgetStandings } from "@/lib/db/queries/budgets/budget-standings";
import { COLUMNS } from "@/lib/db/queries/dimensions/filter-ids";
import { periodTotals } from "@/lib/db/queries/spend/period-totals";
import { femtoUsd, parseUsd } from "@/lib/pricing/money";
import {
  BUDGET_DIMENSIONS,
  BUDGET_UNITS,
  type Budget,
  filtersOf,
  orderedThresholds,
  reachedThresholds,
} from "@/lib/spend/budgets/budget";
import { recentPeriods, watchedPeriods } from "@/lib/spend/budgets/budget-periods";
import type { Period } from "@/lib/spend/period";
import { apiRequest, createOrganization } from "../../support/factories";
import { call } from "../../support/people";

const HOUR = 3_600_000;
/** Its clocks go back on 25 October 2026; its days are not those of UTC. */
const ZONE = "Europe/Berlin";
const FIRST = Date.parse("2026-08-01T00:00:00Z");
/** Before the usage ends, on its last day, and after it was silent for a while and for too long. */
const NOWS = ["2026-10-01T03:00:00Z", "2026-10-26T12:00:00Z", "2026-11-03T09:30:00Z", "2026-11-08T23:30:00Z"];
const LAST = Date.parse("2026-11-01T22:00:00Z");

let organizationId = 0;
beforeAll(async () => {
  const created = await createOrganization(ZONE);
  ({ organizationId } = created);
  const lines: string[] = [];
  for (let at = FIRST, count = 0; at < LAST; at += 5 * HOUR + 1_000, count += 1) {
    const names = { project: `p${count % 4}`, apiKey: `k${count % 3}`, user: `u${count % 7}` };
    const [provider, model] =
      count % 11 === 0
        ? ["nobody", "mystery"]
        : count % 3 === 0
          ? ["anthropic", "claude-sonnet-4-6"]
          : ["openai", "gpt-4.1"];
    const tokens = { input: ((count * 7_919) % 100) * 10_000 + 1, output: (count * 31) % 1_000 };
    lines.push(
      JSON.stringify({ timestamp: new Date(at).toISOString(), provider, model, tokens, ...(count % 5 && names) }),
    );
  }
  const request = apiRequest("/api/v1/usage", created.key, { method: "POST", body: lines.join("\n") });
  expect((await call(sendUsage, request)).body).toMatchObject({ rejected: 0, inserted: lines.length });
});

const VALUES = {
  ...{ project: ["p0", "p1", "p2", "p3", "typo"], apiKey: ["k0", "k1", "k2"], user: ["u0", "u3", "u6", "nobody yet"] },
  ...{ model: ["gpt-4.1", "claude-sonnet-4-6", "mystery"], provider: ["openai", "anthropic", "nobody"] },
};
const scopes = [
  null,
  ...BUDGET_DIMENSIONS.flatMap((dimension) => VALUES[dimension].map((value) => ({ dimension, value }))),
];
const randomBudget = fc.record({
  scope: fc.constantFrom(...scopes),
  unit: fc.constantFrom(...BUDGET_UNITS),
  cents: fc.integer({ min: 1, max: 20_000 }),
  thresholds: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }).map(orderedThresholds),
  startsOn: fc.constantFrom(null, null, "2026-10-26", "2026-11-03", "2027-01-01"),
  createdAt: fc.constantFrom("2026-06-01T00:00:00Z", "2026-10-31T23:30:00Z").map((at) => new Date(at)),
});
const randomLook = fc.record({
  budgets: fc.array(randomBudget, { minLength: 1, maxLength: 25 }),
  now: fc.constantFrom(...NOWS).map((at) => new Date(at)),
});

type Generated<A> = A extends fc.Arbitrary<infer One> ? One : never;

/** Looked at in any case: what is over its amount, of what nothing has a price, and what is not begun. */
const certain = [null, { dimension: "model", value: "mystery" } as const].flatMap((scope) =>
  ([null, "2027-01-01"] as const).map((startsOn): Generated<typeof randomBudget> => {
    const createdAt = new Date("2026-06-01T00:00:00Z");
    return { scope, startsOn, unit: "month", cents: 1, thresholds: [100], createdAt };
  }),
);
const LOOKS: fc.Parameters<[Generated<typeof randomLook>]> = {
  numRuns: 12,
  examples: [[{ budgets: certain, now: new Date("2026-10-26T12:00:00Z") }]],
};

/** Budgets as they come back from the database. */
async function store(budgets: readonly Generated<typeof randomBudget>[]) {
  await prisma.budget.deleteMany({ where: { organizationId } });
  const data = budgets.map(({ scope, unit, cents, startsOn, ...some }, index) => ({
    ...{ organizationId, id: randomUUID(), name: `Budget ${index}`, period: unit, ...some },
    ...{ dimension: scope?.dimension ?? null, value: scope?.value ?? null },
    amount: femtoUsd((parseUsd("1") * BigInt(cents)) / 100n).toString(),
    startsOn: startsOn === null ? null : new Date(`${startsOn}T00:00:00Z`),
  }));
  const rows = await prisma.budget.createManyAndReturn({ data });
  return rows.map(toBudget);
}

/** The cost of a budget's usage in a period, from the records themselves. */
async function costOfRecords({ scope }: Budget, { from, to }: Period): Promise<bigint> {
  const { rows } = await pool().query<{ cost: string }>(
    `SELECT coalesce(sum(cost), 0)::text AS cost FROM usage_records
      WHERE organization_id = $1 AND timestamp >= $2 AND timestamp < $3
        ${scope ? `AND ${COLUMNS[scope.dimension]} IN (SELECT id FROM dimension_values WHERE organization_id = $1 AND dimension = $4 AND value = $5)` : ""}`,
    [organizationId, from, to, ...(scope ? [scope.dimension, scope.value] : [])],
  );
  return BigInt(rows[0]?.cost ?? "");
}

test("budgets read together stand as each does alone, and as the records say", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(randomLook, async ({ budgets: random, now }) => {
      const budgets = await store(random);
      const together = await budgetStandings(organizationId, ZONE, budgets, now);
      for (const [index, budget] of budgets.entries()) {
        const alone = (await budgetStanding(organizationId, ZONE, budget, now))?.standing ?? null;
        expect(together[index]).toEqual(alone);
        seen.add(alone?.state ?? "not begun");
        if (alone) expect(alone.spent.cost).toBe(await costOfRecords(budget, alone.period));
      }
    }),
    LOOKS,
  );
  expect([...seen].sort()).toEqual(expect.arrayContaining(["not begun", "over", "unknown"]));
});

test("thresholds that budgets reach together are those each reaches alone", async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(randomLook, async ({ budgets: random, now }) => {
      const budgets = await store(random);
      const drafts = await budgetAlerts(organizationId, ZONE, now, async () => new Set());
      const expected: string[] = [];
      for (const budget of budgets) {
        const periods = watchedPeriods(budget, recentPeriods(now, ZONE)[budget.unit], now, ZONE);
        const totals = await periodTotals(organizationId, ZONE, filtersOf(budget.scope), periods);
        for (const [index, period] of periods.entries()) {
          const cost = totals[index]?.cost ?? femtoUsd(-1n);
          expect(cost).toBe(await costOfRecords(budget, period));
          for (const percent of reachedThresholds(cost, budget)) expected.push(`${budget.id} ${period.key} ${percent}`);
        }
      }
      count += expected.length;
      expect(drafts.map((one) => `${one.subject} ${one.period} ${one.threshold}`).sort()).toEqual(expected.sort());
    }),
    LOOKS,
  );
  expect(count).toBeGreaterThan(0);
});

test("many budgets are read in a few statements, from sums that are kept", async () => {
  const all = scopes.flatMap((scope) =>
    BUDGET_UNITS.map((unit) => ({
      ...{ scope, unit, cents: 1, thresholds: [1], startsOn: null, createdAt: new Date("2026-06-01T00:00:00Z") },
    })),
  );
  const budgets = await store(all);
  const now = new Date("2026-11-01T12:00:00Z");
  const query = vi.spyOn(pg.Client.prototype, "query");
  await budgetStandings(organizationId, ZONE, budgets, now);
  await budgetAlerts(organizationId, ZONE, now, async () => new Set());
  const statements: unknown[] = query.mock.calls.map(([statement]) => statement);
  const asked = statements.map((one) => (typeof one === "string" ? one : (one as { text: string }).text));
  query.mockRestore();
  const reads = asked.filter((text) => /FROM rollups/.test(text));
  // Each dimension once, and everything: the list; the look; and how those that fire stand.
  expect(reads).toHaveLength(3 * (BUDGET_DIMENSIONS.length + 1));
  expect(asked.filter((text) => /usage_records/.test(text))).toEqual([]);
});
