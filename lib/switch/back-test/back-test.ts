import { shapley } from "../attribution";
import { roundDivide } from "../share";
import { costOfMix, type TrafficMix } from "./traffic-mix";

/**
 * What the cost of traffic on a target depends on: requests, input per request, the part of it read from a cache, output
 * per request without reasoning, and reasoning per request.
 */
export const DRIVERS = ["volume", "input", "cache", "output", "reasoning"] as const;
type Driver = (typeof DRIVERS)[number];

/** What explains a part of a difference: a driver, or the rates that were paid. */
export type Cause = Driver | "prices";

/** A prediction against what came of it; money in millionths of femto-USD. */
export interface BackTest {
  predicted: bigint;
  /** The same with as many requests as there were. */
  predictedAtVolume: bigint;
  actual: bigint;
  /** Of the difference from predicted to actual; they add up to it. */
  parts: Readonly<Record<Cause, bigint>>;
  /** What explains most of the miss, the volume aside; null where nothing does. */
  explains: Cause | null;
}

/**
 * Splits the difference between predicted and actual cost by cause. Each driver's part is its mean effect over all orders
 * in which actual values take the place of predicted ones, at the predicted rates; what is left is of rates (and fees).
 */
export function backTest(predicted: TrafficMix, actual: TrafficMix): BackTest {
  const costWith = (drivers: ReadonlySet<Driver>) => costOf(predicted, actual, drivers);
  const [volume = 0n, input = 0n, cache = 0n, output = 0n, reasoning = 0n] = shapley(DRIVERS, costWith);
  const whole = costOfMix(actual) - costOfMix(predicted);
  const prices = whole - volume - input - cache - output - reasoning;
  const parts = { volume, input, cache, output, reasoning, prices };
  return {
    predicted: costOfMix(predicted),
    predictedAtVolume: costWith(new Set(["volume"])),
    actual: costOfMix(actual),
    parts,
    explains: greatest(parts),
  };
}

/** What traffic costs at predicted rates when some of the drivers are as they turned out. */
function costOf(predicted: TrafficMix, actual: TrafficMix, asActual: ReadonlySet<Driver>): bigint {
  if (asActual.size === 0) return costOfMix(predicted);
  const of = (driver: Driver) => (asActual.has(driver) ? actual : predicted);
  const requests = of("volume").requests;
  const [input, cache, output, reasoning] = [of("input"), of("cache"), of("output"), of("reasoning")];
  const fresh = rate(predicted, actual, "fresh", ({ input: all, cacheRead }) => all - cacheRead);
  const read = rate(predicted, actual, "read", ({ cacheRead }) => cacheRead);
  const written = rate(predicted, actual, "output", (mix) => mix.answer + mix.reasoning);
  return (
    product(
      [requests, input.input, cache.input - cache.cacheRead, fresh.cost],
      [input.requests, cache.input, fresh.tokens],
    ) +
    product([requests, input.input, cache.cacheRead, read.cost], [input.requests, cache.input, read.tokens]) +
    product([requests, output.answer, written.cost], [output.requests, written.tokens]) +
    product([requests, reasoning.reasoning, written.cost], [reasoning.requests, written.tokens]) +
    product([requests, predicted.cost.rest], [predicted.requests])
  );
}

/** The predicted rate of a class; the one that was paid where nothing of it was predicted. */
function rate(
  predicted: TrafficMix,
  actual: TrafficMix,
  part: "fresh" | "read" | "output",
  tokensOf: (mix: TrafficMix) => bigint,
): { cost: bigint; tokens: bigint } {
  const mix = tokensOf(predicted) === 0n ? actual : predicted;
  return { cost: mix.cost[part], tokens: tokensOf(mix) };
}

/** A fraction of products; nothing of nothing is nothing. */
function product(numerators: readonly bigint[], denominators: readonly bigint[]): bigint {
  const below = denominators.reduce((all, one) => all * one, 1n);
  return below === 0n
    ? 0n
    : roundDivide(
        numerators.reduce((all, one) => all * one, 1n),
        below,
      );
}

function greatest({ volume: _volume, ...parts }: Readonly<Record<Cause, bigint>>): Cause | null {
  const size = (amount: bigint) => (amount < 0n ? -amount : amount);
  const [first] = (Object.entries(parts) as [Cause, bigint][]).sort(([, a], [, b]) => Number(size(b) - size(a)));
  return first && first[1] !== 0n ? first[0] : null;
}
