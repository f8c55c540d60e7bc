import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { DELETE as deleteBatch } from "@/app/api/v1/batches/[id]/route";
import { GET as getBudget, PATCH as patchBudget } from "@/app/api/v1/budgets/[id]/route";
import { POST as createBudget, GET as listBudgets } from "@/app/api/v1/budgets/route";
import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { evaluateOrganization } from "@/lib/alerts/evaluate-organization";
import { Watch } from "@/lib/alerts/watch";
import { prisma } from "@/lib/db/prisma";
import { changeTimeZone } from "@/lib/ingest/change-time-zone";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, sending } from "../../support/people";

const HOUR = 3_600_000;

let organizationId = 0;
let key = "";
beforeEach(async () => {
  ({ organizationId, key } = await createOrganization("Europe/Berlin"));
});

/** Sends one request of gpt-4.1 that costs so many dollars ($2 a million input tokens), now unless said. */
async function spend(usd: number, some: { at?: Date; project?: string; model?: string } = {}): Promise<string> {
  const { at = new Date(), project = "checkout", model = "gpt-4.1" } = some;
  const tokens = { input: usd * 500_000, output: 0 };
  const line = JSON.stringify({ timestamp: at.toISOString(), provider: "openai", model, project, tokens });
  const { status, body } = await call(sendUsage, apiRequest("/api/v1/usage", key, { method: "POST", body: line }));
  expect([status, body.rejected]).toEqual([200, 0]);
  return body.batchId;
}

async function make(some: object = {}) {
  const body = { name: "Checkout", period: "month", amount: "100", thresholds: [50, 80, 100], ...some };
  const { status, body: made } = await call(createBudget, apiRequest("/api/v1/budgets", key, sending("POST", body)));
  expect(status).toBe(201);
  return made;
}

const change = (id: string, body: object) =>
  call(patchBudget, apiRequest(`/api/v1/budgets/${id}`, key, sending("PATCH", body)), { id });
const read = async (id: string) => (await call(getBudget, apiRequest(`/api/v1/budgets/${id}`, key), { id })).body;
const look = (now = new Date()) => evaluateOrganization(organizationId, now);
const alerts = () => prisma.alert.findMany({ where: { organizationId }, orderBy: { threshold: "asc" } });
const fired = async () => (await alerts()).map(({ threshold }) => threshold);

describe("a budget", () => {
  test("counts the usage of its scope in its period, exactly", async () => {
    await spend(12.5);
    await spend(7, { project: "search" });
    await spend(3, { at: new Date(Date.now() - 40 * 24 * HOUR) });
    const { id } = await make({ scope: { dimension: "project", value: "checkout" } });
    const { current, history, scopeKnown } = await read(id);
    expect([current.spent.cost, current.share, scopeKnown]).toEqual(["12.5", 0.125, true]);
    expect(history.find((one: { spent: { cost: string } }) => one.spent.cost === "3")).toMatchObject({
      ...{ share: 0.03, inForce: false },
    });
    const { id: all } = await make({ period: "day" });
    const { body } = await call(listBudgets, apiRequest("/api/v1/budgets", key));
    expect(body.budgets.map((one: { id: string }) => one.id)).toEqual([all, id]);
    expect(body.budgets[0].current.spent.cost).toBe("19.5");
  });

  test("of nothing that usage has named says so, and one that begins later has no figures yet", async () => {
    const unknown = await make({ scope: { dimension: "project", value: "typo" } });
    expect(unknown).toMatchObject({ scopeKnown: false, current: { share: 0, state: "unknown" }, history: [] });
    const future = await make({ startsOn: "2099-01-01" });
    expect([future.current, future.fired]).toEqual([null, []]);
    await spend(1000);
    await look();
    expect(await fired()).toEqual([]);
  });

  test("calls spend without prices a lower bound, not nothing", async () => {
    await spend(60);
    await spend(60, { model: "a-model-nobody-knows" });
    const { id } = await make();
    const { current } = await read(id);
    expect(current.spent).toMatchObject({ cost: "60", unpricedRequests: 1 });
    await look();
    const [alert] = await alerts();
    expect(alert?.text).toContain("At least $60.00 of $100.00 (60.0%)");
    expect(alert?.text).toContain("1 request has no price and is not in it");
  });

  test("can be changed", async () => {
    const { id } = await make();
    expect((await change(id, { amount: "250.10", thresholds: [90, 10, 90] })).body).toMatchObject({
      ...{ amount: "250.1", thresholds: [10, 90], name: "Checkout", changedAt: null },
    });
    expect((await change(id, { amount: "0.00" })).status).toBe(400);
    expect((await change(id, { name: "Two\nlines" })).status).toBe(400);
    expect((await change(id, { period: "year" })).status).toBe(400);
    expect((await change(id, { scope: { dimension: "tag", value: "a" } })).status).toBe(400);
  });

  test("can become one of other usage and another period, and starts anew with it", async () => {
    await spend(12.5);
    await spend(7, { project: "search" });
    await spend(3, { at: new Date(Date.now() - 40 * 24 * HOUR), project: "search" });
    const { id } = await make({ scope: { dimension: "project", value: "checkout" }, startsOn: "2026-01-01" });
    // What it is for already is no change.
    const same = await change(id, { scope: { dimension: "project", value: "checkout" }, period: "month" });
    expect(same.body).toMatchObject({ changedAt: null, current: { spent: { cost: "12.5" } } });

    const before = Date.now();
    const { body: other } = await change(id, { scope: { dimension: "project", value: "search" } });
    expect(other).toMatchObject({ scope: { value: "search" }, period: "month", current: { spent: { cost: "7" } } });
    expect(Date.parse(other.changedAt)).toBeGreaterThanOrEqual(before);
    expect(other.history.map((one: { inForce: boolean }) => one.inForce)).not.toContain(true);
    expect(other.history.map((one: { spent: { cost: string } }) => one.spent.cost)).toContain("3");

    const { body: day } = await change(id, { scope: null, period: "day", name: "Everything" });
    expect(day).toMatchObject({ name: "Everything", scope: null, period: "day", current: { spent: { cost: "19.5" } } });
    const { from, to } = day.current;
    expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(25 * HOUR);
    // The rest stays as it was stated.
    expect(day).toMatchObject({ amount: "100", thresholds: [50, 80, 100], startsOn: "2026-01-01" });
  });

  test("changed by many at once is of what one of them stated", async () => {
    const { id } = await make();
    const changes = ["a", "b", "c", "d"].flatMap((value) => [
      { scope: { dimension: "project", value } },
      { period: value === "d" ? "day" : "week" },
    ]);
    const answers = await Promise.all(changes.map((body) => change(id, body)));
    expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
    const { scope, period } = await read(id);
    expect([["a", "b", "c", "d"].includes(scope.value), ["day", "week"].includes(period)]).toEqual([true, true]);
  });
});

