import { createPriceOverride } from "@/lib/db/queries/price-book/create-price-override";
import { listStatedOverrides } from "@/lib/db/queries/price-book/list-price-overrides";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { requireListPrice } from "@/lib/http/require-known";
import { readReplaces, wantsHistory } from "@/lib/http/statement-parameters";
import { newPriceOverride, priceOverrideToJson } from "./price-override-schema";

/** The organisation's price overrides, the newest first; with `history=true` those that were withdrawn too. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const overrides = await listStatedOverrides(principal.organizationId, wantsHistory(url));
  return json({ priceOverrides: overrides.map(priceOverrideToJson) });
});

/** States a price, in place of another where `replaces` says so. Stored costs stay until someone reprices. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const { replaces, statement } = readReplaces(await readJson(request));
  const override = newPriceOverride.parse(statement);
  const { organizationId, actor } = principal;
  requireListPrice(await organizationPriceBook(organizationId), override);
  const stated = await createPriceOverride(organizationId, override, authorOf(actor), replaces);
  if (stated === "too_many")
    throw new ApiError(409, "too_many", "The organisation has as many price overrides as it can have.");
  if (stated === "not_found") throw new ApiError(404, "not_found", "There is no price override to be replaced.");
  return json(stated, { status: 201 });
});
