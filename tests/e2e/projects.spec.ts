// Owns: the register of projects, as the head of a PMO uses it all day: mostly with the keyboard, everything found by role
// and name.
import { readFileSync } from "node:fs";
import { type Locator, type Page } from "@playwright/test";
import { storeLargePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { expectSaved, gateDialog, newProject, openExample, openProject } from "./people.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Projects" });

/** A row by the name of its project. */
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

/** Which column stands under a heading, from 1, the check box included. */
const index = async (page: Page, heading: string) => Number(await grid(page).getByRole("columnheader", { name: new RegExp(`^${heading}\\b`) }).getAttribute("aria-colindex"));

/** The cell of a project under a heading. */
const cell = async (page: Page, name: string, heading: string): Promise<Locator> => row(page, name).locator(`[aria-colindex="${await index(page, heading)}"]`);

/** Names of the projects and heads of groups from top to bottom. */
const names = (page: Page) => grid(page).getByRole("rowheader").allInnerTexts();
const expectNames = (page: Page, expected: string[]) =>
  expect.poll(async () => (await names(page)).map((name) => name.replace(/\s+/g, " ").trim()).filter((name) => name !== "Total")).toEqual(expected);

async function openRegister(page: Page, query = "") {
  await page.goto(`./#/projects${query}`);
  await expect(grid(page)).toBeVisible();
}

/** Puts the focus on a cell with the keyboard alone, from the top. */
async function goTo(page: Page, name: string, heading: string) {
  await (await cell(page, name, heading)).focus();
  await expect(await cell(page, name, heading)).toBeFocused();
}

/** Fills the register with thirty projects by pasting a list. */
async function openThirty(page: Page) {
  await openApp(page, "/data/import");
  const lines = Array.from({ length: 30 }, (_, at) => `Project ${String(at + 1).padStart(2, "0")}\tAda Lovelace\t${(at + 1) * 1000}`);
  await page.getByRole("textbox", { name: /paste/i }).fill(["Name\tLead\tBudget (GBP)", ...lines].join("\n"));
  await page.getByRole("button", { name: "Read pasted cells" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: /^Import 30 projects/ }).click();
  await expect(page.getByRole("heading", { name: "30 projects imported" })).toBeVisible();
  await openRegister(page);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "32");
}

test("sorts by several columns with the keyboard, says so, and Back returns", async ({ page }) => {
  await openExample(page);
  await openRegister(page);
  await grid(page).getByRole("columnheader", { name: /^Phase/ }).focus();
  await page.keyboard.press("Enter");
  await expect(grid(page).getByRole("columnheader", { name: /^Phase/ })).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await expect(grid(page).getByRole("columnheader", { name: /^Lead/ })).toHaveAttribute("aria-sort", "descending");
  await expectNames(page, [
    "Night crossing for lorries",
    "Winter timetable tool",
    "Office move to Eastgate",
    "Passenger information screens",
    "Shore power at Northpier",
    "Electric ferry pilot",
    "Loyalty card",
    "New booking system",
    "Car deck ventilation",
    "Northpier linkspan renewal",
    "Card payments on board",
    "Freight portal",
    "Crew rostering",
    "Step-free terminals",
  ]);
  await expect(page).toHaveURL(/sort=phase,-lead$/);
  await page.goBack();
  await page.goBack();
  await expect(grid(page).getByRole("columnheader", { name: /^Lead/ })).toHaveAttribute("aria-sort", "none");
});

