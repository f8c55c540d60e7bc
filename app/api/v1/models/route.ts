import { z } from "zod";
import { catalogueEntry, searchModels } from "@/lib/catalogue/catalogue";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { instantFromDate } from "@/lib/usage/instant";

const QUERY = z.strictObject({
  search: z.string().max(200).default(""),
  provider: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

/** The catalogue: models by search, a page at a time. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const query = QUERY.parse(Object.fromEntries(url.searchParams));
  const book = await organizationPriceBook(principal.organizationId);
  const found = searchModels(book, { text: query.search, provider: query.provider ?? null });
  const now = instantFromDate(new Date());
  const page = found.slice(query.offset, query.offset + query.limit);
  return json({ total: found.length, models: page.map((match) => catalogueEntry(book, match, now)) });
});
