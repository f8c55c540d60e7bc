import type { MatchedModel } from "@/lib/pricing/match-model";
import type { UnpricedReason } from "@/lib/pricing/price";
import type { Receipt } from "@/lib/pricing/receipt";
import type { Totals } from "@/lib/spend/measures";
import type { CostParts } from "./cost-parts";
import type { Bounds, MovedSums } from "./moved-sums";
import type { ReceiptSums } from "./receipt-sums";

/** Sums of moved traffic of one origin: what assumptions are made about. Money in millionths, tokens whole. */
export interface OriginSums {
  origin: MatchedModel | null;
  /** Whether it has a price now. */
  isComparable: boolean;
  low: CostParts;
  high: CostParts;
  baseline: Bounds;
  input: bigint;
  cacheRead: bigint;
}

/** What one move does, with the tokens as they are. */
export interface MoveCosts {
  sums: MovedSums;
  /** Traffic that is on the target already: it costs what it costs. */
  kept: Bounds;
  origins: readonly OriginSums[];
  /** Records without a price on the target, by reason. */
  unpriced: ReadonlyMap<UnpricedReason, bigint>;
  /** Tokens of the traffic, not cut to the share. */
  tokens: Readonly<Record<"input" | "cacheRead" | "cacheWrite" | "output" | "reasoning", bigint>>;
  /** What it is billed by there, not cut to the share. */
  receipts: ReceiptSums;
  /** What it is billed by now. */
  receiptsNow: readonly Receipt[];
  /** Requests of aggregates of which one cannot say whether they are the move's: they stay. */
  undecided: bigint;
}

/** Traffic in scope of one day or project: as it is, and the part that is moved. */
export interface SliceCosts {
  totals: Totals;
  moved: MovedSums;
}

/** A model of the catalogue (or a name that is none): what is on it now, and with the switch. Millionths. */
export interface ModelSlice {
  now: Bounds;
  there: Bounds;
  requestsNow: bigint;
  requestsThere: bigint;
}

/** All traffic in scope, repriced. */
export interface MovedCosts {
  totals: Totals;
  moved: MovedSums;
  moves: readonly MoveCosts[];
  /** By the day's start. */
  days: ReadonlyMap<number, SliceCosts>;
  projects: ReadonlyMap<string | null, SliceCosts>;
  models: ReadonlyMap<string, ModelSlice>;
}
