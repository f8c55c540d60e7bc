import { listBudgets } from "@/lib/db/queries/budgets/find-budgets";
import { createBudget } from "@/lib/db/queries/budgets/write-budget";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { wellFormed } from "@/lib/http/well-formed";
import { usageChanged } from "@/lib/ingest/usage-changed";
import { budgetInFull, budgetsToJson } from "./budget-answer";
import { newBudget } from "./budget-schema";

/** The organisation's budgets, each with how it stands in its current period. */
export const GET = apiRoute("read", async ({ principal }) =>
  json({ budgets: await budgetsToJson(principal, await listBudgets(principal.organizationId)) }),
);

/** Makes a budget. What it has reached already fires within seconds. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const budget = newBudget.parse(wellFormed(await readJson(request)));
  const { organizationId, actor } = principal;
  const id = await createBudget(organizationId, budget, authorOf(actor));
  if (id === "too_many") throw new ApiError(409, "too_many", "The organisation has as many budgets as it can have.");
  usageChanged(organizationId);
  return json(await budgetInFull(principal, id), { status: 201 });
});
