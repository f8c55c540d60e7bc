import { expect, test } from "vitest";
import { hasSampleData } from "@/lib/db/queries/batches/has-sample-data";
import { dimensionValues } from "@/lib/db/queries/dimensions/dimension-values";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { ingest } from "@/lib/ingest/ingest";
import { createOrganization } from "../../support/factories";

async function upload(organizationId: number, models: readonly string[], sample = false, tags = {}) {
  const lines = models.map((model, minute) =>
    JSON.stringify({
      timestamp: `2026-11-03T09:${String(minute).padStart(2, "0")}:00Z`,
      model,
      project: "checkout",
      tags,
      tokens: { input: 10, output: 5 },
    }),
  );
  async function* stream() {
    yield new TextEncoder().encode(`${lines.join("\n")}\n`);
  }
  const actor = { kind: "command", name: "test" } as const;
  return ingest({ organizationId, stream: stream(), source: "test.ndjson", format: null, actor, sample });
}

test("values are listed in the order they were first seen, of one's own organisation only", async () => {
  const { organizationId } = await createOrganization();
  const other = await createOrganization();
  await upload(organizationId, ["zebra"]);
  await upload(organizationId, ["ant", "zebra"]);
  await upload(other.organizationId, ["secret-model"]);

  const values = await dimensionValues(organizationId);
  expect(values.model).toEqual(["zebra", "ant"]);
  expect(values.project).toEqual(["checkout"]);
  expect(values.user).toEqual([]);
});

test("tags are listed by their keys, with the values each had", async () => {
  const { organizationId } = await createOrganization();
  const other = await createOrganization();
  await upload(organizationId, ["gpt-5"], false, { feature: "search", "a.b": "1" });
  await upload(organizationId, ["gpt-4.1"], false, { feature: "chat" });
  await upload(other.organizationId, ["gpt-5"], false, { secret: "x" });

  const values = await dimensionValues(organizationId);
  expect(values["tag.feature"]).toEqual(["search", "chat"]);
  expect(values["tag.a.b"]).toEqual(["1"]);
  expect(
    Object.keys(values)
      .filter((name) => name.startsWith("tag."))
      .sort(),
  ).toEqual(["tag.a.b", "tag.feature"]);
});

test("an organisation has sample data until that is deleted", async () => {
  const { organizationId } = await createOrganization();
  const other = await createOrganization();
  await upload(organizationId, ["gpt-5"]);
  expect(await hasSampleData(organizationId)).toBe(false);

  const { batchId } = await upload(organizationId, ["gpt-4.1"], true);
  expect(await hasSampleData(organizationId)).toBe(true);
  expect(await hasSampleData(other.organizationId)).toBe(false);

  await deleteBatch(organizationId, Number(batchId));
  expect(await hasSampleData(organizationId)).toBe(false);
});
