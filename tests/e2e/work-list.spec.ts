// Owns: the list of all work, where many are changed at once: moved, archived and brought back, those that cannot be named; whose work is
// shown; and its file, read back.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { openImport } from "./people.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Work items" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const column = async (page: Page, heading: string) => grid(page).getByRole("columnheader", { name: new RegExp(`^${heading}\\b`) }).getAttribute("aria-colindex");
const cell = async (page: Page, name: string, heading: string) => row(page, name).locator(`[aria-colindex="${await column(page, heading)}"]`);
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const picked = (page: Page) => page.getByRole("region", { name: "Selected work items" });

const LIST = [
  "Task,Project,Owner,Due,Status",
  "Order steel,Apollo,Ada Lovelace,2027-03-01,In progress",
  "Hire crane,Apollo,Grace Hopper,2027-03-07,To do",
  "Pour slab,Gemini,Ada Lovelace,,To do",
].join("\n");

async function readList(page: Page, text: string, button: RegExp) {
  await openImport(page);
  await page.getByLabel("Choose a CSV file").setInputFiles({ name: "work.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: button }).click();
}

async function openWork(page: Page) {
  await openApp(page, "/data/import");
  await readList(page, LIST, /^Import 3 work items/);
  await page.goto("./#/work");
  await expect(row(page, "Order steel")).toBeVisible();
}

async function pick(page: Page, ...names: string[]) {
  for (const name of names) await row(page, name).getByRole("checkbox").check();
}

test("several are moved to a column of their own boards in one step, and who cannot be moved is named and stays", async ({ page }) => {
  await openWork(page);
  await pick(page, "Order steel", "Hire crane", "Pour slab");
  await picked(page).getByRole("button", { name: "Move…" }).click();
  const move = dialog(page, "Move work items");
  await move.getByRole("button", { name: "Move", exact: true }).click();
  await expect(move.getByRole("alert")).toHaveText("Choose a phase, a column, or both.");
  await move.getByRole("combobox", { name: "Column" }).selectOption("Doing");
  await expect(move.getByRole("status")).toContainText("2 of 3 work items are moved. The others stay as they are:");
  await expect(move.getByRole("status")).toContainText("“Order steel”: It stands there already.");
  await move.getByRole("button", { name: "Move", exact: true }).click();
  await expect(move).toHaveCount(0);
  await expect(await cell(page, "Hire crane", "Stands in")).toHaveText("Doing");
  await expect(await cell(page, "Pour slab", "Stands in")).toHaveText("Doing");
  await page.keyboard.press("Control+z");
  await expect(await cell(page, "Hire crane", "Stands in")).not.toHaveText("Doing");
  await expect(await cell(page, "Pour slab", "Stands in")).not.toHaveText("Doing");
});

test("several change their phase, and come to the first column there", async ({ page }) => {
  await openWork(page);
  await pick(page, "Hire crane", "Pour slab");
  await picked(page).getByRole("button", { name: "Move…" }).click();
  await dialog(page, "Move work items").getByRole("combobox", { name: "Phase" }).selectOption("Planning");
  await dialog(page, "Move work items").getByRole("button", { name: "Move", exact: true }).click();
  await expect(await cell(page, "Hire crane", "Stands in")).toHaveText("To do");
  await expect(await cell(page, "Pour slab", "Stands in")).toHaveText("To do");
});

test("several are archived and brought back", async ({ page }) => {
  await openWork(page);
  await pick(page, "Order steel", "Hire crane");
  await picked(page).getByRole("button", { name: "Archive…" }).click();
  await dialog(page, "Archive work items").getByRole("button", { name: "Archive", exact: true }).click();
  await expect(await cell(page, "Order steel", "State")).toHaveText("Archived");
  await pick(page, "Pour slab");
  await picked(page).getByRole("button", { name: "Bring back…" }).click();
  const back = dialog(page, "Bring work items back");
  await expect(back.getByRole("status")).toContainText("2 of 3 work items are brought back.");
  await expect(back.getByRole("status")).toContainText("“Pour slab”: It is not archived.");
  await back.getByRole("button", { name: "Bring back", exact: true }).click();
  await expect(await cell(page, "Order steel", "State")).toHaveText("Open");
  await expect(await cell(page, "Hire crane", "State")).toHaveText("Open");
});

test("whose work is shown is chosen above the list, stands in the address, and is a way from the page of a person", async ({ page }) => {
  await openWork(page);
  await page.getByRole("combobox", { name: "Whose work items" }).selectOption("Ada Lovelace");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "4");
  await expect(row(page, "Hire crane")).toHaveCount(0);
  expect(page.url()).toMatch(/#\/work\?person=\w+$/);
  await page.reload();
  await expect(row(page, "Pour slab")).toBeVisible();
  await expect(row(page, "Hire crane")).toHaveCount(0);
  await page.getByRole("combobox", { name: "Whose work items" }).selectOption("All work items");
  await expect(row(page, "Hire crane")).toBeVisible();
  await page.goto("./#/people");
  await page.getByRole("link", { name: "Grace Hopper" }).first().click();
  await page.getByRole("main").getByRole("link", { name: "Work items" }).click();
  await expect(row(page, "Hire crane")).toBeVisible();
  await expect(row(page, "Order steel")).toHaveCount(0);
});

test("the file of all work, read back, changes nothing, and what was changed in it changes here", async ({ page }) => {
  await openWork(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).toContain('"Work item id"');
  await openImport(page);
  await page.getByLabel("Choose a CSV file").setInputFiles({ name: "work.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.getByRole("combobox", { name: "Each row is" })).toHaveValue("work_item");
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("main")).toContainText("There is nothing to import.");

  const changed = text.replace('"Order steel"', '"Order iron"').replace('"Doing"', '"Review/test"');
  await readList(page, changed, /^Update 1 work item/);
  await page.goto("./#/work");
  await expect(await cell(page, "Order iron", "Stands in")).toHaveText("Review/test");
  await expect(row(page, "Order steel")).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "5");
});
