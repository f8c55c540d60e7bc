import { expect, type Page, test } from "@playwright/test";
import { expectNoProblems } from "./accessibility";
import { foundOrganization, OWNER, post, signIn } from "./journey";

/** Yesterday, as seconds since 1970. */
const DAY = Math.floor(Date.now() / 86_400_000 - 1) * 86_400;
const HEADER = "start_time,end_time,model,project_id,num_model_requests,input_tokens,output_tokens";
/** The same usage twice, and more of it by model than by project. */
const BY_MODEL = `${HEADER}\n${DAY},${DAY + 86_400},gpt-4.1-2025-04-14,,3,3000000,0\n`;
const BY_PROJECT = `${HEADER}\n${DAY},${DAY + 86_400},gpt-4.1-2025-04-14,search,2,2000000,0\n`;

async function send(page: Page, source: string, data: string): Promise<void> {
  const response = await post(page, `usage?source=${source}`, data);
  expect(await response.json()).toMatchObject({ received: 1, inserted: 1 });
}

test("of exports that tell the same usage one counts, and a person can say which", async ({ page }) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Reconciled Engines");
  await send(page, "by-model.csv", BY_MODEL);
  await send(page, "by-project.csv", BY_PROJECT);
  await page.goto("/uploads/reconciliation");
  const told = page.getByRole("table", { name: "Usage that several exports tell" });
  const ofModel = told.getByRole("row", { name: /by-model\.csv/ });
  const ofProject = told.getByRole("row", { name: /by-project\.csv/ });
  await expect(ofModel.getByRole("cell", { name: "counted" })).toBeVisible();
  await expect(ofProject.getByRole("cell", { name: "set aside" })).toBeVisible();
  await expect(ofProject).toContainText("$2.00");
  await expectNoProblems(page);

  const chosen = told.getByLabel(/^Which exports count for openai/);
  await chosen.selectOption({ value: "openai-usage/86400/model,project" });
  await expect(ofProject.getByRole("cell", { name: "counted" })).toBeVisible();
  await expect(ofModel.getByRole("cell", { name: "set aside" })).toBeVisible();
  await page.goto("/overview");
  await expect(page.getByRole("main")).toContainText("$4.00");

  await page.goto("/uploads/reconciliation");
  await expect(chosen).toHaveValue("openai-usage/86400/model,project");
  await chosen.selectOption({ label: "counted: what tells most" });
  await expect(ofProject.getByRole("cell", { name: "set aside" })).toBeVisible();
});

test("of an export and single requests one counts, with what the export has beyond them", async ({ page }) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Overlapping Engines");
  await send(page, "by-project.csv", BY_PROJECT);
  const tokens = { input: 500_000, output: 0 };
  const timestamp = new Date((DAY + 3600) * 1000).toISOString();
  const request = { id: "one", timestamp, provider: "openai", model: "gpt-4.1-2025-04-14", project: "search", tokens };
  await send(page, "requests", JSON.stringify(request));
  await page.goto("/uploads/reconciliation");
  const overlaps = page.getByRole("table", { name: "Usage that came by two roads" });
  const row = overlaps.getByRole("row", { name: /search/ });
  await expect(row).toContainText("$4.00");
  await expect(row).toContainText("1,500,000 tokens");
  await expectNoProblems(page);
  const counted = row.getByLabel("What counts for openai, search");
  await expect(counted).toHaveValue("export");
  const said = page.waitForResponse((response) => response.url().endsWith("/api/v1/overlap-precedences"));
  await counted.selectOption("requests");
  expect((await said).ok()).toBe(true);
  await page.reload();
  await expect(counted).toHaveValue("requests");
});
