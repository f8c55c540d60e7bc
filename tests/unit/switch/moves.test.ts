import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { usdString } from "@/lib/pricing/money";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { percent } from "@/lib/switch/amounts-to-json";
import { switchAnswerToJson } from "@/lib/switch/answer-to-json";
import { moneyOf, type Share, shareFromNumber } from "@/lib/switch/share";
import { UnanswerableSwitch } from "@/lib/switch/unanswerable";
import { type AskedInMemory, answerInMemory } from "../../support/memory-traffic";
import { AUGUST, RANDOM_USAGE } from "../../support/random-usage";
import { sizedLine, usageLine } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();
// Properties are tried on many random records.
vi.setConfig({ testTimeout: 60_000 });

function costs(lines: readonly object[], moves: AskedInMemory["moves"], asked: Partial<AskedInMemory> = {}) {
  return answerInMemory(book, parsedRecords(lines), { ...asked, moves }).costs;
}

const usd = (amount: bigint) => usdString(moneyOf(amount));

describe("properties of moves", () => {
  test("moving to the same model changes nothing, whatever its names", () => {
    fc.assert(
      fc.property(RANDOM_USAGE, (usage) => {
        const own = usage.map((record) => ({ ...record, provider: "openai", model: "gpt-5-2025-08-07" }));
        const { moved } = costs(own, [{ toModel: "openai/gpt-5" }], AUGUST);
        expect(moved.difference).toEqual({ low: 0n, high: 0n });
        expect(moved.result).toEqual(moved.baseline);
        expect(moved.unpricedRequestsThere).toBe(moved.unpricedRequestsNow);
      }),
      { numRuns: 30 },
    );
  });

  test("shares add: parts of the traffic are together exactly the whole of it", () => {
    fc.assert(
      fc.property(RANDOM_USAGE, fc.bigInt(1n, 999_999n), (usage, part) => {
        const of = (share: bigint) => costs(usage, [{ toModel: "gpt-5", share: share as Share }], AUGUST).moved;
        const [one, other, whole] = [of(part), of(1_000_000n - part), of(1_000_000n)];
        for (const name of ["baseline", "result", "difference"] as const) {
          expect(one[name].low + other[name].low).toBe(whole[name].low);
          expect(one[name].high + other[name].high).toBe(whole[name].high);
        }
        expect(one.requests + other.requests).toBe(whole.requests);
      }),
      { numRuns: 30 },
    );
  });

  test("the order of moves of different traffic does not matter", () => {
    fc.assert(
      fc.property(RANDOM_USAGE, (usage) => {
        const moves = [
          { fromModel: "openai/gpt-4.1", toModel: "gpt-5" },
          { fromModel: "gpt-5.5", toModel: "gpt-4.1-mini", share: 400_000n as Share },
          { fromModel: "claude-sonnet-4-6", toModel: "gpt-5", where: { only: { project: ["a"] } } },
          { fromModel: "claude-sonnet-4-6", toModel: "gpt-4.1", where: { only: { project: ["b"] } } },
        ];
        const inOrder = costs(usage, moves, AUGUST);
        const reversed = costs(usage, moves.toReversed(), AUGUST);
        expect(reversed.moved).toEqual(inOrder.moved);
        expect(reversed.moves.toReversed().map(({ sums }) => sums)).toEqual(inOrder.moves.map(({ sums }) => sums));
      }),
      { numRuns: 30 },
    );
  });

  test("there and back is what it was", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ input: fc.nat(400_000), output: fc.nat(9_000) }), { minLength: 1 }), (sizes) => {
        const on = (model: string) =>
          sizes.map(({ input, output }, index) => sizedLine(`r${index}`, input, output, { model }));
        const there = costs(on("gpt-4.1"), [{ toModel: "gpt-5" }]).moved;
        const back = costs(on("gpt-5"), [{ toModel: "gpt-4.1" }]).moved;
        expect(there.difference.low).toBe(-back.difference.low);
      }),
      { numRuns: 30 },
    );
  });
});

