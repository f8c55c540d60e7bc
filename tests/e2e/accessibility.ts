import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Colours do not depend on the width, nor does the layout on the colours: two looks see all of both. */
export const LOOKS = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 390 },
] as const;
type Look = (typeof LOOKS)[number];

/** A page of a browser that looks at things this way. */
export async function lookedAt(browser: Browser, { colorScheme, width }: Look): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  return context.newPage();
}

/** What is wrong with a page for people who see, point or read otherwise than most, and on narrow screens. */
export async function problemsOf(page: Page, within = "html"): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).include(within).analyze();
  const broken = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary?.split("\n").slice(1).join(" ")}`),
  );
  const over = await page.evaluate((selector) => {
    const [whole, part] = [document.documentElement, document.querySelector(selector)];
    // A dialog scrolls by itself; what a menu opens lies outside of it.
    const own = part instanceof HTMLDialogElement ? part.scrollWidth - part.clientWidth : 0;
    return Math.max(whole.scrollWidth - whole.clientWidth, own);
  }, within);
  const wide = await page
    .locator("section:has(> table)")
    .evaluateAll((sections) =>
      sections
        .filter((section) => section.scrollWidth > section.clientWidth + 1)
        .map((section) => `the table "${section.ariaLabel}" is wider than the page`),
    );
  return over > 0 ? [...broken, ...wide, `scrolls sideways by ${over} pixels`] : [...broken, ...wide];
}

/** A page can be used by everybody, and goes on so when its window becomes as narrow as a phone. */
export async function expectNoProblems(page: Page): Promise<void> {
  expect(await problemsOf(page)).toEqual([]);
  const wide = page.viewportSize();
  // Not even until charts are drawn anew may it scroll sideways.
  await page.evaluate(() => {
    const whole = document.documentElement;
    const measure = () => whole.setAttribute("data-sideways", String(whole.scrollWidth - whole.clientWidth));
    window.addEventListener("resize", measure, { once: true });
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator("html")).toHaveAttribute("data-sideways", "0");
  expect(await problemsOf(page)).toEqual([]);
  if (wide) await page.setViewportSize(wide);
}
