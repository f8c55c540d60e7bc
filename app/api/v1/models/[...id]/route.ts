import { describeModel } from "@/lib/catalogue/describe-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { instantFromDate } from "@/lib/usage/instant";
import { knownModel } from "../known-model";

const PREFIX = "/api/v1/models/";

const answer = apiRoute("read", async ({ principal, url }) => {
  const id = decoded(url.pathname.slice(PREFIX.length));
  const book = await organizationPriceBook(principal.organizationId);
  const now = instantFromDate(new Date());
  return json(describeModel(book, knownModel(book, id, now), now));
});

/** One model with every fact, by `provider/model` (the slash as it is or as %2F) or by name. */
export function GET(request: Request): Promise<Response> {
  return answer(request);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No model has such a name; it is answered as it was sent.
    return text;
  }
}
