import { describe, expect, test } from "vitest";
import {
  answerSentence,
  difference,
  percentText,
  type SentenceAnswer,
  sameTokensSentence,
  signedUsd,
} from "@/app/(workspace)/switch/answer-sentence";
import { backTestSentence, driverText, partText, unpricedSentence } from "@/app/(workspace)/switch/back-test-words";
import { shareSentence, sizeSentence } from "@/app/(workspace)/switch/best-split-words";
import { breakEvenSentences } from "@/app/(workspace)/switch/break-even-sentences";
import { evidenceText } from "@/app/(workspace)/switch/fit-evidence";
import { limitText } from "@/app/(workspace)/switch/headroom-text";
import { checkedText } from "@/app/(workspace)/switch/limits-words";
import { outdatedText } from "@/app/(workspace)/switch/scenario-words";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { BackTestJson } from "@/lib/switch/back-test/back-test-to-json";
import type { BestSplitJson } from "@/lib/switch/best-split/best-split-to-json";
import type { FitCheckJson } from "@/lib/switch/fit-to-json";
import type { TierHeadroomJson } from "@/lib/switch/headroom-to-json";

const priced = { now: { requests: 0 }, there: { requests: 0 } };

interface Band {
  low: string;
  expected: string;
  high: string;
}

/** As much of an answer as a sentence is made of. */
function answer(band: Band, percent: number | null, more: Partial<SentenceAnswer> = {}): SentenceAnswer {
  const move = { requests: 1000, unpriced: priced, fit: { checks: [] } };
  return {
    moves: [move] as unknown as SentenceAnswer["moves"],
    perMonth: { days: 30, difference: { cost: band.expected }, estimatedDifference: band },
    estimatedDifference: { ...band, percent },
    ...{ fit: "fits", headroom: [], rateLimits: [] },
    ...more,
  };
}

function check(some: Partial<FitCheckJson>): FitCheckJson {
  const none = { fits: 0, doesNotFit: 0, unknown: 0 };
  return {
    ...{ check: "context", state: "doesNotFit", of: null, largest: null, missing: null, evidence: [], costShare: null },
    limit: { value: 272_000, state: "supported", sources: [] },
    ...{ requests: none, records: none, cost: { fits: "0", doesNotFit: "0", unknown: "0" } },
    ...some,
  } as FitCheckJson;
}

const moveWith = (...checks: FitCheckJson[]) =>
  [{ requests: 1000, unpriced: priced, fit: { checks } }] as unknown as SentenceAnswer["moves"];

