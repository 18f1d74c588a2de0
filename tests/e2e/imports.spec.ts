// Owns: that lists of others are taken over with the keyboard alone, from the file to the second import of it, without
// touching more than what cannot be known. Lists that are not part of the project lie in POCKET_PMO_SAMPLES.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { expectSaved } from "./people.ts";

const fixture = (name: string) => join(ROOT, "tests/fixtures", name);
const SAMPLES = process.env.POCKET_PMO_SAMPLES ?? "";
const NO_SAMPLES = "POCKET_PMO_SAMPLES is not set: the list is not part of the project, so its import is not tried";

type List = string | { name: string; mimeType: string; buffer: Buffer };
const list = (name: string, text: string): List => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const main = (page: Page) => page.getByRole("main");

/** Tab until something with that name has the focus. */
async function tabTo(page: Page, role: "button" | "combobox", name: string | RegExp) {
  const goal = main(page).getByRole(role, { name });
  await expect(goal).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await goal.evaluate((own) => own === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}`);
}

async function press(page: Page, name: string | RegExp) {
  await tabTo(page, "button", name);
  await page.keyboard.press("Enter");
}

/** From the page for imports to the columns. */
async function take(page: Page, file: List) {
  await page.goto("./#/data/import");
  const again = main(page).getByRole("button", { name: "Import another list" });
  await expect(heading(page, "Where does the list come from?").or(again)).toBeVisible();
  if (await again.isVisible()) await press(page, "Import another list");
  await heading(page, "Where does the list come from?").focus();
  const chosen = page.waitForEvent("filechooser");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Choose a CSV file")).toBeFocused();
  await page.keyboard.press("Enter");
  await (await chosen).setFiles(file);
  await expect(heading(page, "Which column is which field?")).toBeFocused();
}

async function rehearse(page: Page) {
  await press(page, "Rehearse");
  await expect(heading(page, "What would happen")).toBeFocused();
}

test("seventy-two projects of two agencies: delays reach the forecast, what no field takes is listed", async ({ page }) => {
  await openApp(page);
  await take(page, fixture("us-hhs-it-2013-a-projects.csv"));
  // In which unit figures such as 0.334 are, nothing tells.
  await press(page, "Rehearse");
  const unit = page.getByRole("combobox", { name: "Unit of Planned_Cost" });
  await expect(unit, "the question has the focus").toBeFocused();
  await unit.selectOption({ label: "In millions" });
  await rehearse(page);
  await expect(main(page)).toContainText("Figures of “Project_delay” are read as days after the planned finish.");
  await expect(main(page)).toContainText("Cost_Variance: 72 cells");
  const download = page.waitForEvent("download");
  await press(page, "Download what was skipped");
  const lines = readFileSync(await (await download).path(), "utf8").split("\r\n");
  expect(lines).toContain('"","Cost_Variance","","No field takes this column: 72 cells are kept as imported fields."');
  await press(page, "Import 72 projects");
  await expect(page.getByText("72 projects", { exact: true })).toBeVisible();

  await take(page, fixture("us-hhs-it-2013-a-projects.csv"));
  await rehearse(page);
  await expect(main(page)).toContainText("There is nothing to import.");
  await press(page, "Start over");
  const text = readFileSync(fixture("us-hhs-it-2013-a-projects.csv"), "utf8").replace(",0.334,0.008,729,0,", ",0.500,0.010,729,30,");
  await take(page, list("next.csv", text));
  await rehearse(page);
  for (const words of ["Budget: £500,000, so far £334,000", /Forecast finish: .+, so far /, /Cost_Variance \(as imported\): 0\.010, so far 0\.008/]) await expect(main(page)).toContainText(words);
  await press(page, "Update 1 project");
  await expectSaved(page);
});

test("capital projects of a city: a history of which the latest is taken", async ({ page }) => {
  test.skip(SAMPLES === "", NO_SAMPLES);
  await openApp(page);
  await take(page, join(SAMPLES, "portfolios/nyc-capital-projects-a.csv"));
  await rehearse(page);
  await expect(main(page)).toContainText("1,252 reports on 232 projects: the latest of each is taken.");
  await press(page, "Import 232 projects");
  await expect(page.getByText("232 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  await take(page, join(SAMPLES, "portfolios/nyc-capital-projects-a.csv"));
  await rehearse(page);
  await expect(main(page)).toContainText("There is nothing to import.");
});

test("an export of Jira makes its projects and their work items; without a status they stand in the first column", async ({ page }) => {
  await openApp(page);
  await take(page, fixture("jira-all-fields.csv"));
  await expect(page.getByRole("combobox", { name: "Each row is" })).toHaveValue("work_item");
  await rehearse(page);
  await press(page, "Import 5 work items");
  await expect(page.getByRole("button", { name: /^Undo: Import 5 work items/ })).toBeVisible();
  await take(page, list("jira.csv", "Summary,Issue key,Project key,Project name,Due date\nPrüfen,NEW-1,NEW,Neues,07/Mär/25 1:05 PM\nLiefern,NEW-2,NEW,Neues,31/Dez/25 1:05 PM\n"));
  await rehearse(page);
  await expect(main(page)).toContainText("The list gives no status for 2 new work items: placed in the first column, Backlog.");
  await expect(main(page)).not.toContainText("is no date");
  await press(page, "Import 2 work items");
  await expectSaved(page);
});

test("dates that can be read in two ways stop the import until somebody has chosen, once for each column", async ({ page }) => {
  await openApp(page);
  await take(page, list("plan.csv", "Name,Start,End\nApollo,12/03/2025,01/04/2025\nZeus,05/06/2025,07/08/2025\n"));
  for (const [column, cell] of [["Start", "12/03/2025"], ["End", "01/04/2025"]] as const) {
    await press(page, "Rehearse");
    await expect(page.getByRole("alert")).toContainText(`Choose for “${column}” whether day or month comes first: ${cell} can be read both ways.`);
    const order = page.getByRole("combobox", { name: `Order of day and month in ${column}` });
    await expect(order, "the question has the focus").toBeFocused();
    await page.keyboard.type("Day");
    // A closed list takes typed letters; some browsers only on Enter.
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(order).toHaveValue("day");
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
  await rehearse(page);
  await press(page, "Import 2 projects");
  await expect(page.getByText("2 projects", { exact: true })).toBeVisible();
});

test("a RAID list comes with a rehearsal: five kinds, a sentence for what cannot be taken, nothing twice", async ({ page }) => {
  await openApp(page);
  await take(page, list("projects.csv", "Code,Name\nAPO,Apollo\nGEM,Gemini\n"));
  await rehearse(page);
  await press(page, "Import 2 projects");
  const raid =
    "RAID type;ID;Project;Title;Owner;Status;Probability;Impact;Depends on;Needed by\n" +
    "Threat;1;APO;Supplier fails;Ada Lovelace;Open;High;4;;\nRisk;2;APO;Too likely;Ada Lovelace;Open;7;4;;\nIssue;3;GEM;Server down;Bo Fox;In progress;;3;;\n" +
    "Dependency;4;GEM;Test data;;Open;;;Apollo;31/12/2027\nDependency;5;APO;Waits for itself;;Open;;;APO;31/12/2027\nRisk;6;XYZ;Nowhere;Ada Lovelace;Open;1;1;;\n";
  await take(page, list("raid.csv", raid));
  await expect(main(page).getByRole("combobox", { name: "Each row is" })).toHaveValue("raid");
  await expect(main(page).getByRole("combobox", { name: "Field for Probability" })).toHaveValue("probability");
  await rehearse(page);
  for (const words of [
    "The rows are 2 risks, 1 issue, 1 dependency.",
    "Of “Probability”, on a scale from 1 to 5, are read: “High” as 4.",
    "Receiver is the project that gives it. A project cannot wait for itself.",
    "No project here has the code or name “XYZ”.",
    "is no class from 1 to 5",
  ])
    await expect(main(page)).toContainText(words);
  await expectClean(page, "the rehearsal of a RAID list");
  await press(page, "Import 4 RAID entries");
  await page.goto("./#/raid");
  await expect(page.getByRole("row", { name: /Supplier fails/ })).toContainText("16");
  await page.getByRole("row", { name: /Too likely/ }).getByRole("link").first().click();
  await expect(page.getByRole("complementary")).toContainText("7");
  await page.goto("./#/raid/dependencies");
  await expect(page.getByRole("row", { name: /Test data/ })).toContainText("Apollo");
  await take(page, list("raid.csv", raid));
  await rehearse(page);
  await expect(main(page)).toContainText("There is nothing to import.");
  await page.keyboard.press("Control+z");
  await page.goto("./#/raid");
  await expect(page.getByRole("row", { name: /Supplier fails/ })).toHaveCount(0);
});

test("a list of benefits and a list of costs come with a rehearsal; a currency without a rate is a sentence", async ({ page }) => {
  await openApp(page);
  await take(page, list("projects.csv", "Code,Name\nAPO,Apollo\n"));
  await rehearse(page);
  await press(page, "Import 1 project");
  await take(page, list("benefits.csv", "Project,Benefit,Type,Owner,Measure,Baseline,Target,Target date\nAPO,Fewer calls,Cashable,Ada Lovelace,Calls a day,410,180,2027-06-30\n"));
  await expect(main(page).getByRole("combobox", { name: "Each row is" })).toHaveValue("benefit");
  await rehearse(page);
  await press(page, "Import 1 benefit");
  await page.goto("./#/benefits");
  await expect(page.getByRole("row", { name: /Fewer calls/ })).toContainText("Apollo");
  await page.goto("./#/settings");
  await page.getByRole("textbox", { name: "Currency", exact: true }).fill("GBP");
  await page.getByRole("textbox", { name: "Currency", exact: true }).press("Enter");
  await take(page, list("costs.csv", "Project,Cost type,Description,Period,Status,Amount,Currency\nAPO,Software,Licences,2026-03,Budget,12000,GBP\nAPO,Software,Hosting,2026-03,Budget,90,JPY\n"));
  await rehearse(page);
  await expect(main(page)).toContainText("Amount is in JPY, for which the settings have no exchange rate");
  await press(page, "Import 1 cost entry");
  await page.goto("./#/costs");
  await expect(page.getByRole("row", { name: /Licences/ })).toContainText("12,000");
});
