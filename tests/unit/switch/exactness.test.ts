import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { type Share, WHOLE } from "@/lib/switch/share";
import type { Where } from "@/lib/switch/switch-question";
import { instantFromDate } from "@/lib/usage/instant";
import { type AskedInMemory, answerInMemory } from "../../support/memory-traffic";
import { AUGUST, RANDOM_USAGE } from "../../support/random-usage";
import { oracleAnswer, oracleMinutes } from "../../support/switch-oracle";
import { usageLine } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();

const TARGETS = [
  "openai/gpt-5",
  "openai/gpt-4.1",
  "openai/gpt-5.5",
  "openai/gpt-5.6-sol",
  "anthropic/claude-sonnet-4-6",
  "deepseek/deepseek-v4-pro",
  "google/gemini-3.1-pro-preview",
  "openai/text-embedding-3-small",
  "x-ai/grok-4.5",
] as const;

const SIZES_AND_HOURS = {
  minInput: fc.constantFrom(0, 1_000, 20_000, 272_000),
  maxInput: fc.constantFrom(30_000, 272_000, 400_000),
  minOutput: fc.constantFrom(0, 1, 500),
  maxOutput: fc.constantFrom(500, 2_000),
  hours: fc.constantFrom([0, 1, 2, 3], [9, 10, 11, 12, 13, 14, 15, 16, 17]),
};

/** What aggregates do not say of their requests: some of it stays undecided. */
const WHERE_OF_REQUESTS: fc.Arbitrary<Where> = fc
  .record(SIZES_AND_HOURS, { requiredKeys: [] })
  .map((sizes) => ({ ...sizes, only: {} }));

const WHERE: fc.Arbitrary<Where> = fc
  .record(
    {
      ...SIZES_AND_HOURS,
      project: fc.constantFrom(["a"], ["a", null]),
      user: fc.constantFrom(["u1"], [null]),
      tag: fc.constantFrom(["search"], [null, "chat"]),
      serviceTier: fc.constantFrom(["batch"], [null]),
      region: fc.constantFrom(["us"], [null, "eu"]),
      provider: fc.constantFrom(["openai"], ["anthropic", "x-ai"]),
      apiKey: fc.constantFrom(["k0"], ["k1", null]),
      endpoint: fc.constantFrom(["responses"], [null]),
    },
    { requiredKeys: [] },
  )
  .map(({ project, user, tag, serviceTier, region, provider, apiKey, endpoint, ...sizes }) => ({
    ...sizes,
    only: {
      ...(region && { region }),
      ...(provider && { provider }),
      ...(apiKey && { apiKey }),
      ...(endpoint && { endpoint }),
      ...(project && { project }),
      ...(user && { user }),
      ...(tag && { "tag.feature": tag }),
      ...(serviceTier && { serviceTier }),
    },
  }));

const MOVE = fc.record({
  fromModel: fc.constantFrom(null, "gpt-4.1-2025-04-14", "openai/gpt-4.1", "gpt-5", "claude-sonnet-4-6"),
  toModel: fc.constantFrom(...TARGETS),
  toServiceTier: fc.constantFrom(null, null, null, "batch", "default"),
  share: fc.constantFrom(WHOLE, WHOLE, 300_000n as Share, 123_457n as Share),
  where: fc.oneof(fc.constant<Where>({ only: {} }), WHERE_OF_REQUESTS, WHERE),
});

/** A time at which prices are other than in August, and do not change for weeks. */
const AT_LATER_PRICES = { kind: "fixed", at: instantFromDate(new Date("2026-10-14T12:00:00Z")) } as const;

/** Random usage with keys and endpoints too. */
const USAGE = RANDOM_USAGE.map((usage) =>
  usage.map((record, index) => ({
    ...record,
    apiKey: [null, "k0", "k1"][index % 3] as string | null,
    endpoint: [null, "responses"][index % 2] as string | null,
  })),
);

const QUESTION: fc.Arbitrary<AskedInMemory> = fc
  .record({
    moves: fc.array(MOVE, { minLength: 1, maxLength: 4 }),
    zone: fc.constantFrom("UTC", "Asia/Kathmandu", "America/New_York"),
    prices: fc.constantFrom({ kind: "usage" as const }, { kind: "usage" as const }, AT_LATER_PRICES),
    filters: fc.constantFrom({}, {}, { project: ["a"] }, { "tag.team": ["x", null] }),
    not: fc.constantFrom({}, {}, { user: ["u2"] }),
  })
  .map(({ moves, zone, ...limits }) => ({ ...AUGUST, ...limits, timeZone: zone, moves: withoutOverflow(moves) }));

