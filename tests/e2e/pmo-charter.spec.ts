// Owns: the charter of the PMO: begun from nothing, written with the guide beside it, approved with a review, superseded, saved and printed. By keyboard.
import { readFile } from "node:fs/promises";
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { expectSaved, openExample } from "./people.ts";

const charter = (page: Page, version: number) => page.getByRole("article", { name: `PMO charter, version ${version}` });
const versions = (page: Page) => page.getByRole("navigation", { name: "Versions of the charter" }).getByRole("link");
const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
};

/** Writes one of its fields, by keyboard. */
async function write(page: Page, version: number, label: string, text: string) {
  await charter(page, version).getByRole("button", { name: new RegExp(`^${label}: `) }).press("Enter");
  await charter(page, version).getByLabel(label, { exact: true }).fill(text);
  await page.keyboard.press("Control+Enter");
  await expect(charter(page, version).getByRole("button", { name: new RegExp(`^${label}: ${text.slice(0, 12)}`) })).toBeVisible();
}

async function approve(page: Page) {
  await press(page, "Approve…");
  const dialog = page.getByRole("dialog", { name: "Approve the charter" });
  await dialog.getByRole("button", { name: "Approve", exact: true }).press("Enter");
  return dialog;
}

test("from an empty browser to an approved charter, changed in a second version, and the settings follow", async ({ page }) => {
  await openApp(page, "/office/charter");
  await press(page, "Begin the charter");
  await expect(charter(page, 1)).toContainText("Not approved yet");
  const dialog = await approve(page);
  await expect(dialog.getByRole("alert")).toContainText("the mission is missing");
  await page.keyboard.press("Escape");

  // The guide stands beside each field.
  const help = charter(page, 1).getByText("What belongs here: mission", { exact: true });
  await help.focus();
  await page.keyboard.press("Enter");
  await expect(charter(page, 1).getByText(/^We help Calder Bay Ferries/)).toBeVisible();
  await expectClean(page, "a PMO charter being written");

  await write(page, 1, "Mission", "We help to finish what was promised.");
  await charter(page, 1).getByRole("button", { name: /^Control type: / }).press("Enter");
  await charter(page, 1).getByRole("combobox", { name: "Control type" }).selectOption("Directive");
  await charter(page, 1).getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(charter(page, 1).getByRole("button", { name: /^Control type: Directive/ })).toBeVisible();
  await write(page, 1, "In scope", "All projects above the threshold.");
  await write(page, 1, "Objectives with measures", "Reports on time: from 55 % to 95 %.");
  await write(page, 1, "Authority of the PMO", "May ask for a report.");
  await approve(page);
  await expect(dialog.getByRole("alert")).toContainText("Name the accountable executive");
  await page.keyboard.press("Escape");
  await write(page, 1, "Accountable executive", "Ingrid Solheim");
  await approve(page);
  await expect(dialog).toHaveCount(0);
  await expect(charter(page, 1)).toContainText(/Approved by Ingrid Solheim on .*, review due /);
  await expect(charter(page, 1).getByRole("button")).toHaveCount(0);

  await page.goto("./#/settings");
  await expect(page.getByRole("combobox", { name: "Control type" })).toHaveValue("directive");

  await page.goto("./#/office/charter");
  await press(page, "Begin a new version");
  await expect(charter(page, 2)).toContainText("We help to finish what was promised.");
  await write(page, 2, "Out of scope", "Day-to-day operation.");
  await approve(page);
  await expect(dialog).toHaveCount(0);
  await expect(versions(page)).toHaveText([/Version 2\s*Approved/, /Version 1\s*Superseded/]);
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("Version 1");
  await expect(page.getByRole("region", { name: "What changed between the versions" }).getByRole("row")).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(charter(page, 2)).toContainText("Not approved yet");
  await expectSaved(page);
});

test("the charter of the example is saved as one file that asks nobody, prints, and reads well on a phone", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/office/charter");
  await expect(charter(page, 2)).toContainText("Bad news is welcome early.");
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Save as HTML file")]);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toContain("Bad news is welcome early.");
  expect(text).not.toMatch(/<script|<button|<input|https?:\/\/(?!www\.w3\.org)/);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("toolbar", { name: "Charter" })).toBeHidden();
  await expect(charter(page, 2)).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectClean(page, "the PMO charter, 390 px");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
