import { expect, type Page, test } from "@playwright/test";
import { expectNoProblems, problemsOf } from "./accessibility";
import { foundOrganization, OWNER, post, signIn } from "./journey";

const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();

/** Names that are long, written from the right, or end up as code somewhere else. */
const NAMES = [
  "the-very-long-name-of-a-project-that-someone-made-of-a-namespace-and-a-branch-JIRA-12345-rework-of-it-all",
  "مشروع البحث",
  '=HYPERLINK("https://example.com/?x="&A1,"click")',
  'a, "quoted" <b>name</b>',
];

async function store(page: Page, path: string, data: unknown): Promise<void> {
  const response = await post(page, path, data);
  expect(response.ok(), await response.text()).toBe(true);
}

const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join("\n");

test("costs of next to nothing and of millions, and odd names, have their place on every page", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, OWNER);
  await foundOrganization(page, "Odd Engines");
  const free = { project: null, serviceTier: null, note: null, validFrom: null, validTo: null };
  const price = (model: string, input: string) => ({
    ...free,
    provider: "acme",
    model,
    price: { kind: "rates", input },
  });
  await store(page, "price-overrides", price("tiny", "0.012"));
  await store(page, "price-overrides", price("huge", "12345678.90"));
  const usage = (id: string, model: string, project: string | undefined, input: number) => {
    return { id, timestamp: at(2), provider: "acme", model, project, tokens: { input, output: 0 } };
  };
  await store(
    page,
    "usage?source=odd",
    lines(NAMES.map((name, index) => usage(`odd-${index}`, "tiny", name, 1 + index))),
  );
  for (const path of ["/overview", "/explore?groupBy=project", "/explore/records", "/changes"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toContainText("$0.0000000");
    await expectNoProblems(page);
  }
  // Nothing is called nothing: a change as small as that has its figures.
  await expect(page.getByRole("table", { name: "What changed" })).toContainText("+$0.00000012");
  await store(page, "usage?source=huge", lines([usage("huge", "huge", undefined, 1_000_000)]));
  for (const path of ["/overview", "/explore?groupBy=project&measure=costPerRequest", "/explore/records", "/changes"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toContainText("$12");
    await expectNoProblems(page);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/explore");
  await page
    .getByRole("button", { name: /show the receipt$/ })
    .last()
    .click();
  await expect(page.getByRole("dialog").getByText("2 receipts adding up to")).toBeVisible();
  expect(await problemsOf(page, "dialog[open]")).toEqual([]);
});

test("usage without any price is nowhere said to cost nothing", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, OWNER);
  await foundOrganization(page, "Unpriced Engines");
  const record = {
    id: "one",
    timestamp: at(2),
    provider: "nobody",
    model: "mystery-1",
    tokens: { input: 9, output: 1 },
  };
  await store(page, "usage?source=mystery", lines([record]));
  for (const path of ["/overview", "/explore", "/changes"]) {
    await page.goto(path);
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { name: "Nothing here has a price" }).first()).toBeVisible();
    await expect(main).not.toContainText("$0");
    await expectNoProblems(page);
  }
  await store(page, "budgets", { name: "All of it", period: "month", amount: "100" });
  await page.goto("/budgets");
  await expect(page.getByRole("main")).toContainText("not known");
  await expect(page.getByRole("main")).not.toContainText("$0");
  const question = { range: "30d", moves: [{ fromModel: "mystery-1", toModel: "openai/gpt-4.1" }] };
  await store(page, "scenarios", { name: "Unpriced", question });
  await page.goto("/switch?fromModel=mystery-1&toModel=openai/gpt-4.1");
  await expect(page.getByText(/^Has no price now/)).toBeVisible();
  await expect(page.getByText("Costs the same")).toHaveCount(0);
  await expectNoProblems(page);
  await page.getByRole("link", { name: "Unpriced", exact: true }).click();
  await expect(page.getByText(/^Has no price now/)).toBeVisible();
});
