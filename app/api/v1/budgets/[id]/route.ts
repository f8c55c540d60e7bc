import { changeBudget, deleteBudget } from "@/lib/db/queries/budgets/write-budget";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { wellFormed } from "@/lib/http/well-formed";
import { usageChanged } from "@/lib/ingest/usage-changed";
import { budgetInFull } from "../budget-answer";
import { budgetId, noSuchBudget } from "../budget-id";
import { budgetChange } from "../budget-schema";

/** A budget: how it stands, and what the periods before cost. */
export const GET = apiRoute("read", async ({ principal, params }) =>
  json(await budgetInFull(principal, budgetId(params))),
);

/** Changes a budget. Thresholds that have fired in a period do not fire in it again for the same usage. */
export const PATCH = apiRoute("admin", async ({ principal, params, request }) => {
  const id = budgetId(params);
  const change = budgetChange.parse(wellFormed(await readJson(request)));
  if (!(await changeBudget(principal.organizationId, id, change))) throw noSuchBudget();
  usageChanged(principal.organizationId);
  return json(await budgetInFull(principal, id));
});

/** Removes a budget. What it has told of stays in the list of alerts. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  if (!(await deleteBudget(principal.organizationId, budgetId(params)))) throw noSuchBudget();
  return new Response(null, { status: 204 });
});
