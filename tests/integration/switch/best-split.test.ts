import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { apiRequest, createOrganization } from "../../support/factories";
import { sizedLine } from "../../support/usage-line";

const ASKED = { from: "2026-11-01", to: "2026-12-01", levers: { outputFactor: 1, cache: "same" }, rankingLimit: 0 };

async function ask(key: string, body: object) {
  const response = await POST(apiRequest("/api/v1/switch", key, { method: "POST", body: JSON.stringify(body) }));
  expect(response.status).toBe(200);
  return (await response.json()) as SwitchAnswerJson;
}

test("the best split is found in stored records, and an ordinary answer with its threshold says the same", async () => {
  const { key } = await createOrganization();
  const lines = [
    // GPT-5 is cheaper to read and dearer to write: long prompts with short answers are worth moving.
    ...Array.from({ length: 30 }, (_, index) => sizedLine(`short ${index}`, 100 + index, 4_000)),
    ...Array.from({ length: 30 }, (_, index) => sizedLine(`long ${index}`, 100_000 + index * 100, 50, { user: "u1" })),
    sizedLine("too long", 300_000, 50),
    sizedLine("elsewhere", 200_000, 50, { model: "claude-sonnet-4-6", provider: "anthropic" }),
  ];
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  expect((await uploadUsage(apiRequest("/api/v1/usage", key, { method: "POST", body }))).status).toBe(200);
  const move = { fromModel: "openai/gpt-4.1", toModel: "openai/gpt-5" };
  const { bestSplit, moves } = await ask(key, { ...ASKED, moves: [move], bestSplit: {} });
  expect(moves[0]?.fit.state).toBe("doesNotFit");
  const { best, unlimited, stops, sizes, step } = bestSplit?.byPromptSize ?? {};
  expect({ sizes, step }).toEqual({ sizes: 61, step: 1 });
  // Everything from the first long one on; the one that does not fit is the largest, so it has to end below that.
  expect(unlimited).toMatchObject({ where: { minInput: 100_000 }, requests: 31, fit: "doesNotFit" });
  expect(stops).toContainEqual({ check: "input", of: null, smallest: 300_000, largest: 300_000 });
  expect(best).toMatchObject({
    where: { minInput: 100_000, maxInput: 102_900 },
    requests: 30,
    fit: "fits",
    requestsThatDoNotFit: 0,
  });
  const same = await ask(key, { ...ASKED, moves: [{ ...move, where: best?.where }] });
  expect(best?.difference).toEqual(same.moves[0]?.difference);
  expect(best?.estimatedDifference.expected).toBe(same.estimatedDifference.expected);
  const ofUser = { ...move, where: { user: ["u1"] } };
  const limited = await ask(key, { ...ASKED, moves: [move, ofUser].toReversed(), bestSplit: { move: 0 } });
  expect(limited.bestSplit?.byPromptSize.best).toMatchObject({ where: {}, requests: 30 });
});

test("an answer has no best split unless it is asked for, and of a move there is", async () => {
  const { key } = await createOrganization();
  const asked = { ...ASKED, moves: [{ toModel: "openai/gpt-5" }] };
  expect(await ask(key, asked)).not.toHaveProperty("bestSplit");
  const nothing = await ask(key, { ...asked, bestSplit: {} });
  expect(nothing.bestSplit).toMatchObject({ byPromptSize: { best: null, sizes: 0 }, byShare: { best: null } });
  const wrong = await POST(
    apiRequest("/api/v1/switch", key, { method: "POST", body: JSON.stringify({ ...asked, bestSplit: { move: 1 } }) }),
  );
  expect(wrong.status).toBe(400);
});