test("filters by field and by words, shows what is in force, and takes it away", async ({ page }) => {
  await openExample(page);
  await openRegister(page);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const panel = page.getByRole("group", { name: "Filter" });
  await panel.getByRole("combobox", { name: "Filter by" }).selectOption("Phase");
  await panel.getByRole("checkbox", { name: "Planning" }).check();
  await panel.getByRole("checkbox", { name: "Closing" }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByText("5 of 14 projects", { exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search projects" }).fill("PORTAL");
  await expectNames(page, ["Freight portal"]);
  await page.getByRole("searchbox", { name: "Search projects" }).fill("nothing like it");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("14 projects", { exact: true })).toBeVisible();
  await page.goto("./#/projects?filter=phase:is:planning");
  await expectNames(page, ["Electric ferry pilot", "Shore power at Northpier", "Loyalty card"]);
  await page.getByRole("button", { name: "Remove filter Phase: Planning" }).click();
  await expect(page.getByText("14 projects", { exact: true })).toBeVisible();
});

test("groups with counts and subtotals per currency, and folds a group", async ({ page }) => {
  await openApp(page);
  for (const name of ["Apollo", "Borealis", "Ceres"]) await newProject(page, name, { lead: name === "Ceres" ? "Grace Hopper" : "Ada Lovelace" });
  await openRegister(page, "?columns=name,lead,budget");
  for (const [name, amount] of [["Apollo", "1.5m"], ["Borealis", "250,000"], ["Ceres", "EUR 90k"]] as const) {
    await goTo(page, name, "Budget");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Budget" })).toBeFocused();
    await page.keyboard.type(amount);
    await page.keyboard.press("Enter");
    await expect(await cell(page, name, "Budget")).toBeFocused();
  }
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Lead", exact: true }).click();
  await expectNames(page, ["Ada Lovelace 2 projects", "Apollo", "Borealis", "Grace Hopper 1 project", "Ceres"]);
  const head = (name: string) => grid(page).getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(head("Ada Lovelace")).toContainText("£1,750,000");
  await expect(head("Grace Hopper")).toContainText("€90,000");
  const total = head("Total");
  await expect(total).toContainText("€90,000 + £1,750,000");
  await expect(total).toContainText("Not converted");
  await grid(page).getByRole("rowheader", { name: /^Ada Lovelace/ }).focus();
  await page.keyboard.press("Enter");
  await expectNames(page, ["Ada Lovelace 2 projects", "Grace Hopper 1 project", "Ceres"]);
  await expect(head("Ada Lovelace")).toContainText("£1,750,000");
});

test("edits a cell in its place, refuses what does not fit in a sentence, and Tab goes on", async ({ page }) => {
  await openExample(page);
  await openRegister(page, "?columns=name,priority,budget,phase");
  const before = await (await cell(page, "Loyalty card", "Priority")).innerText();
  await goTo(page, "Loyalty card", "Priority");
  await page.keyboard.press("F2");
  const priority = page.getByRole("textbox", { name: "Priority" });
  await expect(priority).toBeFocused();
  await priority.fill("first");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Priority must be a whole number.")).toBeVisible();
  await expect(priority).toHaveAttribute("aria-invalid", "true");
  await priority.fill("3");
  await page.keyboard.press("Tab");
  await expect(await cell(page, "Loyalty card", "Priority")).toHaveText("3");
  const budget = page.getByRole("textbox", { name: "Budget" });
  await expect(budget).toBeFocused();
  await budget.fill("75k");
  await page.keyboard.press("Enter");
  await expect(await cell(page, "Loyalty card", "Budget")).toHaveText(/75,000/);
  await expect(await cell(page, "Loyalty card", "Budget")).toBeFocused();
  await page.keyboard.press("Enter");
  await budget.fill("1");
  await page.keyboard.press("Escape");
  await expect(await cell(page, "Loyalty card", "Budget")).toHaveText(/75,000/);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(await cell(page, "Loyalty card", "Priority")).toHaveText(before);
  // Only a gate changes a phase.
  await goTo(page, "Loyalty card", "Phase");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /review/i })).toBeVisible();
});

test("an edit of one field draws one text anew", async ({ page }) => {
  await openExample(page);
  await openRegister(page, "?columns=name,priority,lead,size_class");
  await goTo(page, "Loyalty card", "Priority");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Priority" }).fill("42");
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const body = document.querySelector(".grid-body");
    if (body) new MutationObserver((all) => all.forEach((one) => one.type !== "attributes" && seen.push(`${one.type} ${one.target.textContent}`))).observe(body, { subtree: true, childList: true, characterData: true });
  });
  await page.keyboard.press("Enter");
  await expect(await cell(page, "Loyalty card", "Priority")).toHaveText("42");
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["characterData 42"]);
});

