import { femtoUsd, usdString } from "@/lib/pricing/money";
import { share } from "@/lib/spend/measures";
import type { Fit, FitCheck, FitState, Missing } from "./fit";
import type { Counts } from "./size-counts";

/** Requests or records by state. */
export type CountsJson = Record<FitState, number>;

/** A stored record as evidence. */
export interface EvidenceJson {
  id: string | null;
  timestamp: string;
  model: string;
  requests: number | null;
  input: number;
  output: number;
}

/** One check of fit. */
export interface FitCheckJson extends Pick<FitCheck, "check" | "state" | "limit" | "of" | "largest" | "missing"> {
  requests: CountsJson;
  records: CountsJson;
  /** What the records cost now, USD, by state. */
  cost: Record<FitState, string>;
  /** Part of the cost that is of records which do not fit; null of nothing. */
  costShare: number | null;
  /** Some of the records that do not fit, the largest first. */
  evidence: EvidenceJson[];
}

/** Fit with its evidence. */
export interface FitJson {
  state: FitState;
  checks: FitCheckJson[];
  /** What requests need that some records do not say. */
  unstated: (Missing & { requests: number; records: number })[];
}

/** Records that do not pass a check of a move, by the check's place. */
export type EvidenceOf = (check: number) => readonly EvidenceJson[];

/** Writes a fit for the wire. */
export function fitToJson({ state, checks, unstated }: Fit, evidenceOf: EvidenceOf): FitJson {
  return {
    state,
    checks: checks.map((check, index) => checkToJson(check, evidenceOf(index))),
    unstated: unstated.map(({ field, how, requests, records }) => ({ field, how, requests, records })),
  };
}

function checkToJson({ counts, within: _, ...check }: FitCheck, evidence: readonly EvidenceJson[]): FitCheckJson {
  const by = <Value>(of: (counts: Counts) => Value): Record<FitState, Value> => ({
    fits: of(counts.fits),
    doesNotFit: of(counts.doesNotFit),
    unknown: of(counts.unknown),
  });
  const whole = counts.fits.cost + counts.doesNotFit.cost + counts.unknown.cost;
  return {
    ...check,
    requests: by(({ requests }) => requests),
    records: by(({ records }) => records),
    cost: by(({ cost }) => usdString(femtoUsd(cost))),
    costShare: share(counts.doesNotFit.cost, whole),
    evidence: [...evidence],
  };
}
