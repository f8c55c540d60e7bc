import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { DELETE as deleteBatch } from "@/app/api/v1/batches/[id]/route";
import { GET as getReceipt } from "@/app/api/v1/records/[id]/receipt/route";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { GET as getChanges } from "@/app/api/v1/spend/changes/route";
import { GET } from "@/app/api/v1/spend/route";
import { POST } from "@/app/api/v1/usage/route";
import { getSpend } from "@/lib/db/queries/spend/get-spend";
import { addUsd, femtoUsd, parseUsd, usdString } from "@/lib/pricing/money";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { pricerOf } from "@/lib/pricing/pricer";
import type { changesToJson } from "@/lib/spend/changes/changes-to-json";
import { DIMENSIONS, type Dimension } from "@/lib/spend/dimensions";
import { stackSeries } from "@/lib/spend/stack-series";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { apiRequest, createOrganization } from "../../support/factories";
import { instant } from "../../support/usage";

type ChangesJson = ReturnType<typeof changesToJson>;

const HOUR = 3_600_000;
/** Summer time ends in Berlin on 2026-10-25 and in New York on 2026-11-01. */
const FIRST = Date.parse("2026-10-20T00:00:00Z");
const HOURS = 24 * 16;
const MODELS = ["gpt-4.1", "gpt-5", "gpt-4.1-mini", "gpt-9"];
/** A key that needs care in CSV, JSON and SQL. */
const ODD_TAG = `tag.it's "a" key`;
const pick = (values: readonly string[], at: number) => values[at % values.length] ?? "";

/** What was sent, in the test's own words: the oracle sums over these. */
const sent = Array.from({ length: 600 }, (_, index) => ({
  id: `r${index}`,
  time: FIRST + Math.floor((index * 7919) % (HOURS * 60)) * 60_000,
  model: pick(MODELS, index * 3 + (index >> 4)),
  provider: "openai",
  project: pick(["checkout", "search", ""], index >> 1),
  apiKey: pick(["prod", "dev"], index >> 2),
  user: pick(["u1", "u2", "u3", ""], index >> 3),
  serviceTier: pick(["default", ""], index),
  source: pick(["a.csv", "b.csv"], index),
  region: pick(["eu", "us", ""], index >> 1),
  endpoint: pick(["responses", "chat_completions"], index >> 2),
  "tag.feature": pick(["search", "chat", ""], index >> 2),
  [ODD_TAG]: pick(["yes", "no"], index * 5 + (index >> 3)),
  input: 1000 + index * 13,
  cacheRead: index % 3 === 0 ? 128 : 0,
  output: 10 + (index % 97),
}));
type Sent = (typeof sent)[number];

/** Sends what is stated, in a history that leaves just that: first other figures, and usage that is taken back. */
async function load(key: string): Promise<void> {
  const odd = sent.filter((_, index) => index % 7 === 0);
  await upload(
    key,
    "a.csv",
    odd.map((one) => ({ ...one, output: one.output + 1000, project: "first", source: "a.csv" })),
  );
  const batchId = await upload(
    key,
    "taken-back.csv",
    odd.map((one) => ({ ...one, id: `back ${one.id}` })),
  );
  for (const source of ["a.csv", "b.csv"])
    await upload(
      key,
      source,
      sent.filter((one) => one.source === source),
    );
  const params = Promise.resolve({ id: batchId });
  expect((await deleteBatch(apiRequest(`/api/v1/batches/${batchId}`, key, { method: "DELETE" }), { params })).ok).toBe(
    true,
  );
}

async function upload(key: string, source: string, records: readonly Sent[]): Promise<string> {
  const lines = records.map((one) =>
    [
      ...[one.id, new Date(one.time).toISOString(), one.model, one.provider, one.project, one.apiKey, one.user],
      ...[one.serviceTier, one.input, one.cacheRead, one.output, one.region, one.endpoint, one["tag.feature"]],
      one[ODD_TAG],
    ].join(","),
  );
  const names = "id,timestamp,model,provider,project,apiKey,user,serviceTier,input,cacheRead,output,region,endpoint";
  const header = `${names},tag.feature,"${ODD_TAG.replaceAll('"', '""')}"`;
  const body = [header, ...lines].join("\n");
  const response = await POST(apiRequest(`/api/v1/usage?source=${source}`, key, { method: "POST", body }));
  const { rejected, batchId } = await response.json();
  expect(rejected).toBe(0);
  return batchId;
}

