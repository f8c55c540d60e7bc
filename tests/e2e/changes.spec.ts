import { expect, test } from "@playwright/test";
import { OWNER, open, signIn } from "./journey";

test("what changed adds up, to the cent, in all and by project", async ({ page }) => {
  await signIn(page, OWNER);
  await open(page, "What changed?");
  const waterfall = page.getByRole("table", { name: "What changed" });
  const cents = async (texts: string[]) =>
    texts.map((text) => Math.round(Number(text.replace("−", "-").replace(/[$,+]/g, "")) * 100));
  const [before = 0, ...rest] = await cents(await waterfall.locator("tbody td:last-child").allTextContents());
  const after = rest.pop() ?? 0;
  expect(rest).toHaveLength(5);
  expect(rest.reduce((sum, one) => sum + one, before)).toBe(after);

  await page.getByRole("link", { name: "Models", exact: true }).last().click();
  await expect(waterfall.getByRole("row", { name: /gpt-4\.1-2025-04-14/ })).toBeVisible();
  const byModel = await cents(await waterfall.locator("tbody td:last-child").allTextContents());
  expect([byModel[0], byModel.at(-1)]).toEqual([before, after]);
  expect(byModel.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(after);

  const projects = page.getByRole("table", { name: "By project" });
  await projects.getByRole("link", { name: "code-review" }).click();
  await expect(page.getByRole("list", { name: "Filters in force" })).toContainText("code-review");
  await page.getByText("Other dates").click();
  await page.getByLabel("First day").last().fill("2026-01-01");
  await page.getByLabel("Last day").last().fill("2026-01-31");
  await page.getByRole("button", { name: "Show", exact: true }).last().click();
  await expect(page).toHaveURL(/beforeFrom=2026-01-01&beforeTo=2026-02-01/);
  await expect(waterfall.locator("tbody tr").first()).toContainText("$0.00");
});
