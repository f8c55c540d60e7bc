import { expect, test } from "@playwright/test";
import { zipOf } from "../support/zip-of";
import { expectNoProblems } from "./accessibility";
import { foundOrganization, OWNER, signIn } from "./journey";

const TABLE = `Moment;Maschine;Tokens in;Tokens out;Team
13.11.2026 10:00;our-deployment;1.200;30;search
14.11.2026 10:00;gpt-4.1;2.400;60;search
`;

test("a table nobody knows is read by a mapping, and a name nobody knows is given a meaning", async ({ page }) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Mapped Engines");
  await page.goto("/uploads");
  const file = { name: "table.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) };
  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  const sent = page.getByRole("list", { name: "Files of this visit" });
  await expect(sent.getByText("Outlay does not know these columns")).toBeVisible();
  await expect(sent.getByLabel("Model", { exact: true })).toHaveValue("Maschine");
  await expect(sent.getByText("The day comes first in dates.")).toBeVisible();
  await expectNoProblems(page);
  await sent.getByRole("button", { name: "Read the file like this" }).click();
  await expect(sent).toContainText("2 records");
  await expectNoProblems(page);
  await sent.getByLabel("Which model is our-deployment?").fill("openai/gpt-4.1-mini");
  await sent.getByRole("button", { name: "That’s it" }).click();
  await expect(sent.getByText("unknown model")).toHaveCount(0);
  await sent.getByRole("button", { name: "Upload table.csv" }).click();
  await expect(sent).toContainText("2 records: 2 new");

  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  await expect(sent).toContainText("All of them are stored already");
});

test("an archive is one upload of several files: what is in it is shown before and after, rejects with their file", async ({
  page,
}) => {
  const header = "id,timestamp,model,input,output\n";
  const archive = zipOf([
    ["november/one.csv", `${header}zip-1,2026-11-13T10:00:00Z,gpt-4.1,1000,30\n`],
    [
      "november/two.csv",
      `${header}zip-2,2026-11-13T11:00:00Z,gpt-4.1,1000,30\nzip-3,2026-11-13T12:00:00Z,gpt-4.1,-1,30\n`,
    ],
    ["__MACOSX/november/._one.csv", "\0"],
  ]);
  await signIn(page, OWNER);
  await foundOrganization(page, "Archived Engines");
  await page.goto("/uploads");
  await page
    .getByLabel("Files", { exact: true })
    .setInputFiles({ name: "november.zip", mimeType: "application/zip", buffer: archive });
  const sent = page.getByRole("list", { name: "Files of this visit" });
  await sent.getByText("2 files of the archive, 1 passed over").click();
  await expect(sent.getByRole("row", { name: /november\/two\.csv outlay-csv 2 1/ })).toBeVisible();
  await expectNoProblems(page);
  await sent.getByRole("button", { name: "Upload november.zip" }).click();
  await expect(sent).toContainText("3 records: 2 new, 1 rejected");
  await expect(sent.getByRole("row", { name: /november\/two\.csv 3 tokens\.input/ })).toBeVisible();
  await expectNoProblems(page);
});

test("what is no usage is refused in words, and what broke off is tried again", async ({ page }) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Refused Engines");
  await page.goto("/uploads");
  const files = page.getByLabel("Files", { exact: true });
  const sent = page.getByRole("list", { name: "Files of this visit" });
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]);
  await files.setInputFiles({ name: "holiday.jpg", mimeType: "image/jpeg", buffer: picture });
  await expect(sent).toContainText("This is not a text file");
  const lines =
    "id,timestamp,model,input,output\none,2026-11-13T10:00:00Z,gpt-4.1,1000,30\ntwo,never,gpt-4.1,1000,30\n";
  await files.setInputFiles({ name: "half.csv", mimeType: "text/csv", buffer: Buffer.from(lines) });
  await sent.getByRole("button", { name: "Upload half.csv" }).click();
  await expect(sent).toContainText("2 records: 1 new, 1 rejected");
  const uploads = page.getByRole("table", { name: "Uploads" });
  await expect(uploads).toContainText("stored in part");
  await expectNoProblems(page);
  await page.route("**/api/v1/usage?*", (route) => route.abort());
  await files.setInputFiles({ name: "lost.csv", mimeType: "text/csv", buffer: Buffer.from(lines) });
  await sent.getByRole("button", { name: "Upload lost.csv" }).click();
  await expect(sent).toContainText("The connection broke");
  await page.unroute("**/api/v1/usage?*");
  await sent.getByRole("button", { name: "Try lost.csv again" }).press("Enter");
  await sent.getByRole("button", { name: "Upload lost.csv" }).press("Enter");
  await expect(sent).toContainText("2 records: 1 already there, 1 rejected");
  await expect(sent.getByRole("listitem").filter({ hasText: "lost.csv" })).toBeFocused();
  await uploads.getByRole("button", { name: "Delete half.csv" }).click();
  await expect(page.getByRole("dialog").getByText("All records it brought")).toHaveCSS("text-align", "left");
});