async function ask(key: string, query: string, headers: Record<string, string> = {}) {
  const response = await GET(apiRequest(`/api/v1/spend?${query}`, key, { headers }));
  return { status: response.status, response, body: response.ok && !headers.accept ? await response.json() : null };
}

let key = "";
let organizationId = 0;
/** Keys of organisations that hold the same and report in other zones, by zone. */
const keys = new Map<string, string>();
const costs = new Map<string, bigint | null>();

beforeAll(async () => {
  ({ key, organizationId } = await createOrganization("Europe/Berlin"));
  await load(key);
  keys.set("Europe/Berlin", key);
  for (const zone of ["Australia/Lord_Howe", "Asia/Kathmandu"]) {
    keys.set(zone, (await createOrganization(zone)).key);
    await load(keys.get(zone) ?? "");
  }
  const pricer = pricerOf(await loadPriceBook());
  for (const one of sent) {
    const cost = pricer.price(usageOf(one)).cost;
    costs.set(one.id, cost === null ? null : BigInt(cost));
  }
});

function usageOf(one: Sent): UsageRecord {
  const none = { cacheWrite: 0, cacheWriteByTtl: {}, reasoning: 0, audioInput: 0, imageInput: 0, cacheReadAudio: 0 };
  return {
    ...{ id: one.id, timestamp: instant(new Date(one.time).toISOString()), endTimestamp: null, region: null },
    ...{ provider: one.provider, model: one.model, serviceTier: one.serviceTier || null, endpoint: null },
    ...{
      project: null,
      apiKey: null,
      user: null,
      tags: {},
      requests: 1,
      features: [],
      calls: {},
      uncertainties: [],
      reported: null,
    },
    tokens: {
      ...none,
      ...{ input: one.input, cacheRead: one.cacheRead, output: one.output },
      ...{ cacheReadImage: 0, audioOutput: 0, imageOutput: 0 },
    },
  };
}

function totalsOf(records: readonly Sent[]) {
  const total = (value: (one: Sent) => number) => records.reduce((sum, one) => sum + value(one), 0);
  const priced = records.map((one) => costs.get(one.id) ?? 0n).reduce((sum, cost) => sum + cost, 0n);
  const unpriced = records.filter((one) => costs.get(one.id) === null);
  return {
    cost: usdString(femtoUsd(priced)),
    requests: records.length,
    inputUncached: total((one) => one.input - one.cacheRead),
    cacheRead: total((one) => one.cacheRead),
    cacheWrite: 0,
    output: total((one) => one.output),
    reasoning: 0,
    unpricedRequests: unpriced.length,
    unpricedTokens: unpriced.reduce((sum, one) => sum + one.input + one.output, 0),
  };
}

/** Names of the local hour, day, month and week of an instant, by Intl alone. */
function bucketName(time: number, granularity: string, zone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...options }).format(time);
  const day = part({ year: "numeric", month: "2-digit", day: "2-digit" });
  if (granularity === "day") return day;
  if (granularity === "month") return day.slice(0, 7);
  // Hours begin when the zone's clock shows a full one: at a quarter past in Kathmandu's case.
  if (granularity === "hour")
    return new Date(time - Number(part({ minute: "numeric" })) * 60_000).toISOString().slice(0, 16);
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

const ALL_DIMENSIONS = [...DIMENSIONS, "tag.feature", ODD_TAG, "tag.nowhere"] as Dimension[];
const statedBy = (one: Sent, dimension: Dimension) => String(one[dimension as keyof Sent] ?? "");
const stated = (one: Sent, dimension: Dimension) => statedBy(one, dimension) || null;
/** Clocks move by an hour, by half an hour and not at all; offsets are of whole, half and quarter hours. */
const zones = [
  ...["Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe"],
  ...["America/St_Johns", "Pacific/Chatham"],
];

