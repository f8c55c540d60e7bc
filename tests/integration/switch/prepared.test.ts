import { afterEach, beforeEach, expect, test } from "vitest";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { keepPieces } from "@/lib/db/queries/switch/traffic/load-pieces";
import { trafficDays } from "@/lib/db/queries/switch/traffic/traffic-days";
import { unkeptDays } from "@/lib/db/queries/switch/traffic/unkept-days";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { TrafficPreparer, untilQuiet } from "@/lib/ingest/prepare/traffic-preparer";
import { withUploadPlace } from "@/lib/ingest/upload-places";
import { apiRequest, createOrganization } from "../../support/factories";
import { usageLine } from "../../support/usage-line";

let organizationId: number;
let key: string;
let preparer: TrafficPreparer;

beforeEach(async () => {
  ({ organizationId, key } = await createOrganization("Europe/Berlin"));
  preparer = new TrafficPreparer({ settleMs: 20, mostMs: 20, everyMs: 3_600_000 });
});

afterEach(() => preparer.stop());

async function upload(...timestamps: string[]): Promise<number> {
  const lines = timestamps.map((timestamp) => JSON.stringify(usageLine(`at ${timestamp}`, { timestamp })));
  const response = await uploadUsage(apiRequest("/api/v1/usage", key, { method: "POST", body: lines.join("\n") }));
  return (await response.json()).batchId;
}

/** Days whose pieces are kept as the days are now, in the organisation's zone. */
async function keptDays(): Promise<string[]> {
  const days = await trafficDays(pool(), organizationId, new Date("2020-01-01"), new Date("2027-01-01"));
  const { rows } = await pool().query<{ start: string; version: string }>(
    "SELECT extract(epoch FROM slot)::bigint AS start, version FROM traffic_pieces WHERE organization_id = $1",
    [organizationId],
  );
  const kept = new Map(rows.map(({ start, version }) => [Number(start) * 1_000_000, version]));
  return days
    .filter(({ start, version }) => kept.get(start) === version)
    .map(({ start }) => new Date(start / 1000).toISOString().slice(0, 13));
}

const [FIRST, SECOND] = ["2026-11-02T23", "2026-11-10T23"];

test("days that changed are packed after a commit, and again after the next", async () => {
  await upload("2026-11-03T10:00:00Z", "2026-11-11T10:00:00Z");
  expect(await keptDays()).toEqual([]);
  preparer.start();
  await expect.poll(keptDays).toEqual([FIRST, SECOND]);
  expect(await unkeptDays(organizationId)).toEqual([]);
  await upload("2026-11-03T11:00:00Z");
  await expect.poll(keptDays).toEqual([FIRST, SECOND]);
});

test("what was deleted is packed anew at the next look at everybody", async () => {
  await upload("2026-11-03T10:00:00Z");
  const batch = await upload("2026-11-03T11:00:00Z", "2026-11-11T10:00:00Z");
  preparer.start();
  await expect.poll(keptDays).toEqual([FIRST, SECOND]);
  await preparer.stop();
  await deleteBatch(organizationId, batch);
  expect(await keptDays()).toEqual([]);
  preparer = new TrafficPreparer({ settleMs: 20, mostMs: 20, everyMs: 50 });
  preparer.start();
  await expect.poll(keptDays).toEqual([FIRST]);
});

test("a stream that does not end is not waited for for ever", async () => {
  preparer = new TrafficPreparer({ settleMs: 3_600_000, mostMs: 20, everyMs: 3_600_000 });
  await upload("2026-11-03T10:00:00Z");
  preparer.start();
  await expect.poll(keptDays).toEqual([FIRST]);
});

test("what is looked at waits for quiet, up to a bound", () => {
  const pace = { settleMs: 3, mostMs: 60 };
  expect(untilQuiet(100, { first: 90, last: 99 }, pace)).toBe(2);
  expect(untilQuiet(103, { first: 90, last: 99 }, pace)).toBe(-1);
  expect(untilQuiet(149, { first: 90, last: 149 }, pace)).toBe(1);
  expect(untilQuiet(151, { first: 90, last: 151 }, pace)).toBe(-1);
});

test("nothing is begun while an upload runs, and goes on after it", async () => {
  await upload("2026-11-03T10:00:00Z");
  let end = () => {};
  const running = withUploadPlace(
    { kind: "command", name: "test" },
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  preparer.start();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await keptDays()).toEqual([]);
  end();
  await running;
  await expect.poll(keptDays).toEqual([FIRST]);
});

test("only the last three months with usage are looked at, the last day first", async () => {
  await upload("2026-01-03T10:00:00Z", "2026-08-20T10:00:00Z", "2026-11-03T10:00:00Z");
  const days = await unkeptDays(organizationId);
  expect(days.map(({ start }) => new Date(start / 1000).toISOString().slice(0, 10))).toEqual([
    "2026-11-02",
    "2026-08-19",
  ]);
  expect(await unkeptDays((await createOrganization()).organizationId)).toEqual([]);
});

test("days that lie apart are packed together, without those between", async () => {
  await upload("2026-11-03T10:00:00Z", "2026-11-05T10:00:00Z", "2026-11-06T10:00:00Z", "2026-11-11T10:00:00Z");
  const days = await trafficDays(pool(), organizationId, new Date("2026-11-01"), new Date("2026-12-01"));
  await keepPieces(
    organizationId,
    [0, 1, 3].flatMap((place) => days[place] ?? []),
  );
  expect(await keptDays()).toEqual([FIRST, "2026-11-04T23", SECOND]);
});
