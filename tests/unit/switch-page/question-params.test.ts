import { describe, expect, test } from "vitest";
import { completeQuestion } from "@/app/(workspace)/switch/complete-question";
import { bandText, LEVER_SETTINGS, moved } from "@/app/(workspace)/switch/lever-settings";
import { paramsOfQuestion, questionOfParams } from "@/app/(workspace)/switch/question-params";
import { tornadoBars } from "@/app/(workspace)/switch/tornado-bars";
import { worstDay } from "@/app/(workspace)/switch/worst-day";
import { InvalidParameter } from "@/lib/spend/question-from-params";
import type { LimitHeadroomJson } from "@/lib/switch/headroom-to-json";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";

const IN_USE = ["gpt-4.1-2025-04-14", "gpt-5"];

describe("a question in the address", () => {
  test.each<SwitchQuestionJson>([
    { range: "30d", moves: [{ fromModel: null, toModel: "openai/gpt-5" }] },
    { range: "30d", tier: null, ownLimits: [], moves: [{ fromModel: null, toModel: "openai/gpt-5" }] },
    {
      ...{ from: "2026-11-01", to: "2026-12-01", tz: "Asia/Kathmandu", prices: "today", tier: "tier2" },
      filter: { project: ["a&b", null], "tag.team": ["x=1"] },
      not: { user: ["u"] },
      moves: [
        { fromModel: "gpt-4.1", toModel: "openai/gpt-5", share: 0.25, where: { maxInput: 1000, hours: [1, 2] } },
        { fromModel: null, toModel: "anthropic/claude-sonnet-4-5", toServiceTier: "batch" },
      ],
      levers: { outputFactor: { low: 1, expected: 1.5, high: 2 }, cache: "cold", growthFactor: 1.1 },
      ownLimits: [{ model: "openai/gpt-5", tokensPerMinute: 1000 }],
    },
  ])("is read as it was written", (question) => {
    expect(questionOfParams(new URLSearchParams(paramsOfQuestion(question).toString()))).toEqual(question);
  });

  test("leaves open what is moved where a link names a target alone, and proposes where it names nothing", () => {
    const asked = (text: string) => completeQuestion(questionOfParams(new URLSearchParams(text)), IN_USE, 25)?.moves;
    expect(asked("toModel=openai/gpt-5")).toEqual([{ fromModel: IN_USE[0], toModel: "openai/gpt-5" }]);
    expect(asked("fromModel=gpt-5")).toEqual([{ fromModel: "gpt-5", toModel: "openai/gpt-4.1-mini" }]);
    expect(asked("")).toEqual([{ fromModel: IN_USE[0], toModel: "openai/gpt-4.1-mini" }]);
    expect(asked(`move=${encodeURIComponent('{"toModel":"x"}')}`)).toEqual([{ fromModel: null, toModel: "x" }]);
    expect(completeQuestion(questionOfParams(new URLSearchParams()), [], 25)).toBeNull();
  });

  test.each(["move=nonsense", "move=[]", "levers=1", "limit=null", "range=31d"])("%s is refused", (text) => {
    expect(() => questionOfParams(new URLSearchParams(text))).toThrow(InvalidParameter);
  });
});

describe("a lever's band", () => {
  const band = { low: 1, expected: 1.5, high: 2 };

  test.each([
    ["expected", 3, { low: 1, expected: 3, high: 3 }],
    ["expected", 0.5, { low: 0.5, expected: 0.5, high: 2 }],
    ["low", 1.8, { low: 1.8, expected: 1.8, high: 2 }],
    ["high", 1.2, { low: 1, expected: 1.2, high: 1.2 }],
    ["high", 2.0004, { low: 1, expected: 1.5, high: 2 }],
  ] as const)("stays in order when %s is moved to %d", (which, to, after) => {
    expect(moved(band, which, to)).toEqual(after);
  });

  test("in words", () => {
    const [output, cache] = LEVER_SETTINGS as [(typeof LEVER_SETTINGS)[0], (typeof LEVER_SETTINGS)[0]];
    expect(bandText(band, output)).toBe("×1 – ×2, expected ×1.5");
    expect(bandText({ low: 0.5, expected: 0.5, high: 0.5 }, cache)).toBe("50%");
  });
});

test("bars of the tornado are on one scale", () => {
  const bars = tornadoBars([
    { lever: "output", atLow: "10", atHigh: "20" },
    { lever: "cache", atLow: "16", atHigh: "12" },
  ]);
  expect(bars.map(({ start, width }) => [start, width])).toEqual([
    [0, 100],
    [20, 40],
  ]);
});

test("the worst day keeps every peak, and leaves out limits that would press it flat", () => {
  const staying = new Array(1440).fill(10);
  const moved = new Array(1440).fill(0).map((_, minute) => (minute === 17 ? 90 : 0));
  const tier = (name: string, value: number | null) => ({
    tier: name,
    tokensPerMinute: { limit: { value, state: "supported", sources: [] }, above: 0 },
  });
  const tiers = [tier("free", 50), tier("tier1", 50), tier("tier2", 200), tier("tier3", 10_000), tier("tier4", null)];
  const limit = { worstDay: { date: "2026-11-03", staying, moved }, tiers } as unknown as LimitHeadroomJson;
  const day = worstDay(limit, null);
  expect(day?.data.buckets).toHaveLength(144);
  expect(day?.data.buckets[1]).toMatchObject({ tick: "00:17", total: "100 tokens" });
  expect(day?.data.bands.map(({ name }) => name)).toEqual([
    "With the switch",
    "There already",
    "Free to Tier 1",
    "Tier 2",
  ]);
  expect(worstDay(limit, "tier3")?.data.bands.map(({ name }) => name)).toContain("Tier 3");
});
