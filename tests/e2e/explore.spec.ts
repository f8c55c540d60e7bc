import { expect, test } from "@playwright/test";
import { OWNER, open, signIn } from "./journey";

test("from a figure of everything down to the receipt of one request", async ({ page }) => {
  await signIn(page, OWNER);
  await open(page, "Explore");
  await page.getByLabel("Show", { exact: true }).selectOption("Requests");
  await expect(page.getByRole("heading", { name: "Requests by model" })).toBeVisible();
  await page.getByLabel("and", { exact: true }).selectOption("Tag feature");
  await expect(page.getByRole("heading", { name: "Requests by model and tag feature" })).toBeVisible();
  await page.getByRole("link", { name: "With the period before" }).click();
  const groups = page.getByRole("table", { name: "Groups" });
  await expect(groups.getByRole("columnheader", { name: "Change" })).toBeVisible();
  await expect(groups.getByRole("row").last()).toContainText("Total");

  // Any other period can stand beside instead, and "What changed?" takes it along.
  await page.locator("summary").filter({ hasText: "Other dates" }).click();
  await page.getByLabel("First day").filter({ visible: true }).fill("2026-02-01");
  await page.getByLabel("Last day").filter({ visible: true }).fill("2026-02-28");
  await page.getByRole("button", { name: "Show", exact: true }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/beforeFrom=2026-02-01&beforeTo=2026-03-01/);
  await expect(page.getByText(/compared with .*Feb/)).toBeVisible();
  await expect(page.getByRole("link", { name: "What changed?", exact: true }).last()).toHaveAttribute(
    "href",
    /beforeFrom=2026-02-01&beforeTo=2026-03-01/,
  );
  await page.getByRole("link", { name: "With the period before" }).click();
  await expect(page).not.toHaveURL(/beforeFrom/);

  // The chart and its twin hold the same, and the twin leads where a press on a bar does.
  await expect(page.locator("canvas")).toBeVisible();
  await page.getByText("Table", { exact: true }).click();
  await expect(page.getByRole("table", { name: /over time/ })).toBeVisible();

  await groups.getByRole("link", { name: "gpt-5-2025-08-07" }).first().click();
  await expect(page.getByRole("list", { name: "Filters in force" })).toContainText("gpt-5-2025-08-07");
  await page.getByRole("link", { name: "All records" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Records" })).toBeVisible();
  const records = page.getByRole("table", { name: "Records" });
  const costs = (await records.locator("tbody data").allTextContents()).map((text) => Number(text.slice(1)));
  expect(costs.length).toBe(50);
  expect(costs).toEqual([...costs].sort((a, b) => b - a));
  await expect(records.getByText("Sample data").first()).toBeVisible();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/cursor=/);
  await records
    .getByRole("button", { name: /show the receipt/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toContainText("gpt-5");
});

test("bars of the total lead to their records, and a CSV holds what is shown", async ({ page }) => {
  await signIn(page, OWNER);
  await page.goto("/explore?granularity=none&groupBy=project,model");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const file = await (await download).path();
  const { readFileSync } = await import("node:fs");
  const lines = readFileSync(file, "utf8").trim().split("\r\n");
  const rows = await page.getByRole("table", { name: "Groups" }).locator("tbody tr").count();
  expect(lines).toHaveLength(rows + 1);
  await page
    .getByRole("link", { name: /^contracts · .*show the records$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Records" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Filters in force" })).toContainText("contracts");
});

test("days of another time zone are shown on request, and a record tells where it came from", async ({ page }) => {
  await signIn(page, OWNER);
  await page.goto("/explore/records?range=90d&filter.project=contracts");
  await page.locator("summary").filter({ hasText: "Time zone" }).click();
  await page.getByLabel("Search time zones").fill("kathm");
  await page.getByRole("link", { name: "Asia/Kathmandu" }).click();
  await expect(page).toHaveURL(/filter\.project=contracts&tz=Asia%2FKathmandu/);
  await expect(page.getByText("· Asia/Kathmandu ·")).toBeVisible();
  await page
    .getByRole("button", { name: /show where it came from/ })
    .filter({ visible: true })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Where it came from" });
  await expect(dialog).toContainText("Outlay keeps what it read");
  await expect(dialog.getByText('"project": "contracts"')).toBeVisible();
  await expect(dialog.getByRole("link", { name: "Sample data" })).toBeVisible();
});
