import { describe, expect, test } from "vitest";
import {
  assignmentQuestion,
  FIRST_CHOICE,
  movesOfAssignment,
  proposedModels,
} from "@/app/(workspace)/switch/assignment-choice";
import {
  assignmentSentence,
  constraintSentence,
  freeLimitsSentence,
  infeasibleReasons,
  nowText,
  proofSentence,
  segmentsText,
  stayText,
  thenText,
  unpricedText,
} from "@/app/(workspace)/switch/assignment-words";
import { readSwitchQuestion } from "@/app/api/v1/switch/switch-schema";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type {
  AssignedSegmentJson,
  AssignmentConstraintJson,
  AssignmentJson,
  SegmentOptionJson,
} from "@/lib/switch/assignment/assignment-to-json";

const NANO = "openai/gpt-5-nano";
const MINI = "openai/gpt-4.1-mini";
/** As long as a month: amounts stay as they are. */
const MONTH = 30.4375;

const NONE = { requests: 0, tokens: 0 };

function option(model: string, expected: string, more: Partial<SegmentOptionJson> = {}): SegmentOptionJson {
  return {
    ...{ model, difference: { cost: expected, percent: null }, fit: "fits", requestsThatDoNotFit: 0, refusal: null },
    unpriced: NONE,
    estimatedDifference: { low: expected, expected, high: expected },
    ...more,
  };
}

function segment(value: string | null, toModel: string | null, more: Partial<AssignedSegmentJson> = {}) {
  const baseline = { cost: "100" };
  return {
    value,
    toModel,
    requests: 10,
    baseline,
    unpriced: NONE,
    mayStay: true,
    options: [option(NANO, "-60")],
    ...more,
  };
}

function assignment(more: Partial<AssignmentJson> = {}): AssignmentJson {
  return {
    ...{ by: "project", models: [NANO, MINI], state: "solved", otherSegments: 0, moves: 1, mostMoves: null },
    rateLimits: [],
    ...{ segments: [segment("chat", NANO), segment("search", null)], constraints: [] },
    ...{ expectedDifference: "-60", isProven: true, gap: "0.000000001" },
    ...more,
  };
}

function constraint(more: Partial<AssignmentConstraintJson>): AssignmentConstraintJson {
  return {
    ...{ kind: "rateLimit", model: NANO, measure: "tokens", abovePromptTokens: null, limit: 30_000, fullest: null },
    ...{ isBinding: true, worth: "120", isProven: true },
    ...more,
  };
}

describe("the assignment in a sentence:", () => {
  test("what it saves in a month, and how many move", () => {
    expect(assignmentSentence(assignment(), MONTH)).toBe("Saves $60.00 a month against today: 1 of 2 projects moves.");
    expect(assignmentSentence(assignment(), MONTH / 2)).toMatch(/^Saves \$120\.00 a month/);
    expect(assignmentSentence(assignment({ expectedDifference: "5", moves: 2, otherSegments: 3 }), MONTH)).toBe(
      "Costs $5.00 more a month than today: 2 of 5 projects move.",
    );
    expect(assignmentSentence(assignment({ expectedDifference: "0" }), MONTH)).toMatch(/^Costs the same as today: /);
    expect(assignmentSentence(assignment({ moves: 0, expectedDifference: "0" }), MONTH)).toBe(
      "Stays as it is: 0 of 2 projects move.",
    );
    expect(assignmentSentence(assignment({ segments: [], moves: 0 }), MONTH)).toMatch(/^There is no such traffic/);
    expect(assignmentSentence(assignment({ state: "infeasible" }), MONTH)).toBe("No assignment is possible.");
    expect(assignmentSentence(assignment({ state: "unsolved" }), MONTH)).toMatch(/^Nothing was found in the time/);
  });

  test("segments are called what they are", () => {
    expect(segmentsText(1, "apiKey")).toBe("1 API key");
    expect(segmentsText(1200, "user")).toBe("1,200 users");
    expect(segmentsText(1, "tag.team")).toBe("1 value of tag team");
    expect(segmentsText(2, "tag.value of")).toBe("2 values of tag value of");
  });

  test("whether it is proven, or by how much another could be better", () => {
    expect(proofSentence(assignment(), MONTH)).toMatch(/^Proven: no other/);
    expect(proofSentence(assignment({ isProven: false, gap: "12.5" }), MONTH)).toBe(
      "Not proven: time ran out. Another assignment could save up to $12.50 a month more.",
    );
    expect(proofSentence(assignment({ isProven: false, gap: "0" }), MONTH)).toMatch(/^Not proven: time ran out before/);
    expect(proofSentence(assignment({ state: "infeasible" }), MONTH)).toBe("");
  });
});

