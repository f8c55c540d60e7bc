import { expect, test } from "@playwright/test";
import { OWNER, signIn } from "./journey";

const TABLE = `Moment;Maschine;Tokens in;Tokens out;Team
13.11.2026 10:00;our-deployment;1.200;30;search
14.11.2026 10:00;gpt-4.1;2.400;60;search
`;

test("a table nobody knows is read by a mapping, and a name nobody knows is given a meaning", async ({ page }) => {
  await signIn(page, OWNER);
  await page.goto("/uploads");
  const file = { name: "table.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) };
  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  const sent = page.getByRole("list", { name: "Files of this visit" });
  await expect(sent.getByText("Outlay does not know these columns")).toBeVisible();
  await expect(sent.getByLabel("Model", { exact: true })).toHaveValue("Maschine");
  await expect(sent.getByText("The day comes first in dates.")).toBeVisible();
  await sent.getByRole("button", { name: "Read the file like this" }).click();
  await expect(sent).toContainText("2 records");
  await sent.getByLabel("Which model is our-deployment?").fill("openai/gpt-4.1-mini");
  await sent.getByRole("button", { name: "That’s it" }).click();
  await expect(sent.getByText("unknown model")).toHaveCount(0);
  await sent.getByRole("button", { name: "Upload table.csv" }).click();
  await expect(sent).toContainText("2 records: 2 new");

  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  await expect(sent).toContainText("All of them are stored already");
});
