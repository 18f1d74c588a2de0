// Owns: the settings and what follows from them: limits of statuses, locale, calendar, criteria of gates with their versions; and
// the mending of gaps in the data, one by one and several at once.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, board, cardLink, day, expectSaved, gateDialog, newProject, openExample, openProject } from "./people.ts";

const settings = async (page: Page) => {
  await page.goto("./#/data/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
};
const form = (page: Page, field: string) => page.getByRole("main").locator("form").filter({ has: page.getByLabel(field, { exact: true }) });
const panel = (page: Page, name: string) =>
  page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });

/** Reports statuses of the project that is shown, by colour. */
async function report(page: Page, statuses: Record<string, string>) {
  for (const [label, colour] of Object.entries(statuses)) {
    await page.getByRole("button", { name: new RegExp(`^${label}: .*, change$`) }).click();
    await page.getByRole("combobox", { name: "Status", exact: true }).selectOption({ label: colour });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("button", { name: new RegExp(`^${label}: ${colour}.*, change$`) })).toBeFocused();
  }
}

test("a limit of the status rule is changed and the status follows", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await openProject(page, "Apollo");
  await report(page, { "Schedule status": "Amber", "Cost status": "Amber" });
  await page.goto("./#/board");
  await expect(board(page).getByRole("img", { name: "Status amber" })).toBeVisible();
  await settings(page);
  await page.getByRole("textbox", { name: "Amber constraints that make a project red" }).fill("2");
  await page.keyboard.press("Enter");
  await page.goto("./#/board");
  await expect(board(page).getByRole("img", { name: "Status red" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(board(page).getByRole("img", { name: "Status amber" })).toBeVisible();
});

test("dates, amounts and numbers follow the locale that is chosen", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/");
  const money = panel(page, "Money");
  await expect(money).toContainText(/£\d+\.\d+m/);
  await settings(page);
  const locale = page.getByRole("combobox", { name: "Locale" });
  await expect(form(page, "Locale").getByRole("status")).toContainText("£1,234,567.50 · 1,234");
  await locale.selectOption({ label: "German, Germany" });
  await expect(form(page, "Locale").getByRole("status")).toContainText(/1\.234\.567,50\s£ · 1\.234/);
  await expect(form(page, "First day of the week").getByRole("status")).toContainText("1. Apr. ");
  await page.goto("./#/");
  await expect(money).toContainText(/\d+,\d+m\s£/);
  // What is typed is read as it is written.
  await openProject(page, "Electric ferry pilot");
  await page.getByRole("button", { name: /^Budget: .*, change$/ }).click();
  await page.getByRole("textbox", { name: "Budget" }).fill("1.250,5");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Budget: 1\.250,50\s£, change$/ })).toBeFocused();
  await page.getByRole("button", { name: /^Planned finish: .*, change$/ }).click();
  await page.getByRole("main").getByLabel("Planned finish", { exact: true }).fill("2027-03-09");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Planned finish: 9\. März 2027, change$/ })).toBeFocused();
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole("button", { name: /^Planned finish: 9\. März 2027, change$/ })).toBeVisible();
  for (let step = 0; step < 3; step++) await page.keyboard.press("Control+z");
  await page.goto("./#/");
  await expect(money).toContainText(/£\d+\.\d+m/);
});

