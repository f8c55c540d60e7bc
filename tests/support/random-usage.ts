import fc from "fast-check";

/** Mostly nothing, so that many records fall into one group. */
function rarely<Value>(...values: Value[]) {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...values) });
}

const TOKENS = fc
  .record({
    uncached: fc.oneof(
      fc.nat(20_000),
      fc.integer({ min: 190_000, max: 280_000 }),
      fc.constantFrom(0, 272_000, 200_000, 272_001),
    ),
    cacheRead: fc.oneof(fc.constant(0), fc.nat(9_000)),
    short: fc.oneof(fc.constant(0), fc.nat(5_000)),
    long: fc.oneof(fc.constant(0), fc.nat(3_000)),
    named: fc.boolean(),
    output: fc.oneof(fc.constant(0), fc.nat(3_000)),
    reasoning: fc.nat(100),
    audio: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 10 }) },
    ),
  })
  .map(({ uncached, cacheRead, short, long, named, output, reasoning, audio }) => ({
    input: uncached + cacheRead + short + long,
    cacheRead,
    cacheWrite: short + long,
    ...(named && long > 0 ? { cacheWriteByTtl: { "1h": long } } : {}),
    output,
    reasoning: Math.round((output * reasoning) / 100),
    ...(audio > 0 && uncached >= audio ? { audioInput: audio } : {}),
  }));

const MODELS = [
  ["openai", "gpt-4.1-2025-04-14"],
  ["openai", "gpt-4.1"],
  ["openai", "gpt-5"],
  ["openai", "gpt-5.5"],
  ["anthropic", "claude-sonnet-4-6"],
  ["x-ai", "grok-4.5"],
  ["nobody", "mystery-9"],
] as const;

/** Records of August 2026, in Outlay's own form: prices change on the 16th and 21st, and by the hour. */
export const RANDOM_USAGE = fc
  .array(
    fc.record({
      model: fc.constantFrom(...MODELS),
      minute: fc.oneof(fc.integer({ min: 0, max: 31 * 24 * 60 - 1 }), fc.constantFrom(0, 22_560, 30_000)),
      serviceTier: rarely("default", "batch", "flex", "priority"),
      region: rarely("us", "eu"),
      project: fc.constantFrom("a", "b", null),
      user: fc.constantFrom("u1", "u2", null),
      tags: fc.constantFrom({}, { feature: "search" }, { feature: "chat", team: "x" }),
      aggregate: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.record({ requests: fc.constantFrom(null, 1, 2, 7), hours: fc.constantFrom(1, 24, 240) }),
        },
      ),
      tokens: TOKENS,
      calls: rarely({ webSearch: 2 }, { nothing: 1 }).map((calls) => calls ?? {}),
    }),
    { minLength: 1, maxLength: 60, size: "max" },
  )
  .map((records) =>
    records.map(({ model: [provider, model], minute, aggregate, ...rest }, index) => {
      const start = Date.UTC(2026, 7, 1) + minute * 60_000;
      const period = aggregate && {
        requests: aggregate.requests,
        endTimestamp: new Date(start + aggregate.hours * 3_600_000).toISOString(),
      };
      return { id: `r${index}`, provider, model, timestamp: new Date(start).toISOString(), ...period, ...rest };
    }),
  );

/** The period of RANDOM_USAGE. */
export const AUGUST = { from: new Date("2026-08-01T00:00:00Z"), to: new Date("2026-09-01T00:00:00Z") };