describe("the answer in a sentence", () => {
  test("as in the issue", () => {
    const requests = { fits: 888, doesNotFit: 112, unknown: 0 };
    expect(
      answerSentence(
        answer({ low: "-4900", expected: "-4210", high: "-3600" }, -38, {
          fit: "doesNotFit",
          moves: moveWith(check({ requests })),
        }),
      ),
    ).toBe(
      "Saves $4,210.00 a month (−38%), between $3,600.00 and $4,900.00; fits except 112 requests over 272,000 tokens.",
    );
  });

  test.each([
    [{ low: "-2", expected: "-2", high: "-2" }, -10.25, "Saves $2.00 a month (−10.3%); fits."],
    [{ low: "1", expected: "2", high: "3" }, 120.4, "Costs $2.00 more a month (+120%), between $1.00 and $3.00; fits."],
    [
      { low: "-1", expected: "2", high: "3" },
      5,
      "Costs $2.00 more a month (+5%), between $1.00 less and $3.00 more; fits.",
    ],
    [{ low: "-3", expected: "-2", high: "0" }, -5, "Saves $2.00 a month (−5%), between $0.00 and $3.00; fits."],
    [{ low: "0", expected: "0", high: "0" }, 0, "Costs the same; fits."],
    [
      { low: "-1", expected: "0", high: "1" },
      0,
      "Costs the same, as expected, between $1.00 less and $1.00 more; fits.",
    ],
    [{ low: "1", expected: "2", high: "3" }, null, "Costs $2.00 more a month, between $1.00 and $3.00; fits."],
  ])("of %o", (band, percent, text) => {
    expect(answerSentence(answer(band, percent))).toBe(text);
  });

  const same = { low: "0", expected: "0", high: "0" };

  test("says that there is nothing, and that nothing has a price, rather than that it costs nothing", () => {
    const moves = (requests: number, there: number, now = 0) =>
      [
        { requests, unpriced: { now: { requests: now }, there: { requests: there } }, fit: { checks: [] } },
      ] as unknown as SentenceAnswer["moves"];
    expect(answerSentence(answer(same, null, { moves: moves(0, 0) }))).toBe("There is no such traffic in this period.");
    expect(answerSentence(answer(same, null, { moves: moves(5, 5) }))).toMatch(/^Has no price there/);
    expect(answerSentence(answer(same, null, { moves: moves(5, 4) }))).toBe("Costs the same; fits.");
    expect(answerSentence(answer(same, null, { moves: moves(5, 0, 5) }))).toMatch(/^Has no price now/);
    expect(answerSentence(answer(same, null, { moves: moves(5, 0, 4) }))).toBe("Costs the same; fits.");
  });

  test("names no band whose ends read alike, and no percent of what is only bounded", () => {
    const narrow = { low: "-0.00161", expected: "-0.0016", high: "-0.00159" };
    expect(answerSentence(answer(narrow, -80))).toBe("Saves $0.0016 a month (−80%); fits.");
    expect(difference({ cost: "-99.49", costHigh: "-48.04", percent: null })).toBe("−$99.49 to −$48.04");
    const month = (cost: string, costHigh: string) =>
      sameTokensSentence({
        perMonth: { difference: { cost, costHigh } },
        difference: { percent: null },
      } as SwitchAnswerJson);
    expect(month("-3", "-1")).toBe("The same tokens: between $1.00 and $3.00 less a month.");
    expect(month("-3", "1")).toBe("The same tokens: between $3.00 less and $1.00 more a month.");
  });

  test("names the check that most fail, one request by itself, and how many other checks there are", () => {
    const one = { fits: 9, doesNotFit: 1, unknown: 0 };
    const two = { fits: 8, doesNotFit: 2, unknown: 0 };
    const misfits = (...checks: FitCheckJson[]) =>
      answerSentence(answer(same, 0, { fit: "doesNotFit", moves: moveWith(...checks) }));
    expect(misfits(check({ check: "output", requests: one }))).toBe(
      "Costs the same; fits except 1 request with output over 272,000 tokens.",
    );
    expect(misfits(check({ requests: one }), check({ check: "feature", of: "image_input", requests: two }))).toBe(
      "Costs the same; fits except 2 requests that need image input, and another check.",
    );
  });

  test("says what is not known, and which minutes are throttled", () => {
    const unknown = { fits: 0, doesNotFit: 0, unknown: 7 };
    const moves = moveWith(check({ state: "unknown", requests: unknown }));
    expect(answerSentence(answer(same, 0, { fit: "unknown", moves }))).toBe(
      "Costs the same; whether 7 requests fit is not known.",
    );
    const headroom = [{ model: "m", limits: [{ minutes: 43_200, tiers: [tier("tier2", 14), tier("tier3", 0)] }] }];
    expect(
      answerSentence(
        answer(same, 0, {
          fit: "doesNotFit",
          moves: moveWith(check({ check: "tokensPerMinute" })),
          headroom: headroom as unknown as SentenceAnswer["headroom"],
        }),
      ),
    ).toBe("Costs the same; does not fit: fits at Tier 3; at Tier 2 14 minutes in 30 days would have been throttled.");
  });
});

function tier(name: TierHeadroomJson["tier"], throttledMinutes: number | null): TierHeadroomJson {
  const state = throttledMinutes === null ? "unknown" : throttledMinutes === 0 ? "fits" : "doesNotFit";
  return { tier: name, throttledMinutes, state } as TierHeadroomJson;
}