test("changes thirty projects at once, and takes that back in one step", async ({ page }) => {
  await openThirty(page);
  await goTo(page, "Project 01", "Name");
  await page.keyboard.press("Control+a");
  const bar = page.getByRole("region", { name: "Selected projects" });
  await expect(bar).toContainText("30 selected");
  await bar.getByRole("button", { name: "Set field…" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a field" });
  await dialog.getByRole("combobox", { name: "Field" }).selectOption("Budget");
  await dialog.getByRole("textbox", { name: "Budget" }).fill("lots");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Budget must be an amount such as 12,500 or 12500.50.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Budget" }).fill("12,500");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Undo: Change budget of 30 projects" })).toBeVisible();
  await expect(grid(page).getByRole("row", { name: /^Total/ })).toContainText("£375,000");
  await page.getByRole("button", { name: "Undo: Change budget of 30 projects" }).click();
  await expect(grid(page).getByRole("row", { name: /^Total/ })).toContainText("£465,000");
  await bar.getByRole("button", { name: "Add tag…" }).click();
  await page.getByRole("textbox", { name: "Tag" }).fill("wave 1");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Undo: Add tag wave 1 to 30 projects" })).toBeVisible();
  await bar.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog", { name: "Delete projects" }).getByRole("button", { name: "Delete projects" }).click();
  await expect(page.getByRole("heading", { name: "No projects yet" })).toBeVisible();
  await page.getByRole("button", { name: "Undo: Delete 30 records" }).click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "32");
});

test("selects rows with Space and Shift, and copies them as cells with headings", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page);
  for (const name of ["Apollo", "=1+1", "Ceres"]) await newProject(page, name);
  await openRegister(page, "?columns=name,code&sort=code");
  await goTo(page, "Apollo", "Name");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(row(page, "Apollo")).toHaveAttribute("aria-selected", "true");
  await expect(row(page, "=1+1")).toHaveAttribute("aria-selected", "true");
  await expect(row(page, "Ceres")).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("Control+c");
  const pasted = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await pasted()).toBe("Name\tCode\nApollo\tP-001\n'=1+1\tP-002");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+c");
  expect(await pasted()).toBe("P-002");
});

test("writes what is shown as a CSV file that holds no formula", async ({ page }) => {
  await openApp(page);
  for (const name of ["Apollo", "=HYPERLINK(1)", "Ceres"]) await newProject(page, name, { lead: "Ada Lovelace" });
  await openRegister(page, "?columns=name,lead,size_class&sort=name&text=e");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^Projects \d{4}-\d\d-\d\d\.csv$/);
  expect(readFileSync(await file.path(), "utf8")).toBe(
    ['\uFEFF"Name","Lead","Size class"', '"\'=HYPERLINK(1)","Ada Lovelace","Medium"', '"Apollo","Ada Lovelace","Medium"', '"Ceres","Ada Lovelace","Medium"', ""].join("\r\n"),
  );
});