describe("thresholds fire", () => {
  test("once each, as spend reaches them", async () => {
    await make();
    await spend(49);
    expect(await look()).toBe(0);
    await spend(1);
    expect([await look(), await look()]).toEqual([1, 0]);
    await spend(70);
    expect([await look(), await look()]).toEqual([2, 0]);
    expect(await fired()).toEqual([50, 80, 100]);
    const [first] = await alerts();
    expect(first).toMatchObject({ title: "Budget “Checkout” has reached 50%", facts: { spent: "50", amount: "100" } });
  });

  test("once, when many look at the same time", async () => {
    await make();
    await spend(90);
    const counts = await Promise.all(Array.from({ length: 6 }, () => look()));
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(2);
    expect(await fired()).toEqual([50, 80]);
  });

  test("once, though usage goes and comes again, and though the zone changes", async () => {
    const { id } = await make();
    const batch = await spend(60);
    await look();
    await call(deleteBatch, apiRequest(`/api/v1/batches/${batch}`, key, { method: "DELETE" }), { id: batch });
    expect((await read(id)).current.spent.cost).toBe("0");
    await look();
    await spend(61);
    expect(await look()).toBe(0);
    await changeTimeZone(organizationId, "Asia/Kathmandu");
    expect(await look()).toBe(0);
    expect(await fired()).toEqual([50]);
    expect((await read(id)).fired).toMatchObject([{ threshold: 50 }]);
  });

  test("again in the next period, and late for the one before", async () => {
    const now = new Date("2026-10-31T20:00:00Z");
    const { id } = await make();
    await prisma.budget.updateMany({ where: { id }, data: { createdAt: new Date("2026-10-05T00:00:00Z") } });
    await spend(55, { at: new Date("2026-10-31T12:00:00Z") });
    // 31 October 23:30 UTC is November in Berlin.
    await spend(85, { at: new Date("2026-10-31T23:30:00Z") });
    expect(await look(now)).toBe(1);
    expect(await look(new Date("2026-11-01T10:00:00Z"))).toBe(2);
    // October's export comes on the second of November.
    await spend(30, { at: new Date("2026-10-30T12:00:00Z") });
    expect(await look(new Date("2026-11-02T10:00:00Z"))).toBe(1);
    const rows = (await alerts()).map(({ period, threshold }) => `${period.toISOString().slice(0, 7)} ${threshold}`);
    expect(rows.sort()).toEqual(["2026-10 50", "2026-10 80", "2026-11 50", "2026-11 80"]);
  });

  test("anew for other usage, and never twice for the same", async () => {
    const [checkout, search] = ["checkout", "search"].map((value) => ({ scope: { dimension: "project", value } }));
    await spend(85);
    await spend(55, { project: "search" });
    const { id } = await make(checkout);
    expect(await look()).toBe(2);
    const { body } = await change(id, search ?? {});
    expect(body.fired).toEqual([]);
    expect(await look()).toBe(1);
    expect((await read(id)).fired).toMatchObject([{ threshold: 50 }]);
    // A day is not the month, even where both begin on the same date.
    await change(id, { period: "day" });
    expect(await look()).toBe(1);
    // Changed back: what had fired is known, what had not fires.
    await change(id, { ...checkout, period: "month" });
    expect((await read(id)).fired).toMatchObject([{ threshold: 50 }, { threshold: 80 }]);
    expect(await look()).toBe(0);
    await spend(20);
    expect(await look()).toBe(1);
    expect((await alerts()).map(({ usage, threshold }) => `${usage} ${threshold}`).sort()).toEqual([
      ...["day project search 50", "month project checkout 100", "month project checkout 50"],
      ...["month project checkout 80", "month project search 50"],
    ]);
  });

  test("not for the period before a change", async () => {
    const { id } = await make({ scope: { dimension: "project", value: "checkout" } });
    await prisma.budget.updateMany({ where: { id }, data: { createdAt: new Date("2026-10-05T00:00:00Z") } });
    await spend(60, { at: new Date("2026-10-30T12:00:00Z") });
    const second = new Date("2026-11-02T10:00:00Z");
    await prisma.budget.updateMany({
      where: { id },
      data: { dimension: null, value: null, changedAt: new Date("2026-11-02T09:00:00Z") },
    });
    expect(await look(second)).toBe(0);
    await prisma.budget.updateMany({ where: { id }, data: { changedAt: new Date("2026-10-31T09:00:00Z") } });
    expect(await look(second)).toBe(1);
  });

  test("once under any order of usage, deletions, changes and looks", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("spend" as const), usd: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ do: fc.constant("delete" as const), usd: fc.constant(0) }),
      fc.record({ do: fc.constant("change" as const), usd: fc.constant(0) }),
      fc.record({ do: fc.constant("look" as const), usd: fc.integer({ min: 1, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        ({ organizationId, key } = await createOrganization("Asia/Kolkata"));
        const { id } = await make({ period: "day" });
        // All of it is by the project, so that both usages cost the same and fire each for itself.
        const usages = [null, { dimension: "project", value: "checkout" }];
        const batches: { id: string; usd: number }[] = [];
        const reached = new Set<string>();
        for (const { do: what, usd } of [...steps, { do: "look", usd: 1 }]) {
          if (what === "spend") batches.push({ id: await spend(usd), usd });
          const gone = what === "delete" ? batches.shift() : undefined;
          if (gone)
            await call(deleteBatch, apiRequest(`/api/v1/batches/${gone.id}`, key, { method: "DELETE" }), {
              id: gone.id,
            });
          if (what === "change") await change(id, { scope: usages.reverse()[0] });
          if (what !== "look") continue;
          await Promise.all(Array.from({ length: usd }, () => look()));
          const sum = batches.reduce((total, one) => total + one.usd, 0);
          for (const percent of [50, 80, 100]) if (sum >= percent) reached.add(`${usages[0]?.value} ${percent}`);
          const told = (await alerts()).map(({ usage, threshold }) => `${usage.split(" ")[2]} ${threshold}`);
          expect(told.sort()).toEqual([...reached].sort());
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe("the watch", () => {
  test("looks after a commit and after a budget was made, not once for each batch", async () => {
    const looks: number[] = [];
    const watch = new Watch({ settleMs: 500, everyMs: 3_600_000 }, async (id) => {
      if (id === organizationId) looks.push(id);
    });
    watch.start();
    await Promise.all(Array.from({ length: 5 }, () => spend(1)));
    await expect.poll(() => looks.length).toBeGreaterThan(0);
    const afterBurst = looks.length;
    expect(afterBurst).toBeLessThan(5);
    await make();
    await expect.poll(() => looks.length).toBeGreaterThan(afterBurst);
    await watch.stop();
    const atEnd = looks.length;
    await spend(1);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(looks.length).toBe(atEnd);
  });

  test("finds what came before it was started", async () => {
    await make();
    await spend(90);
    const watch = new Watch({ settleMs: 10, everyMs: 3_600_000 });
    watch.start();
    await expect.poll(fired).toEqual([50, 80]);
    await watch.stop();
  });
});
