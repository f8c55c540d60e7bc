import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import { usdString } from "@/lib/pricing/money";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { DEFAULT_LEVERS } from "@/lib/switch/levers";
import { moveResult } from "@/lib/switch/move-result";
import { distribute, type ResolvedMove } from "@/lib/switch/moved-traffic";
import { isWithin, originOf, whereEdges } from "@/lib/switch/selection";
import { moneyOf, type Share, shareFromNumber, WHOLE } from "@/lib/switch/share";
import { sortedEdges } from "@/lib/switch/size-edges";
import type { Where } from "@/lib/switch/switch-question";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { AT, group } from "./groups";

const book = await loadPriceBook();

function resolved(
  toModel: string,
  share: Share = WHOLE,
  fromModel: string | null = null,
  where: Where = {},
): ResolvedMove {
  const target = resolveModel(book, toModel, AT);
  if (target.kind === "unknown") throw new Error(target.reason);
  const move = { fromModel, toModel, share, where };
  const origin = originOf(move, new Set(["gpt-4.1-2025-04-14"]), book, AT);
  if (!origin) throw new Error("unknown origin");
  return { move, origin, target };
}

const GROUPS = fc.array(
  fc
    .record({
      model: fc.constantFrom("gpt-4.1", "gpt-5", "gpt-5.5", "gpt-9"),
      input: fc.bigInt(1n, 400_000n),
      read: fc.bigInt(0n, 100n),
      output: fc.bigInt(0n, 10_000n),
    })
    .map(({ model, input, read, output }) => group(book, model, { input, cacheRead: (input * read) / 100n, output })),
  { minLength: 1, maxLength: 8 },
);

describe("properties of moves", () => {
  test("moving to the same model changes nothing, whatever its names", () => {
    fc.assert(
      fc.property(GROUPS, (groups) => {
        const own = groups.map((one) => ({ ...one, model: one.model === "gpt-9" ? "gpt-9" : "gpt-5-2025-08-07" }));
        const known = own.filter(({ model }) => model !== "gpt-9");
        const { sums } = moveResult(book, resolved("openai/gpt-5"), known, DEFAULT_LEVERS);
        expect(sums.difference).toEqual({ low: 0n, high: 0n });
        expect(sums.result).toEqual(sums.baseline);
      }),
    );
  });

  test("shares add: parts of the traffic are together exactly the whole of it", () => {
    fc.assert(
      fc.property(GROUPS, fc.bigInt(1n, 999_999n), (groups, part) => {
        const of = (share: bigint) => moveResult(book, resolved("gpt-5", share as Share), groups, DEFAULT_LEVERS).sums;
        const [one, other, whole] = [of(part), of(1_000_000n - part), of(1_000_000n)];
        for (const name of ["baseline", "result", "difference"] as const) {
          expect(one[name].low + other[name].low).toBe(whole[name].low);
          expect(one[name].high + other[name].high).toBe(whole[name].high);
        }
        expect(one.requests + other.requests).toBe(whole.requests);
      }),
    );
  });

  test("there and back is what it was", () => {
    fc.assert(
      fc.property(GROUPS, (groups) => {
        const now = groups.filter(({ model }) => model === "gpt-4.1");
        const there = moveResult(book, resolved("gpt-5"), now, DEFAULT_LEVERS).sums;
        const moved = now.map(({ tokens }) => group(book, "gpt-5", tokens));
        const back = moveResult(book, resolved("gpt-4.1"), moved, DEFAULT_LEVERS).sums;
        expect(there.difference.low).toBe(-back.difference.low);
      }),
    );
  });
});

test("unpriced traffic is not a saving", () => {
  const unknown = group(book, "gpt-9", { input: 1000n, output: 10n });
  const { sums, breakEvens } = moveResult(book, resolved("gpt-5"), [unknown], DEFAULT_LEVERS);
  expect(sums).toMatchObject({
    difference: { low: 0n, high: 0n },
    unpricedRequestsNow: 1_000_000n,
    unpricedRequestsThere: 0n,
  });
  expect(usdString(moneyOf(sums.result.low))).toBe("0.00135");
  expect(breakEvens).toBeNull();
  const batch = group(book, "gpt-4.1", { input: 1000n, output: 10n }, { serviceTier: "flex" });
  const there = moveResult(book, resolved("gpt-4.1-mini"), [batch], DEFAULT_LEVERS);
  expect(there.unpriced).toEqual(new Map([["no_card_for_service_tier", 1n]]));
  expect(there.sums).toMatchObject({ difference: { low: 0n }, result: { low: 0n }, unpricedRequestsThere: 1_000_000n });
});

