import type { Period } from "@/lib/spend/period";
import { usd } from "../amounts-to-json";
import { moneyOf } from "../share";
import { type BackTest, type Cause, DRIVERS } from "./back-test";
import type { TrafficMix } from "./traffic-mix";

/** What each driver was predicted to be and was: counts per request; the cache as a share; null of nothing. */
export interface DriverJson {
  driver: (typeof DRIVERS)[number];
  predicted: number | null;
  actual: number | null;
}

/** A scenario against what really came of it. */
export interface BackTestJson {
  /** When the switch happened. */
  at: string;
  /** Nobody named the date: it is where the targets' traffic steps up. */
  proposed: boolean;
  before: { from: string; to: string };
  after: { from: string; to: string };
  predicted: { requests: number; cost: string; costAtActualVolume: string };
  actual: { requests: number; cost: string; unpricedRequests: number };
  /** From predicted to actual; parts add up to it. */
  difference: string;
  parts: { cause: Cause; cost: string }[];
  explains: Cause | null;
  drivers: DriverJson[];
}

interface Found {
  at: Date;
  proposed: boolean;
  before: Period;
  after: Period;
  predicted: TrafficMix;
  actual: TrafficMix;
  unpricedRequests: bigint;
  test: BackTest;
}

/** Writes a back-test for the wire. What is left to round is given to prices, so that decimals add up too. */
export function backTestToJson({
  at,
  proposed,
  before,
  after,
  predicted,
  actual,
  unpricedRequests,
  test,
}: Found): BackTestJson {
  return {
    ...{ at: at.toISOString(), proposed, before: periodJson(before), after: periodJson(after) },
    predicted: {
      requests: number(predicted.requests),
      cost: usd(test.predicted),
      costAtActualVolume: usd(test.predictedAtVolume),
    },
    actual: { requests: number(actual.requests), cost: usd(test.actual), unpricedRequests: number(unpricedRequests) },
    ...partsJson(test),
    explains: test.explains,
    drivers: DRIVERS.map((driver) => ({
      driver,
      predicted: driverValue(predicted, driver),
      actual: driverValue(actual, driver),
    })),
  };
}

const MILLIONTHS = 1_000_000n;

function partsJson({ parts, actual, predicted }: BackTest): Pick<BackTestJson, "difference" | "parts"> {
  const whole = (amount: bigint) => (amount / MILLIONTHS) * MILLIONTHS;
  const rounded = Object.fromEntries(
    Object.entries(parts).map(([cause, cost]) => [cause, whole(cost)]),
  ) as BackTest["parts"];
  const { prices: _prices, ...others } = rounded;
  const difference = moneyPart(actual) - moneyPart(predicted);
  const rest = Object.values(others).reduce((sum, cost) => sum - cost, difference);
  const all = { ...others, prices: rest };
  return {
    difference: usd(difference),
    parts: (Object.entries(all) as [Cause, bigint][]).map(([cause, cost]) => ({ cause, cost: usd(cost) })),
  };
}

/** As `usd` rounds it, in millionths again. */
function moneyPart(amount: bigint): bigint {
  return moneyOf(amount) * MILLIONTHS;
}

function driverValue(mix: TrafficMix, driver: DriverJson["driver"]): number | null {
  if (driver === "volume") return number(mix.requests);
  if (driver === "cache") return ratio(mix.cacheRead, mix.input);
  return ratio({ input: mix.input, output: mix.answer, reasoning: mix.reasoning }[driver], mix.requests);
}

/** To six decimals. */
function ratio(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number((part * MILLIONTHS) / whole) / Number(MILLIONTHS);
}

function number(millionths: bigint): number {
  return Number(millionths) / Number(MILLIONTHS);
}

function periodJson({ from, to }: Period): { from: string; to: string } {
  return { from: from.toISOString(), to: to.toISOString() };
}
