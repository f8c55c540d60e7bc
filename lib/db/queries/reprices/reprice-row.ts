import type { Reprice } from "@/lib/db/generated/client";
import type { Filters } from "@/lib/spend/dimensions";
import type { RepriceEffectJson } from "@/lib/spend/reprice-effect";
import type { NewModelAlias } from "../price-book/create-model-alias";
import type { NewPriceOverride } from "../price-book/create-price-override";

/** Names and prices that come with a reprice: stated when it is applied. */
export interface Statements {
  aliases: NewModelAlias[];
  overrides: NewPriceOverride[];
}

/** Ids of what a reprice stated. */
export interface Stated {
  aliases: string[];
  overrides: string[];
}

/** A reprice as it is stored, its JSON typed. */
export interface StoredReprice extends Omit<Reprice, "filters" | "statements" | "stated" | "preview" | "effect"> {
  filters: Filters;
  statements: Statements;
  stated: Stated | null;
  preview: RepriceEffectJson | null;
  effect: RepriceEffectJson | null;
}

/** Types the JSON of a row; dates in it are text again. */
export function storedReprice(row: Reprice): StoredReprice {
  const { aliases, overrides } = row.statements as unknown as Statements;
  return {
    ...row,
    filters: row.filters as unknown as Filters,
    statements: { aliases: aliases.map(withDates), overrides: overrides.map(withDates) },
    stated: row.stated as unknown as Stated | null,
    preview: row.preview as unknown as RepriceEffectJson | null,
    effect: row.effect as unknown as RepriceEffectJson | null,
  };
}

function withDates<Dated extends { validFrom: Date | null; validTo: Date | null }>(stored: Dated): Dated {
  const date = (text: Date | null) => text && new Date(text);
  return { ...stored, validFrom: date(stored.validFrom), validTo: date(stored.validTo) };
}