test("unpriced traffic is not a saving", () => {
  const unknown = costs([sizedLine("a", 1_000, 10, { model: "gpt-9" })], [{ toModel: "gpt-5" }]).moved;
  expect(unknown).toMatchObject({
    difference: { low: 0n, high: 0n },
    unpricedRequestsNow: 1_000_000n,
    unpricedRequestsThere: 0n,
  });
  expect(usd(unknown.result.low)).toBe("0.00135");
  const flex = costs([sizedLine("a", 1_000, 10, { serviceTier: "flex" })], [{ toModel: "gpt-4.1-mini" }]);
  expect(flex.moves[0]?.unpriced).toEqual(new Map([["no_card_for_service_tier", 1n]]));
  expect(flex.moved).toMatchObject({ difference: { low: 0n }, result: { low: 0n }, unpricedRequestsThere: 1_000_000n });
});

test("traffic that is on the target already and has no price says why", () => {
  const [move] = costs([sizedLine("a", 1_000, 10, { serviceTier: "flex" })], [{ toModel: "gpt-4.1" }]).moves;
  expect(move?.sums.unpricedRequestsThere).toBe(1_000_000n);
  expect(move?.unpriced).toEqual(new Map([["no_card_for_service_tier", 1n]]));
});

test("what stays and what comes are rounded once, together", () => {
  const lines = [sizedLine("a", 3, 0, { model: "gpt-9" })];
  const moves = [{ toModel: "gpt-5", share: shareFromNumber(0.5) }];
  const answer = answerInMemory(book, parsedRecords(lines), { moves });
  // Half of three tokens is between one and two, and two is even.
  expect(switchAnswerToJson({ answer, evidence: new Map() }).result.unpriced).toEqual({ requests: 0, tokens: 2 });
});

test("days are partial where the period cuts them", () => {
  const period = { from: new Date("2026-11-02T22:00:00Z"), to: new Date("2026-11-05T12:00:00Z") };
  const asked = { ...period, timeZone: "Europe/Berlin", moves: [{ toModel: "gpt-5" }] };
  const answer = answerInMemory(book, parsedRecords([sizedLine("a", 1, 1)]), asked);
  const { series } = switchAnswerToJson({ answer, evidence: new Map() });
  expect(series.map(({ date, partial }) => [date, partial])).toEqual([
    ["2026-11-02", true],
    ["2026-11-03", false],
    ["2026-11-04", false],
    ["2026-11-05", true],
  ]);
});

test("percents are rounded, in either direction", () => {
  const of100 = (part: bigint) => percent(part, 100_000n);
  expect([of100(-28_338n), of100(28_336n), of100(28_335n), of100(-28_345n)]).toEqual([-28.34, 28.34, 28.34, -28.34]);
  expect(percent(1n, 0n)).toBeNull();
});

describe("which traffic a move takes", () => {
  const lines = [
    sizedLine("dated", 10, 0),
    sizedLine("plain", 10, 0, { model: "gpt-4.1" }),
    sizedLine("mini", 10, 0, { model: "gpt-4.1-mini" }),
  ];
  const taken = (move: Partial<AskedInMemory["moves"][number]>) =>
    Number(costs(lines, [{ toModel: "gpt-5", ...move }]).moves[0]?.sums.requests ?? 0n) / 1_000_000;

  test("a recorded name is that name; a model of the catalogue is all of its names", () => {
    expect(taken({ fromModel: "gpt-4.1-2025-04-14" })).toBe(1);
    expect(taken({ fromModel: "openai/gpt-4.1" })).toBe(2);
    expect(taken({})).toBe(3);
  });

  test("the first move wins, and the rest of what it takes a share of stays", () => {
    const { moves, moved } = costs(lines, [
      { fromModel: "openai/gpt-4.1", toModel: "gpt-5", share: shareFromNumber(0.25) },
      { toModel: "gpt-4.1-nano" },
    ]);
    expect(moves.map(({ sums }) => sums.requests)).toEqual([500_000n, 1_000_000n]);
    expect(moved.requests).toBe(1_500_000n);
  });

  test("moves of the same traffic are parts of it, and not more than all of it", () => {
    const parts = (...shares: number[]) =>
      costs(
        lines,
        shares.map((share) => ({ fromModel: "openai/gpt-4.1", toModel: "gpt-5", share: shareFromNumber(share) })),
      );
    expect(parts(0.7, 0.3).moved.requests).toBe(2_000_000n);
    expect(() => parts(0.7, 0.4)).toThrow(UnanswerableSwitch);
  });

  test("a share is above 0, at most 1, and has six decimals", () => {
    expect(shareFromNumber(0.35)).toBe(350_000n);
    for (const wrong of [0, -0.1, 1.1, 0.1234567, Number.NaN]) expect(() => shareFromNumber(wrong)).toThrow(RangeError);
  });
});

