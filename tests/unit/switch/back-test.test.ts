import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backTest } from "@/lib/switch/back-test/back-test";
import { proposedSwitchDate } from "@/lib/switch/back-test/switch-date";
import { costOfMix, type TrafficMix } from "@/lib/switch/back-test/traffic-mix";

const M = 1_000_000n;

/** Traffic of requests alike, at 2, 0.5 and 8 femto-USD a token of uncached input, cached input and output. */
function mix(
  requests: bigint,
  input: bigint,
  cached: bigint,
  answer: bigint,
  reasoning: bigint,
  rates = [2n, 1n, 8n],
): TrafficMix {
  const [fresh = 0n, read = 0n, output = 0n] = rates;
  const n = requests * M;
  return {
    ...{ requests: n, input: n * input, cacheRead: n * cached, answer: n * answer, reasoning: n * reasoning },
    cost: {
      fresh: n * (input - cached) * fresh,
      read: n * cached * read,
      output: n * (answer + reasoning) * output,
      rest: 0n,
    },
  };
}

const PREDICTED = mix(100n, 1000n, 500n, 50n, 0n);

describe("the difference is of what alone is different:", () => {
  test.each([
    ["volume", mix(150n, 1000n, 500n, 50n, 0n)],
    ["input", mix(100n, 2000n, 1000n, 50n, 0n)],
    ["cache", mix(100n, 1000n, 100n, 50n, 0n)],
    ["output", mix(100n, 1000n, 500n, 80n, 0n)],
    ["reasoning", mix(100n, 1000n, 500n, 50n, 30n)],
    ["prices", mix(100n, 1000n, 500n, 50n, 0n, [2n, 1n, 9n])],
  ] as const)("%s", (cause, actual) => {
    const { parts, explains, predictedAtVolume } = backTest(PREDICTED, actual);
    const whole = costOfMix(actual) - costOfMix(PREDICTED);
    expect(whole).not.toBe(0n);
    expect(parts).toEqual({ volume: 0n, input: 0n, cache: 0n, output: 0n, reasoning: 0n, prices: 0n, [cause]: whole });
    expect(explains).toBe(cause === "volume" ? null : cause);
    if (cause === "volume") expect(predictedAtVolume).toBe(costOfMix(actual));
  });
});

test("parts add up to the whole, whatever the traffic, and nothing is different of the same", () => {
  const count = (max: bigint) => fc.bigInt(0n, max);
  const some = fc
    .tuple(
      count(10_000n),
      count(100_000n),
      count(100n),
      count(10_000n),
      count(10_000n),
      fc.array(count(1000n), { minLength: 3, maxLength: 3 }),
    )
    .map(([requests, input, percent, answer, reasoning, rates]) =>
      mix(requests, input, (input * percent) / 100n, answer, reasoning, rates),
    );
  fc.assert(
    fc.property(some, some, (predicted, actual) => {
      const { parts, predicted: from, actual: to } = backTest(predicted, actual);
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(to - from);
      const same = backTest(predicted, predicted);
      expect(Object.values(same.parts).every((part) => part === 0n)).toBe(true);
      expect(same.explains).toBeNull();
    }),
  );
});

describe("the date of a switch", () => {
  const days = (...requests: number[]) =>
    requests.map((count, index) => ({ start: new Date(Date.UTC(2026, 10, index + 1)), requests: BigInt(count) }));

  test("is where the traffic steps up", () => {
    expect(proposedSwitchDate(days(0, 0, 0, 0, 100, 120, 90, 110))).toEqual(new Date("2026-11-05"));
    expect(proposedSwitchDate(days(10, 12, 9, 11, 10, 60, 55, 70))).toEqual(new Date("2026-11-06"));
  });

  test("is none without a step up", () => {
    expect(proposedSwitchDate([])).toBeNull();
    expect(proposedSwitchDate(days(100, 90, 110, 100, 95, 105))).toBeNull();
    expect(proposedSwitchDate(days(100, 110, 90, 0, 0, 0))).toBeNull();
    expect(proposedSwitchDate(days(0, 0, 0, 0))).toBeNull();
    // One day is no new state of things.
    expect(proposedSwitchDate(days(10, 10, 10, 10, 11))).toBeNull();
  });
});
