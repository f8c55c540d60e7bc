import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { providersWithTiers } from "@/lib/catalogue/providers-with-tiers";
import { catalogueId, resolveModel } from "@/lib/catalogue/resolve-model";
import { ApiError } from "@/lib/http/api-error";
import type { PriceBook } from "@/lib/pricing/price-book";
import { instantFromDate } from "@/lib/usage/instant";

/** As in a what-if; no limit is more than this. */
const limit = z.int().min(0).max(1_000_000_000_000).nullable();

/** A limit to be kept: at least one of its two figures is stated. */
export const newRateLimit = z
  .strictObject({
    model: z.string().trim().min(1).max(300),
    abovePromptTokens: z.int().min(1).max(1_000_000_000_000).nullable().default(null),
    tokensPerMinute: limit.default(null),
    requestsPerMinute: limit.default(null),
  })
  .refine(({ tokensPerMinute, requestsPerMinute }) => tokensPerMinute !== null || requestsPerMinute !== null, {
    path: ["tokensPerMinute"],
    message: "state tokens or requests per minute",
  });

/** Usage tiers by provider; null: nobody says any more. */
export const usageTiersChange = z.strictObject({
  usageTiers: z.record(z.string().min(1).max(256), z.enum(USAGE_TIERS).nullable()),
});

/** The id in the catalogue of the model that a limit is on. @throws ApiError 422 when it is none, or several. */
export function limitedModel(book: PriceBook, name: string): string {
  const model = resolveModel(book, name, instantFromDate(new Date()));
  if (model.kind === "matched") return catalogueId(model);
  throw model.reason === "ambiguous_provider"
    ? refusal("ambiguous_model", "model", `More than one provider has "${name}": write provider/model.`)
    : refusal("unknown_model", "model", `There is no model "${name}" in the catalogue.`);
}

/** @throws ApiError 422 when there is a provider whose limits nobody publishes by usage tier. */
export function requireTiers(book: PriceBook, providers: readonly string[]): void {
  const known = providersWithTiers(book);
  const other = providers.find((provider) => !known.includes(provider));
  if (other === undefined) return;
  const message = `Nobody publishes limits of "${other}" by usage tier: state the limits themselves.`;
  throw refusal("unknown_provider", "usageTiers", message);
}

function refusal(code: string, path: string, message: string): ApiError {
  return new ApiError(422, code, message, { details: [{ path, message }] });
}
