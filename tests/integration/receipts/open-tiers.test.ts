import { expect, test } from "vitest";
import { GET as getReceipt } from "@/app/api/v1/records/[id]/receipt/route";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { GET as getReceipts } from "@/app/api/v1/spend/receipts/route";
import { GET as getSpend } from "@/app/api/v1/spend/route";
import { POST as preview } from "@/app/api/v1/usage/preview/route";
import { POST } from "@/app/api/v1/usage/route";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { apiRequest, createOrganization } from "../../support/factories";

const HEADER = "start_time,end_time,num_model_requests,model,batch,service_tier,input_tokens,output_tokens";
const start = Date.parse("2026-11-02T00:00:00Z") / 1000;
const row = (day: number, tiers: string) =>
  `${start + day * 86_400},${start + (day + 1) * 86_400},10,gpt-4.1,${tiers},1000000,0`;
const QUERY = "from=2026-11-01&to=2026-12-01&granularity=none";

async function uploaded(lines: readonly string[]) {
  const { organizationId, key } = await createOrganization();
  const body = [lines[0]?.startsWith("start_time") ? [] : [HEADER], lines].flat().join("\n");
  const ask = async (route: typeof getSpend, path: string, params: Record<string, string> = {}) =>
    (await route(apiRequest(path, key), { params: Promise.resolve(params) })).json();
  expect((await POST(apiRequest("/api/v1/usage?source=a.csv", key, { method: "POST", body }))).status).toBe(200);
  return { ask, organizationId };
}

test("an export that is not grouped by service tier has two bounds, in sums, records and receipts", async () => {
  const { ask, organizationId } = await uploaded([row(0, ","), row(1, "False,default"), row(2, "True,")]);
  const { totals } = await ask(getSpend, `/api/v1/spend?${QUERY}`);
  expect(totals).toMatchObject({ cost: "4", costHigh: "6.5", unpricedRequests: 0 });
  expect(await countRollupDifferences(organizationId)).toBe(0);

  const { receipts } = await ask(getReceipts, `/api/v1/spend/receipts?${QUERY}`);
  expect(
    receipts.map((one: Record<string, { rateCard: { serviceTier: string } }>) => [
      ...[one.cost, one.receipt?.rateCard.serviceTier],
      ...[one.costHigh ?? null, one.highReceipt?.rateCard.serviceTier ?? null],
    ]),
  ).toEqual([
    ["2", "default", null, null],
    ["1", "batch", null, null],
    ["1", "batch", "3.5", "priority"],
  ]);
  expect(JSON.stringify(receipts)).not.toContain('"rest"');

  const { records } = await ask(getRecords, "/api/v1/records?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z");
  expect(records).toMatchObject([
    { uncertainties: expect.arrayContaining(["service_tier_unknown"]), serviceTier: null },
  ]);
  expect(await ask(getReceipt, "/", { id: records[0].recordId })).toMatchObject({
    cost: null,
    interval: { low: "1", high: "3.5" },
    receipt: { rateCard: { serviceTier: "batch" } },
    highReceipt: { rateCard: { serviceTier: "priority" } },
  });
});

test("an export without such columns is of the standard tier", async () => {
  const plain = ["start_time,end_time,num_model_requests,model,input_tokens,output_tokens"];
  const { ask } = await uploaded([...plain, `${start},${start + 86_400},10,gpt-4.1,1000000,0`]);
  const { totals } = await ask(getSpend, `/api/v1/spend?${QUERY}`);
  expect(totals).toMatchObject({ cost: "2" });
  expect(totals.costHigh).toBeUndefined();
});

test("a preview has the bounds too", async () => {
  const { key } = await createOrganization();
  const body = [HEADER, row(0, ","), row(1, "False,default")].join("\n");
  const response = await preview(apiRequest("/api/v1/usage/preview", key, { method: "POST", body }));
  expect(await response.json()).toMatchObject({
    ...{ cost: "3", costHigh: "5.5", models: [{ cost: "3", costHigh: "5.5" }] },
    records: [{ cost: "1", costHigh: "3.5" }, { cost: "2" }],
  });
});
