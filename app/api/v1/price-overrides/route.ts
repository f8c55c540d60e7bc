import { createPriceOverride } from "@/lib/db/queries/price-book/create-price-override";
import { listPriceOverrides } from "@/lib/db/queries/price-book/list-price-overrides";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { instantFromDate } from "@/lib/usage/instant";
import { newPriceOverride, priceOverrideToJson } from "./price-override-schema";

/** The organisation's price overrides, the newest first. */
export const GET = apiRoute("read", async ({ principal }) => {
  const overrides = await listPriceOverrides(principal.organizationId);
  return json({ priceOverrides: overrides.map(priceOverrideToJson) });
});

/** Adds an override. What is priced from now on has it; stored costs stay until someone reprices. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const override = newPriceOverride.parse(await readJson(request));
  const { organizationId, actor } = principal;
  if (override.price.kind === "multiplier") await requireListPrice(organizationId, override.provider, override.model);
  const createdById = actor.kind === "person" ? actor.userId : null;
  const id = await createPriceOverride(organizationId, { ...override, createdById });
  if (id === null) throw new ApiError(409, "too_many", "The organisation has as many price overrides as it can have.");
  return json({ id }, { status: 201 });
});

/** A multiplier needs a list price to be on. */
async function requireListPrice(organizationId: number, provider: string, model: string): Promise<void> {
  const book = await organizationPriceBook(organizationId);
  const now = instantFromDate(new Date());
  if (book.model(provider, model) || book.match(provider, model, now).kind === "matched") return;
  throw new ApiError(422, "unknown_model", `${provider}/${model} has no list price to multiply: state rates instead.`);
}
