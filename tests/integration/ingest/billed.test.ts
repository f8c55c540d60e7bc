import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { getBilledCosts } from "@/lib/db/queries/reconciliation/get-billed-costs";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import { createOrganization } from "../../support/factories";
import { sharedFile } from "../../support/shared-files";

const HEADER = "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id";
const row = (amount: string, item = "gpt-5, input") =>
  `1790208000,1790294400,2026-09-24,2026-09-25,${amount},usd,"${item}",proj_a`;

let organizationId: number;

beforeAll(async () => {
  ({ organizationId } = await createOrganization());
});

async function send(...lines: readonly string[]) {
  const stream = (async function* () {
    yield Buffer.from([HEADER, ...lines, ""].join("\n"));
  })();
  const request = { organizationId, stream, source: "cost.csv", format: null };
  return ingest({ ...request, actor: { kind: "command", name: "test" } });
}

async function stored() {
  const { rows } = await pool().query<{ line_item: string; model: string | null; amount: string }>(
    "SELECT line_item, model, amount FROM billed_costs WHERE organization_id = $1 ORDER BY line_item, amount",
    [organizationId],
  );
  return rows.map(({ line_item, model, amount }) => [line_item, model, amount]);
}

test("what was billed is kept to the last digit, summed within a file, and replaced by a newer file", async () => {
  const long = "0.000000000000000000000000000001";
  expect(await send(row("1.5"), row(long), row("0.25", "Web search"))).toMatchObject({ received: 3, inserted: 3 });
  expect(await stored()).toEqual([
    ["Web search", null, "0.25"],
    ["gpt-5, input", "gpt-5", "1.500000000000000000000000000001"],
  ]);
  expect(await send(row(long), row("1.5"))).toMatchObject({ received: 2, inserted: 0, duplicates: 2 });
  const later = await send(row("2"), row("0.25", "Web search"), row("x"));
  expect(later).toMatchObject({ received: 3, duplicates: 1, revised: 1, rejected: 1 });
  expect(later.errors).toMatchObject([{ line: 4, field: "amount", code: "not_an_amount" }]);
  expect(await stored()).toEqual([
    ["Web search", null, "0.25"],
    ["gpt-5, input", "gpt-5", "2"],
  ]);
  await deleteBatch(organizationId, Number(later.batchId));
  expect(await stored()).toEqual([["Web search", null, "0.25"]]);
  const { rows } = await pool().query("SELECT 1 FROM staged_billed_costs");
  expect(rows).toEqual([]);
});

test("it adds nothing to computed spend", async () => {
  const stream = (async function* () {
    yield readFileSync(sharedFile("samples", "02a_openai_cost_2025.csv"));
  })();
  const request = { organizationId, stream, source: "cost.csv", format: null };
  const result = await ingest({ ...request, actor: { kind: "command", name: "test" } });
  expect(result).toMatchObject({ format: "openai-cost-csv", inserted: 1, rejected: 0, unpriced: 0 });
  for (const table of ["usage_records", "rollups"]) {
    const { rows } = await pool().query(`SELECT 1 FROM ${table} WHERE organization_id = $1`, [organizationId]);
    expect(rows).toEqual([]);
  }
});

test("what was billed stands beside the usage of the provider, however the bill writes its name", async () => {
  const { organizationId } = await createOrganization();
  const bill = readFileSync(sharedFile("samples", "28_focus_1_2_export.csv"));
  const usage = "id,timestamp,provider,model,input,output\nu1,2026-09-01T10:00:00Z,openai,gpt-4.1,1000,0\n";
  for (const bytes of [bill, Buffer.from(usage)]) {
    const stream = (async function* () {
      yield bytes;
    })();
    const request = { organizationId, stream, source: "focus", format: null };
    await ingest({ ...request, actor: { kind: "command", name: "test" } });
  }
  const period = { from: new Date("2026-09-01T00:00:00Z"), to: new Date("2026-09-02T00:00:00Z") };
  expect(await getBilledCosts(organizationId, period)).toMatchObject([
    { day: "2026-09-01", provider: "OpenAI", billed: "0.0389856", currency: "USD", computed: 2_000_000_000_000n },
  ]);
});
