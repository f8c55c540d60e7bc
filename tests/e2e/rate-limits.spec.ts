import { expect, test } from "@playwright/test";
import { expectNoProblems } from "./accessibility";
import { foundOrganization, OWNER, post, signIn } from "./journey";

test("rate limits are kept in Settings, what-ifs go by them, and scenarios say when they are others", async ({
  page,
}) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Limited");
  expect((await post(page, "sample-data")).ok()).toBe(true);

  // A tier, then limits of one's own.
  await page.goto("/settings/rate-limits");
  await page.getByLabel("With openai").selectOption("Tier 4");
  await expect(page.getByText("Tier 4 with openai is kept.")).toBeVisible();
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Add a limit" }).click();
  await dialog.getByLabel("Model").fill("gpt-9");
  await dialog.getByLabel("Tokens a minute").fill("100");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByText('There is no model "gpt-9" in the catalogue.')).toBeVisible();
  await dialog.getByLabel("Model").fill("openai/gpt-5");
  await dialog.getByRole("button", { name: "Add" }).click();
  const limits = page.getByRole("table", { name: "Your own limits" });
  await expect(limits.getByRole("row", { name: /openai\/gpt-5/ })).toContainText("100");
  await expect(limits).toContainText("not known");
  await expectNoProblems(page);

  // What-ifs go by them.
  const asked = (toModel: string) => `/switch?range=last-month&fromModel=gpt-4.1-2025-04-14&toModel=${toModel}`;
  await page.goto(asked("openai/gpt-4.1-mini"));
  await expect(page.getByText("Held against: Tier 4, kept with the organisation.")).toBeVisible();
  await page.goto(asked("openai/gpt-5"));
  await expect(page.getByText("Held against: 100 tokens a minute, kept with the organisation.")).toBeVisible();
  await page.getByRole("button", { name: "Save as a scenario" }).click();
  await dialog.getByLabel("Name").fill("Within limits");
  await dialog.getByRole("button", { name: "Save" }).click();
  const scenario = page.getByRole("row", { name: /Within limits/ });
  await expect(scenario).toBeVisible();

  // A question can state others, and they can be kept in turn.
  await page.getByLabel("Usage tier there").selectOption("not checked");
  await expect(page.getByText(/^Held against/)).toHaveCount(0);
  await page.getByLabel("Usage tier there").selectOption("as kept in Settings");
  const tokens = page.getByRole("spinbutton", { name: "Tokens per minute" });
  await expect(tokens).toHaveValue("100");
  await tokens.fill("70000000");
  await tokens.press("Enter");
  await expect(page.getByText("Held against: 70,000,000 tokens a minute.")).toBeVisible();
  await page.getByRole("button", { name: "Keep them for the organisation" }).click();
  await expect(page.getByText("Held against: 70,000,000 tokens a minute, kept with the organisation.")).toBeVisible();
  await expect(scenario).toContainText("rate limits changed");

  // Run again, the scenario says so.
  await scenario.getByRole("link", { name: "Within limits", exact: true }).click();
  await expect(page.getByText("Since the last run rate limits changed")).toBeVisible();
  await page.getByRole("button", { name: "Run Within limits again" }).click();
  await expect(page.getByText(/: other rate limits/)).toBeVisible();
  await expect(page.getByText("70,000,000 tokens a minute, kept with the organisation")).toBeVisible();
  await expectNoProblems(page);

  await page.goto("/settings/rate-limits");
  await page.getByRole("button", { name: "Delete the limit on openai/gpt-5" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No limits of your own" })).toBeVisible();
});
