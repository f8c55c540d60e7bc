import { z } from "zod";
import { describeModel } from "@/lib/catalogue/describe-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { instantFromDate } from "@/lib/usage/instant";
import { knownModel } from "../known-model";

const QUERY = z.strictObject({ model: z.array(z.string().min(1).max(300)).min(2).max(4) });

/** Two to four models side by side, in the order asked for. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const names = [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]);
  const { model } = QUERY.parse({ model: [], ...Object.fromEntries(names) });
  const book = await organizationPriceBook(principal.organizationId);
  const now = instantFromDate(new Date());
  return json({ models: model.map((id) => describeModel(book, knownModel(book, id, now), now)) });
});
