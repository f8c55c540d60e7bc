import { beforeAll, describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/usage/route";
import { getForecast } from "@/lib/db/queries/spend/get-forecast";
import { parseUsd, usdString } from "@/lib/pricing/money";
import { apiRequest, createOrganization } from "../../support/factories";

const ZONE = "Europe/Berlin";
const NOW = new Date("2026-11-18T15:00:00+01:00");
const DAY = 86_400_000;

let organizationId = 0;
let key = "";

/** One request a day at noon of 1M input tokens of gpt-4.1 ($2), on Sundays none; of checkout, or of search every second day. */
function lines(from: string, to: Date): string[] {
  const all: string[] = [];
  for (let at = Date.parse(`${from}T12:00:00+01:00`); at < to.getTime(); at += DAY) {
    if (new Date(at).getUTCDay() === 0) continue;
    const project = (at / DAY) % 2 < 1 ? "checkout" : "search";
    all.push(
      JSON.stringify({
        timestamp: new Date(at).toISOString(),
        model: "gpt-4.1",
        provider: "openai",
        project,
        tokens: { input: 1_000_000, output: 0 },
      }),
    );
  }
  return all;
}

async function send(as: string, body: string) {
  const response = await POST(apiRequest("/api/v1/usage", as, { method: "POST", body }));
  expect((await response.json()).rejected).toBe(0);
}

beforeAll(async () => {
  ({ organizationId, key } = await createOrganization(ZONE));
  await send(key, lines("2026-08-01", NOW).join("\n"));
});

const month = (filters = {}, now = NOW) => getForecast(organizationId, { unit: "month", filters, timeZone: ZONE }, now);

describe("the current month", () => {
  test("goes on as it went, Sundays without usage", async () => {
    const { soFar, outcome, period, previous } = await month();
    expect(period.from).toEqual(new Date("2026-11-01T00:00:00+01:00"));
    // 2 to 18 November without two Sundays; today's request is in.
    expect(usdString(soFar.cost)).toBe("30");
    if (outcome.kind !== "forecast") throw new Error(outcome.reason);
    // Half of today's (12 of 24 hours after the newest request), then 19 to 30 November without two Sundays.
    expect(outcome.forecast.expected).toBe(parseUsd("51"));
    expect(outcome.forecast.low).toBe(outcome.forecast.high);
    expect(usdString(previous.totals.cost)).toBe("54");
    expect(previous.sameSpan.period).toEqual({
      from: new Date("2026-10-01T00:00:00+02:00"),
      to: new Date("2026-10-18T12:00:00+02:00"),
    });
  });

  test("of some usage is that usage's", async () => {
    const { soFar, outcome } = await month({ project: ["checkout"] });
    expect(soFar.requests).toBeLessThan(15n);
    if (outcome.kind !== "forecast") throw new Error(outcome.reason);
    expect(outcome.forecast.expected > soFar.cost).toBe(true);
  });

  test("counts days of which nothing has come in yet as unknown, not as nothing", async () => {
    const later = await month({}, new Date("2026-11-23T09:00:00+01:00"));
    const { outcome } = later;
    if (outcome.kind !== "forecast") throw new Error(outcome.reason);
    expect(outcome.forecast.expected).toBe(parseUsd("51"));
    expect(later.days.at(-1)?.start).toEqual(new Date("2026-11-18T00:00:00+01:00"));
  });

  test("has no forecast when nothing has come in for long, or has only begun to", async () => {
    const silent = await month({}, new Date("2026-11-29T09:00:00+01:00"));
    expect(silent.outcome).toEqual({ kind: "none", reason: "no_recent_usage" });
    const fresh = await createOrganization(ZONE);
    const scope = { unit: "month", filters: {}, timeZone: ZONE } as const;
    const empty = await getForecast(fresh.organizationId, scope, NOW);
    expect([empty.outcome, empty.knownUntil]).toEqual([{ kind: "none", reason: "too_little_history" }, null]);
    await send(fresh.key, lines("2026-11-16", NOW).join("\n"));
    const begun = await getForecast(fresh.organizationId, scope, NOW);
    expect(begun.outcome).toEqual({ kind: "none", reason: "too_little_history" });
    expect(usdString(begun.soFar.cost)).toBe("6");
  });
});

test("the current week begins on Monday", async () => {
  const found = await getForecast(organizationId, { unit: "week", filters: {}, timeZone: ZONE }, NOW);
  expect(found.period).toEqual({
    from: new Date("2026-11-16T00:00:00+01:00"),
    to: new Date("2026-11-23T00:00:00+01:00"),
  });
  expect(usdString(found.soFar.cost)).toBe("6");
  expect(found.outcome.kind === "forecast" && usdString(found.outcome.forecast.expected)).toBe("13");
});