/** Moves of the same traffic may not take more than all of it: of such the first stays. */
function withoutOverflow<One extends { fromModel: string | null; where: Where }>(moves: One[]): One[] {
  const seen = new Set<string>();
  return moves.filter(({ fromModel, where }) => {
    const key = JSON.stringify([fromModel, where]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

test("costs are exactly those of going through every record by itself", () => {
  const kinds = { interval: 0, unpriced: 0, long: 0, second: 0, undecided: 0, shared: 0, fixed: 0 };
  fc.assert(
    fc.property(USAGE, QUESTION, (usage, asked) => {
      const records = parsedRecords(usage);
      if (asked.prices?.kind === "fixed") kinds.fixed += 1;
      const expected = oracleAnswer(book, records, asked);
      const { costs } = answerInMemory(book, records, asked);
      expect({ low: costs.totals.cost * 1_000_000n, high: costs.totals.costHigh * 1_000_000n }).toEqual(
        expected.baseline,
      );
      const change = {
        low: costs.moved.result.low - costs.moved.baseline.low,
        high: costs.moved.result.high - costs.moved.baseline.high,
      };
      expect({ low: expected.baseline.low + change.low, high: expected.baseline.high + change.high }).toEqual(
        expected.result,
      );
      for (const [index, move] of expected.moves.entries()) {
        const { sums, unpriced, undecided } = costs.moves[index] as (typeof costs.moves)[number];
        expect(sums.baseline).toEqual(move.baseline);
        expect(sums.result).toEqual(move.result);
        const unpricedRecords = [...unpriced.values()].reduce((sum, records) => sum + Number(records), 0);
        expect(unpricedRecords).toBeLessThanOrEqual(move.unpricedThere);
        expect(Number(undecided)).toBe(move.undecided);
        if (move.result.high > move.result.low) kinds.interval += 1;
        if (unpricedRecords > 0) kinds.unpriced += 1;
        if (index > 0 && move.records > 0) kinds.second += 1;
        if (move.undecided > 0) kinds.undecided += 1;
        if (move.records > 0 && asked.moves[index]?.share !== WHOLE) kinds.shared += 1;
      }
      if (records.some(({ tokens }) => tokens.input > 272_000)) kinds.long += 1;
    }),
    { numRuns: 250 },
  );
  // What is hard was among it.
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(0);
}, 120_000);

test("hours are those of the zone's clock when it is put back, and of periods over midnight", () => {
  const around = fc.record({
    minute: fc.integer({ min: -180, max: 900 }),
    hours: fc.constantFrom(null, 1, 3, 26),
    input: fc.nat(2_000),
    requests: fc.constantFrom(1, 4),
  });
  const kinds = { moved: 0, undecided: 0, stayed: 0 };
  fc.assert(
    fc.property(
      fc.array(around, { minLength: 1, maxLength: 30 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom("America/New_York", "Asia/Kathmandu", "Europe/Berlin"),
      (usage, hours, timeZone) => {
        // Clocks in New York went from 2:00 to 1:00 at 06:00 UTC on 1 November 2026, in Berlin a week before.
        const start = Date.UTC(2026, timeZone === "Europe/Berlin" ? 9 : 10, timeZone === "Europe/Berlin" ? 25 : 1);
        const records = parsedRecords(
          usage.map(({ minute, hours: long, input, requests }, index) => {
            const at = start + minute * 60_000;
            const isRequest = requests === 1 || long === null;
            const period = isRequest ? {} : { requests, endTimestamp: new Date(at + long * 3_600_000).toISOString() };
            return usageLine(
              `r${index}`,
              { timestamp: new Date(at).toISOString(), ...period },
              { input, cacheRead: 0 },
            );
          }),
        );
        const period = { from: new Date("2026-10-20T00:00:00Z"), to: new Date("2026-11-10T00:00:00Z"), timeZone };
        const asked: AskedInMemory = { ...period, moves: [{ toModel: "openai/gpt-5", where: { hours, only: {} } }] };
        const [expected] = oracleAnswer(book, records, asked).moves;
        const [move] = answerInMemory(book, records, asked).costs.moves;
        expect(move?.sums.result).toEqual(expected?.result);
        expect(Number(move?.undecided)).toBe(expected?.undecided);
        kinds.moved += expected?.records ?? 0;
        kinds.undecided += expected?.undecided ?? 0;
        kinds.stayed += records.length - (expected?.records ?? 0);
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(0);
}, 60_000);

test("days, projects and models add up to the whole", () => {
  fc.assert(
    fc.property(USAGE, QUESTION, (usage, asked) => {
      const { costs } = answerInMemory(book, parsedRecords(usage), asked);
      for (const slices of [costs.days, costs.projects]) {
        const all = [...slices.values()];
        expect(all.reduce((sum, { totals }) => sum + totals.cost, 0n)).toBe(costs.totals.cost);
        expect(all.reduce((sum, { totals }) => sum + totals.requests, 0n)).toBe(costs.totals.requests);
        expect(all.reduce((sum, { moved }) => sum + moved.result.high, 0n)).toBe(costs.moved.result.high);
      }
      const models = [...costs.models.values()];
      const [now, there] = [
        models.reduce((sum, one) => sum + one.now.low, 0n),
        models.reduce((sum, one) => sum + one.there.low, 0n),
      ];
      expect(now).toBe(costs.totals.cost * 1_000_000n);
      expect(there - now).toBe(costs.moved.result.low - costs.moved.baseline.low);
      expect(models.reduce((sum, one) => sum + one.requestsThere, 0n)).toBe(costs.totals.requests * 1_000_000n);
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe("headroom", () => {
  /** Single requests, many in a minute. */
  const BUSY = fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 40 }),
      model: fc.constantFrom("gpt-4.1", "gpt-4.1-2025-04-14", "gpt-5", "gpt-4.1-mini"),
      project: fc.constantFrom("a", "b"),
      serviceTier: fc.constantFrom(null, null, "batch"),
      input: fc.oneof(fc.nat(9_000), fc.integer({ min: 127_990, max: 128_010 })),
      output: fc.nat(3_000),
    }),
    { minLength: 1, maxLength: 200, size: "max" },
  );

  test("minutes are those of adding up records one by one, for each tier", () => {
    fc.assert(
      fc.property(BUSY, MOVE, fc.constantFrom({}, { project: ["a"] }), (usage, move, filters) => {
        const asked: AskedInMemory = {
          ...{ from: new Date("2026-08-03T00:00:00Z"), to: new Date("2026-08-05T00:00:00Z"), filters },
          moves: [{ ...move, toModel: "openai/gpt-4.1", fromModel: move.fromModel && "gpt-5" }],
        };
        const records = parsedRecords(
          usage.map(({ minute, input, output, ...rest }, index) => ({
            ...{ id: `r${index}`, provider: "openai", ...rest },
            timestamp: new Date(Date.UTC(2026, 7, 4, 7, minute, index % 60)).toISOString(),
            tokens: { input, output },
          })),
        );
        const [headroom] = answerInMemory(book, records, asked).headroom;
        const prompts = {
          standard: records.filter(({ tokens }) => tokens.input <= 128_000),
          long: records.filter(({ tokens }) => tokens.input > 128_000),
        };
        for (const [place, some] of [prompts.standard, prompts.long].entries()) {
          const minutes = [...oracleMinutes(book, some, { ...asked, moves: asked.moves }, "openai/gpt-4.1").values()];
          const limit = headroom?.limits[place];
          expect(limit?.tokens.peak).toBe(Math.max(0, ...minutes.map(({ tokens }) => tokens)));
          for (const { tier, tokensPerMinute, requestsPerMinute, throttledMinutes } of limit?.tiers ?? []) {
            const [tpm, rpm] = [tokensPerMinute.limit.value, requestsPerMinute.limit.value];
            const isAbove = (value: number, most: number | null) => most !== null && value > most * 1_000_000;
            const count = (is: (one: (typeof minutes)[number]) => boolean) => minutes.filter(is).length;
            const label = `${tier} ${place}`;
            expect([label, tokensPerMinute.above]).toEqual([
              label,
              tpm === null ? null : count(({ tokens }) => isAbove(tokens, tpm)),
            ]);
            expect([label, throttledMinutes]).toEqual([
              label,
              tpm === null && rpm === null
                ? null
                : count(({ tokens, requests }) => isAbove(tokens, tpm) || isAbove(requests, rpm)),
            ]);
          }
          const all = Array.from({ length: 2880 }, (_, minute) => minutes[minute]?.tokens ?? 0).sort((a, b) => a - b);
          expect(limit?.tokens.p99).toBe(all[Math.ceil(2880 * 0.99) - 1]);
          expect(limit?.minutes).toBe(2880);
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("totals of one minute are in it, unless their prompts may be under several of the target's limits", () => {
    // Mean prompts of 100,000 and 250,000 tokens, of which some may be above 128,000 and 272,000.
    const totals = [
      { input: 400_000, requests: 4 },
      { input: 500_000, requests: 2 },
    ];
    const records = parsedRecords(
      totals.map(({ input, requests }, index) => ({
        ...{ id: `r${index}`, provider: "openai", model: "gpt-4.1-mini", requests, tokens: { input, output: 0 } },
        ...{ timestamp: `2026-11-04T07:0${index}:00Z`, endTimestamp: `2026-11-04T07:0${index + 1}:00Z` },
      })),
    );
    const limits = (toModel: string) =>
      answerInMemory(book, records, { moves: [{ toModel }] }).headroom[0]?.limits.map((limit) => ({
        above: limit.abovePromptTokens,
        minutes: limit.busyMinutes,
        peak: limit.tokens.peak / 1_000_000,
        untimed: limit.untimed.records,
      }));
    expect(limits("openai/gpt-5")).toEqual([{ above: null, minutes: 2, peak: 500_000, untimed: 0 }]);
    expect(limits("openai/gpt-4.1")).toEqual([
      { above: null, minutes: 0, peak: 0, untimed: 1 },
      { above: 128_000, minutes: 1, peak: 500_000, untimed: 1 },
    ]);
    expect(limits("openai/gpt-5.5")).toEqual([
      { above: null, minutes: 0, peak: 0, untimed: 2 },
      { above: 272_000, minutes: 0, peak: 0, untimed: 2 },
    ]);
  });
});
