import { beforeAll, expect, test } from "vitest";
import { GET as getReceipt } from "@/app/api/v1/records/[id]/receipt/route";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { GET as getReceipts } from "@/app/api/v1/spend/receipts/route";
import { GET as getSpend } from "@/app/api/v1/spend/route";
import { POST } from "@/app/api/v1/usage/route";
import { parseUsd, usdString } from "@/lib/pricing/money";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { apiRequest, createOrganization } from "../../support/factories";

const { key } = await createOrganization("Europe/Berlin");
const PERIOD = "from=2026-08-01&to=2026-12-01";

type Answer = ReturnType<typeof JSON.parse>;

/** Usage of every kind whose price is more than tokens times standard rates. */
const USAGE = [
  ["plain", "openai", "gpt-4.1", { input: 10_000, cacheRead: 6000, output: 500 }],
  ["plain too", "openai", "gpt-4.1", { input: 777, output: 3 }],
  ["a search", "openai", "gpt-4.1", { input: 1000, output: 20 }, { calls: { webSearch: 2, fileSearch: 1 } }],
  ["batch", "openai", "gpt-4.1", { input: 1000, cacheRead: 10, output: 20 }, { serviceTier: "batch" }],
  ["short", "google", "gemini-2.5-pro", { input: 200_000, output: 7 }],
  ["long", "google", "gemini-2.5-pro", { input: 200_001, cacheRead: 50_000, output: 11 }],
  [
    "open",
    "google",
    "gemini-2.5-pro",
    { input: 900_000, output: 1300 },
    { requests: 9, endTimestamp: "2026-11-04T00:00:00Z" },
  ],
  [
    "all short",
    "google",
    "gemini-2.5-pro",
    { input: 9000, output: 13 },
    { requests: 9, endTimestamp: "2026-11-05T00:00:00Z" },
  ],
  [
    "all long",
    "google",
    "gemini-2.5-pro",
    { input: 900_001, output: 17 },
    { requests: 3, endTimestamp: "2026-11-06T00:00:00Z" },
  ],
  [
    "written",
    "anthropic",
    "claude-opus-4-5",
    { input: 9000, cacheWrite: 6000, cacheWriteByTtl: { "1h": 2000, "5m": 1500 }, output: 19 },
  ],
  [
    "heard",
    "google",
    "gemini-2.5-flash",
    { input: 3000, audioInput: 2000, cacheRead: 700, cacheReadAudio: 500, output: 23 },
  ],
  ["drawn", "openai", "gpt-image-1", { input: 3000, imageInput: 1000, output: 4000, imageOutput: 4000 }],
  ["thought", "perplexity", "sonar-deep-research", { input: 3000, output: 4000, reasoning: 1000 }],
  ["asked", "perplexity", "sonar", { input: 3000, output: 4000 }],
  ["exactly at 200,000", "x-ai", "grok-4.3", { input: 200_000, output: 29 }],
  [
    "over a change",
    "deepseek",
    "deepseek-v4-flash",
    { input: 100_000, output: 31 },
    { requests: 4, timestamp: "2026-11-02T00:00:00Z", endTimestamp: "2026-11-03T00:00:00Z" },
  ],
  ["unknown", "openai", "gpt-9", { input: 1000, output: 5 }],
] as const;

beforeAll(async () => {
  const lines = USAGE.map(([id, provider, model, tokens, more], index) => ({
    ...{ id, provider, model, tokens, project: index % 2 ? "search" : "chat" },
    timestamp: "2026-11-03T09:14:07Z",
    ...more,
  }));
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  const response = await POST(apiRequest("/api/v1/usage?source=a.jsonl", key, { method: "POST", body }));
  expect(await response.json()).toMatchObject({ inserted: USAGE.length, rejected: 0, unpriced: 1 });
});

async function get(route: (request: Request) => Promise<Response>, query: string, as: string | null = key) {
  const response = await route(apiRequest(`/api/v1/x?${query}`, as));
  return { status: response.status, body: (await response.json()) as Answer };
}

const linesOf = (receipt: ReceiptJson) => receipt.lines.reduce((sum, { cost }) => sum + parseUsd(cost), 0n);
const sumOf = (amounts: readonly (string | undefined)[]) =>
  usdString(amounts.reduce((sum, amount) => sum + parseUsd(amount ?? "0"), 0n) as never);

test.each([
  "",
  "&filter.project=chat",
  "&filter.model=gemini-2.5-pro",
  "&filter.user=",
  "&filter.source=a.jsonl",
  "&not.provider=google",
])("receipts add up to the spend they explain %s", async (filter) => {
  const { body: spend } = await get(getSpend, PERIOD + filter);
  const { body } = await get(getReceipts, PERIOD + filter);
  expect(body).toMatchObject({ totals: spend.totals, coverage: spend.coverage, others: null });
  expect(sumOf(body.receipts.map((one: Answer) => one.cost))).toBe(spend.totals.cost);
  expect(sumOf(body.receipts.map((one: Answer) => one.costHigh ?? one.cost))).toBe(
    spend.totals.costHigh ?? spend.totals.cost,
  );
  for (const { cost, costHigh, receipt, highReceipt } of body.receipts) {
    expect(usdString(linesOf(receipt) as never)).toBe(cost);
    if (costHigh) expect(usdString(linesOf(highReceipt) as never)).toBe(costHigh);
  }
});

