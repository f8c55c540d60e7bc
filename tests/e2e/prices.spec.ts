import { expect, type Page, test } from "@playwright/test";
import { expectNoProblems } from "./accessibility";
import { foundOrganization, OWNER, signIn } from "./journey";

const UNKNOWN = "prices-deployment";
const PROJECT = "prices-project";

function usage(id: string, model: string, project: string): string {
  const timestamp = new Date(Date.now() - 3_600_000).toISOString();
  return JSON.stringify({ id, provider: "openai", model, project, timestamp, tokens: { input: 1_000_000, output: 0 } });
}

async function upload(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.goto("/uploads");
  const buffer = Buffer.from(lines.join("\n"));
  await page.getByLabel("Files", { exact: true }).setInputFiles({ name, mimeType: "application/jsonl", buffer });
  await page.getByRole("button", { name: `Upload ${name}` }).click();
  await expect(page.getByRole("list", { name: "Files of this visit" })).toContainText(`${lines.length} new`);
}

test("a name nobody knows is seen, named, priced after a look, and taken back", async ({ page }) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Unknown Engines");
  await upload(page, "unknown.jsonl", [usage("prices-1", UNKNOWN, "a"), usage("prices-2", UNKNOWN, "a")]);

  await page.goto("/models/unknown");
  const row = page.getByRole("row").filter({ hasText: UNKNOWN });
  await expect(row).toContainText("the model is not in the price book");
  await row.getByRole("button", { name: `It is … ${UNKNOWN}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Model").fill("openai/gpt-4.1");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog).toContainText("2 of 2 change");
  await expect(dialog).toContainText("+$4.00");
  await dialog.getByRole("button", { name: "Apply to stored usage" }).click();
  await expect(dialog).toContainText("Done. The figures have changed as shown.");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(row).toHaveCount(0);

  await page.goto("/settings/prices");
  const names = page.getByRole("table", { name: "Model names" });
  await expect(names.getByRole("row").filter({ hasText: UNKNOWN })).toContainText("openai/gpt-4.1");
  await expectNoProblems(page);
  const reprice = page.getByRole("listitem").filter({ hasText: UNKNOWN }).filter({ hasText: "applied" });
  await reprice.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: UNKNOWN }).first()).toContainText("reverted");
  await expect(names.getByRole("row").filter({ hasText: UNKNOWN })).toHaveCount(0);
  await page.goto("/models/unknown");
  await expect(row).toBeVisible();
});

test("a price of one's own is in the receipts, and a name of one's own can be changed", async ({ page }) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Priced Engines");
  await page.goto("/settings/prices");
  await page.getByRole("button", { name: "Add a price" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Provider").fill("openai");
  await dialog.getByLabel("Model").fill("gpt-4.1");
  await dialog.getByLabel("Percent of the list price").fill("88");
  await dialog.getByLabel("Project").fill(PROJECT);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("table", { name: "Your prices" })).toContainText("× 0.88 of the list price");
  await expectNoProblems(page);

  await page.getByRole("button", { name: "Add a name" }).click();
  await dialog.getByLabel("Name in your usage").fill("prices-alias");
  await dialog.getByLabel("Model’s provider").fill("openai");
  await dialog.getByLabel("Model", { exact: true }).fill("gpt-4.1-nano");
  await dialog.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Change the name prices-alias" }).click();
  await dialog.getByLabel("Model", { exact: true }).fill("gpt-4.1");
  await dialog.getByLabel("Until").fill("2031-01-01");
  await dialog.getByRole("button", { name: "Change" }).click();
  const alias = page.getByRole("row").filter({ hasText: "prices-alias" });
  await expect(alias).toContainText("openai/gpt-4.1");
  await expect(alias).toContainText("2031");
  await expect(page.getByRole("listitem").filter({ hasText: "prices-alias is openai/gpt-4.1-nano" })).toContainText(
    `changed`,
  );

  await upload(page, "own.jsonl", [usage("prices-3", "prices-alias", PROJECT)]);
  await page.goto(`/explore?groupBy=model&filter.project=${PROJECT}`);
  const groups = page.getByRole("table", { name: "Groups" });
  await groups
    .getByRole("button", { name: /\$1\.76.*show the receipt/ })
    .first()
    .click();
  await expect(dialog).toContainText("Your own price");
  await expect(dialog).toContainText('alias "prices-alias"');
  await expect(dialog).toContainText("× 8800/10000 on");
  await page.keyboard.press("Escape");
  await page.getByText("Table", { exact: true }).click();
  await page
    .getByRole("table", { name: /over time/ })
    .getByRole("button", { name: /\$1\.76.*show the receipt/ })
    .click();
  await expect(dialog).toContainText("One rate card adding up to $1.76");
});

test("a comparison is shared by its address, and says what one's traffic would cost", async ({ page, context }) => {
  await signIn(page, OWNER);
  await page.goto("/compare?model=openai/gpt-4.1&model=openai/gpt-4.1-mini");
  await page.getByRole("button", { name: "Add a model" }).click();
  await page.getByLabel("Search models").fill("anthropic/claude-sonnet-4-5");
  await page
    .getByRole("list", { name: "Models found" })
    .getByRole("button", { name: /anthropic\/claude-sonnet-4-5/ })
    .first()
    .click();
  await expect(page).toHaveURL(/claude-sonnet-4-5/);
  await expectNoProblems(page);

  const other = await context.newPage();
  await other.goto(page.url());
  for (const name of ["GPT-4.1", "GPT-4.1 mini", "Claude Sonnet 4.5"])
    await expect(other.getByRole("columnheader", { name }).first()).toBeVisible();
  const there = other.getByRole("row").filter({ hasText: "All your traffic on it" });
  await there
    .getByRole("button", { name: /show the receipt/ })
    .nth(1)
    .click();
  await expect(other.getByRole("dialog")).toContainText("openai/gpt-4.1-mini");
  await expect(other.getByRole("dialog")).toContainText("What would move");
  await expect(other.getByRole("dialog")).toContainText("What is there already");
});
