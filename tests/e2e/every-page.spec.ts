import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { OWNER, signIn } from "./journey";

const PAGES = [
  "/overview",
  "/overview?range=7d&groupBy=tag.feature&measure=tokens&granularity=hour",
  "/explore",
  "/explore?granularity=none&groupBy=project,model&compare=previous",
  "/explore?measure=cacheHitRate&groupBy=model&compare=previous",
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

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Colours do not depend on the width, nor does the layout on the colours: two looks see all of both. */
const LOOKS = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 390 },
] as const;
type Look = (typeof LOOKS)[number];

async function lookedAt(browser: Browser, { colorScheme, width }: Look): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
  return context.newPage();
}

/** What is wrong with a page for people who see, point or read otherwise than most, and on narrow screens. */
async function problemsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const broken = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary?.split("\n").slice(1).join(" ")}`),
  );
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return over > 0 ? [...broken, `scrolls sideways by ${over} pixels`] : broken;
}

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

test("every page can be used by everybody", async ({ browser }) => {
  const page = await lookedAt(browser, LOOKS[0]);
  await signIn(page, OWNER);
  expect(await problemsOfAll(page, PAGES)).toEqual({});
  await page.context().close();
});

for (const look of LOOKS) {
  const name = `${look.width} pixels wide, ${look.colorScheme}`;

  test(`pages without usage and without an account too, ${name}`, async ({ browser }) => {
    const page = await lookedAt(browser, look);
    expect(await problemsOfAll(page, ["/sign-in", "/invitation/made-up"])).toEqual({});
    await signIn(page, OWNER);
    await page.evaluate(async () => {
      const call = (path: string, body: object) =>
        fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      await call("/api/v1/organizations", { name: "Empty Engines", timeZone: "UTC" });
    });
    await page.goto("/overview");
    await expect(page.getByRole("heading", { name: "See where the money goes" })).toBeVisible();
    expect(await problemsOfAll(page, EMPTY)).toEqual({});
    await page.context().close();
  });
}
