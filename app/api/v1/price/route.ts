import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { parseExactJson } from "@/lib/http/parse-exact-json";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { MOST_PRICES, type PriceRequestProblem, priceAnswer, readPriceRequest } from "@/lib/pricing/price-request";
import { instantFromDate } from "@/lib/usage/instant";

const LARGEST_BODY = 32 * 1024 * 1024;
const MOST_PROBLEMS = 100;

/** Prices usage without storing it: one, or an array of up to 10,000. */
export const POST = apiRoute("read", async ({ principal, request }) => {
  const body = await readJson(request, LARGEST_BODY, parseExactJson);
  const isArray = Array.isArray(body);
  const usages = readAll(isArray ? body : [body], isArray);
  const book = await organizationPriceBook(principal.organizationId);
  const answers = usages.map((usage) => priceAnswer(priceUsage(book, usage)));
  return json(isArray ? answers : answers[0]);
});

/** Reads every usage, or throws with all that is wrong: 422 where counts are impossible, 400 where it is malformed. */
function readAll(values: readonly unknown[], isArray: boolean): PriceableUsage[] {
  if (values.length > MOST_PRICES) {
    throw new ApiError(400, "too_many", `At most ${MOST_PRICES} usages in one request, not ${values.length}.`);
  }
  const now = instantFromDate(new Date());
  const usages: PriceableUsage[] = [];
  const problems: { index: number; problem: PriceRequestProblem }[] = [];
  for (const [index, value] of values.entries()) {
    const read = readPriceRequest(value, now);
    if ("kind" in read) problems.push({ index, problem: read });
    else usages.push(read);
    if (problems.length === MOST_PROBLEMS) break;
  }
  if (problems.length > 0) throw refusal(problems, isArray);
  return usages;
}

function refusal(problems: readonly { index: number; problem: PriceRequestProblem }[], isArray: boolean): ApiError {
  const details = problems.map(({ index, problem: { field, code, message } }) => ({
    ...(isArray ? { index } : {}),
    field,
    code,
    message,
  }));
  const [first] = problems;
  const message = `${isArray ? `[${first?.index}]: ` : ""}${first?.problem.message}`;
  return problems.some(({ problem }) => problem.possible)
    ? new ApiError(400, "invalid_request", message, { details })
    : new ApiError(422, "impossible_usage", message, { details });
}