test("every line is a class at its rate, and what spans cards has the card of either bound", async () => {
  const { body } = await get(getReceipts, PERIOD);
  const lines = body.receipts
    .flatMap((one: Answer) => [one.receipt, one.highReceipt])
    .flatMap((receipt: Answer) => (receipt?.lines ?? []).map((line: Answer) => ({ model: receipt.model, ...line })));
  for (const line of lines) {
    expect(line.class).not.toBe("rest");
    const product =
      "tokens" in line
        ? BigInt(line.tokens) * parseUsd(line.ratePerMillion)
        : BigInt(line.calls) * parseUsd(line.ratePerCall) * 1_000_000n;
    expect(product).toBe(parseUsd(line.cost) * 1_000_000n);
  }
  const spanning = body.receipts.find(({ receipt }: Answer) => receipt.model === "deepseek-v4-flash");
  expect([spanning.receipt, spanning.highReceipt].map(({ rateCard }) => rateCard.window === null)).toEqual([
    true,
    false,
  ]);
});

test("a card is told apart by context, and sums its requests' classes", async () => {
  const { body } = await get(getReceipts, `${PERIOD}&filter.model=gemini-2.5-pro`);
  const parts = body.receipts.map(({ requests, receipt, highReceipt }: Answer) => [
    requests,
    receipt.rateCard.context,
    highReceipt?.rateCard.context,
  ]);
  expect(parts.sort()).toEqual([
    [10, "standard", undefined],
    [4, "> 200000", undefined],
    [9, "standard", "> 200000"],
  ]);
  const long = body.receipts.find(({ receipt }: Answer) => receipt.rateCard.context === "> 200000");
  expect(long.receipt.lines.map((line: Answer) => [line.class, line.tokens])).toEqual([
    ["inputUncached", 1_050_002],
    ["cacheRead", 50_000],
    ["output", 28],
  ]);
});

test("plain usage, a search and a batch are explained to the class", async () => {
  const { body } = await get(getReceipts, `${PERIOD}&filter.model=gpt-4.1`);
  expect(
    body.receipts.map(({ receipt }: Answer) => [
      receipt.rateCard.serviceTier,
      receipt.lines.map((line: Answer) => [
        line.class,
        line.tokens ?? line.calls,
        line.ratePerMillion ?? line.ratePerCall,
      ]),
    ]),
  ).toEqual([
    [
      "default",
      [
        ["inputUncached", 5777, "2"],
        ["cacheRead", 6000, "0.5"],
        ["output", 523, "8"],
        ["fileSearch", 1, "0.0025"],
        ["webSearch", 2, "0.01"],
      ],
    ],
    [
      "batch",
      [
        ["inputUncached", 990, "1"],
        ["cacheRead", 10, "1"],
        ["output", 20, "4"],
      ],
    ],
  ]);
  expect(body.receipts[0].receipt).toMatchObject({
    rule: "library matcher of openai",
    source: { layer: "seed", date: "2026-11-24" },
  });
});

test("the receipt of each record adds up to its cost, or to its bounds", async () => {
  const { body } = await get(getRecords, `${PERIOD}&limit=100`);
  expect(body.records).toHaveLength(USAGE.length);
  for (const record of body.records) {
    const response = await getReceipt(apiRequest(`/x`, key), { params: Promise.resolve({ id: record.recordId }) });
    const receipt = (await response.json()) as Answer;
    if (record.cost === null) expect(receipt).toMatchObject({ cost: null, unpriced: { reason: "unknown_model" } });
    else if (record.costHigh === undefined) {
      expect(receipt.cost).toBe(record.cost);
      expect(usdString(linesOf(receipt.receipt) as never)).toBe(record.cost);
    } else {
      expect(receipt.interval).toEqual({ low: record.cost, high: record.costHigh });
      expect(usdString(linesOf(receipt.highReceipt) as never)).toBe(record.costHigh);
      expect(receipt.highReceipt.lines.some((line: Answer) => line.class === "rest")).toBe(false);
    }
  }
});

test("rows of one period that were priced one by one, in different contexts, still add up", async () => {
  const { key: own } = await createOrganization();
  const row = {
    provider: "google",
    model: "gemini-2.5-pro",
    timestamp: "2026-11-03T00:00:00Z",
    endTimestamp: "2026-11-04T00:00:00Z",
  };
  const body = [
    { ...row, requests: 2, tokens: { input: 1000, output: 10 } },
    { ...row, requests: 2, tokens: { input: 600_000, output: 10 } },
  ];
  await POST(
    apiRequest("/api/v1/usage", own, { method: "POST", body: body.map((one) => JSON.stringify(one)).join("\n") }),
  );
  const { body: spend } = await get(getReceipts, PERIOD, own);
  expect(spend.totals.cost).toBe("1.5015");
  expect(spend.receipts).toHaveLength(1);
  expect(usdString(linesOf(spend.receipts[0].receipt) as never)).toBe("1.5015");
  expect(spend.receipts[0].receipt.lines.at(-1).class).toBe("rest");
});

test("nobody else sees them", async () => {
  const { key: other } = await createOrganization();
  expect((await get(getReceipts, PERIOD, null)).status).toBe(401);
  expect((await get(getReceipts, PERIOD, other)).body).toMatchObject({ totals: { cost: "0" }, receipts: [] });
  const { key: ingestOnly } = await createOrganization("UTC", ["ingest"]);
  expect((await get(getReceipts, PERIOD, ingestOnly)).status).toBe(403);
  expect((await get(getReceipts, "from=nonsense")).status).toBe(400);
});
