import { expect, type Page, test } from "@playwright/test";
import { LOOKS, lookedAt, problemsOf } from "./accessibility";
import { foundOrganization, OWNER, post, signIn } from "./journey";

const GPT = "gpt-4.1-2025-04-14";
const MOVE = `fromModel=${GPT}&toModel=openai/gpt-5`;
const PATIENCE = 15_000;
const FIRST_RECEIPT = /show the receipt$/;

/** What opens in a dialog: where, by the button of which name, and what is to be seen in it once it has loaded. */
const DIALOGS: readonly { path: string; opens: string | RegExp; shows: string | RegExp; also?: Also }[] = [
  // Of everything, some of which has no price.
  { path: "/overview", opens: FIRST_RECEIPT, shows: "no price" },
  { path: "/explore?groupBy=model", opens: FIRST_RECEIPT, shows: /adding up to/ },
  // Of an aggregate that may be of few large requests or many small ones.
  { path: "/explore?filter.model=gemini-2.5-pro", opens: FIRST_RECEIPT, shows: "At most" },
  { path: `/explore/records?filter.model=${GPT}`, opens: FIRST_RECEIPT, shows: "Total" },
  { path: "/explore/records?filter.model=gemini-2.5-pro", opens: FIRST_RECEIPT, shows: "At most" },
  { path: `/explore/records?filter.model=${GPT}`, opens: /show where it came from$/, shows: "Sample data" },
  { path: "/changes", opens: FIRST_RECEIPT, shows: /adding up to/ },
  { path: "/models/openai/gpt-4.1", opens: FIRST_RECEIPT, shows: /adding up to/ },
  { path: "/compare", opens: FIRST_RECEIPT, shows: /adding up to/ },
  { path: "/compare?model=openai/gpt-5&model=openai/gpt-4.1", opens: "Add a model", shows: /GPT/ },
  { path: `/switch?${MOVE}`, opens: FIRST_RECEIPT, shows: /adding up to/ },
  { path: `/switch?${MOVE}`, opens: "Save as a scenario", shows: "Name" },
  { path: "/models/unknown", opens: /mystery-1$/, shows: "Which model is it?" },
  { path: "/budgets", opens: "New budget", shows: "Amount in USD", also: otherUsage },
  { path: "/uploads", opens: /^Delete/, shows: "Delete" },
  { path: "/settings/alerts", opens: "New channel", shows: "Kind" },
  { path: "/settings/api-keys", opens: "New key", shows: "Name" },
  { path: "/settings/members", opens: "Invite", shows: "E-mail address" },
  { path: "/settings/prices", opens: "Add a price", shows: "A price of your own" },
  { path: "/settings/prices", opens: "Add a name", shows: "Which model is it?" },
  { path: "/settings/prices", opens: "Reprice", shows: "Reprice stored usage" },
];
type Also = (page: Page) => Promise<unknown>;

/** A form that has been wrong once: what it says belongs to it. */
async function otherUsage(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("For", { exact: true }).selectOption("project");
  await dialog.getByLabel("Project").fill("checkout");
  await dialog.getByLabel("Name").fill("A name");
  await dialog.getByLabel("Amount in USD").fill("12");
  await dialog.getByLabel("Tell at").fill("0");
  await dialog.getByRole("button", { name: "Create budget" }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
}

/** The sample data, an aggregate whose cost lies between two bounds, and a model nobody knows. */
async function storeUsage(page: Page): Promise<void> {
  const now = Date.now();
  const at = (timestamp: number) => new Date(timestamp).toISOString();
  const lines = [
    {
      ...{ timestamp: at(now - 3_600_000), endTimestamp: at(now), provider: "google", model: "gemini-2.5-pro" },
      ...{ requests: 10, tokens: { input: 1_500_000, output: 50_000 } },
    },
    { timestamp: at(now), provider: "nobody", model: "mystery-1", tokens: { input: 1_000, output: 100 } },
  ].map((line) => JSON.stringify(line));
  const sent = [await post(page, "sample-data"), await post(page, "usage?source=dialogs", lines.join("\n"))];
  expect(sent.map((response) => response.ok())).toEqual([true, true]);
}

async function problemsOfDialog(page: Page, { path, opens, shows, also }: (typeof DIALOGS)[number]): Promise<string[]> {
  await page.goto(path);
  const button = page.getByRole("button", { name: opens, exact: true }).filter({ visible: true }).first();
  await button.click({ timeout: PATIENCE });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(shows).filter({ visible: true }).first()).toBeVisible({ timeout: PATIENCE });
  await also?.(page);
  const problems = await problemsOf(page, "dialog[open]");
  // It gives the focus back to what opened it.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused({ timeout: PATIENCE });
  return problems;
}

for (const look of LOOKS) {
  test(`every dialog can be used by everybody, ${look.width} pixels wide, ${look.colorScheme}`, async ({ browser }) => {
    test.setTimeout(360_000);
    const page = await lookedAt(browser, look);
    await signIn(page, OWNER);
    await foundOrganization(page, "Dialogues");
    await storeUsage(page);
    const failed: string[] = [];
    page.on("pageerror", ({ message }) => failed.push(`${page.url()}: ${message}`));
    const found: Record<string, string[]> = {};
    for (const one of DIALOGS) {
      // One that does not open, or keeps the focus, is one of the problems: the others are looked at all the same.
      const problems = await problemsOfDialog(page, one).catch((error: Error) => [error.message]);
      if (problems.length > 0) found[`${one.path}: ${one.opens}`] = problems;
    }
    expect([found, failed]).toEqual([{}, []]);
    await page.context().close();
  });
}
