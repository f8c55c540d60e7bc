import { createHmac } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { startReceiver, type WebhookReceiver } from "../support/webhook-receiver";
import { expectNoProblems } from "./accessibility";
import { foundOrganization, OWNER, open, signIn } from "./journey";

let receiver: WebhookReceiver;
test.beforeAll(async () => {
  receiver = await startReceiver();
});
test.afterAll(() => receiver.close());

/** Sends one request of gpt-4.1 that costs so many dollars. */
async function spend(page: Page, usd: number, project: string): Promise<void> {
  const tokens = { input: usd * 500_000, output: 0 };
  const line = { timestamp: new Date().toISOString(), provider: "openai", model: "gpt-4.1", project, tokens };
  const status = await page.evaluate(async (body) => {
    const { status } = await fetch("/api/v1/usage?source=budget-test", { method: "POST", body });
    return status;
  }, JSON.stringify(line));
  expect(status).toBe(200);
}

test("a budget is made, usage crosses a threshold, and a signed webhook says so", async ({ page }) => {
  const project = "budgeted";
  await signIn(page, OWNER);
  await foundOrganization(page, "Budgeted Engines");

  await page.goto("/settings/alerts");
  await page.getByRole("button", { name: "New channel" }).click();
  await page.getByLabel("Kind").selectOption("webhook");
  await page.getByLabel("Name").fill("Finance hook");
  await page.getByLabel("URL").fill(`${receiver.url}?token=do-not-show-this`);
  // What is waited for below is the budget alone.
  await page.getByLabel("Days that cost much more than usual").uncheck();
  await page.getByRole("button", { name: "Add channel" }).click();
  const secret = (await page.getByLabel("Signing secret", { exact: true }).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /Finance hook/ })).toContainText("webhook");
  await expect(page.getByText("do-not-show-this")).toHaveCount(0);
  await page.getByRole("button", { name: "Send a test to Finance hook" }).click();
  await expect(page.getByText("The test has reached “Finance hook”.")).toBeVisible();
  expect(JSON.parse(receiver.received[0]?.body ?? "{}")).toMatchObject({ event: "test" });

  await spend(page, 5, project);
  await open(page, "Budgets");
  await page.getByRole("button", { name: "New budget" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Agents");
  await dialog.getByLabel("For", { exact: true }).selectOption("project");
  await dialog.getByLabel("Project").fill(project);
  await dialog.getByLabel("Amount in USD").fill("10");
  await dialog.getByLabel("Tell at").fill("80, 100");
  await dialog.getByRole("button", { name: "Create budget" }).click();
  await expect(page.getByRole("link", { name: "Agents", exact: true })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Spent of Agents: 50\.0% of the budget/ })).toBeVisible();

  await spend(page, 3.5, project);
  await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(2);
  const call = receiver.received[1];
  const signed = `${call?.headers["outlay-timestamp"]}.${call?.body}`;
  const expected = createHmac("sha256", secret).update(signed).digest("hex");
  expect(call?.headers["outlay-signature"]).toBe(`sha256=${expected}`);
  expect(JSON.parse(call?.body ?? "{}")).toMatchObject({
    ...{ event: "budget.threshold", threshold: 80, spent: "8.5", amount: "10" },
    budget: { name: "Agents", scope: { dimension: "project", value: project } },
  });

  await page.goto("/budgets/alerts");
  await expect(page.getByRole("link", { name: "Budget “Agents” has reached 80%" })).toBeVisible();
  const delivery = page.getByRole("row", { name: /Agents.*Finance hook/ });
  await expect(delivery.getByText("delivered")).toBeVisible();
  await expectNoProblems(page);
  await page.getByRole("link", { name: "Budget “Agents” has reached 80%" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Agents" })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Amount in USD").fill("20");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("img", { name: /^Spent of Agents: 42\.5% of the budget/ })).toBeVisible();

  // Of other usage it starts anew, and says so before it is saved.
  await spend(page, 3.5, "another project");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(dialog.getByLabel("Project")).toHaveValue(project);
  await expect(dialog.getByText("It starts anew")).toHaveCount(0);
  await dialog.getByLabel("For", { exact: true }).selectOption("the whole organisation");
  await dialog.getByLabel("For each").selectOption("week");
  await expect(dialog.getByText("It starts anew with this week")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("img", { name: /^Spent of Agents: 60\.0% of the budget/ })).toBeVisible();
  await expect(page.getByText("Tells at 80% · 100%", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Delete Agents" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/budgets$/);
  await expect(page.getByRole("link", { name: "Agents", exact: true })).toHaveCount(0);
  // What it has told of stays, and leads nowhere.
  await expect(page.getByText("Budget “Agents” has reached 80%")).toBeVisible();
  await expect(page.getByRole("link", { name: "Budget “Agents” has reached 80%" })).toHaveCount(0);
});
