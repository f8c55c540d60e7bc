import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { receiptToJson } from "@/lib/pricing/receipt";
import type { Filters } from "@/lib/spend/dimensions";
import { countToJson } from "@/lib/spend/measures";
import {
  type CostJson,
  type CountJson,
  costOf,
  type DifferenceJson,
  differenceJson,
  type EstimateJson,
  estimateJson,
  type UnpricedJson,
  unpricedNow,
  unpricedThere,
} from "./amounts-to-json";
import type { MoveAnswer } from "./answer";
import type { Assumption } from "./assumptions";
import { type EvidenceOf, type FitJson, fitToJson } from "./fit-to-json";
import type { Band, Lever } from "./levers";
import { countOf } from "./share";
import type { Where } from "./switch-question";

/** What is assumed about a lever; factors (shares of `escalation`) as numbers. */
export interface AssumptionJson {
  lever: Lever;
  band: { low: number; expected: number; high: number } | null;
  text: string;
  source: string | null;
}

/** Names and tags a move is limited to, and sizes of single requests. */
export type WhereJson = Omit<Where, "only"> & Filters;

/** One move. */
export interface MoveJson {
  fromModel: string | null;
  toModel: { id: string; provider: string; model: string; rule: string };
  toServiceTier: string | null;
  share: number;
  where: WhereJson;
  requests: CountJson;
  /** Requests of aggregates that may be on both sides of `where`: they stay. */
  undecidedRequests: CountJson;
  /** Of all the traffic, not cut to the share. */
  tokens: Record<"input" | "cacheRead" | "cacheWrite" | "output" | "reasoning", CountJson>;
  baseline: CostJson;
  result: CostJson;
  difference: DifferenceJson;
  unpriced: { now: UnpricedJson; there: UnpricedJson; reasons: { reason: string; records: CountJson }[] };
  estimate: EstimateJson & { assumptions: AssumptionJson[] };
  breakEvens: MoveAnswer["breakEvens"];
  fit: FitJson;
  /** What it is billed by now and there, added up by rate card; of all the traffic, not cut to the share. */
  receipts: { now: ReceiptJson[]; there: ReceiptJson[] };
}

/** A move has at most this many receipts on each side: those of the most tokens. */
const MOST_RECEIPTS = 50;

/** Writes a move's answer for the wire. */
export function moveToJson(answer: MoveAnswer, evidenceOf: EvidenceOf): MoveJson {
  const { resolved, costs, estimate, breakEvens, fit, levers } = answer;
  const { move, target } = resolved;
  const { sums, tokens } = costs;
  const { only, ...sizes } = move.where;
  const count = (name: keyof typeof tokens) => countToJson(tokens[name]);
  return {
    fromModel: move.fromModel,
    toModel: { id: catalogueId(target), provider: target.seller, model: target.model, rule: target.rule },
    toServiceTier: move.toServiceTier,
    share: Number(move.share) / 1_000_000,
    where: { ...sizes, ...only },
    requests: countToJson(countOf(sums.requests)),
    undecidedRequests: countToJson(costs.undecided),
    tokens: {
      input: count("input"),
      cacheRead: count("cacheRead"),
      cacheWrite: count("cacheWrite"),
      output: count("output"),
      reasoning: count("reasoning"),
    },
    baseline: costOf(sums.baseline),
    result: costOf(sums.result),
    difference: differenceJson(sums),
    unpriced: {
      now: unpricedNow(sums),
      there: unpricedThere(sums),
      reasons: [...costs.unpriced].map(([reason, records]) => ({ reason, records: countToJson(records) })),
    },
    estimate: {
      ...estimateJson(estimate),
      assumptions: assumptionsJson(levers.flatMap(({ assumptions }) => assumptions)),
    },
    breakEvens,
    fit: fitToJson(fit, evidenceOf),
    receipts: {
      now: costs.receiptsNow.slice(0, MOST_RECEIPTS).map(receiptToJson),
      there: costs.receipts.list(target.rule).slice(0, MOST_RECEIPTS).map(receiptToJson),
    },
  };
}

/** Each assumption once: several origins may share it. */
function assumptionsJson(assumptions: readonly Assumption[]): AssumptionJson[] {
  const distinct = new Map<string, AssumptionJson>();
  for (const { lever, band, text, source } of assumptions) {
    const json = { lever, band: band && factors(band), text, source };
    distinct.set(JSON.stringify(json), json);
  }
  return [...distinct.values()];
}

/** A band in thousandths as numbers. */
export function factors({ low, expected, high }: Band) {
  return { low: Number(low) / 1000, expected: Number(expected) / 1000, high: Number(high) / 1000 };
}