describe("service tiers and times of prices", () => {
  test("to batch of the same model: half the price", () => {
    const { moved } = costs([sizedLine("a", 10_000, 500)], [{ toModel: "gpt-4.1", toServiceTier: "batch" }]);
    expect([usd(moved.baseline.low), usd(moved.result.low)]).toEqual(["0.024", "0.012"]);
    const same = costs([sizedLine("a", 10_000, 500)], [{ toModel: "gpt-4.1", toServiceTier: "default" }]).moved;
    expect(same.difference.low).toBe(0n);
  });

  test("at a fixed time both sides have the prices of that time, and of the record's own time of day", () => {
    // DeepSeek has peak hours from 01:00 to 04:00 and from 06:00 to 10:00 UTC since mid-August 2026.
    const at = (hour: string, day = "2026-08-03") =>
      sizedLine(hour, 1_000_000, 0, { timestamp: `${day}T${hour}:00:00Z` });
    const move = [{ toModel: "deepseek/deepseek-v4-pro" }];
    const own = costs([at("02"), at("05")], move, AUGUST).moved.result.low;
    const later = (line: object) =>
      costs([line], move, {
        ...AUGUST,
        prices: { kind: "fixed", at: parsedRecords([at("00", "2026-09-15")])[0]?.timestamp as never },
      }).moved.result.low;
    const then = (line: object) => costs([line], move, { ...AUGUST, to: new Date("2026-10-01") }).moved.result.low;
    expect(later(at("02"))).toBe(then(at("02", "2026-09-14")));
    expect(later(at("05"))).toBe(then(at("05", "2026-09-14")));
    expect(later(at("02"))).not.toBe(later(at("05")));
    expect(own).not.toBe(later(at("02")) + later(at("05")));
  });
});

test("receipts of both sides add up to what was paid and what would be", () => {
  const lines = [
    usageLine("a"),
    usageLine("b", {}, { input: 300_000 }),
    usageLine("c", { model: "gpt-5.5" }, { input: 300_000 }),
  ];
  const { moves } = costs(lines, [{ toModel: "openai/gpt-5.5" }]);
  const [move] = moves;
  const total = (receipts: { lines: readonly { quantity: bigint; rate: bigint }[] }[]) =>
    receipts.flatMap((receipt) => receipt.lines).reduce((sum, { quantity, rate }) => sum + quantity * rate, 0n);
  expect(total([...(move?.receiptsNow ?? [])])).toBe(moneyOf(move?.sums.baseline.low ?? 0n));
  const kept = moneyOf(move?.kept.low ?? 0n);
  expect(kept).toBeGreaterThan(0n);
  expect(total(move?.receipts.list("rule") ?? [])).toBe(moneyOf(move?.sums.result.low ?? 0n) - kept);
  expect(move?.receipts.list("rule").map(({ context }) => context?.threshold ?? null)).toEqual([null, 272_000]);
});