test("week and fiscal year are chosen by name, and what they make of today is said", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await settings(page);
  const follows = form(page, "First day of the week").getByRole("status");
  await expect(follows).toContainText("5 working days");
  const week = page.getByRole("group", { name: "Working days" });
  await expect(week.getByRole("checkbox", { name: "Friday" })).toBeChecked();
  await week.getByRole("checkbox", { name: "Friday" }).focus();
  await page.keyboard.press("Space");
  await week.getByRole("checkbox", { name: "Sunday" }).focus();
  await page.keyboard.press("Space");
  await week.getByRole("checkbox", { name: "Monday" }).focus();
  await page.keyboard.press("Space");
  await expect(follows).toContainText("4 working days");
  await page.getByRole("combobox", { name: "First day of the week" }).selectOption({ label: "Sunday" });
  await page.getByRole("combobox", { name: "Financial year starts in month" }).selectOption({ label: "April" });
  await expect(follows).toContainText(/Financial year \d{4}\/\d\d: 1 Apr \d{4} to 31 Mar \d{4}\./);
  await expectSaved(page);
  await page.reload();
  await expect(week.getByRole("checkbox", { name: "Friday" })).not.toBeChecked();
  await expect(week.getByRole("checkbox", { name: "Sunday" })).toBeChecked();
  await expect(page.getByRole("combobox", { name: "Financial year starts in month" })).toHaveValue("4");
});