describe("room", () => {
  const month = 30 * 1440;

  test("is said by the lowest tier that goes through and the one below it", () => {
    const tiers = [tier("free", 900), tier("tier1", 200), tier("tier2", 14), tier("tier3", 0), tier("tier4", 0)];
    expect(limitText({ minutes: month, tiers })).toBe(
      "fits at Tier 3; at Tier 2 14 minutes in 30 days would have been throttled",
    );
  });

  test("says nothing where nothing is throttled, nothing of tiers above that are not known, and one's own limits first", () => {
    expect(limitText({ minutes: month, tiers: [tier("tier1", 0), tier("tier2", null)] })).toBeNull();
    expect(limitText({ minutes: 1440, tiers: [tier("tier1", 1), tier("tier2", null)] })).toBe(
      "at Tier 1 1 minute in a day would have been throttled",
    );
    const ofTier = { minutes: month, tiers: [tier("tier1", 5), tier("tier2", 0), tier("own", 3)] };
    expect(limitText(ofTier, "tier1")).toMatch(/^fits at Tier 2; at Tier 1 5 minutes/);
    expect(limitText(ofTier, "own")).toBe(limitText(ofTier));
    expect(limitText({ minutes: month, tiers: [tier("tier1", 5), tier("tier2", 0), tier("own", 3)] })).toBe(
      "at your own limits 3 minutes in 30 days would have been throttled",
    );
  });
});

test("break-evens in words, as the example of the issue", () => {
  expect(
    breakEvenSentences(
      {
        ...{ outputFactor: 1.85, outputFactorColdCache: 0.5, cacheHitRate: -0.2 },
        ...{ escalationShare: 0.2833, priceFactor: 1.3953 },
      },
      "openai/gpt-5",
    ),
  ).toEqual([
    "It pays until output grows 1.85×; with a cold cache the limit is 0.50×.",
    "It pays whatever the cache hit rate there is.",
    "It pays until 28.3% of it is sent back and paid twice.",
    "It pays until prices of openai/gpt-5 rise 1.40×.",
  ]);
  expect(
    breakEvenSentences(
      { outputFactor: -1, outputFactorColdCache: -2, cacheHitRate: 1.4, escalationShare: -0.1, priceFactor: 0.5 },
      "x",
    ),
  ).toEqual([
    "It does not pay, however short the output is; with a cold cache it never does.",
    "No cache hit rate makes it pay.",
    "It does not pay even if nothing is sent back.",
    "Prices of x would have to fall to 50% of what they are.",
  ]);
});

test("evidence of a check in a line", () => {
  const requests = { fits: 888, doesNotFit: 1, unknown: 0 };
  expect(evidenceText(check({ requests, largest: 300_000 }))).toBe(
    "Limit 272,000 tokens · largest single request 300,000 · 1 request does not fit.",
  );
  expect(evidenceText(check({ check: "requestsPerMinute", state: "fits" }))).toBe(
    "Limit 272,000 requests · no minute is above it.",
  );
});

test("signs, percentages and what changed", () => {
  expect([signedUsd("12.5"), signedUsd("-3"), signedUsd("0")]).toEqual(["+$12.50", "−$3.00", "$0.00"]);
  expect([percentText(-38), percentText(1234.5), percentText(0)]).toEqual(["−38%", "+1,235%", "0%"]);
  const none = { prices: false, data: false, period: false, limits: false };
  expect(outdatedText(none)).toBeNull();
  expect(outdatedText({ ...none, limits: true })).toBe("rate limits changed");
  expect(outdatedText({ ...none, prices: true, data: true })).toBe("prices and data changed");
  expect(outdatedText({ prices: true, data: true, period: true, limits: true })).toBe(
    "prices, data, dates and rate limits changed",
  );
});

