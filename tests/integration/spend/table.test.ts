import { beforeAll, describe, expect, test } from "vitest";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { GET as getTable } from "@/app/api/v1/spend/table/route";
import { POST } from "@/app/api/v1/usage/route";
import { parseUsd, usdString } from "@/lib/pricing/money";
import { apiRequest, createOrganization } from "../../support/factories";

const PERIOD = "from=2026-11-03&to=2026-11-05";
let key = "";

beforeAll(async () => {
  ({ key } = await createOrganization());
  const lines = Array.from({ length: 40 }, (_, index) =>
    JSON.stringify({
      id: `r${index}`,
      timestamp: `2026-11-0${3 + (index % 2)}T0${index % 10}:00:00Z`,
      provider: "openai",
      model: index % 8 === 7 ? "gpt-nobody-knows" : index % 2 === 0 ? "gpt-4.1" : "gpt-4.1-mini",
      user: `user-${index}`,
      tags: { feature: index % 4 === 0 ? "search" : "=chat" },
      tokens: { input: 1000 * (index + 1), cacheRead: 128, output: 50 },
    }),
  );
  await send(lines.join("\n"));
});

async function send(body: string) {
  const response = await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }));
  expect((await response.json()).rejected).toBe(0);
}

async function table(query: string, as = key) {
  const response = await getTable(apiRequest(`/api/v1/spend/table?${PERIOD}&${query}`, as));
  return { status: response.status, body: await response.json() };
}

describe("the table of groups", () => {
  test("has the largest first, and all others in one row that makes it add up", async () => {
    const { body } = await table("groupBy=user&rows=5");
    expect(body.rows).toHaveLength(5);
    expect(body.others.groups).toBe(35);
    const costs = body.rows.map((row: { values: { cost: string } }) => parseUsd(row.values.cost));
    expect(costs).toEqual([...costs].sort((a, b) => (a > b ? -1 : 1)));
    const sum = costs.reduce((total: bigint, cost: bigint) => total + cost, parseUsd(body.others.values.cost));
    expect(usdString(sum)).toBe(body.total.values.cost);
    expect(body.total.values.requests).toBe(40);
  });

  test("is by tag without counting twice, and leaves out what it should", async () => {
    const { body } = await table("groupBy=tag.feature,model&measure=requests&not.model=gpt-nobody-knows");
    const rows = body.rows.map((row: { key: unknown; values: { requests: number } }) => [row.key, row.values.requests]);
    expect(rows).toEqual(
      expect.arrayContaining([
        [{ "tag.feature": "search", model: "gpt-4.1" }, 10],
        [{ "tag.feature": "=chat", model: "gpt-4.1" }, 10],
        [{ "tag.feature": "=chat", model: "gpt-4.1-mini" }, 15],
      ]),
    );
    expect(body.total.values.requests).toBe(35);
  });

  test("as CSV is what is shown, and holds no formula", async () => {
    const path = `/api/v1/spend/table?${PERIOD}&groupBy=tag.feature&measure=requests&format=csv`;
    const response = await getTable(apiRequest(path, key));
    expect(response.headers.get("content-disposition")).toContain("outlay-groups.csv");
    const lines = (await response.text()).split("\r\n").map((line) => line.split(",").slice(0, 2));
    expect(lines).toEqual([["tag.feature", "requests"], ["'=chat", "30"], ["search", "10"], ["Total", "40"], [""]]);
  });

  test("is nobody else's", async () => {
    expect((await table("groupBy=user", "")).status).toBe(401);
    const other = await createOrganization();
    expect((await table("groupBy=user", other.key)).body.rows).toEqual([]);
    const ingestOnly = await createOrganization("UTC", ["ingest"]);
    expect((await table("groupBy=user", ingestOnly.key)).status).toBe(403);
  });

  test.each([
    ["groupBy=user,model,project", "groupBy"],
    ["measure=beauty", "measure"],
    ["sort=beauty", "sort"],
    ["rows=0", "rows"],
    ["range=forever", "range"],
  ])("%s is refused by name", async (query, parameter) => {
    const { status, body } = await table(query);
    expect(status).toBe(400);
    expect(body.error.details[0].path).toBe(parameter);
  });
});

test("records as CSV are the page that is shown, and can be sent again", async () => {
  const path = `/api/v1/records?${PERIOD}&sort=cost&limit=3&format=csv`;
  const text = await (await getRecords(apiRequest(path, key))).text();
  const [header = "", ...lines] = text.trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(header.split(",")).toEqual(expect.arrayContaining(["id", "cost", "source", "line", "tag.feature"]));
  expect(lines[0]).toContain("r38");

  const response = await POST(apiRequest("/api/v1/usage", key, { method: "POST", body: text }));
  expect(await response.json()).toMatchObject({ received: 3, inserted: 0, rejected: 0 });
});