test("a kept view survives a reload and is shared by its link", async ({ page, context }) => {
  await openExample(page);
  await openRegister(page, "?columns=name,phase,budget&sort=-budget&group=phase");
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Money by phase");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Money by phase", exact: true })).toBeVisible();
  const link = page.url();
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole("button", { name: "Money by phase", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Money by phase", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "All projects" }).click();
  await expect(page).toHaveURL(/#\/projects$/);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByRole("button", { name: "Money by phase", exact: true })).toBeVisible();
  await other.getByRole("button", { name: "Money by phase", exact: true }).click();
  await other.getByRole("menuitem", { name: "Rename view…" }).click();
  await other.getByRole("textbox", { name: "Name" }).fill("Money");
  await other.keyboard.press("Enter");
  await other.getByRole("button", { name: "Money", exact: true }).click();
  await other.getByRole("menuitem", { name: "Delete view" }).click();
  await expect(other.getByRole("button", { name: "Views", exact: true })).toBeVisible();
  await expect(other.getByRole("button", { name: "Undo: Delete Money" })).toBeVisible();
});

test("columns are chosen, moved and resized with the keyboard", async ({ page }) => {
  await openExample(page);
  await openRegister(page, "?columns=name,code,phase");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  const panel = page.getByRole("group", { name: "Columns" });
  await panel.getByRole("checkbox", { name: "Sponsor" }).check();
  await expect(grid(page).getByRole("columnheader", { name: "Sponsor" })).toBeVisible();
  await panel.getByRole("button", { name: "Move Sponsor up" }).press("Enter");
  await expect(page).toHaveURL(/columns=name,code,sponsor,phase$/);
  await page.keyboard.press("Escape");
  await grid(page).getByRole("columnheader", { name: /^Code/ }).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page).toHaveURL(/columns=name,code:86,sponsor,phase$/);
  await page.keyboard.press("Control+ArrowRight");
  await expect(page).toHaveURL(/columns=name,sponsor,code:86,phase$/);
  await expect(grid(page).getByRole("columnheader", { name: /^Code/ })).toBeFocused();
});

test("the grid is one tab stop, and keys go to its ends", async ({ page }) => {
  await openExample(page);
  await openRegister(page, "?columns=name,code,phase&sort=code");
  await page.getByRole("button", { name: "Views", exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(row(page, "Step-free terminals").getByRole("rowheader")).toBeFocused();
  await page.keyboard.press("Control+End");
  await expect(await cell(page, "Night crossing for lorries", "Phase")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(row(page, "Night crossing for lorries").getByRole("rowheader")).toBeFocused();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await expect(grid(page).getByRole("columnheader", { name: /^Name/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Step-free terminals" })).toBeVisible();
});

test("an empty register says what belongs there", async ({ page }) => {
  await openApp(page, "/projects");
  await expect(page.getByRole("heading", { name: "No projects yet" })).toBeVisible();
  await page.getByRole("button", { name: "Import a list" }).click();
  await expect(page).toHaveURL(/#\/data\/import$/);
});

test("a column is moved by its heading with the mouse, and a view has a name of its own", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/projects");
  const headings = page.getByRole("columnheader");
  await expect(headings.nth(3)).toHaveText(/Status/);
  const from = await headings.nth(3).boundingBox();
  const to = await headings.nth(5).boundingBox();
  if (!from || !to) throw new Error("not to be seen");
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 6 });
  await page.mouse.up();
  await expect(headings.nth(5)).toHaveText(/Status/);
  await expect(headings.nth(5), "and it sorts nothing").toHaveAttribute("aria-sort", "none");
  for (const [name, says] of [["Mine", ""], ["mine", "Another view has this name."]] as const) {
    if (says) await page.getByRole("columnheader", { name: "Phase" }).click();
    await page.getByRole("button", { name: says ? "Views" : /Views/ }).click();
    await page.getByRole("menuitem", { name: "Save this view…" }).click();
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("button", { name: "Save view" }).click();
    if (says) await expect(dialog).toContainText(says);
    else await expect(dialog).toHaveCount(0);
  }
});

test("after a sort or a filter the first row is in sight, however far one has scrolled", async ({ page }) => {
  await storeLargePortfolio(page);
  await openApp(page, "/projects");
  const grid = page.getByRole("grid", { name: "Projects" });
  const scrolled = () => grid.evaluate((grid) => grid.scrollTop);
  await expect(grid.getByRole("rowheader").first()).toBeVisible();
  for (const act of [() => page.getByRole("columnheader", { name: "Planned finish" }).click(), () => page.getByRole("searchbox", { name: "Search projects" }).fill("e")]) {
    await grid.evaluate((grid) => grid.scrollTo(0, 3_000));
    await expect.poll(scrolled).toBeGreaterThan(2_000);
    await act();
    await expect.poll(scrolled).toBe(0);
  }
});