describe("a segment:", () => {
  test("costs what it costs now and the difference; halfway between bounds", () => {
    expect(thenText(segment("chat", NANO), 1)).toBe("$40.00");
    expect(thenText(segment("chat", NANO), 2)).toBe("$140.00");
    expect(thenText(segment("chat", null), 1)).toBe("$100.00");
    expect(thenText(segment("chat", null, { baseline: { cost: "100", costHigh: "110" } }), 1.5)).toBe(
      "$150.00 – $165.00",
    );
    expect(thenText(segment("chat", NANO, { baseline: { cost: "100", costHigh: "110" } }), 1)).toBe("about $45.00");
    expect(thenText(segment("chat", MINI), 1)).toBe("–");
    expect(nowText(segment("chat", null, { baseline: { cost: "0", costHigh: "1" } }))).toBe("$0.00 – $1.00");
  });

  test("says what of it has no price, and that its cost is a lower bound", () => {
    const texts = (one: AssignedSegmentJson) => [nowText(one), thenText(one, 1), unpricedText(one)];
    const unpriced = { requests: 1200, tokens: 5 };
    const nothing = { baseline: { cost: "0" }, unpriced };
    expect(texts(segment("chat", null, nothing))).toEqual(["none known", "none known", "1,200 unpriced"]);
    expect(stayText(segment("chat", null, nothing))).toBe("no cost known");
    expect(texts(segment("chat", null, { unpriced }))).toEqual(["≥ $100.00", "≥ $100.00", "1,200 unpriced"]);
    expect(texts(segment("chat", NANO, { unpriced: { requests: 0, tokens: 5000 } }))).toEqual([
      ...["≥ $100.00", "≥ $40.00", "5,000 tokens unpriced"],
    ]);
    const free = segment("chat", null, { baseline: { cost: "0" } });
    expect([...texts(free), stayText(free)]).toEqual(["$0.00", "$0.00", null, "nothing to save"]);
  });

  test("stays for a reason", () => {
    const of = (...options: SegmentOptionJson[]) => stayText(segment("chat", null, { options }));
    expect(of()).toBe("no model may take it");
    expect(of(option(NANO, "-1", { refusal: "fit" }), option(MINI, "-1", { refusal: "price" }))).toBe("fits nowhere");
    expect(of(option(NANO, "0", { refusal: "price" }))).toBe("has no price");
    expect(of(option(NANO, "-1"))).toBe("kept by the limits");
    expect(of(option(NANO, "-1", { refusal: "fit" }), option(MINI, "1"))).toBe("costs least here");
  });
});

