import { createModelAlias } from "@/lib/db/queries/price-book/create-model-alias";
import { listStatedAliases } from "@/lib/db/queries/price-book/list-model-aliases";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { requireTarget } from "@/lib/http/require-known";
import { readReplaces, wantsHistory } from "@/lib/http/statement-parameters";
import { modelAliasToJson, newModelAlias } from "./model-alias-schema";

/** The organisation's model aliases, the newest first; with `history=true` those that were withdrawn too. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const aliases = await listStatedAliases(principal.organizationId, wantsHistory(url));
  return json({ modelAliases: aliases.map(modelAliasToJson) });
});

/** States a name, in place of another where `replaces` says so. Stored costs stay until someone reprices. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const { replaces, statement } = readReplaces(await readJson(request));
  const alias = newModelAlias.parse(statement);
  const { organizationId, actor } = principal;
  requireTarget(await organizationPriceBook(organizationId), alias);
  const stated = await createModelAlias(organizationId, alias, authorOf(actor), replaces);
  if (stated === "too_many")
    throw new ApiError(409, "too_many", "The organisation has as many model aliases as it can have.");
  if (stated === "not_found") throw new ApiError(404, "not_found", "There is no model alias to be replaced.");
  return json(stated, { status: 201 });
});
