import { expect, test } from "@playwright/test";
import { OWNER, open, signIn } from "./journey";

test("a state of a page is saved, found in the palette, renamed and deleted", async ({ page }) => {
  await signIn(page, OWNER);
  await page.goto("/explore?range=7d&groupBy=project,model&measure=tokens");
  await page.locator("summary").filter({ hasText: "Views" }).click();
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByLabel("Name").fill("Tokens of the week");
  await page.getByLabel("Share it").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("summary").filter({ hasText: "Tokens of the week" })).toBeVisible();

  await open(page, "Overview");
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: /Search pages/ });
  await expect(box).toBeFocused();
  await box.fill("tokens week");
  await expect(page.getByRole("option", { name: /Tokens of the week/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Tokens by project and model" })).toBeVisible();
  await expect(page).toHaveURL(/groupBy=project%2Cmodel&measure=tokens&range=7d/);

  await page.locator("summary").filter({ hasText: "Tokens of the week" }).click();
  await page.getByRole("button", { name: "Manage views" }).click();
  const dialog = page.getByRole("dialog", { name: "Saved views" });
  await dialog.getByRole("textbox").fill("Weekly tokens");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await dialog.getByRole("button", { name: "Delete “Weekly tokens”" }).click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog).toContainText("There are none left.");
});

test("keys lead to pages, to the search and to the list of keys, but not while one types", async ({ page }) => {
  await signIn(page, OWNER);
  // What is drawn by a script says that the page listens.
  await expect(page.locator("canvas").first()).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Models" })).toBeVisible();
  await page.keyboard.press("/");
  const search = page.locator("main input[type=search]").first();
  await expect(search).toBeFocused();
  await page.keyboard.type("go?");
  await expect(search).toHaveValue("go?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await search.blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Go to Explore");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // The first stop of the focus leads past the navigation.
  await page.goto("/explore");
  // Content that takes the place of its skeleton afterwards would take the place of the focus with it.
  await expect(page.locator("canvas").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#content$/);
  await page.keyboard.press("Tab");
  await expect(page.locator("main").locator(":focus")).toHaveCount(1);
});

test("the palette finds models and periods, changes the theme, and keeps the focus until it closes", async ({
  page,
}) => {
  await signIn(page, OWNER);
  await page.goto("/changes?filter.project=contracts");
  const box = page.getByRole("combobox", { name: /Search pages/ });
  await expect(async () => {
    await page.getByRole("button", { name: "Search" }).first().click();
    await expect(box).toBeVisible({ timeout: 2000 });
  }).toPass();
  await box.fill("90 days");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/changes\?filter\.project=contracts&range=90d/);
  await page.keyboard.press("Control+k");
  await box.fill("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await box.fill("gpt-4.1-mini");
  await page
    .getByRole("option", { name: /GPT-4\.1 mini/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/models\/openai\/gpt-4\.1-mini/);
  await page.keyboard.press("Control+k");
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main, aside"))).toBeNull();
  }
  await page.keyboard.press("Escape");
  await expect(box).toHaveCount(0);
});
