// Owns: the list of all work: made, found, edited in its place, what is overdue, blocked and one's own, and that it cannot be moved there by
// its fields; and what is blocked, seen on the overview.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { day } from "./people.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Work items" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const column = async (page: Page, heading: string) => grid(page).getByRole("columnheader", { name: new RegExp(`^${heading}\\b`) }).getAttribute("aria-colindex");
const cell = async (page: Page, name: string, heading: string) => row(page, name).locator(`[aria-colindex="${await column(page, heading)}"]`);
const main = (page: Page) => page.getByRole("main");
const panel = (page: Page) => page.getByRole("complementary");

/** Lists say which work there is: the way in that needs no board. */
const LIST = [
  "Task,Project,Owner,Due,Status",
  `Order steel,Apollo,Ada Lovelace,${day(-3)},In progress`,
  `Hire crane,Apollo,Grace Hopper,${day(7)},To do`,
  "Pour slab,Apollo,Ada Lovelace,,Done",
].join("\n");

async function openWork(page: Page) {
  await openApp(page, "/data/import");
  await page.getByLabel("Choose a CSV file").setInputFiles({ name: "work.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: "Import 3 work items" }).click();
  await expect(page.getByRole("button", { name: /^Undo: Import 3 work items/ })).toBeVisible();
  await page.goto("./#/work");
  await expect(row(page, "Order steel")).toBeVisible();
}

test("work from a list stands in the column its status means, and says what is overdue, done and whose it is", async ({ page }) => {
  await openWork(page);
  await expect(await cell(page, "Order steel", "Stands in")).toHaveText("Doing");
  await expect(await cell(page, "Order steel", "State")).toHaveText("Overdue");
  await expect(await cell(page, "Order steel", "Days overdue")).toHaveText("3");
  await expect(await cell(page, "Hire crane", "State")).toHaveText("Open");
  await expect(await cell(page, "Pour slab", "State")).toHaveText("Done");

  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "Overdue" }).or(page.getByRole("menuitemradio", { name: "Overdue" })).or(page.getByRole("menuitem", { name: "Overdue" })).first().click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
  await expect(row(page, "Order steel")).toBeVisible();
  await page.goto("./#/work");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).toContain('"Order steel"');
  expect(text).toContain('"Doing"');
});

test("a work item is made in the list, edited in its place, and says why an entry makes no sense", async ({ page }) => {
  await openWork(page);
  await page.getByRole("button", { name: "New work item" }).last().click();
  const dialog = page.getByRole("dialog", { name: "New work item" });
  await dialog.getByLabel("Title").fill("Paint the gate");
  await dialog.getByLabel("Project").fill("Apollo");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(row(page, "Paint the gate")).toBeVisible();
  await expect(await cell(page, "Paint the gate", "Stands in")).toHaveText("Backlog");

  await (await cell(page, "Paint the gate", "Owner")).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Owner" }).fill("Ada Lovelace");
  await page.keyboard.press("Enter");
  await expect(await cell(page, "Paint the gate", "Owner")).toHaveText("Ada Lovelace");
  await page.keyboard.press("Control+z");
  await expect(await cell(page, "Paint the gate", "Owner")).toHaveText("");
});

test("what is blocked is seen on the overview with how long, and leads to the card", async ({ page }) => {
  await openWork(page);
  await row(page, "Hire crane").getByRole("rowheader").click();
  await page.keyboard.press("Shift+Enter");
  await expect(panel(page).getByRole("heading", { level: 2, name: "Hire crane" })).toBeVisible();
  await panel(page).getByRole("button", { name: /^Blocked because/ }).click();
  await panel(page).getByRole("textbox", { name: "Blocked because" }).fill("No crane in town");
  await page.keyboard.press("Control+Enter");
  await panel(page).getByRole("button", { name: /^Blocked since/ }).click();
  await panel(page).getByRole("textbox", { name: "Blocked since" }).or(panel(page).getByLabel("Blocked since")).first().fill(day(-9));
  await page.keyboard.press("Enter");
  await expect(await cell(page, "Hire crane", "State")).toHaveText("Blocked");
  await page.goto("./#/");
  await expect(main(page)).toContainText("Blocked: Hire crane");
  await expect(main(page)).toContainText("blocked for 9 days: No crane in town");
  await page.getByRole("link", { name: "Open: Blocked: Hire crane" }).click();
  await expect(panel(page).getByRole("heading", { level: 2, name: "Hire crane" })).toBeVisible();
});
