import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { serviceTierName } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import type { NameOf } from "./row-usage";
import { isModel } from "./selection";
import { WHOLE } from "./share";
import { above } from "./size-edges";
import { type ResolvedMove, type Split, SplitChooser } from "./splits";
import type { SwitchTraffic } from "./switch-traffic";
import type { MinuteSeries, MinuteTable, PromptBuckets, Untimed } from "./traffic/minute-table";
import type { SizeBuckets } from "./traffic/size-buckets";

const MINUTE = 60_000_000;

/** Usage of which nobody knows the minute, or whether it is under these limits; tokens and requests in millionths, so that shares are exact. */
export interface UntimedLoad {
  records: number;
  tokens: number;
  requests: number;
  /** The highest mean of one aggregate in tokens per minute, of those that are certainly under these limits. */
  highestMean: number;
}

/**
 * What a model has to take, calendar minute (UTC) by calendar minute of a period, of prompts that share rate limits. In
 * millionths, so that shares are exact. Batch traffic has a queue of its own and is left out.
 */
export interface MinuteLoad {
  /** Prompts above this many tokens; null for all (others). */
  abovePromptTokens: number | null;
  /** The first minute, in minutes since 1970. */
  firstMinute: number;
  /** Input and output tokens of each minute, all together. */
  tokens: Float64Array;
  /** The part of it that comes with the moves. */
  movedTokens: Float64Array;
  requests: Float64Array;
  untimed: UntimedLoad;
}

/** What is needed to add up loads. */
export interface LoadQuestion {
  book: PriceBook;
  moves: readonly ResolvedMove[];
  splits: readonly Split[];
  from: Date;
  to: Date;
  /** Prompt sizes that minute tables tell apart. */
  long: SizeBuckets;
}

/**
 * What runs on a target with the moves, stacked on what runs there already (of all the organisation's traffic, whatever
 * the question is limited to), for each of its limits: `thresholds` are the prompt sizes above which there are others.
 */
export function minuteLoads(
  question: LoadQuestion,
  traffic: SwitchTraffic,
  target: MatchedModel,
  thresholds: readonly number[],
): MinuteLoad[] {
  const firstMinute = Math.floor((question.from.getTime() * 1000) / MINUTE);
  const count = Math.ceil((question.to.getTime() * 1000) / MINUTE) - firstMinute;
  const loads = [null, ...[...thresholds].sort((a, b) => a - b)].map(
    (abovePromptTokens): MinuteLoad => ({
      abovePromptTokens,
      firstMinute,
      tokens: new Float64Array(count),
      movedTokens: new Float64Array(count),
      requests: new Float64Array(count),
      untimed: { records: 0, tokens: 0, requests: 0, highestMean: 0 },
    }),
  );
  const chooser = new SplitChooser(question.book, question.splits);
  for (const { at, tables } of traffic.parts) {
    const { allMinutes, minutes } = tables;
    const groupsOf = (table: MinuteTable) => namedGroups(question.book, traffic.nameOf, at, table);
    for (const { group, match, tier } of groupsOf(allMinutes)) {
      if (!isModel(match, target) || isBatch(tier)) continue;
      addGroup(loads, question.long, allMinutes, { group, stays: Number(WHOLE), comes: 0 });
    }
    for (const { group, match, tier, traffic: named } of groupsOf(minutes)) {
      const { split } = chooser.choose(named, at, minutes.outcomesOf(group));
      if (!split) continue;
      const stays = isModel(match, target) && !isBatch(tier) ? -Number(split.share) : 0;
      let comes = 0;
      for (const index of split.moves) {
        const { move, target: to } = question.moves[index] as ResolvedMove;
        if (isModel(to, target) && !isBatch(move.toServiceTier ?? tier)) comes += Number(move.share);
      }
      addGroup(loads, question.long, minutes, { group, stays, comes });
    }
  }
  return loads;
}

/** How much of a group is on the target, and how much comes to it, in millionths; what leaves is negative. */
interface WeighedGroup {
  group: number;
  stays: number;
  comes: number;
}

/** The groups of a table of minutes with what their names mean. */
export function namedGroups(book: PriceBook, nameOf: NameOf, at: Instant, table: MinuteTable) {
  return Array.from({ length: table.groupCount }, (_, group) => {
    const name = (dimension: "provider" | "model" | "serviceTier") =>
      named(nameOf, dimension, table.nameOf(group, dimension));
    const traffic = { provider: name("provider"), model: name("model") ?? "" };
    return { group, traffic, tier: name("serviceTier"), match: book.match(traffic.provider, traffic.model, at) };
  });
}

function named(nameOf: NameOf, dimension: string, id: number): string | null {
  return id === 0 ? null : nameOf(dimension, id);
}

/** Whether a service tier is batch: it has a queue of its own. */
export function isBatch(tier: string | null): boolean {
  return serviceTierName(tier) === "batch";
}

function addGroup(
  loads: readonly MinuteLoad[],
  long: SizeBuckets,
  table: MinuteTable,
  { group, stays, comes }: WeighedGroup,
): void {
  const weight = stays + comes;
  if (stays === 0 && comes === 0) return;
  const limit = limitOf(loads, long, table.promptsOf(group));
  const untimed = table.untimed[group] as Untimed;
  if (limit === null) {
    // It may be under any of them. What is there of known minutes is the same: nobody knows which limits it fills.
    for (const load of loads) {
      for (const sums of [untimed, table.unplaced[group] as Untimed]) addUntimed(load.untimed, sums, weight, false);
    }
    return;
  }
  const load = loads[limit] as MinuteLoad;
  addUntimed(load.untimed, untimed, weight, true);
  const series = table.series[group] as MinuteSeries;
  const offset = table.start / MINUTE - load.firstMinute;
  for (let at = 0; at < series.minutes.length; at += 1) {
    const minute = offset + (series.minutes[at] as number);
    const tokens = series.tokens[at] as number;
    load.tokens[minute] = (load.tokens[minute] as number) + tokens * weight;
    load.movedTokens[minute] = (load.movedTokens[minute] as number) + tokens * comes;
    load.requests[minute] = (load.requests[minute] as number) + (series.requests[at] as number) * weight;
  }
}

/** Which of the limits prompts are under; null where those of aggregates may be under several. */
export function limitOf(
  loads: readonly Pick<MinuteLoad, "abovePromptTokens">[],
  long: SizeBuckets,
  { least, most }: PromptBuckets,
): number | null {
  const limit = limitOfBucket(loads, long, least);
  return limit === limitOfBucket(loads, long, most) ? limit : null;
}

function limitOfBucket(
  loads: readonly Pick<MinuteLoad, "abovePromptTokens">[],
  long: SizeBuckets,
  bucket: number,
): number {
  const start = long.startOf(bucket);
  let limit = 0;
  for (const [index, { abovePromptTokens }] of loads.entries()) {
    if (abovePromptTokens !== null && start >= above(abovePromptTokens)) limit = index;
  }
  return limit;
}

function addUntimed(into: UntimedLoad, untimed: Untimed, weight: number, isPlaced: boolean): void {
  if (untimed.records === 0) return;
  if (weight > 0) into.records += untimed.records;
  else if (weight === -Number(WHOLE)) into.records -= untimed.records;
  into.tokens += untimed.tokens * weight;
  into.requests += untimed.requests * weight;
  // Of what leaves nobody knows whether it was what had the highest mean.
  if (weight < 0) into.highestMean = 0;
  else if (isPlaced) into.highestMean = Math.max(into.highestMean, (untimed.highestMean * weight) / Number(WHOLE));
}