describe("which traffic a move takes", () => {
  const dated = group(book, "gpt-4.1-2025-04-14", { input: 10n });
  const plain = group(book, "gpt-4.1", { input: 10n });
  const mini = group(book, "gpt-4.1-mini", { input: 10n });
  const taken = (move: ResolvedMove) => distribute(book, [move], [dated, plain, mini]).byMove[0];

  test("a recorded name is that name; a model of the catalogue is all of its names", () => {
    expect(taken(resolved("gpt-5", WHOLE, "gpt-4.1-2025-04-14"))).toEqual([dated]);
    expect(taken(resolved("gpt-5", WHOLE, "openai/gpt-4.1"))).toEqual([dated, plain]);
    expect(taken(resolved("gpt-5"))).toEqual([dated, plain, mini]);
  });

  test("more than all of it cannot be moved", () => {
    const most = resolved("gpt-5", shareFromNumber(0.7), "gpt-4.1");
    const some = resolved("gpt-4.1-mini", shareFromNumber(0.4), "gpt-4.1");
    expect(() => distribute(book, [most, some], [plain])).toThrow(UnanswerableSwitch);
    expect(distribute(book, [most, some], [mini]).byMove).toEqual([[], []]);
  });

  test("sizes include both ends; an aggregate that may be on both sides stays", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(60), (a, b, input) => {
        const where = { minInput: Math.min(a, b), maxInput: Math.max(a, b) };
        const edges = sortedEdges(whereEdges(where).prompt);
        const position = edges.filter((edge) => edge <= 2 * input).at(-1) ?? 0;
        const sizes = { prompt: { from: position, to: position }, output: { from: 0, to: 0 } };
        const isIn = input >= where.minInput && input <= where.maxInput;
        expect(isWithin(where, { kind: "request", ...sizes })).toBe(isIn ? "in" : "out");
      }),
    );
    const aggregate = { kind: "aggregate", prompt: { from: 0, to: 2000 }, output: { from: 0, to: 0 } } as const;
    expect(isWithin({ maxInput: 500 }, aggregate)).toBe("undecided");
    expect(isWithin({ maxInput: 1000 }, aggregate)).toBe("in");
    expect(isWithin({ minInput: 500 }, aggregate)).toBe("undecided");
    expect(isWithin({ minInput: 1001 }, aggregate)).toBe("out");
  });

  test("a share is above 0, at most 1, and has six decimals", () => {
    expect(shareFromNumber(0.35)).toBe(350_000n);
    for (const wrong of [0, -0.1, 1.1, 0.1234567, Number.NaN]) expect(() => shareFromNumber(wrong)).toThrow(RangeError);
  });
});

describe("break-evens", () => {
  const example = group(book, "gpt-4.1", { input: 10_000n, cacheRead: 6_000n, output: 500n });

  test("10,000 input, 500 output, 60% cached: GPT-4.1 to GPT-5", () => {
    const { sums, breakEvens } = moveResult(book, resolved("gpt-5"), [example], DEFAULT_LEVERS);
    expect(usdString(moneyOf(sums.baseline.low))).toBe("0.015");
    expect(usdString(moneyOf(sums.result.low))).toBe("0.01075");
    expect(breakEvens).toEqual({
      outputFactor: 1.85,
      outputFactorColdCache: 0.5,
      cacheHitRate: 0.2222,
      priceFactor: 1.3953,
    });
  });

  test("at a break-even the costs are the same", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 100_000n), fc.bigInt(0n, 100n), fc.bigInt(1n, 5_000n), (input, read, output) => {
        const now = group(book, "gpt-4.1", { input, cacheRead: (input * read) / 100n, output });
        const { breakEvens, sums } = moveResult(book, resolved("gpt-5"), [now], DEFAULT_LEVERS);
        const factor = breakEvens?.outputFactor ?? Number.NaN;
        const extra = Number(output) * (factor - 1) * 10;
        const there = Number(moneyOf(sums.result.low)) / 1e9 + extra;
        // Factors have four decimals.
        expect(Math.abs(there - Number(moneyOf(sums.baseline.low)) / 1e9)).toBeLessThan(0.001 * Number(output));
      }),
    );
  });
});

describe("estimates", () => {
  const example = group(book, "gpt-4.1", { input: 10_000n, cacheRead: 6_000n, output: 500n });
  const estimate = (target: string, from = example, levers = DEFAULT_LEVERS) =>
    moveResult(book, resolved(target), [from], levers).estimate;
  const usd = (amount: bigint) => usdString(moneyOf(amount));

  test("a reasoning target writes more, by effort; a cold cache costs more", () => {
    const medium = estimate("gpt-5");
    expect([medium.low, medium.expected, medium.high].map(usd)).toEqual(["0.01725", "0.02", "0.02275"]);
    const low = estimate("gpt-5", example, { ...DEFAULT_LEVERS, reasoningEffort: "low", cache: "cold" });
    expect([low.low, low.high].map(usd)).toEqual(["0.0185", "0.0215"]);
  });

  test("back from a reasoning model, output lies between output without reasoning and all of it", () => {
    const reasoning = group(book, "gpt-5", { input: 10_000n, output: 500n, reasoning: 400n });
    const back = estimate("gpt-4.1", reasoning);
    expect([back.low, back.expected, back.high].map(usd)).toEqual(["0.0208", "0.0224", "0.024"]);
  });

  test("what is not known is said, and is not in the band", () => {
    const tokenizerOf = (target: string) =>
      estimate(target).assumptions.find(({ lever }) => lever === "tokenizer")?.band ?? null;
    expect(
      estimate("anthropic/claude-sonnet-4-6").assumptions.find(({ lever }) => lever === "output")?.band,
    ).toBeNull();
    expect(tokenizerOf("anthropic/claude-sonnet-4-6")).toMatchObject({ low: 1000n, high: 1250n });
    expect(tokenizerOf("anthropic/claude-3-haiku")).toMatchObject({ low: 1000n, high: 1250n });
    expect(tokenizerOf("anthropic/claude-opus-4-7")).toMatchObject({ low: 1100n, high: 1700n });
    expect(tokenizerOf("anthropic/claude-sonnet-5")).toMatchObject({ low: 1100n, high: 1700n });
    expect(tokenizerOf("mistral/mistral-large-latest")).toBeNull();
  });
});
