import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { MOST_PRICES, priceAnswer, readPriceRequest } from "@/lib/pricing/price-request";
import { instantFromDate } from "@/lib/usage/instant";
import type { Application } from "../application";
import { measureInTurns } from "../measure";
import type { Section } from "../section";

const MODELS = [
  ...[
    ["openai", "gpt-4.1-2025-04-14"],
    ["openai", "gpt-5-mini"],
    ["openai", "gpt-4o-2024-11-20"],
  ],
  ...[
    ["anthropic", "claude-sonnet-4-5-20250929"],
    ["anthropic", "claude-opus-4-1"],
    ["google", "gemini-2.5-pro"],
  ],
  ...[
    ["deepseek", "deepseek-chat"],
    ["mistral", "mistral-large-latest"],
  ],
] as const;
const TIMES = 20;

/** Prices without storing. */
export const priceSection: Section = {
  name: "price",
  title: `POST /api/v1/price with arrays of ${MOST_PRICES.toLocaleString("en-US")}`,
  async run(_, applications) {
    const application = await applications.start();
    const usages = Array.from({ length: MOST_PRICES }, (_, index) => usage(index));
    const body = JSON.stringify(usages);
    const book = await loadPriceBook();
    const [inProcess, overHttp] = await measureInTurns(TIMES, [
      async () => priceAll(book, usages),
      () => post(application, body),
    ]);
    await applications.stop(application);
    const perSecond = (ms: number) => (MOST_PRICES / ms) * 1000;
    return [
      {
        what: "prices a second in process",
        value: Math.round(perSecond(inProcess?.median ?? 0)),
        unit: "/s",
        atLeast: 100_000,
        note: "read, priced, written with its receipt",
      },
      {
        what: "prices a second over HTTP",
        value: Math.round(perSecond(overHttp?.median ?? 0)),
        unit: "/s",
        atLeast: 20_000,
        note: "one connection, body and answer parsed",
      },
    ];
  },
};

function usage(index: number) {
  const [provider, model] = MODELS[index % MODELS.length] ?? MODELS[0];
  const input = 500 + ((index * 7919) % 30_000);
  const tokens = { input, cacheRead: index % 3 === 0 ? Math.floor(input / 2) : 0, output: (index * 31) % 4000 };
  return { provider, model, timestamp: new Date(Date.UTC(2026, 8, 1) + index * 60_000).toISOString(), tokens };
}

function priceAll(book: Awaited<ReturnType<typeof loadPriceBook>>, usages: readonly unknown[]): void {
  const now = instantFromDate(new Date());
  for (const one of usages) {
    const read = readPriceRequest(one, now);
    if ("kind" in read) throw new Error(read.message);
    const answer = priceAnswer(priceUsage(book, read));
    if (answer.cost === null && "unpriced" in answer) throw new Error(answer.unpriced.message);
  }
}

async function post({ url, apiKey }: Application, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/price`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`POST /api/v1/price answered ${answer.status}: ${await answer.text()}`);
  const prices = (await answer.json()) as unknown[];
  if (prices.length !== MOST_PRICES) throw new Error(`there are ${prices.length} prices`);
}