test("what came of a scenario, in a sentence", () => {
  const found = {
    ...{ at: "2026-11-10T00:00:00Z", proposed: true, explains: "output" },
    predicted: { requests: 100, cost: "30", costAtActualVolume: "45" },
    actual: { requests: 150, cost: "60.5", unpricedRequests: 0 },
    parts: [{ cause: "output", cost: "14" }],
  } as unknown as BackTestJson;
  expect(backTestSentence(found, "UTC")).toBe(
    "Since 10 Nov 2026 (found in the traffic) $60.50 was spent, against $45.00 predicted for as many requests. " +
      "Most of the miss: output per request but for reasoning, $14.00 more.",
  );
  const less = {
    ...found,
    proposed: false,
    explains: "prices",
    parts: [{ cause: "prices", cost: "-2" }],
  } as BackTestJson;
  expect(backTestSentence(less, "UTC")).toMatch(
    /^Since 10 Nov 2026 \$60.*Most of the miss: prices and fees, \$2.00 less\.$/,
  );
  expect(backTestSentence({ ...found, actual: { ...found.actual, requests: 0 } }, "UTC")).toBe(
    "Since 10 Nov 2026 (found in the traffic) nothing has run on the targets.",
  );
  const unpriced = (unpricedRequests: number) => unpricedSentence({ actual: { ...found.actual, unpricedRequests } });
  expect([unpriced(0), unpriced(1), unpriced(1200)]).toEqual([
    null,
    "1 request on the targets has no price: what was spent is a lower bound.",
    "1,200 requests on the targets have no price: what was spent is a lower bound.",
  ]);
  expect(["0.000000000000001", "-0.0000000009", "-0.000000002", "1.5"].map(partText)).toEqual([
    ...["$0.00", "$0.00", signedUsd("-0.000000002"), "+$1.50"],
  ]);
  expect([driverText("cache", 0.6), driverText("volume", 1234), driverText("input", null)]).toEqual([
    "60.0%",
    "1,234",
    "–",
  ]);
});

describe("the best split in a sentence:", () => {
  const choice = (expected: string, more = {}) => ({
    ...{ requests: 1200, estimatedDifference: { low: expected, expected, high: expected } },
    ...more,
  });
  const size = (best: object | null, unlimited: object | null = best) =>
    sizeSentence({ best, unlimited } as unknown as BestSplitJson["byPromptSize"]);
  const share = (best: object | null, room = 1, unlimited: object | null = best) =>
    shareSentence({ best, unlimited, room: { share: room } } as unknown as BestSplitJson["byShare"]);

  test("by prompt size", () => {
    expect(size(choice("-12.5", { where: { maxInput: 100_000 } }))).toBe(
      "By prompt size: moving prompts up to 100,000 tokens saves $12.50 in this period (1,200 requests).",
    );
    expect(size(choice("-12.5", { where: {} }), choice("-20"))).toBe(
      "By prompt size: moving all of it saves $12.50 in this period (1,200 requests). Without limits another cut would save $7.50 more.",
    );
    expect(size(null)).toBe("By prompt size: no threshold both saves and fits.");
  });

  test("by share", () => {
    expect(share(choice("-1", { share: 0.123456 }))).toBe(
      "By share: moving 12.34% saves $1.00 in this period (1,200 requests).",
    );
    expect(share(choice("3", { share: 1 }))).toBe(
      "By share: moving all of it costs $3.00 more in this period (1,200 requests).",
    );
    expect(share(null, 0)).toBe("By share: the rate limits have no room for any.");
    expect(share(null, 0.5)).toMatch(/none fits/);
  });
});

test("what a target is held against says who keeps it", () => {
  const figures = { abovePromptTokens: null, tokensPerMinute: 40_000, requestsPerMinute: 10 };
  const long = { abovePromptTokens: 128_000, tokensPerMinute: null, requestsPerMinute: 5 };
  expect(checkedText({ tier: null, from: null, own: [] })).toBeNull();
  expect(checkedText({ tier: "tier3", from: "question", own: [] })).toBe("Tier 3");
  expect(checkedText({ tier: "tier3", from: "organization", own: [] })).toBe("Tier 3, kept with the organisation");
  expect(checkedText({ tier: "own", from: "organization", own: [figures, long] })).toBe(
    "40,000 tokens and 10 requests a minute; 5 requests a minute for prompts above 128,000 tokens, kept with the organisation",
  );
});
