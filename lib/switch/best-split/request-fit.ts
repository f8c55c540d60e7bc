import type { FitQuestion } from "../fit";
import { endpointFact, FINE_TUNED, featureFact, isFineTuned } from "../needed-features";
import { above } from "../size-edges";
import { perMinuteLimits, type SizeLimit, sizeLimits } from "../size-limits";
import type { PieceRecords } from "../traffic/piece-records";
import { leastPosition } from "../traffic/size-buckets";
import { Stops } from "./stops";

/** Names of a piece's setting that say what its requests need. */
export interface SettingNeeds {
  model: string;
  endpoint: string | null;
  serviceTier: string | null;
  features: readonly string[];
}

/** What is known of records: requests that are proven not to fit, and records of which it is not known. */
export interface RequestFits {
  misfits: Float64Array;
  unknowns: Float64Array;
}

interface NeedsFit {
  /** Checks that are not passed. */
  misfits: readonly { check: string; of: string | null }[];
  isUnknown: boolean;
}

/** Checks single records against a model, as checkFit does sums of them. */
export class RequestFit {
  readonly stops = new Stops();
  private readonly limits: readonly SizeLimit[];
  private readonly known = new Map<string, NeedsFit>();

  constructor(private readonly question: FitQuestion) {
    const { allowances, limits, outputFactor } = question;
    this.limits = [...sizeLimits(limits, outputFactor), ...perMinuteLimits(allowances)];
  }

  /** Checks records; those for which `isWanted` is 0 are left out. */
  check(records: PieceRecords, isWanted: Uint8Array, needsOf: (setting: number) => SettingNeeds): RequestFits {
    const [settings, stated] = [records.column("setting"), records.column("requests")];
    const { prompts } = records;
    const misfits = new Float64Array(records.rows);
    const unknowns = new Float64Array(records.rows);
    const needs = Array.from({ length: records.settings }, (_, setting) => this.fitOf(needsOf(setting)));
    for (let at = 0; at < records.rows; at += 1) {
      if (isWanted[at] === 0) continue;
      const fit = needs[settings[at] as number] as NeedsFit;
      if (fit.isUnknown) unknowns[at] = 1;
      if (fit.misfits.length === 0) continue;
      const number = stated[at] as number;
      misfits[at] = number === 0 ? 1 : number - 1;
      for (const { check, of } of fit.misfits) this.stops.add(check, of, prompts[at] as number, number === 2);
    }
    for (const limit of this.limits) this.checkSizes(records, isWanted, limit, { misfits, unknowns });
    return { misfits, unknowns };
  }

  private checkSizes(
    records: PieceRecords,
    isWanted: Uint8Array,
    { check, of, size, bounds, within }: SizeLimit,
    { misfits, unknowns }: RequestFits,
  ): void {
    const [output, stated] = [records.column("output"), records.column("requests")];
    const { prompts } = records;
    for (let at = 0; at < records.rows; at += 1) {
      if (isWanted[at] === 0) continue;
      const prompt = prompts[at] as number;
      const written = output[at] as number;
      const tokens = size === "prompt" ? prompt : size === "output" ? written : prompt + written;
      const number = stated[at] as number;
      const least = leastPosition(tokens, number);
      const most = number === 2 ? least : above(tokens) - 1;
      if (most < within.from || least >= within.to) continue;
      if (bounds && least >= bounds.most) {
        // Of an aggregate one request at least.
        misfits[at] = Math.max(misfits[at] as number, 1);
        this.stops.add(check, of, prompt, number === 2);
      } else if (!bounds || most >= bounds.least) unknowns[at] = 1;
    }
  }

  private fitOf(needs: SettingNeeds): NeedsFit {
    const key = JSON.stringify([isFineTuned(needs.model), needs.endpoint, needs.serviceTier, needs.features]);
    let fit = this.known.get(key);
    if (!fit) {
      fit = this.fitOfNeeds(needs);
      this.known.set(key, fit);
    }
    return fit;
  }

  private fitOfNeeds({ model, endpoint, serviceTier, features }: SettingNeeds): NeedsFit {
    const { limits, offersTier, toServiceTier } = this.question;
    const tier = toServiceTier ?? serviceTier;
    const facts = [
      ...(endpoint === null ? [] : [{ check: "endpoint", of: endpoint, fact: endpointFact(limits, endpoint) }]),
      ...[...features, ...(isFineTuned(model) ? [FINE_TUNED] : [])].map((feature) => ({
        check: "feature",
        of: feature,
        fact: featureFact(limits, feature),
      })),
      ...(tier === null ? [] : [{ check: "serviceTier", of: tier, fact: offersTier(tier) }]),
    ];
    return {
      misfits: facts.filter(({ fact }) => fact.state === "unsupported"),
      isUnknown: facts.some(({ fact }) => fact.state !== "unsupported" && fact.state !== "supported"),
    };
  }
}
