// Owns: a status reported by keyboard on its sheet, its report through its states until it is published and stays as it is, its file, who
// owes one, and that all of it can be taken back.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openExample, openProject } from "./people.ts";

const PROJECT = "New booking system";
const sheet = (page: Page, project = PROJECT) => page.getByRole("dialog", { name: `Report status: ${project}` });
const report = (page: Page) => page.getByRole("article", { name: /^Status report / });
const row = (page: Page, constraint: string) => report(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: constraint, exact: true }) });
const reports = (page: Page) => page.getByRole("navigation", { name: "Reports" }).getByRole("link");
const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
};

async function openReports(page: Page) {
  await openExample(page);
  await openProject(page, PROJECT, "Reports");
  await expect(report(page)).toBeVisible();
}

/** Opens the sheet by its key and chooses a colour by its letter. */
async function choose(page: Page, constraint: string, letter: string) {
  await page.keyboard.press("s");
  const group = sheet(page).getByRole("radiogroup", { name: `${constraint} status` });
  await group.getByRole("radio").first().focus();
  await page.keyboard.press(letter);
}

test("where nothing has changed a status takes three keys", async ({ page }) => {
  await openReports(page);
  const before = await reports(page).count();
  await page.keyboard.press("s");
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(sheet(page)).toHaveCount(0);
  await expect(reports(page)).toHaveCount(before + 1);
  await expect(report(page)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(reports(page)).toHaveCount(before);
});

test("a status is put in place of the rule, published, and stays while its project goes on; all of it is taken back", async ({ page }) => {
  await openReports(page);
  const before = await reports(page).count();
  await choose(page, "Schedule", "r");
  const dialog = sheet(page);
  await expect(dialog.getByText(/wants a recovery plan with an owner and a day/)).toBeVisible();
  // In place of the rule, which says red: amber, with a reason.
  await dialog.getByRole("radiogroup", { name: "Overall status" }).getByRole("radio").first().focus();
  await page.keyboard.press("a");
  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByRole("alert").filter({ hasText: "Say why the overall status" })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("A second supplier is found");
  await dialog.getByRole("textbox", { name: "Decided by" }).fill("Ada Lovelace");
  await dialog.getByRole("textbox", { name: "Schedule note" }).fill("Steel is late");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  await expect(row(page, "Schedule")).toContainText("Red");
  await expect(row(page, "Schedule")).toContainText("Steel is late");
  await expect(row(page, "Overall")).toContainText("Amber");
  await expect(report(page).getByText(/^Set to amber by Ada Lovelace in place of the rule, until /)).toBeVisible();
  // What the project itself says follows.
  await press(page, "Mark as checked");
  await press(page, "Publish");
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Change", exact: true })).toHaveCount(0);
  const published = await report(page).innerText();
  const address = await reports(page).first().getAttribute("href");
  // The project goes on: the next report says something else, the published one does not.
  await choose(page, "Schedule", "g");
  await sheet(page).getByRole("textbox", { name: "Schedule note" }).fill("Back on course");
  await page.keyboard.press("Control+Enter");
  await expect(reports(page)).toHaveCount(before + 2);
  await expect(row(page, "Schedule")).toContainText("Back on course");
  await page.goto(`./${address}`);
  await expect(row(page, "Schedule")).toContainText("Steel is late");
  expect(await report(page).innerText()).toBe(published);
  for (const left of [1, 1, 1, 0]) {
    await page.keyboard.press("Control+z");
    await expect(reports(page)).toHaveCount(before + left);
  }
});

test("a report is saved as one file that needs no script and asks nobody", async ({ page, context }) => {
  await openReports(page);
  await page.keyboard.press("s");
  await sheet(page).getByRole("textbox", { name: "Help needed" }).fill("<script>alert(1)</script> & a crane");
  await page.keyboard.press("Control+Enter");
  const download = page.waitForEvent("download");
  await press(page, "Save as HTML file");
  const file = await (await download).path();
  const text = readFileSync(file, "utf8");
  expect(text).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|<link|https?:\/\/(?!www\.w3\.org)/);
  const alone = await context.newPage();
  const asked: string[] = [];
  alone.on("request", (request) => asked.push(request.url()));
  await alone.setContent(text);
  await expect(alone.getByRole("article")).toContainText("<script>alert(1)</script> & a crane");
  await expect(alone.getByRole("rowheader", { name: "Schedule" })).toBeVisible();
  expect(asked).toEqual([]);
});

test("the office sees who has reported, copies a reminder, and writes one report after the other", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/reports");
  await expect(page.getByRole("heading", { level: 1, name: "Status reports" })).toBeVisible();
  const said = page.getByText(/\d+ of \d+ reported/);
  const [reported, owed] = (await said.innerText()).match(/(\d+) of (\d+)/)!.slice(1).map(Number) as [number, number];
  expect(reported).toBeLessThan(owed);
  await press(page, "Copy reminder");
  const reminder = page.getByRole("dialog", { name: "Reminder" });
  await expect(reminder.getByRole("textbox", { name: "Reminder" })).toHaveValue(/Still missing:\n- /);
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: /^Report status: / });
  const first = await dialog.getByRole("heading", { level: 2 }).innerText();
  const next = dialog.getByRole("button", { name: "Submit, then next" });
  if (owed - reported > 1) {
    await next.focus();
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("heading", { level: 2 })).not.toHaveText(first);
    await page.keyboard.press("Escape");
  } else {
    await expect(next).toBeHidden();
    await page.keyboard.press("Control+Enter");
  }
  await expect(said).toContainText(`${reported + 1} of ${owed} reported`);
});