/** Dimensions that are asked for together: any, and those that one rollup keeps. */
const POOLS: readonly (readonly Dimension[])[] = [
  ALL_DIMENSIONS,
  ["provider", "model", "serviceTier"],
  ["provider", "model", "serviceTier", "source"],
  ["provider", "model", "serviceTier", "project", "apiKey"],
  ["provider", "model", "user"],
];

/** Values of a dimension that are asked for: those of some records, and now and then one that nobody has. */
const places = fc.array(fc.oneof({ weight: 6, arbitrary: fc.nat(sent.length - 1) }, fc.constant(-1)), {
  minLength: 1,
  maxLength: 3,
});

const anyQuestion = fc.constantFrom(...POOLS).chain((pool) => {
  const limits = fc.array(fc.record({ dimension: fc.constantFrom(...pool), places }), { maxLength: 2 });
  return fc.record({
    home: fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"),
    // Often none: the organisation's own.
    zone: fc.option(fc.constantFrom(...zones), { freq: 3 }),
    granularity: fc.constantFrom("hour", "day", "week", "month", "none"),
    groupBy: fc.subarray([...pool], { maxLength: 3 }),
    only: limits,
    not: limits,
    from: fc.nat(HOURS * 4),
    length: fc.integer({ min: 1, max: HOURS * 4 }),
    edges: fc.constantFrom("all", "days", "quarters", "minutes"),
  });
});

const valueAt = (dimension: Dimension, place: number) =>
  place < 0 ? "nobody's" : statedBy(sent[place] as Sent, dimension);