describe("limits in words:", () => {
  test("what relaxing one is worth", () => {
    const text = (more: Partial<AssignmentConstraintJson>) => constraintSentence(constraint(more), MONTH, "UTC");
    expect(text({ kind: "mostMoves", limit: 2, model: null, measure: null })).toBe(
      "One more move would save $120.00 a month more.",
    );
    expect(text({ kind: "fit", model: null, measure: null, limit: null, isProven: false })).toBe(
      "If the requests that do not fit could go too, it would save at least $120.00 a month more.",
    );
    expect(text({ abovePromptTokens: 128_000, fullest: { minute: "2026-11-03T14:05:00.000Z", amount: 29_000 } })).toBe(
      "Without the limit of 30,000 tokens a minute on openai/gpt-5-nano for prompts above 128,000 tokens it would save " +
        "$120.00 a month more. Its fullest minute: 3 Nov 2026, 14:05, 29,000 of 30,000 tokens.",
    );
  });

  test("those that are not in the way", () => {
    const free = { isBinding: false, worth: "0" };
    expect(freeLimitsSentence([constraint({})])).toBeNull();
    expect(
      freeLimitsSentence([constraint({ ...free, kind: "mostMoves" }), constraint({ ...free, isProven: false })]),
    ).toBe(
      "Not in the way: the number of moves. Not found out in time what these are worth: the limit of 30,000 tokens a minute on openai/gpt-5-nano.",
    );
  });

  test("why nothing is possible", () => {
    const stuck = segment(null, null, {
      mayStay: false,
      options: [
        option(NANO, "-1", { refusal: "fit", requestsThatDoNotFit: 12 }),
        option(MINI, "0", { refusal: "price" }),
      ],
    });
    const moving = [segment("chat", null, { mayStay: false }), segment("search", null, { mayStay: false })];
    const reasons = (more: Partial<AssignmentJson>) => infeasibleReasons(assignment({ state: "infeasible", ...more }));
    expect(reasons({ segments: [stuck, ...moving] })).toEqual([
      "not stated has to move and cannot: 12 requests do not fit openai/gpt-5-nano; openai/gpt-4.1-mini has no price for some of it.",
    ]);
    expect(reasons({ segments: moving, mostMoves: 1 })).toEqual([
      "2 projects have to move, and at most 1 may: allow more moves, or let some stay.",
    ]);
    expect(reasons({ segments: moving })[0]).toMatch(/rate limits have no room for all of them together/);
  });
});

describe("what is chosen:", () => {
  test("is proposed from the targets and the cheapest that cost something and may fit", () => {
    const ranked = (id: string, cost: string, more = {}) => ({ id, cost, rank: 1, fit: "fits", ...more });
    const models = [
      ranked("free/one", "0"),
      ranked("a/unpriced", "1", { rank: null }),
      ranked("a/small", "1", { fit: "doesNotFit" }),
      ...[NANO, "a/1", "a/2", "a/3", "a/4"].map((id) => ranked(id, "2")),
    ];
    const moves = [{ toModel: { id: NANO } }, { toModel: { id: NANO } }];
    const answer = { moves, ranking: { models } } as unknown as SwitchAnswerJson;
    expect(proposedModels(answer)).toEqual([NANO, "a/1", "a/2", "a/3"]);
  });

  test("is a question the API takes, the same whatever the moves are", () => {
    const question = { range: "30d", tier: "tier1", moves: [{ toModel: "openai/gpt-5", share: 0.5 }] } as const;
    const choice = { ...FIRST_CHOICE, mayStay: false, staying: [null, "chat"], mostMoves: 2 };
    const asked = assignmentQuestion(question, choice, [NANO, MINI]);
    expect(assignmentQuestion({ ...question, moves: [] }, choice, [NANO, MINI])).toEqual(asked);
    const models = [NANO, MINI];
    expect(readSwitchQuestion(asked, "UTC", new Date("2026-11-20")).bestAssignment).toEqual({
      ...{ by: "project", models, mayStay: false, mostMoves: 2 },
      allowed: [null, "chat"].map((value) => ({ value, models, mayStay: true })),
    });
    expect(assignmentQuestion(question, { ...choice, mayStay: true }, models).bestAssignment?.allowed).toEqual([]);
  });

  test("becomes a move for each model that something goes to", () => {
    const segments = [segment("a", MINI), segment("b", null), segment(null, NANO), segment("c", MINI)];
    expect(movesOfAssignment({ by: "tag.team", segments })).toEqual([
      { fromModel: null, toModel: MINI, where: { "tag.team": ["a", "c"] } },
      { fromModel: null, toModel: NANO, where: { "tag.team": [null] } },
    ]);
  });
});
