import path from "node:path";
import { expect, test } from "@playwright/test";
import { logOut, OWNER, open, signIn } from "./journey";

/** An export of OpenAI's usage page. */
const EXPORT = path.resolve("tests/e2e/files/01_openai_completions_usage.csv");

test("from the first visit to an answer", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Welcome to Outlay" })).toBeVisible();
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByLabel("Organisation").fill(OWNER.organization);
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(page.getByRole("heading", { name: "See where the money goes" })).toBeVisible();
  await page.getByRole("button", { name: "Load sample data" }).click();
  await expect(page.getByText("These figures include sample data")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("img", { name: /^Spend by model over time/ })).toBeVisible();
  await expect(page.getByRole("table", { name: /model/i }).first()).toContainText("gpt-4.1");

  await open(page, "Uploads");
  await page.getByLabel("Files", { exact: true }).setInputFiles(EXPORT);
  const sent = page.getByRole("list", { name: "Files of this visit" });
  await expect(sent).toContainText("6 records for");
  await page.getByRole("button", { name: "Upload 01_openai_completions_usage.csv" }).click();
  await expect(sent).toContainText("6 records: 6 new");
  await page.getByLabel("Files", { exact: true }).setInputFiles(EXPORT);
  await expect(sent).toContainText("stored already and will not count twice");
  await page.getByRole("button", { name: "Upload 01_openai_completions_usage.csv" }).click();
  await expect(sent).toContainText("6 records: 6 already there");
  await expect(page.getByRole("table", { name: "Uploads" })).toContainText("01_openai_completions_usage.csv");

  await open(page, "Compare");
  for (const name of ["GPT-4.1 mini", "GPT-5", "GPT-4.1"]) {
    await expect(page.getByRole("columnheader", { name, exact: false }).first()).toBeVisible();
  }

  await open(page, "Switch");
  await page.getByLabel("Traffic of").selectOption("gpt-4.1-2025-04-14");
  await page.getByLabel("moved to").fill("openai/gpt-5");
  await page.getByLabel("moved to").press("Enter");
  await expect(page).toHaveURL(/toModel%22%3A%22openai%2Fgpt-5%22/);
  await expect(page.getByText(/^(Saves|Costs) \$/).first()).toBeVisible();
  await expect(page.getByText(/fits/i).first()).toBeVisible();

  await logOut(page, OWNER);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/overview");
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, OWNER);
  await expect(page.getByRole("img", { name: /^Spend by model over time/ })).toBeVisible();
});