test("a gate asks the criteria that were set, and what was held keeps its questions", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await newProject(page, "Gemini");
  const hold = async (name: string, more: () => Promise<void>) => {
    await page.goto("./#/board");
    await cardLink(board(page), name).focus();
    for (const key of ["Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
    const dialog = gateDialog(page, "G0");
    await answerAll(dialog);
    await more();
    await dialog.getByRole("radio", { name: /^Go/ }).check({ force: true });
    await dialog.getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace");
    await dialog.getByRole("textbox", { name: "Reasons" }).fill("It is worth it.");
    await dialog.getByRole("textbox", { name: "Funding released" }).fill("0");
    await dialog.getByLabel(/^Next gate on/).fill(day(30));
    await dialog.getByRole("button", { name: "Record decision" }).click();
    await expect(dialog).toHaveCount(0);
  };
  await hold("Apollo", async () => {});

  await settings(page);
  const change = page.getByRole("button", { name: "Change the criteria of G0", exact: true });
  await change.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Criteria of G0" });
  await expect(dialog.getByRole("textbox", { name: "Criterion 1", exact: true })).toHaveValue("The problem is stated");
  await dialog.getByRole("textbox", { name: "Criterion 1", exact: true }).fill("");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Say what is asked.");
  await expect(dialog.getByRole("textbox", { name: "Criterion 1", exact: true })).toBeFocused();
  await page.keyboard.type("Those who have the problem have stated it");
  await dialog.getByRole("button", { name: "Move criterion 1 down" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Move criterion 2 down" })).toBeFocused();
  await dialog.getByRole("button", { name: "Retire criterion 4" }).focus();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Add a criterion to “Score”" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("It pays back in a year");
  await dialog.getByRole("combobox", { name: "Weight of criterion 6" }).selectOption("3");
  await dialog.getByRole("group", { name: "Size classes of criterion 5" }).getByRole("checkbox", { name: "Large" }).uncheck({ force: true });
  await dialog.getByRole("button", { name: "Save criteria" }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole("row").filter({ has: change });
  await expect(row).toContainText("Version 2");
  await expect(row).toContainText("6 · 6 · 5");

  await hold("Gemini", async () => {
    const gate = gateDialog(page, "G0");
    await expect(gate.getByRole("radiogroup", { name: "Those who have the problem have stated it" })).toBeVisible();
    await expect(gate).not.toContainText("Nobody else does it already");
    await expect(gate).toContainText("counts 3 times");
    await expect(gate).toContainText("40 of 50 points");
  });

  await settings(page);
  await change.click();
  await dialog.getByRole("button", { name: "Back to the product’s own criteria" }).click();
  await dialog.getByText("Versions").click();
  await expect(dialog).toContainText(/Version 2: 6 criteria, set on .*, in force/);
  await dialog.getByRole("button", { name: "Save criteria" }).click();
  await expect(row).toContainText("The product’s own");

  const asked = async (name: string, count: RegExp) => {
    await openProject(page, name, "Gates");
    await page.getByText(count).click();
    return page.getByRole("main").getByRole("table");
  };
  const first = await asked("Apollo", /^6 answers$/);
  await expect(first).toContainText("The problem is stated");
  await expect(first).toContainText("Nobody else does it already");
  await expect(first).toContainText("Criteria version 1");
  const second = await asked("Gemini", /^6 answers$/);
  await expect(second).toContainText("Those who have the problem have stated it");
  await expect(second).toContainText("It pays back in a year");
  await expect(second).toContainText("Criteria version 2");
  await expectSaved(page);
  await page.reload();
  await page.getByText(/^6 answers$/).click();
  await expect(second).toContainText("It pays back in a year");
});

test("gaps are mended several at once in one step, and one by one in place", async ({ page }) => {
  await openApp(page);
  await page.goto("./#/data/import");
  const rows = Array.from({ length: 12 }, (_, at) => `P-${100 + at}\tProject ${at}\tInitiation\tSmall`).join("\n");
  await page.getByLabel("Paste cells from a spreadsheet").fill(`Code\tName\tPhase\tSize class\n${rows}`);
  await page.getByRole("button", { name: /Continue|Read|Next/ }).first().click();
  await page.getByRole("button", { name: /^Rehearse|^Check|^Next|^Continue/ }).first().click();
  await page.getByRole("button", { name: /^Import 12/ }).click();
  await expect(page.getByRole("heading", { name: "12 projects imported" })).toBeVisible();
  await page.goto("./#/data/quality");
  const lead = panel(page, "No lead");
  await expect(lead).toContainText("12 projects");
  await lead.getByRole("checkbox", { name: "All" }).focus();
  await page.keyboard.press("Space");
  await lead.getByRole("checkbox", { name: "Project 3", exact: true }).uncheck();
  await expect(lead.getByRole("button", { name: "Set for 11 projects" })).toBeEnabled();
  await lead.getByRole("button", { name: "Set for 11 projects" }).click();
  await expect(lead).toContainText("Lead is missing.");
  await lead.getByRole("combobox", { name: "Lead for those chosen" }).fill("Ada Lovelace");
  await lead.getByRole("button", { name: "Set for 11 projects" }).click();
  await expect(lead).toContainText("1 project");
  await lead.getByRole("button", { name: "Add lead: Project 3" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Grace Hopper");
  await page.keyboard.press("Escape");
  await expect(lead.getByRole("button", { name: "Add lead: Project 3" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Grace Hopper");
  await page.keyboard.press("Enter");
  await expect(lead).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(lead).toContainText("12 projects");
  await page.keyboard.press("Control+Shift+z");
  await expect(lead).toContainText("1 project");
  // Who is deleted leads nothing.
  await page.goto("./#/people");
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Delete/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Delete/ }).click();
  await page.goto("./#/data/quality");
  await expect(lead).toContainText("12 projects");
});

test("statuses that still hold are marked as looked at", async ({ page }) => {
  await openExample(page);
  await settings(page);
  await page.getByRole("textbox", { name: "Reporting cycle in days" }).fill("1");
  await page.keyboard.press("Enter");
  await page.goto("./#/data/quality");
  const old = panel(page, "Status out of date");
  await old.getByRole("checkbox", { name: "All" }).check();
  await old.getByRole("button", { name: /^Mark as looked at: \d+ projects$/ }).click();
  await expect(old).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(old).toBeVisible();
});

test("a setting is saved when it is left, and the value in force stands in an empty field", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await settings(page);
  const cycle = page.getByRole("textbox", { name: "Reporting cycle in days" });
  const next = page.getByRole("textbox", { name: "Amber constraints that make a project red" });
  await expect(cycle).toHaveAttribute("placeholder", "Default 31");
  await expect(page.getByRole("main").getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  await cycle.fill("14");
  await page.keyboard.press("Tab");
  await expect(next, "the focus goes on").toBeFocused();
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await expect(next).toBeFocused();
  await expectSaved(page);
  await page.reload();
  await expect(cycle).toHaveValue("14");
  await expect(next).toHaveValue("4");
  await page.keyboard.press("Control+z");
  await expect(next, "what undo brings back is shown").toHaveValue("");
  await expect(cycle).toHaveValue("14");
});
