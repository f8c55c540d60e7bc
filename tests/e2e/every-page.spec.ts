import { expect, type Page, test } from "@playwright/test";
import { LOOKS, lookedAt, problemsOf } from "./accessibility";
import { foundOrganization, OWNER, signIn } from "./journey";

const PAGES = [
  "/overview",
  "/overview?range=7d&groupBy=tag.feature&measure=tokens&granularity=hour",
  "/explore",
  "/explore?granularity=none&groupBy=project,model&compare=previous",
  "/explore?measure=cacheHitRate&groupBy=model&beforeFrom=2026-01-01&beforeTo=2026-02-01",
  "/explore/records",
  "/changes",
  "/changes?filter.project=nothing-of-that-name",
  "/overview?range=forever",
  "/budgets",
  "/budgets/alerts",
  "/models",
  "/models/openai/gpt-4.1",
  "/models/unknown",
  "/compare",
  "/switch",
  "/uploads",
  "/uploads/1",
  "/uploads/reconciliation",
  "/settings/profile",
  "/settings/organization",
  "/settings/members",
  "/settings/api-keys",
  "/settings/prices",
  "/settings/rate-limits",
  "/settings/alerts",
  "/no-such-page",
];

/** What a new organisation sees of it. */
const EMPTY = [
  "/overview",
  "/explore",
  "/explore/records",
  "/changes",
  "/budgets",
  "/models",
  "/compare",
  "/switch",
  "/uploads",
];

async function problemsOfAll(page: Page, paths: readonly string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const problems = await problemsOf(page);
    if (problems.length > 0) found[path] = problems;
  }
  return found;
}

for (const look of LOOKS) {
  const name = `${look.width} pixels wide, ${look.colorScheme}`;

  test(`every page can be used by everybody, ${name}`, async ({ browser }) => {
    const page = await lookedAt(browser, look);
    await signIn(page, OWNER);
    expect(await problemsOfAll(page, PAGES)).toEqual({});
    await page.context().close();
  });

  test(`pages without usage and without an account too, ${name}`, async ({ browser }) => {
    const page = await lookedAt(browser, look);
    expect(await problemsOfAll(page, ["/sign-in", "/invitation/made-up"])).toEqual({});
    await signIn(page, OWNER);
    await foundOrganization(page, "Empty Engines");
    await page.goto("/overview");
    await expect(page.getByRole("heading", { name: "See where the money goes" })).toBeVisible();
    expect(await problemsOfAll(page, EMPTY)).toEqual({});
    await page.context().close();
  });

  test(`what opens on a page too, ${name}`, async ({ browser }) => {
    const page = await lookedAt(browser, look);
    await signIn(page, OWNER);
    await page.goto("/explore");
    await expect(page.locator("canvas")).toBeVisible();
    const failed: string[] = [];
    page.on("pageerror", ({ message }) => failed.push(message));
    const menu = (name: string | RegExp) => () => page.locator("summary").filter({ hasText: name }).click();
    // What lies behind is looked at by itself: a menu covers parts of it.
    const opened: [string, () => Promise<void>, string][] = [
      ["palette", () => page.keyboard.press("Control+k"), "dialog[open]"],
      ["shortcuts", () => page.keyboard.press("?"), "dialog[open]"],
      ["filters", menu("Filter"), "details[open]"],
      ["dates", menu(/^Dates$/), "details[open]"],
      ["dates to compare with", menu("Other dates"), "details[open]"],
      ["time zones", menu("Time zone"), "details[open]"],
      ["views", menu("Views"), "details[open]"],
      ["the chart's table", () => page.getByText("Table", { exact: true }).click(), "main table"],
    ];
    const found: Record<string, string[]> = {};
    for (const [what, open, within] of opened) {
      // A key that is pressed before the page is alive is lost, and the browser draws the page before that.
      await expect(async () => {
        if ((await page.locator(within).count()) === 0) await open();
        await expect(page.locator(within)).toHaveCount(1, { timeout: 3_000 });
      }, what).toPass();
      const problems = await problemsOf(page, within);
      if (problems.length > 0) found[what] = problems;
      await page.keyboard.press("Escape");
    }
    expect([found, failed]).toEqual([{}, []]);
    await page.context().close();
  });
}
