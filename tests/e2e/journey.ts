import { type APIResponse, expect, type Page } from "@playwright/test";

/** The first owner, whom the first visit creates. */
export const OWNER = {
  name: "Ada Owner",
  email: "ada@example.com",
  password: "correct horse battery",
  organization: "Analytical Engines",
};

/** Signs in on the sign-in page. */
export async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/overview/);
}

/**
 * Founds an organisation that this browser looks at from now on. Tests run side by side: what stores usage does so in one of
 * its own, so that the figures of the first organisation stand still for those that read them.
 */
export async function foundOrganization(page: Page, name: string): Promise<void> {
  const response = await post(page, "organizations", { name, timeZone: "UTC" });
  expect(response.status()).toBe(201);
}

/** Posts to the API as the page would: from its own origin, signed in as it is. */
export async function post(page: Page, path: string, data?: unknown): Promise<APIResponse> {
  const { origin } = new URL(page.url());
  return page.request.post(`/api/v1/${path}`, { headers: { origin }, data });
}

/** Goes to a page by the navigation. */
export async function open(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Logs out through the account menu. */
export async function logOut(page: Page, person: { name: string }): Promise<void> {
  await page.locator("summary").filter({ hasText: person.name, visible: true }).click();
  await page.getByRole("button", { name: "Log out" }).click();
}
