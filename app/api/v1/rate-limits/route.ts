import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { findRateLimit, listRateLimits } from "@/lib/db/queries/rate-limits/find-rate-limits";
import { stateUsageTiers } from "@/lib/db/queries/rate-limits/state-usage-tiers";
import { keepRateLimit } from "@/lib/db/queries/rate-limits/write-rate-limit";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { wellFormed } from "@/lib/http/well-formed";
import { limitedModel, newRateLimit, requireTiers, usageTiersChange } from "./rate-limit-schema";

/** The organisation's own rate limits, and its usage tiers. */
export const GET = apiRoute("read", async ({ principal }) => json(await listRateLimits(principal.organizationId)));

/** Keeps a limit of the organisation's own, in place of one on the same prompts of the model. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const limit = newRateLimit.parse(wellFormed(await readJson(request)));
  const { organizationId, actor } = principal;
  const model = limitedModel(await organizationPriceBook(organizationId), limit.model);
  const id = await keepRateLimit(organizationId, { ...limit, model }, authorOf(actor));
  if (id === "too_many") throw new ApiError(409, "too_many", "The organisation has as many limits as it can have.");
  return json(await findRateLimit(organizationId, id), { status: 201 });
});

/** Says at which usage tier the organisation is with providers. */
export const PATCH = apiRoute("admin", async ({ principal, request }) => {
  const { usageTiers } = usageTiersChange.parse(wellFormed(await readJson(request)));
  const { organizationId, actor } = principal;
  requireTiers(await organizationPriceBook(organizationId), Object.keys(usageTiers));
  await stateUsageTiers(organizationId, usageTiers, authorOf(actor));
  return json(await listRateLimits(organizationId));
});