describe("exactness", () => {
  test("any filters, groups, granularity and zone give the exact sums over the records", {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyQuestion,
        async ({ home, zone: asked, granularity, groupBy, only, not, from, length, edges }) => {
          const zone = asked ?? home;
          const params = new URLSearchParams({ granularity, groupBy: groupBy.join(",") });
          if (asked) params.set("tz", asked);
          const earliest = FIRST + from * (HOUR / 4) + (edges === "minutes" ? 7 * 60_000 : 0);
          // Whole days, where asked: the road of the day rollups.
          const [start, end] =
            edges === "all"
              ? [FIRST - 40 * 24 * HOUR, FIRST + 40 * 24 * HOUR]
              : [earliest, earliest + length * (HOUR / 4)];
          const byDays = edges === "all" || edges === "days";
          const [firstDay, endDay] = [bucketName(start, "day", zone), bucketName(end + 24 * HOUR, "day", zone)];
          params.set("from", byDays ? firstDay : new Date(start).toISOString());
          params.set("to", byDays ? endDay : new Date(end).toISOString());
          const isInside = ({ time }: Sent) => {
            const day = bucketName(time, "day", zone);
            return byDays ? firstDay <= day && day < endDay : time >= start && time < end;
          };
          const limits = [
            ...only.map((one) => ({ ...one, kind: "filter" })),
            ...not.map((one) => ({ ...one, kind: "not" })),
          ];
          for (const { kind, dimension, places } of limits)
            for (const place of places) params.append(`${kind}.${dimension}`, valueAt(dimension, place));
          // The same dimension twice is one list of values.
          const values = (kind: string, dimension: Dimension) => params.getAll(`${kind}.${dimension}`);
          const expected = sent.filter(
            (one) =>
              isInside(one) &&
              only.every(({ dimension }) => values("filter", dimension).includes(statedBy(one, dimension))) &&
              not.every(({ dimension }) => !values("not", dimension).includes(statedBy(one, dimension))),
          );

          const { body } = await ask(keys.get(home) ?? "", params.toString());
          expect(body.totals).toEqual(totalsOf(expected));
          const groupOf = (one: Sent) =>
            JSON.stringify(Object.fromEntries(groupBy.map((name) => [name, stated(one, name)])));
          const groups = Object.fromEntries(
            body.groups.map((group: { key: unknown; totals: unknown }) => [JSON.stringify(group.key), group.totals]),
          );
          expect(groups).toEqual(sumsBy(expected, groupOf));
          if (granularity === "none") return;
          const points = body.series.filter((point: { totals: { requests: number } }) => point.totals.requests > 0);
          const series = Object.fromEntries(
            points.map((point: { start: string; key: unknown; totals: unknown }) => [
              `${bucketName(Date.parse(point.start), granularity, zone)} ${JSON.stringify(point.key)}`,
              point.totals,
            ]),
          );
          const byBucket = (one: Sent) => `${bucketName(one.time, granularity, zone)} ${groupOf(one)}`;
          // The first bucket may be cut: its start is the period's, which lies in the same bucket.
          expect(series).toEqual(sumsBy(expected, byBucket));
        },
      ),
      { numRuns: 300 },
    );
  });

  function sumsBy(records: readonly Sent[], name: (one: Sent) => string) {
    const groups = new Map<string, Sent[]>();
    for (const one of records) groups.set(name(one), [...(groups.get(name(one)) ?? []), one]);
    return Object.fromEntries([...groups].map(([group, members]) => [group, totalsOf(members)]));
  }

  test("a series of the largest groups is the whole one, stacked", { timeout: 120_000 }, async () => {
    const some = fc.record({
      groupBy: fc.subarray(["model", "user", "project", "tag.feature"] as Dimension[], { minLength: 1, maxLength: 2 }),
      granularity: fc.constantFrom("hour" as const, "day" as const, "week" as const),
      top: fc.record({ most: fc.integer({ min: 1, max: 5 }), by: fc.constantFrom("cost" as const, "output" as const) }),
      timeZone: fc.constantFrom("Europe/Berlin", "Asia/Kathmandu"),
      startHour: fc.nat(30),
    });
    await fc.assert(
      fc.asyncProperty(some, async ({ top, startHour, ...rest }) => {
        const [from, to] = [new Date(FIRST + startHour * HOUR), new Date(FIRST + (startHour + 200) * HOUR)];
        const question = { ...rest, from, to, filters: {}, compare: null };
        const [whole, cut] = await Promise.all([
          getSpend(organizationId, question),
          getSpend(organizationId, { ...question, top }),
        ]);
        expect(cut.groups).toEqual(whole.groups);
        expect(stackSeries(cut, top)).toEqual(stackSeries(whole, top));
        const perBucket = new Set(cut.series.map(({ start }) => start.getTime())).size;
        expect(cut.series.length).toBeLessThanOrEqual(perBucket * (top.most + 1));
      }),
      { numRuns: 40 },
    );
  });

  test("what changed between any two periods is the difference of their sums, to the last digit", {
    timeout: 120_000,
  }, async () => {
    const hours = fc.record({ from: fc.nat(HOURS), length: fc.integer({ min: 1, max: HOURS }) });
    const some = fc.record({
      before: hours,
      after: hours,
      project: fc.option(fc.constantFrom("checkout", "search", "")),
      home: fc.constantFrom("Europe/Berlin", "Asia/Kathmandu"),
    });
    await fc.assert(
      fc.asyncProperty(some, async ({ before, after, project, home }) => {
        const edge = (hour: number) => new Date(FIRST + hour * HOUR).toISOString();
        const params = new URLSearchParams({
          ...{ from: edge(after.from), to: edge(after.from + after.length) },
          ...{ beforeFrom: edge(before.from), beforeTo: edge(before.from + before.length) },
        });
        if (project !== null) params.set("filter.project", project);
        const response = await getChanges(apiRequest(`/api/v1/spend/changes?${params}`, keys.get(home) ?? ""));
        const body: ChangesJson = await response.json();
        const expected = ({ from, length }: typeof before) =>
          totalsOf(
            sent.filter(({ time, project: own }) => {
              const hour = (time - FIRST) / HOUR;
              return hour >= from && hour < from + length && (project ?? own) === own;
            }),
          );
        expect([body.before.totals, body.after.totals]).toEqual([expected(before), expected(after)]);
        const [first, last] = [expected(before).cost, expected(after).cost];
        for (const parts of [[body.change], body.models, body.projects]) {
          const sum = (amounts: readonly string[]) => usdString(addUsd(...amounts.map((amount) => parseUsd(amount))));
          expect(sum(parts.map((part) => part.before))).toBe(first);
          expect(sum(parts.map((part) => part.after))).toBe(last);
          expect(sum([first, ...parts.flatMap(({ effects }) => Object.values(effects))])).toBe(last);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("days of 23 and 25 hours are one bucket each, empty days included", async () => {
    const { body } = await ask(key, "from=2026-10-24&to=2026-10-27&granularity=day");
    const hours = body.series.map(
      (one: { start: string; end: string }) => (Date.parse(one.end) - Date.parse(one.start)) / HOUR,
    );
    expect(hours).toEqual([24, 25, 24]);
    const empty = await ask(key, "from=2025-03-29&to=2025-04-01&granularity=day");
    expect(empty.body.series).toHaveLength(3);
    expect(empty.body.coverage).toEqual({ requests: null, tokens: null });
  });

  test("an hour that half an hour of the clock is put back into is one bucket", async () => {
    const { key } = await createOrganization("Australia/Lord_Howe");
    // Clocks go from 02:00 (+11:00) back to 01:30 (+10:30) at 15:00 UTC.
    const times = ["14:10", "14:50", "15:20", "15:40"].map((time) => `2026-04-04T${time}:00Z,gpt-5,openai,10`);
    const body = ["timestamp,model,provider,input", ...times].join("\n");
    await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }));
    for (const groupBy of ["model", "project"]) {
      const query = `from=2026-04-04T13:00:00Z&to=2026-04-04T17:30:00Z&granularity=hour&groupBy=${groupBy}`;
      const { body: answer } = await ask(key, query);
      expect(
        answer.series.map((one: { start: string; totals: { requests: number } }) => [one.start, one.totals.requests]),
      ).toEqual([
        ["2026-04-04T13:00:00.000Z", 0],
        ["2026-04-04T14:00:00.000Z", 3],
        ["2026-04-04T15:30:00.000Z", 1],
        ["2026-04-04T16:30:00.000Z", 0],
      ]);
    }
  });

  test("a bucket that the period cuts is marked", async () => {
    const { body } = await ask(key, "from=2026-10-21&to=2026-11-04&granularity=week");
    expect(body.series.map((one: { partial: boolean }) => one.partial)).toEqual([true, false, true]);
  });

  test("the previous period stands beside", async () => {
    const { body } = await ask(key, "from=2026-10-26&to=2026-11-02&compare=previous&granularity=none");
    expect(body.previous).toMatchObject({ from: "2026-10-18T22:00:00.000Z", to: "2026-10-25T23:00:00.000Z" });
    const before = sent.filter((one) => one.time < Date.parse(body.previous.to));
    expect(body.previous.totals).toEqual(totalsOf(before));
  });

  test("any other period does, whatever its length and place, by the days of the zone", async () => {
    const own = "&beforeFrom=2026-10-26&beforeTo=2026-10-29";
    const { body } = await ask(key, `from=2026-10-20&to=2026-10-26&granularity=none&groupBy=model${own}`);
    expect(body.previous).toMatchObject({ from: "2026-10-25T23:00:00.000Z", to: "2026-10-28T23:00:00.000Z" });
    const within = sent.filter(
      ({ time }) => time >= Date.parse(body.previous.from) && time < Date.parse(body.previous.to),
    );
    expect(within.length).toBeGreaterThan(0);
    expect(body.previous.totals).toEqual(totalsOf(within));
    const { body: alone } = await ask(key, "from=2026-10-26&to=2026-10-29&granularity=none&groupBy=model");
    expect(body.previous.groups).toEqual(alone.groups);
    expect((await ask(key, `from=2026-10-20&to=2026-10-26&compare=none${own}`)).body.previous).toBeUndefined();
  });
});

describe("answers", () => {
  test("what caching saved is reads × (input − cached) of each card", async () => {
    const { body } = await ask(key, "from=2026-10-01&to=2026-12-01&filter.model=gpt-5&granularity=none");
    const reads = BigInt(body.totals.cacheRead);
    expect(body.cacheSaved).toBe(usdString(femtoUsd(reads * (1_250_000_000n - 125_000_000n))));
  });

  test("CSV has a line for each group and no formula", async () => {
    const { key } = await createOrganization();
    const body = 'timestamp,model,provider,project,input\n2026-11-03T00:00:00Z,gpt-4.1,openai,"=HYPERLINK(1)",10\n';
    await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }));
    const query = "from=2026-11-03&to=2026-11-04&groupBy=project&granularity=none";
    const { response } = await ask(key, query, { accept: "text/csv" });
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect((await response.text()).split("\r\n")[1]).toBe("'=HYPERLINK(1),0.00002,0.00002,1,10,0,0,0,0,0,0");
  });

  test.each([
    ["from=yesterday", "from"],
    ["from=2026-11-03&to=2026-11-03", "to"],
    ["tz=Mars/Olympus", "tz"],
    ["granularity=minute", "granularity"],
    ["groupBy=colour", "groupBy"],
    ["filter.colour=red", "filter.colour"],
    ["not.colour=red", "not.colour"],
    ["groupBy=tag.", "groupBy"],
    ["compare=last", "compare"],
    ["compare=previous&beforeFrom=2026-10-01&beforeTo=2026-10-02", "compare"],
    ["beforeFrom=2026-10-01", "beforeTo"],
    ["beforeFrom=2026-10-02&beforeTo=2026-10-01", "beforeTo"],
    ["beforeFrom=then&beforeTo=2026-10-01", "beforeFrom"],
    ["from=2010-01-01&to=2026-01-01&granularity=hour", "granularity"],
  ])("%s is refused by name", async (query, parameter) => {
    const response = await GET(apiRequest(`/api/v1/spend?${query}`, key));
    expect(response.status).toBe(400);
    expect((await response.json()).error.details[0].path).toBe(parameter);
  });

  test("a stranger gets nothing, another organisation's key sees none of it", async () => {
    expect((await ask("", "")).status).toBe(401);
    const other = await createOrganization();
    const { body } = await ask(other.key, "from=2026-10-01&to=2026-12-01&groupBy=model,project");
    expect(body.totals.requests).toBe(0);
    expect(body.groups).toEqual([]);
    const ingestOnly = await createOrganization("UTC", ["ingest"]);
    expect((await ask(ingestOnly.key, "")).status).toBe(403);
  });
});

