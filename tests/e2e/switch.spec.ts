import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoProblems } from "./accessibility";
import { OWNER, open, signIn } from "./journey";

test("a what-if is asked, moved about, kept, compared and shared within the organisation", async ({
  page,
  browser,
}) => {
  await signIn(page, OWNER);
  await open(page, "Switch");

  // A month that is over: what comes in meanwhile changes nothing.
  await page.goto("/switch?range=last-month");
  // Charts are drawn by the page's code: once there is one, fields listen.
  await expect(page.locator("canvas").first()).toBeVisible();

  // Asked: one field changes at a time, and what is half typed beside it stays.
  const target = page.getByLabel("moved to");
  await target.fill("openai/gp");
  await page.getByLabel("Usage tier there").selectOption({ label: "Tier 1" });
  await expect(page).toHaveURL(/tier=tier1/);
  await expect(target).toHaveValue("openai/gp");
  await target.fill("openai/gpt-5");
  await target.press("Enter");
  await expect(page).toHaveURL(/openai%2Fgpt-5%22/);
  await page.getByLabel("Traffic of").selectOption("gpt-4.1-2025-04-14");
  const sentence = page.getByText(/^(Saves|Costs) .*; .*\.$/).first();
  await expect(sentence).toBeVisible();
  await expect(page.getByText(/^The same tokens, priced exactly: /)).toBeVisible();
  const answered = () => expect(page.locator("section[aria-busy=true]")).toHaveCount(0);
  await answered();

  // A slider moves, and the answer with it.
  const before = await sentence.textContent();
  const growth = page.getByRole("slider", { name: "Growth", exact: true });
  await growth.focus();
  await growth.press("End");
  await expect(page).toHaveURL(/growthFactor/);
  await expect(sentence).not.toHaveText(before ?? "");
  const grown = await sentence.textContent();
  await page.getByRole("button", { name: "Reset Growth" }).click();
  await expect(sentence).not.toHaveText(grown ?? "");

  // Figures open their receipts.
  await page
    .getByRole("button", { name: /show the receipt/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toContainText("gpt-4.1");
  await page.keyboard.press("Escape");

  // A second move, limited and put first; the parts add up under one total.
  await page.getByRole("button", { name: "Add a move" }).click();
  await expect(page.getByLabel("Traffic of (move 2)")).toBeVisible();
  await page.getByLabel("Share, percent (move 2)").fill("50");
  await page.getByLabel("Share, percent (move 2)").press("Enter");
  await page.getByRole("button", { name: "Let move 2 come before move 1" }).click();
  await expect(page.getByLabel("Share, percent (move 1)")).toHaveValue("50");
  await expect(page.getByText("Where the expected difference comes from")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Does move 2 fit?" })).toBeVisible();
  // An answer to an earlier question is paler.
  await answered();
  await expectNoProblems(page);

  // The address holds all of it.
  const asked = await sentence.textContent();
  await page.reload();
  await expect(page.getByLabel("Share, percent (move 1)")).toHaveValue("50");
  await expect(sentence).toHaveText(asked ?? "");

  // Kept, duplicated, compared.
  await page.getByRole("button", { name: "Save as a scenario" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Both moves");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  const list = page.getByRole("table", { name: "Scenarios", exact: true });
  await expect(list.getByRole("link", { name: "Both moves", exact: true })).toBeVisible();
  await list.getByRole("button", { name: "Duplicate Both moves", exact: true }).click();
  await expect(list.getByRole("link", { name: "Both moves (copy)", exact: true })).toBeVisible();
  await list.getByLabel("Compare Both moves", { exact: true }).check();
  await list.getByLabel("Compare Both moves (copy)").check();
  await page.getByRole("link", { name: "Compare 2 scenarios" }).click();
  const comparison = page.getByRole("table", { name: "Scenarios side by side" });
  await expect(comparison.getByRole("columnheader")).toHaveCount(3);
  await expect(comparison).toContainText("Both moves (copy)");
  await expectNoProblems(page);

  // Its own page: run again, printed, exported.
  await comparison.getByRole("link", { name: "Both moves", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Both moves" })).toBeVisible();
  await page.getByRole("button", { name: "Run Both moves again" }).click();
  await expect(page.getByRole("table", { name: "Runs" }).locator("tbody tr")).toHaveCount(2);
  await expect(page.getByText("No price changed.")).toBeVisible();
  await expectNoProblems(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("table", { name: "Runs" })).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("outlay-scenario.csv");

  // Shared by its link: members see it, others do not.
  const path = new URL(page.url()).pathname;
  const viewer = await guestOf(page, browser, "Viewing Vera");
  await viewer.goto(path);
  await expect(viewer.getByRole("heading", { level: 1, name: "Both moves" })).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Run Both moves again" })).toHaveCount(0);
  await page.goto("/organizations/new");
  await page.getByLabel("Name").fill("Strangers");
  await page.getByRole("button", { name: "Create organisation" }).click();
  await expect(page.getByRole("heading", { name: "See where the money goes" })).toBeVisible();
  const stranger = await guestOf(page, browser, "Strange Stan");
  await stranger.goto(path);
  await expect(stranger.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});

test("the best assignment is asked for, explained and taken over, and free models stay out of the way", async ({
  page,
}) => {
  await signIn(page, OWNER);
  await page.goto("/switch?range=last-month");
  await expect(page.locator("canvas").first()).toBeVisible();
  // Free models are hidden until they are asked for.
  const ranking = page.getByRole("table", { name: "Models by what the same traffic would cost" });
  const free = ranking.getByRole("cell", { name: "$0.00", exact: true });
  await expect(ranking.getByRole("row").nth(20)).toBeVisible();
  await expect(free).toHaveCount(0);
  await page.getByRole("button", { name: "Show free models" }).click();
  await expect(free.first()).toBeVisible();
  await page.getByRole("button", { name: "Hide free models" }).click();
  await expect(free).toHaveCount(0);

  const card = page.locator("section", { has: page.getByRole("heading", { name: "Best assignment" }) });
  const find = card.getByRole("button", { name: "Find the best assignment" });
  const sentence = card.getByText(/ projects moves?\.$/);

  // Models are searched for and ticked by keyboard.
  await card.getByRole("button", { name: "Choose models" }).click();
  await card.getByLabel("Search Choose models").fill("openai nano gpt-4.1");
  await card.getByLabel("openai/gpt-4.1-nano", { exact: true }).focus();
  await page.keyboard.press("Space");
  await card.getByRole("button", { name: "Done choosing" }).click();
  await expect(card.getByRole("button", { name: "Leave out openai/gpt-4.1-nano", exact: true })).toBeVisible();
  await card.getByLabel("Most moves").fill("1");
  await card.getByLabel("Most moves").press("Enter");
  await find.click();
  await expect(sentence).toHaveText(/^Saves \$.* a month against today: 1 of \d+ projects moves\.$/);
  await expect(card.getByText(/^Proven: /)).toBeVisible();
  await expect(card.getByText(/^One more move would save \$.* a month more\.$/)).toBeVisible();
  const first = await sentence.textContent();

  // Another question gives a request up; what was found stays, and says what it is.
  await find.click();
  await card.getByLabel("Most moves").fill("");
  await card.getByLabel("Most moves").press("Enter");
  await expect(find).toBeEnabled();
  await expect(card.getByText(/^This answers an earlier question/)).toBeVisible();
  await expect(sentence).toHaveText(first ?? "");
  await find.click();
  await expect(sentence).not.toHaveText(first ?? "");
  await expectNoProblems(page);

  // On paper there is the answer.
  await page.emulateMedia({ media: "print" });
  await expect(find).toBeHidden();
  await expect(card.getByRole("table", { name: "Best assignment" })).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  // Taken over as moves, which are expected to save as much; it still answers its question.
  await card.getByRole("button", { name: "Use it" }).click();
  await expect(page).toHaveURL(/move=.*project/);
  const saved = /^Saves (\S+) a month/.exec((await sentence.textContent()) ?? "")?.[1] ?? "";
  await expect(page.getByText(new RegExp(`^Saves \\${saved} a month.*; `))).toBeVisible();
  await expect(card.getByText(/^This answers an earlier question/)).toHaveCount(0);

  // What is not possible says why.
  await card.getByLabel("Each project may stay where it is").uncheck();
  await card.getByLabel("Most moves").fill("0");
  await card.getByLabel("Most moves").press("Enter");
  await find.click();
  await expect(card.getByText("No assignment is possible.")).toBeVisible();
  await expect(card.getByText(/have to move, and at most 0 may|has to move and cannot/).first()).toBeVisible();
});

/** The page of somebody who was invited to the organisation that is looked at, as a viewer. */
async function guestOf(page: Page, browser: Browser, name: string): Promise<Page> {
  await page.goto("/settings/members");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("Role", { exact: true }).selectOption("viewer");
  await page.getByRole("button", { name: "Create link" }).click();
  const link = (await page.getByLabel("Invitation link").textContent()) ?? "";
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByLabel("Your name").fill(name);
  await guest.getByLabel("E-mail address").fill(`${name.replace(" ", ".").toLowerCase()}@example.com`);
  await guest.getByLabel("Password").fill("another long password");
  await guest.getByRole("button", { name: "Create account and join" }).click();
  await expect(guest).toHaveURL(/\/overview/);
  return guest;
}
