import { beforeEach, describe, expect, test } from "vitest";
import { GET as getAnomalies, PATCH as patchAnomalies } from "@/app/api/v1/anomalies/route";
import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { evaluateOrganization } from "@/lib/alerts/evaluate-organization";
import { prisma } from "@/lib/db/prisma";
import { judgeUsage } from "@/lib/db/queries/anomalies/judge-usage";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, sending } from "../../support/people";

/** A Wednesday, noon in Berlin; clocks were put back a month before. */
const NOW = new Date("2026-11-25T11:00:00Z");
const WATCH = { sensitivity: "medium", byModel: true, byProject: true } as const;

let organizationId = 0;
let key = "";
beforeEach(async () => {
  ({ organizationId, key } = await createOrganization("Europe/Berlin"));
});

interface Use {
  /** RFC 3339, with the zone's offset of that day. */
  at: string;
  usd: number;
  project?: string;
  model?: string;
}

async function use(...uses: Use[]): Promise<void> {
  const lines = uses.map(({ at, usd, project = "checkout", model = "gpt-4.1" }) =>
    JSON.stringify({ timestamp: at, provider: "openai", model, project, tokens: { input: usd * 500_000, output: 0 } }),
  );
  const { body } = await call(sendUsage, apiRequest("/api/v1/usage", key, { method: "POST", body: lines.join("\n") }));
  expect(body.rejected).toBe(0);
}

/** Eight Wednesdays before: $10 at nine in the morning, and $30 in the evening, of the clock. */
const WEDNESDAYS = ["09-30", "10-07", "10-14", "10-21", "10-28", "11-04", "11-11", "11-18"].flatMap((date): Use[] => {
  const offset = date < "10-25" ? "+02:00" : "+01:00";
  return [
    { at: `2026-${date}T09:00:00${offset}`, usd: 10 },
    { at: `2026-${date}T20:00:00${offset}`, usd: 30 },
  ];
});

const look = () => evaluateOrganization(organizationId, NOW);
const alerts = () => prisma.alert.findMany({ where: { organizationId }, orderBy: { subject: "asc" } });

test("a day so far is compared with the same part of its weekday, also across a change of the clock", async () => {
  await use(
    ...WEDNESDAYS,
    { at: "2026-11-25T09:00:00+01:00", usd: 11 },
    { at: "2026-11-25T11:46:00+01:00", usd: 0.002 },
  );
  const [today] = await judgeUsage(organizationId, WATCH, NOW);
  expect(today?.day).toMatchObject({ from: new Date("2026-11-24T23:00:00Z"), to: new Date("2026-11-25T10:45:00Z") });
  // $11 would be little for a whole Wednesday.
  expect(today?.judgement).toMatchObject({ kind: "usual", weeks: 8, usual: { median: 10n ** 16n } });
  expect(await look()).toBe(0);
});

test("a day that costs unusually much fires once, and says why", async () => {
  await use(
    ...WEDNESDAYS,
    { at: "2026-11-25T09:00:00+01:00", usd: 35 },
    { at: "2026-11-25T11:00:00+01:00", usd: 0.002 },
  );
  expect([await look(), await look()]).toEqual([1, 0]);
  await use({ at: "2026-11-25T11:30:00+01:00", usd: 50 });
  expect(await look()).toBe(0);
  const [alert] = await alerts();
  expect(alert).toMatchObject({ kind: "anomaly", title: "Spend is unusually high on Wednesday, 2026-11-25" });
  expect(alert?.text).toContain("By then the last 8 Wednesdays had cost $10.00 in the middle, from $10.00 to $10.00");
  expect(alert?.facts).toMatchObject({
    day: "2026-11-25",
    whole: false,
    usual: { median: "10" },
    sensitivity: "medium",
  });
});

test("a project can be unusual where the organisation is not", async () => {
  const small = WEDNESDAYS.filter(({ usd }) => usd === 10).map((one) => ({ ...one, usd: 2, project: "search" }));
  const now = { at: "2026-11-25T09:00:00+01:00", usd: 10 };
  await use(
    ...WEDNESDAYS,
    ...small,
    now,
    { ...now, usd: 5, project: "search" },
    { ...now, usd: 0.002, at: "2026-11-25T11:00:00+01:00" },
  );
  expect(await look()).toBe(0);
  await call(patchAnomalies, apiRequest("/api/v1/anomalies", key, sending("PATCH", { byProject: true })));
  expect(await look()).toBe(1);
  expect((await alerts()).map(({ subject }) => subject)).toEqual(["project search"]);
});

test("too little history says so and fires nothing", async () => {
  await use(
    ...WEDNESDAYS.slice(-6),
    { at: "2026-11-25T09:00:00+01:00", usd: 900 },
    { at: "2026-11-25T11:00:00+01:00", usd: 1 },
  );
  expect(await look()).toBe(0);
  const [today] = await judgeUsage(organizationId, WATCH, NOW);
  expect(today?.judgement).toEqual({ kind: "too_little_history", weeks: 3 });
});

test("a whole day that came in late is judged the day after; unusually little is no alert", async () => {
  const tuesdays = WEDNESDAYS.map(({ at, usd }) => ({ at: new Date(Date.parse(at) - 86_400_000).toISOString(), usd }));
  await use(
    ...tuesdays,
    ...WEDNESDAYS,
    { at: "2026-11-24T10:00:00+01:00", usd: 200 },
    { at: "2026-11-25T11:00:00+01:00", usd: 0.002 },
  );
  expect(await look()).toBe(1);
  expect((await alerts())[0]).toMatchObject({ title: "Spend is unusually high on Tuesday, 2026-11-24" });
  const [today] = await judgeUsage(organizationId, WATCH, NOW);
  expect(today?.judgement.kind).toBe("less");
});

describe("how days are watched", () => {
  test("can be changed, and switched off", async () => {
    await use(
      ...WEDNESDAYS,
      { at: "2026-11-25T09:00:00+01:00", usd: 500 },
      { at: "2026-11-25T11:00:00+01:00", usd: 1 },
    );
    const { body } = await call(
      patchAnomalies,
      apiRequest("/api/v1/anomalies", key, sending("PATCH", { sensitivity: "off" })),
    );
    expect(body).toEqual({ sensitivity: "off", byModel: false, byProject: false });
    expect(await look()).toBe(0);
    await call(patchAnomalies, apiRequest("/api/v1/anomalies", key, sending("PATCH", { sensitivity: "low" })));
    expect(await look()).toBe(1);
  });

  test("without usage there is nothing to compare", async () => {
    const { body } = await call(getAnomalies, apiRequest("/api/v1/anomalies", key));
    expect(body).toEqual({ sensitivity: "medium", byModel: false, byProject: false, judged: [] });
  });
});
