import type { FemtoUsd } from "@/lib/pricing/money";

/** Token classes that prices tell apart in sums. */
export const CLASSES = ["inputUncached", "cacheRead", "cacheWrite", "output"] as const;
export type TokenClass = (typeof CLASSES)[number];

/** What of one model was used in one project in one period, as far as it has a price. */
export interface CellUsage {
  /** Of sources that do not count requests, 0. */
  requests: bigint;
  tokens: Readonly<Record<TokenClass, bigint>>;
  cost: FemtoUsd;
  /** What the tokens of each class come to at the rates of the cards that priced them, in femto-USD. */
  listed: Readonly<Record<TokenClass, bigint>>;
  /** Femto-USD a token of each class by the card that priced most: for classes of which nothing was used. */
  rates: Readonly<Record<TokenClass, bigint>>;
}

/** Names of a cell. */
export interface CellKey {
  project: string | null;
  provider: string | null;
  model: string | null;
}

/** One model in one project, before and after. */
export interface ChangeCell extends CellKey {
  before: CellUsage;
  after: CellUsage;
}

const NOTHING = { inputUncached: 0n, cacheRead: 0n, cacheWrite: 0n, output: 0n };

/** No usage. */
export const NO_USAGE: CellUsage = {
  requests: 0n,
  tokens: NOTHING,
  cost: 0n as FemtoUsd,
  listed: NOTHING,
  rates: NOTHING,
};

/** All tokens of some usage. */
export function tokensOf({ tokens }: CellUsage): bigint {
  return inputOf(tokens) + tokens.output;
}

/** All input, cached or not. */
export function inputOf(tokens: CellUsage["tokens"]): bigint {
  return tokens.inputUncached + tokens.cacheRead + tokens.cacheWrite;
}
