import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import type { Filters } from "@/lib/spend/dimensions";
import type { LeverSettings } from "./levers";
import type { Share } from "./share";

/** Sizes of single requests a move is limited to, both ends included; `input` is the whole prompt. */
export interface Where {
  minInput?: number;
  maxInput?: number;
  minOutput?: number;
  maxOutput?: number;
}

/** Traffic that goes to another model. */
export interface Move {
  /** A model's name as records have it, or a model of the catalogue under whatever names; null for all traffic. */
  fromModel: string | null;
  /** `provider/model`, or a name that means one. */
  toModel: string;
  share: Share;
  where: Where;
}

/** A what-if. */
export interface SwitchQuestion {
  from: Date;
  to: Date;
  timeZone: string;
  filters: Filters;
  /** Usage tier of rate limits to check against; null for none. */
  usageTier: UsageTier | null;
  moves: readonly Move[];
  levers: LeverSettings;
  /** Most models to be listed in the ranking. */
  rankingLimit: number;
}
