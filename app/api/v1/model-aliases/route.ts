import { createModelAlias } from "@/lib/db/queries/price-book/create-model-alias";
import { listModelAliases } from "@/lib/db/queries/price-book/list-model-aliases";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { instantFromDate } from "@/lib/usage/instant";
import { modelAliasToJson, newModelAlias } from "./model-alias-schema";

/** The organisation's model aliases, the newest first. */
export const GET = apiRoute("read", async ({ principal }) => {
  const aliases = await listModelAliases(principal.organizationId);
  return json({ modelAliases: aliases.map(modelAliasToJson) });
});

/** Adds an alias. What is priced from now on has it; stored costs stay until someone reprices. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const alias = newModelAlias.parse(await readJson(request));
  const { organizationId, actor } = principal;
  const book = await organizationPriceBook(organizationId);
  const { targetProvider, targetModel } = alias;
  const now = instantFromDate(new Date());
  if (!book.model(targetProvider, targetModel) && book.match(targetProvider, targetModel, now).kind === "unknown") {
    throw new ApiError(422, "unknown_model", `${targetProvider}/${targetModel} is not in the price book.`);
  }
  const createdById = actor.kind === "person" ? actor.userId : null;
  const id = await createModelAlias(organizationId, { ...alias, createdById });
  if (id === null) throw new ApiError(409, "too_many", "The organisation has as many model aliases as it can have.");
  return json({ id }, { status: 201 });
});
