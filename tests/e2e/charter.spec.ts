// Owns: the charter of a project: written beside what the records say, approved, changed in a next version, compared, printed, taken back.
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { changeField, expectSaved, openExample, openProject, openWith } from "./people.ts";

const charter = (page: Page, version: number) => page.getByRole("article", { name: `Apollo, charter version ${version}` });
const versions = (page: Page) => page.getByRole("navigation", { name: "Versions of the charter" }).getByRole("link");
const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
};

/** Writes one of its parts, by keyboard. */
async function write(page: Page, version: number, label: string, text: string) {
  await charter(page, version).getByRole("button", { name: new RegExp(`^${label}: `) }).press("Enter");
  await charter(page, version).getByRole("textbox", { name: label }).fill(text);
  await page.keyboard.press("Control+Enter");
  await expect(charter(page, version).getByRole("button", { name: new RegExp(`^${label}: ${text.slice(0, 12)}`) })).toBeVisible();
}

async function approve(page: Page) {
  await press(page, "Approve…");
  const dialog = page.getByRole("dialog", { name: "Approve the charter" });
  await expect(dialog.getByRole("combobox", { name: /^Approved by/ })).toHaveValue("Ingrid Solheim");
  await dialog.getByRole("button", { name: "Approve", exact: true }).press("Enter");
  return dialog;
}

test("a charter is written, approved, changed in a next version, approved again, compared and printed, by keyboard, and taken back", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo");
  await changeField(page, "Sponsor", "Ingrid Solheim");
  await changeField(page, "Budget", "2.1m");
  await page.getByRole("main").getByRole("link", { name: "Charter", exact: true }).press("Enter");
  await press(page, "Begin the charter");
  await expect(charter(page, 1)).toContainText("Budget: £2,100,000");
  await expect(charter(page, 1)).toContainText("Sponsor: Ingrid Solheim");
  const dialog = await approve(page);
  await expect(dialog.getByRole("alert")).toContainText("purpose and justification are missing");
  await page.keyboard.press("Escape");
  await write(page, 1, "Purpose and justification", "The bridge of 1987 is worn.");
  await write(page, 1, "Success criteria", "No sailing is lost.");
  await approve(page);
  await expect(dialog.getByRole("alert")).toContainText("Name the lead of the project");
  await page.keyboard.press("Escape");
  await page.getByRole("main").getByRole("link", { name: "All fields", exact: true }).press("Enter");
  await changeField(page, "Lead", "Ada Lovelace");
  await page.getByRole("main").getByRole("link", { name: "Charter", exact: true }).press("Enter");
  await approve(page);
  await expect(dialog).toHaveCount(0);
  await expect(charter(page, 1)).toContainText("Approved by Ingrid Solheim on ");
  await expect(charter(page, 1).getByRole("button")).toHaveCount(0);

  // The project goes on; what was approved does not.
  await page.getByRole("main").getByRole("link", { name: "All fields", exact: true }).press("Enter");
  await changeField(page, "Budget", "2.5m");
  await page.getByRole("main").getByRole("link", { name: "Charter", exact: true }).press("Enter");
  await expect(charter(page, 1)).toContainText("Budget: £2,100,000");
  await press(page, "Begin a new version");
  await expect(charter(page, 2)).toContainText("Budget: £2,500,000");
  await expect(charter(page, 2)).toContainText("The bridge of 1987 is worn.");
  await write(page, 2, "Boundaries", "Not the car park.");
  await approve(page);
  await expect(dialog).toHaveCount(0);
  await expect(versions(page)).toHaveText([/Version 2\s*Approved/, /Version 1\s*Superseded/]);
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("Version 1");
  const changed = page.getByRole("region", { name: "What changed between the versions" });
  await expect(changed.getByRole("row", { name: /^Budget/ })).toContainText("Budget: £2,100,000");
  await expect(changed.getByRole("row", { name: /^Description/ })).toContainText("Not the car park.");
  await expect(changed.getByRole("row")).toHaveCount(3);
  await expectClean(page, "two versions of a charter");

  await page.emulateMedia({ media: "print" });
  await expect(charter(page, 2)).toBeVisible();
  await expect(page.getByRole("toolbar", { name: "Charter" })).toBeHidden();
  await expect(changed).toBeHidden();
  await page.emulateMedia({ media: "screen" });

  await versions(page).last().press("Enter");
  await expect(charter(page, 1)).toContainText("Superseded, approved by Ingrid Solheim");
  await page.keyboard.press("Control+z");
  await expect(charter(page, 1)).toContainText(/^Apollo, charter version 1Approved by/);
  for (const _ of [1, 2]) await page.keyboard.press("Control+z");
  await expect(versions(page)).toHaveText([/Version 1\s*Approved/]);
  await expectSaved(page);
});

test("the charter of the example prints on one page and reads well on a phone", async ({ page }) => {
  await openExample(page);
  await openProject(page, "Northpier linkspan renewal", "Charter");
  const own = page.getByRole("article", { name: "Northpier linkspan renewal, charter version 2" });
  await expect(own).toContainText("Budget: £3,900,000");
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectClean(page, "a charter, 390 px");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
