import { expect, test } from "@playwright/test";
import { OWNER, open, signIn } from "./journey";

test("a second organisation sees none of the first, and an invitation opens the door", async ({ page, browser }) => {
  await signIn(page, OWNER);
  await open(page, "Settings");
  await page.getByRole("link", { name: "New organisation" }).click();
  // Settings have a field of that name too.
  await expect(page.getByRole("heading", { name: "New organisation" })).toBeVisible();
  await page.getByLabel("Name").fill("Second Works");
  await page.getByRole("button", { name: "Create organisation" }).click();
  await expect(page.getByRole("heading", { name: "See where the money goes" })).toBeVisible();
  await open(page, "Uploads");
  await expect(page.getByText("Nothing has come in yet")).toBeVisible();

  await page.goto("/settings/members");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("Role", { exact: true }).selectOption("viewer");
  await page.getByRole("button", { name: "Create link" }).click();
  const link = (await page.getByLabel("Invitation link").textContent()) ?? "";

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByLabel("Your name").fill("Grace Guest");
  await guest.getByLabel("E-mail address").fill("grace@example.com");
  await guest.getByLabel("Password").fill("another long password");
  await guest.getByRole("button", { name: "Create account and join" }).click();
  await expect(guest).toHaveURL(/\/overview/);
  await expect(guest.getByText("Second Works")).toBeVisible();
  await expect(guest.getByRole("button", { name: "Load sample data" })).toHaveCount(0);
  await guest.goto("/settings/api-keys");
  await expect(guest.getByText("Owners and admins see and create API keys")).toBeVisible();
  // Number 1 is an upload of the first organisation.
  await guest.goto("/uploads/1");
  await expect(guest.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await guest.goto(new URL(link).pathname);
  await expect(guest.getByText(/invitation has been used/)).toBeVisible();
});

test("a key is shown once and opens the API until it is revoked", async ({ page, request }) => {
  await signIn(page, OWNER);
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("gateway");
  await page.getByLabel("read").check();
  await page.getByRole("button", { name: "Create key" }).click();
  const key = (await page.getByLabel("API key", { exact: true }).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  const ask = () => request.get("/api/v1/spend", { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status()).toBe(200);
  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(page.getByText(`${key.slice(0, 12)}…`)).toBeVisible();
  await page.getByRole("button", { name: "Revoke gateway" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("revoked")).toBeVisible();
  expect((await ask()).status()).toBe(401);
});
