import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { listReprices } from "@/lib/db/queries/reprices/find-reprices";
import { repricesToJson } from "@/lib/db/queries/reprices/reprice-to-json";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { requireListPrice, requireTarget } from "@/lib/http/require-known";
import { wellFormed } from "@/lib/http/well-formed";
import { beginPreview } from "@/lib/ingest/reprice/run-reprice";
import { answerReprice } from "./reprice-answer";
import { newReprice } from "./reprice-schema";

/** The organisation's reprices, the newest first. */
export const GET = apiRoute("read", async ({ principal: { organizationId } }) => {
  const reprices = await listReprices(organizationId);
  return json({ reprices: await repricesToJson(organizationId, reprices, { groups: false }) });
});

/** Begins to work out what pricing stored usage anew would change. Nothing is changed. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const { from, to, filter, states, note } = newReprice.parse(wellFormed(await readJson(request)));
  const { organizationId, actor } = principal;
  const book = await organizationPriceBook(organizationId);
  for (const override of states.overrides) requireListPrice(book, override);
  for (const alias of states.aliases) requireTarget(book, alias);
  const wanted = { from, to, filters: filter, statements: states, note };
  return answerReprice(await beginPreview(organizationId, wanted, authorOf(actor)));
});
