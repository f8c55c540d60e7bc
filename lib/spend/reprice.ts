import type { Filters } from "./dimensions";
import type { RepriceEffectJson } from "./reprice-effect";

/** A reprice on the wire. */
export interface RepriceJson {
  id: string;
  status: "previewing" | "previewed" | "applying" | "applied" | "reverting" | "reverted" | "failed";
  from: string | null;
  to: string | null;
  filter: Filters;
  states: { aliases: object[]; overrides: object[] };
  stated: { aliases: string[]; overrides: string[] } | null;
  note: string | null;
  progress: { done: number; total: number };
  preview: RepriceEffectJson | null;
  effect: RepriceEffectJson | null;
  notReverted: number;
  error: string | null;
  createdAt: string;
  createdBy: string | null;
  appliedAt: string | null;
  appliedBy: string | null;
  revertedAt: string | null;
  revertedBy: string | null;
}
