// Owns: what a person can choose about the reading of a list, the question where its projects stand, what comes after an import, and the
// correction of phases. How lists are read is tested natively.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { card, expectSaved, openImport } from "./people.ts";

type List = { name: string; mimeType: string; buffer: Buffer };
const list = (name: string, text: string | Buffer): List => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const main = (page: Page) => page.getByRole("main");
const choice = (page: Page, name: string) => main(page).getByRole("combobox", { name, exact: true });

async function take(page: Page, file: List) {
  await openImport(page);
  await page.getByLabel("Choose a CSV file").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeFocused();
}

test("separator, code page and headings are proposed, can be chosen, and keep the focus", async ({ page }) => {
  await openApp(page);
  await take(page, list("list.csv", "Code;Name;Start date;Budget\nD-1;Pier;15.04.2026;25,00;\nD-2;Depot;14.04.2026;25,00;\nD-3;Yard;14.04.2026;25,00\n"));
  await expect(choice(page, "Separator")).toHaveValue("Semicolon");
  await expect(main(page)).toContainText("3 rows, 5 columns, separated by semicolon");
  await choice(page, "Separator").selectOption("Comma");
  await expect(main(page)).toContainText("separated by comma");
  await expect(choice(page, "Separator")).toBeFocused();

  // Polish letters in the code page of Central Europe.
  await take(page, list("polish.csv", Buffer.from("Code;Name\nE-1;\xa3\xf3d\x9f \x96 za\xbf\xf3\xb3\xe6\n", "latin1")));
  await expect(choice(page, "Code page")).toHaveValue("windows-1250");
  await expect(main(page)).toContainText("Łódź – zażółć");
  await choice(page, "Code page").selectOption("windows-1252");
  await expect(main(page)).toContainText("£ódŸ");
  // A code page that only the browser knows.
  await take(page, list("japanese.csv", Buffer.from("Code,Name\nE-1,\x82`\x83p\x81v\x89\xe6\n", "latin1")));
  await choice(page, "Code page").selectOption("shift_jis");
  await expect(main(page)).toContainText("Ａパ計画".slice(0, 1));

  await take(page, list("merged.csv", "Project,,Schedule,\nCode,Name,Start date,End date\nH-1,Pier,2026-01-05,2026-06-30\nH-2,Depot,2026-02-01,2026-12-31\n"));
  await expect(choice(page, "Headings")).toHaveValue("rows-0-2");
  await expect(main(page).getByRole("rowheader", { name: "Start date" })).toBeVisible();
  await choice(page, "Headings").selectOption("rows-0-1");
  await expect(main(page).getByRole("rowheader", { name: "Column 2" })).toBeVisible();
  await expect(choice(page, "Headings")).toBeFocused();
});

test("a row that looks like a total is left out in sight, and can be taken in", async ({ page }) => {
  await openApp(page);
  await take(page, list("list.csv", "Name,Budget (GBP)\nA,10000\nB,20500\nC,30000\nRest,60500\n"));
  await expect(main(page)).toContainText("1 of them may be a project: look at it.");
  await main(page).getByRole("button", { name: "Take in: line 5, Rest" }).press("Enter");
  await expect(main(page).getByRole("button", { name: "Leave out: line 5, Rest" })).toBeFocused();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("button", { name: "Import 4 projects" })).toBeVisible();
});

test("a list of defects is said to be one before columns are shown; an export of tasks is refused", async ({ page }) => {
  await openApp(page);
  await page.goto("./#/data/import");
  await page.getByLabel("Choose a CSV file").setInputFiles(list("defects.csv", "Defect ID,Ticket number,Name,Severity\nD1,12,Login fails,High\n"));
  await expect(page.getByRole("heading", { name: "Is this a list of issues?" })).toBeFocused();
  await expect(main(page).getByRole("table")).toHaveCount(0);
  await page.getByRole("button", { name: "Continue: each row is a project" }).click();
  await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByLabel("Choose a CSV file").setInputFiles(list("plan.xml", '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"></Project>'));
  await expect(page.getByRole("alert")).toContainText("This is a Microsoft Project file (XML): a schedule of tasks");
});

test("where projects stand is asked in one line; afterwards phases are corrected once", async ({ page }) => {
  await openApp(page);
  await take(page, list("list.csv", "Code,Project,PM,End\nP-1,Apollo,Ada,2031-01-31\nP-2,Zeus,TBC,2031-02-28\n"));
  const where = main(page).getByRole("radiogroup", { name: "Which phase are these projects in?" });
  await expect(where.getByRole("radio", { name: "By dates" })).toBeChecked();
  await where.getByText("All under way").click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: "Import 2 projects" }).click();
  await expect(page.getByRole("heading", { name: "2 projects imported" })).toBeFocused();
  await expect(main(page)).toContainText("Execution 2.");
  await expect(main(page)).toContainText("names nobody");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download what was skipped" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("names nobody");

  await main(page).getByText("Correct phases of 2 imported projects").click();
  await choice(page, "All of them are in").selectOption("Planning");
  await expect(choice(page, "All of them are in")).toBeFocused();
  await choice(page, "P-2 Zeus").selectOption("Closed");
  await main(page).getByRole("button", { name: "Correct phases" }).click();
  await expect(main(page).getByText("Correct phases of 2 imported projects")).toHaveCount(0);
  await expectSaved(page);
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(card(page, "Apollo")).toBeVisible();
  await page.goto("./#/data/history");
  await expect(main(page)).toContainText("Correct phases of imported projects");
  await page.goto("./#/data/import");
  await page.getByRole("button", { name: "Import another list" }).click();
  await expect(main(page).getByText(/Correct phases of/)).toHaveCount(0);
});

test("the result offers Undo, and says so once the import is taken back", async ({ page }) => {
  await openApp(page);
  await take(page, list("list.csv", "Name,Lead\nApollo,Ann Fox\nZeus,\"Fox, Ann\"\n"));
  await page.getByRole("button", { name: "Rehearse" }).click();
  const asked = choice(page, "“Ann Fox”, also written “Fox, Ann”");
  await expect(asked).toHaveValue("one");
  await asked.selectOption("Different people");
  await expect(asked).toBeFocused();
  await expect(main(page)).toContainText("kept apart, as chosen.");
  await asked.selectOption("One person");
  await page.getByRole("button", { name: "Import 2 projects" }).click();
  await main(page).getByRole("button", { name: "Undo the import" }).click();
  await expect(main(page)).toContainText("The import was undone.");
  await page.goto("./#/people");
  await expect(main(page)).not.toContainText("Fox");
});
