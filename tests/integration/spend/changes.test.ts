import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/v1/spend/changes/route";
import { POST } from "@/app/api/v1/usage/route";
import { parseUsd, usdString } from "@/lib/pricing/money";
import { apiRequest, createOrganization } from "../../support/factories";

const PERIODS = "from=2026-11-01&to=2026-11-08&beforeFrom=2026-10-25&beforeTo=2026-11-01";
let key = "";

beforeAll(async () => {
  ({ key } = await createOrganization("Europe/Berlin"));
  const request = (day: string, project: string, model: string, tokens: object) =>
    JSON.stringify({ timestamp: `${day}T12:00:00Z`, provider: "openai", model, project, tokens });
  const plain = { input: 1_000_000, output: 0 };
  const body = [
    // Twice the requests of checkout.
    request("2026-10-26", "checkout", "gpt-4.1", plain),
    ...["2026-11-02", "2026-11-03"].map((day) => request(day, "checkout", "gpt-4.1", plain)),
    // Search goes from gpt-4.1 to its small sibling.
    request("2026-10-27", "search", "gpt-4.1", plain),
    request("2026-11-04", "search", "gpt-4.1-mini", plain),
    // Support reads half of its prompts from a cache.
    request("2026-10-28", "support", "gpt-4.1", plain),
    request("2026-11-05", "support", "gpt-4.1", { ...plain, cacheRead: 500_000 }),
    // Nobody knows what this costs.
    request("2026-11-05", "lab", "gpt-nobody-knows", plain),
  ].join("\n");
  const response = await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }));
  expect((await response.json()).rejected).toBe(0);
});

async function ask(query: string, as = key) {
  const response = await GET(apiRequest(`/api/v1/spend/changes?${query}`, as));
  return { status: response.status, body: await response.json() };
}

describe("what changed", () => {
  test("is told by cause, by project and by model, each adding up to the same", async () => {
    const { body } = await ask(PERIODS);
    expect(body.change).toEqual({
      before: "6",
      after: "5.65",
      effects: { volume: "2", mix: "-1.6", tokens: "0", cache: "-0.75", price: "0" },
    });
    const byProject = Object.fromEntries(
      body.projects.map(({ name, effects }: { name: string; effects: Record<string, string> }) => [
        name,
        Object.entries(effects).filter(([, amount]) => amount !== "0"),
      ]),
    );
    expect(byProject).toEqual({
      checkout: [["volume", "2"]],
      search: [["mix", "-1.6"]],
      support: [["cache", "-0.75"]],
    });
    for (const list of [body.models, body.projects]) {
      const sum = list.reduce((total: bigint, one: { after: string }) => total + parseUsd(one.after), 0n);
      expect(usdString(sum)).toBe("5.65");
    }
    expect(body.after.totals.unpricedRequests).toBe(1);
  });

  test("is that of the filters, also of some that only the records keep", async () => {
    expect((await ask(`${PERIODS}&filter.project=search`)).body.change.effects.mix).toBe("-1.6");
    expect((await ask(`${PERIODS}&not.project=search&filter.endpoint=`)).body.change).toMatchObject({
      before: "4",
      after: "5.25",
    });
  });

  test("is against as much of the period before as is known, where none is stated", async () => {
    const { body } = await ask("from=2026-11-01&to=2026-11-08");
    // The newest usage is of 5 November, 13:00 in Berlin.
    expect(body.before).toMatchObject({ from: "2026-10-24T22:00:00.000Z", to: "2026-10-29T12:00:00.000Z" });
    expect(body.change.before).toBe("6");
  });

  test("is told as CSV to the last digit", async () => {
    const headers = { accept: "text/csv" };
    const response = await GET(apiRequest(`/api/v1/spend/changes?${PERIODS}`, key, { headers }));
    const lines = (await response.text()).trim().split("\r\n");
    expect(lines.slice(0, 2)).toEqual([
      "by,name,before,volume,mix,tokens,cache,price,after",
      "total,,6,2,-1.6,0,-0.75,0,5.65",
    ]);
    expect(lines).toContain("project,search,2,0,-1.6,0,0,0,0.4");
    expect(lines).toContain("model,gpt-4.1-mini,0,0,0.4,0,0,0,0.4");
  });

  test("is nobody else's", async () => {
    expect((await ask(PERIODS, "")).status).toBe(401);
    const other = await createOrganization();
    expect((await ask(PERIODS, other.key)).body.models).toEqual([]);
  });

  test.each([
    ["beforeFrom=2026-10-01", "beforeTo"],
    ["beforeTo=2026-10-01", "beforeFrom"],
    ["beforeFrom=2026-10-02&beforeTo=2026-10-01", "beforeTo"],
    ["beforeFrom=then&beforeTo=2026-10-01", "beforeFrom"],
  ])("%s is refused by name", async (query, parameter) => {
    const { status, body } = await ask(query);
    expect([status, body.error.details[0].path]).toEqual([400, parameter]);
  });
});
