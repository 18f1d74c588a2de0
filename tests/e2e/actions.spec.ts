// Owns: the list of actions: made, found, edited in its place, ended, deleted and taken back, and where records lead to one.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { day, expectSaved } from "./people.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Actions" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const column = async (page: Page, heading: string) => grid(page).getByRole("columnheader", { name: new RegExp(`^${heading}\\b`) }).getAttribute("aria-colindex");
const cell = async (page: Page, name: string, heading: string) => row(page, name).locator(`[aria-colindex="${await column(page, heading)}"]`);
const panel = (page: Page) => page.getByRole("complementary");

async function add(page: Page, text: string, fields: { owner?: string; due?: string } = {}) {
  await page.getByRole("button", { name: /^(New action|Add the first action)$/ }).last().click();
  const dialog = page.getByRole("dialog", { name: "New action" });
  await dialog.getByLabel("Action").fill(text);
  if (fields.owner) await dialog.getByLabel("Owner").fill(fields.owner);
  if (fields.due) await dialog.getByLabel("Due").fill(fields.due);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(row(page, text)).toBeVisible();
}

/** Three actions: one overdue, one due next week, one without a day. */
async function openThree(page: Page) {
  await openApp(page, "/actions");
  await expect(page.getByRole("heading", { name: "No actions yet" })).toBeVisible();
  await add(page, "Ask the harbour master", { owner: "Ada Lovelace", due: day(-3) });
  await add(page, "Book the test track", { owner: "Grace Hopper", due: day(7) });
  await add(page, "Check the contract");
}

test("an action is made, is overdue after its day, is edited in its place, and its end is noted by itself", async ({ page }) => {
  await openThree(page);
  await expect(await cell(page, "Ask the harbour master", "Days overdue")).toHaveText("3");
  await expect(await cell(page, "Book the test track", "Days overdue")).toHaveText("");
  await expect(grid(page).getByRole("rowheader", { name: "Total" })).toHaveAttribute("data-of", " of 3 actions open");

  await (await cell(page, "Ask the harbour master", "State")).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "State" }).selectOption("Done");
  await page.keyboard.press("Enter");
  await expect(await cell(page, "Ask the harbour master", "State")).toHaveText("Done");
  await expect(await cell(page, "Ask the harbour master", "Days overdue")).toHaveText("");
  await expect(grid(page).getByRole("rowheader", { name: "Total" })).toHaveAttribute("data-of", " of 3 actions, 2 open");
  await page.keyboard.press("Shift+Enter");
  await expect(panel(page).getByRole("heading", { level: 2, name: "Ask the harbour master" })).toBeVisible();
  await expect(panel(page).getByRole("button", { name: /^Ended on: (?!Not given)/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(panel(page).getByRole("button", { name: /^Ended on: Not given/ })).toBeVisible();
  await expect(await cell(page, "Ask the harbour master", "Days overdue")).toHaveText("3");
});

test("a key on the box of a row selects that row, wherever the focus was before", async ({ page }) => {
  await openThree(page);
  const box = (name: string) => grid(page).getByRole("checkbox", { name: `Select ${name}` });
  await box("Check the contract").focus();
  await page.keyboard.press("Space");
  await expect(box("Check the contract")).toBeChecked();
  await expect(page.getByRole("region", { name: "Selected actions" })).toContainText("1 selected");
  await expect(grid(page).getByRole("row", { selected: true })).toHaveCount(1);
});

test("actions are deleted together and come back with one step; a word and a saved view find them, CSV has them", async ({ page }) => {
  await openThree(page);
  await page.getByRole("searchbox", { name: "Search actions" }).fill("grace");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
  await expect(row(page, "Book the test track")).toBeVisible();
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Grace's actions");
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Search actions" }).fill("");

  await grid(page).getByRole("checkbox", { name: "Select Ask the harbour master" }).check();
  await grid(page).getByRole("checkbox", { name: "Select Check the contract" }).check();
  await page.getByRole("region", { name: "Selected actions" }).getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog", { name: "Delete actions" }).getByRole("button", { name: "Delete actions" }).click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
  await page.keyboard.press("Control+z");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "5");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).toContain('"Action","Owner","Due","Days overdue (calculated)","State","Source"');
  expect(text).toContain('"Ask the harbour master","Ada Lovelace"');

  // The view is of this list alone, and the palette leads to it.
  await expectSaved(page);
  await page.goto("./#/projects");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Grace's");
  await page.getByRole("option", { name: /Grace's actions/ }).click();
  await expect(page).toHaveURL(/#\/actions\?text=grace$/u);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
});

test("the palette and the page of its owner lead to an action, opened beside the list", async ({ page }) => {
  await openThree(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("contract");
  await page.getByRole("option", { name: /Check the contract/ }).click();
  await expect(panel(page).getByRole("heading", { level: 2, name: "Check the contract" })).toBeVisible();
  await page.goto("./#/people");
  await page.getByRole("link", { name: "Grace Hopper" }).click();
  await page.getByRole("link", { name: "Book the test track" }).click();
  await expect(panel(page).getByRole("heading", { level: 2, name: "Book the test track" })).toBeVisible();
});