describe("records", () => {
  async function pages(query: string, from = key) {
    const all = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const response = await getRecords(apiRequest(`/api/v1/records?${query}&cursor=${cursor}`, from));
      const page = (await response.json()) as { records: Record<string, never>[]; nextCursor: string | null };
      all.push(...page.records);
      cursor = page.nextCursor;
    }
    return all;
  }

  test.each(["time", "cost"])("pages by %s hold every record once, in order", async (sort) => {
    const all = await pages(`from=2026-10-01&to=2026-12-01&sort=${sort}&limit=97`);
    expect(new Set(all.map((one) => one.id)).size).toBe(sent.length);
    expect(all).toHaveLength(sent.length);
    const values = all.map((one) => (sort === "time" ? Date.parse(one.timestamp ?? "") : Number(one.cost ?? -1)));
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  test("pages of CSV lead to the next by a link", async () => {
    const ids = [];
    let address: string | null = "/api/v1/records?from=2026-10-01&to=2026-12-01&sort=cost&limit=97&format=csv";
    while (address !== null) {
      const response: Response = await getRecords(apiRequest(address, key));
      const [, ...rows] = (await response.text()).trimEnd().split("\n");
      ids.push(...rows.map((row) => row.split(",")[0]));
      const next: string | undefined = /^<(.+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
      address = next === undefined ? null : `/api/v1/records${next}`;
    }
    expect(ids).toHaveLength(sent.length);
    expect(new Set(ids).size).toBe(sent.length);
  });

  test("a record has its receipt, for its own organisation only", async () => {
    const [dearest] = await pages("from=2026-10-01&to=2026-12-01&sort=cost&limit=1000&filter.model=gpt-5");
    const id = dearest?.recordId as unknown as string;
    const receiptFor = (apiKey: string) =>
      getReceipt(apiRequest(`/api/v1/records/${id}/receipt`, apiKey), { params: Promise.resolve({ id }) });
    const receipt = await (await receiptFor(key)).json();
    expect(receipt.cost).toBe(dearest?.cost);
    expect(receipt.receipt.model).toBe("gpt-5");
    const other = await createOrganization();
    expect((await receiptFor(other.key)).status).toBe(404);
  });

  test("a cursor of somebody's own making is refused", async () => {
    const cursor = Buffer.from('{"sort":"time","value":"x; drop","key":"y"}').toString("base64url");
    expect((await getRecords(apiRequest(`/api/v1/records?cursor=${cursor}`, key))).status).toBe(400);
  });
});
