import { lineCost, type Receipt } from "@/lib/pricing/receipt";
import type { MoveAnswer } from "../answer";
import { type CostParts, partOfClass } from "../cost-parts";
import { bandsOf, type LeverSums, middleCost, valuesOf } from "../estimate";
import { SAME_TOKENS } from "../levers";
import { roundDivide } from "../share";

/** Traffic on the targets as sums of what its cost depends on; counts, tokens and money (femto-USD) in millionths. */
export interface TrafficMix {
  requests: bigint;
  input: bigint;
  /** Part of input. */
  cacheRead: bigint;
  /** Output without reasoning. */
  answer: bigint;
  reasoning: bigint;
  cost: {
    /** Of input that was not read from a cache, written to one or not. */
    fresh: bigint;
    read: bigint;
    /** Reasoning included. */
    output: bigint;
    /** Fees, what is paid twice, and what no receipt breaks down. */
    rest: bigint;
  };
}

/** The mix of nothing. */
export function noMix(): TrafficMix {
  return {
    ...{ requests: 0n, input: 0n, cacheRead: 0n, answer: 0n, reasoning: 0n },
    cost: { fresh: 0n, read: 0n, output: 0n, rest: 0n },
  };
}

/** Two mixes together. */
export function addMix(a: TrafficMix, b: TrafficMix): TrafficMix {
  return {
    requests: a.requests + b.requests,
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    answer: a.answer + b.answer,
    reasoning: a.reasoning + b.reasoning,
    cost: {
      fresh: a.cost.fresh + b.cost.fresh,
      read: a.cost.read + b.cost.read,
      output: a.cost.output + b.cost.output,
      rest: a.cost.rest + b.cost.rest,
    },
  };
}

/** What is left of a mix without another. */
export function withoutMix(all: TrafficMix, { cost, ...counts }: TrafficMix): TrafficMix {
  const negative = <T extends object>(amounts: T) =>
    Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, -amount])) as T;
  return addMix(all, { ...negative(counts), cost: negative(cost) });
}

/** All of a mix's cost. */
export function costOfMix({ cost: { fresh, read, output, rest } }: TrafficMix): bigint {
  return fresh + read + output + rest;
}

/** What a move takes as it was billed where it runs. */
export function mixAsBilled({ costs, resolved }: MoveAnswer): TrafficMix {
  const { share } = resolved.move;
  const { tokens, sums } = costs;
  const billed = billedParts(costs.receiptsNow);
  const cost = (sums.baseline.low + sums.baseline.high) / 2n;
  const [fresh, read, output] = [billed.fresh, billed.read, billed.output].map((part) => part * share) as [
    bigint,
    bigint,
    bigint,
  ];
  return {
    requests: sums.requests,
    input: tokens.input * share,
    cacheRead: tokens.cacheRead * share,
    answer: (tokens.output - tokens.reasoning) * share,
    reasoning: tokens.reasoning * share,
    cost: { fresh, read, output, rest: cost - fresh - read - output },
  };
}

/**
 * Traffic as a move's target is expected to have it: every lever but growth, which the actual volume stands for, at what
 * is expected of it. Costs are the estimate's; tokens of a class grow as its cost does.
 */
export function mixAsExpected({ costs, levers, resolved }: MoveAnswer): TrafficMix {
  const { share } = resolved.move;
  const { tokens, sums, kept } = costs;
  const now = { input: 0n, read: 0n, output: 0n, reasoning: 0n };
  const then = { input: 0n, read: 0n, output: 0n, reasoning: 0n, fresh: 0n };
  let total = (kept.low + kept.high) / 2n;
  for (const lever of levers) {
    const values = { ...valuesOf(bandsOf(lever.assumptions), () => "expected"), growth: SAME_TOKENS.growth };
    const parts = middleParts(lever);
    total += middleCost(lever, values);
    const tokenFactor = (amount: bigint, ...factors: bigint[]) =>
      factors.reduce(
        (product, factor) => roundDivide(product * factor, 1000n),
        roundDivide(amount * values.tokenizer, 1000n),
      );
    const uncached = 1000n - values.cache;
    now.input += parts.fresh + parts.written + parts.readAsFresh;
    now.read += parts.read;
    now.output += parts.output;
    now.reasoning += parts.reasoning;
    then.input += tokenFactor(parts.fresh + parts.written + parts.readAsFresh);
    then.fresh += tokenFactor(parts.fresh + parts.written) + tokenFactor(parts.readAsFresh, uncached);
    then.read += tokenFactor(parts.read, values.cache);
    then.output += tokenFactor(parts.output, values.output);
    then.reasoning += tokenFactor(parts.reasoning, values.reasoning, values.output);
  }
  const grown = (count: bigint, part: keyof typeof now) =>
    now[part] === 0n ? count * share : roundDivide(count * share * then[part], now[part]);
  const cost = { fresh: then.fresh, read: then.read, output: then.output + then.reasoning };
  return {
    requests: sums.requests,
    input: grown(tokens.input, "input"),
    cacheRead: grown(tokens.cacheRead, "read"),
    answer: grown(tokens.output - tokens.reasoning, "output"),
    reasoning: grown(tokens.reasoning, "reasoning"),
    cost: { ...cost, rest: total - cost.fresh - cost.read - cost.output },
  };
}

function middleParts({ low, high }: LeverSums): CostParts {
  const middle = (name: keyof CostParts) => (low[name] + high[name]) / 2n;
  return {
    ...{ fresh: middle("fresh"), read: middle("read"), readAsFresh: middle("readAsFresh"), written: middle("written") },
    ...{ output: middle("output"), reasoning: middle("reasoning"), fees: middle("fees") },
  };
}

/** What receipts add up to, in femto-USD, by what it is for; what they do not say is left out. */
function billedParts(receipts: readonly Receipt[]): { fresh: bigint; read: bigint; output: bigint } {
  const sums = { fresh: 0n, read: 0n, output: 0n };
  for (const line of receipts.flatMap(({ lines }) => lines)) {
    const part = partOfClass(line);
    if (part === "read") sums.read += lineCost(line);
    else if (part === "output" || part === "reasoning") sums.output += lineCost(line);
    else if (part !== "fees") sums.fresh += lineCost(line);
  }
  return sums;
}
