// Owns: backup and restore, and files that are not what they should be: each gets a sentence, and nothing is lost.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, type TestInfo } from "@playwright/test";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, card, cardLink, carry, conditionalGo, expectCards, expectSaved, gateDialog, newProject, openExample, openImport, openWith, wholeBoard } from "./people.ts";

/** Saves a backup and gives its text. */
async function saveBackup(page: Page) {
  const download = page.waitForEvent("download");
  await page.goto("./#/data");
  await page.getByRole("region", { name: "Backup" }).getByRole("button", { name: "Save a backup" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^pocket-pmo-.*\.json$/);
  return readFileSync(await file.path(), "utf8");
}

const choose = (page: Page, name: string, content: string | Buffer) =>
  page.getByLabel("Choose a backup").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });

/** Every label and value of a project's page. */
async function allFields(page: Page, name: string) {
  await page.goto("./#/board");
  await cardLink(board(page), name).click();
  await page.getByRole("link", { name: "All fields" }).click();
  await expect(page.getByRole("link", { name: "All fields" })).toHaveAttribute("aria-current", /page|true/);
  return page.getByRole("main").innerText();
}

test("a backup restored into an empty browser gives the same portfolio", async ({ page, browser, baseURL }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  const before = await wholeBoard(page);
  const fields = await allFields(page, "Apollo");
  const backup = await saveBackup(page);

  const context = await browser.newContext({ baseURL: baseURL ?? "", reducedMotion: "reduce" });
  const empty = await context.newPage();
  await openApp(empty, "/data");
  await choose(empty, "backup.json", backup);
  await expect(empty.getByRole("heading", { name: /^Restore/ })).toBeFocused();
  await expect(empty.getByRole("main")).toContainText("Nothing has been changed yet.");
  await empty.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(card(empty, "Apollo")).toBeVisible();
  expect(await wholeBoard(empty)).toEqual(before);
  expect(await allFields(empty, "Apollo")).toEqual(fields);
  await expectSaved(empty);
  await empty.reload();
  expect(await allFields(empty, "Apollo")).toEqual(fields);
  // Its history has come along, and what is saved now is what was saved then, but for the first line with the day.
  await empty.goto("./#/data/history");
  await expect(empty.getByRole("main")).toContainText("G0: Conditional go for Apollo");
  await expect(empty.getByRole("main")).not.toContainText("Restore the backup");
  expect((await saveBackup(empty)).replace(/^.*\n/, "")).toBe(backup.replace(/^.*\n/, ""));
  await empty.goto("./#/board");
  await empty.keyboard.press("Control+z");
  await expectCards(empty, "Ideas", ["Apollo", "Borealis"]);
  await context.close();
});

test("a restore over other data says what it would change, and can be undone", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  const backup = await saveBackup(page);
  await page.goto("./#/board");
  await newProject(page, "Borealis");
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  const after = await wholeBoard(page);
  await page.goto("./#/data");
  await choose(page, "backup.json", backup);
  const main = page.getByRole("main");
  await expect(main).toContainText("Borealis");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.goto("./#/board");
  await expect.poll(() => wholeBoard(page), "cancelled: nothing changed").toEqual(after);
  await page.goto("./#/data");
  await choose(page, "backup.json", backup);
  await page.getByRole("button", { name: "Change this workspace" }).click();
  await expectCards(page, "Ideas", ["Apollo"]);
  await expectCards(page, "Initiation", []);
  await page.keyboard.press("Control+z");
  await expect.poll(() => wholeBoard(page)).toEqual(after);
});

test("beside other data a backup opens as a workspace of its own, with its history", async ({ page, browser, baseURL }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  const before = await wholeBoard(page);
  const backup = await saveBackup(page);
  const context = await browser.newContext({ baseURL: baseURL ?? "", reducedMotion: "reduce" });
  const other = await context.newPage();
  await openWith(other, ["Gemini"]);
  await other.goto("./#/data");
  await choose(other, "backup.json", backup);
  await other.getByRole("button", { name: "Open as a workspace of its own" }).click();
  await expect(card(other, "Apollo")).toBeVisible();
  expect(await wholeBoard(other)).toEqual(before);
  await other.goto("./#/data/history");
  await expect(other.getByRole("main")).toContainText("G0: Conditional go for Apollo");
  await other.getByRole("button", { name: "My portfolio" }).click();
  await expect(other.getByRole("dialog").getByRole("button", { name: /^Open/ })).toHaveCount(1);
  await context.close();
});

test("the example as a backup: every project comes back", async ({ page, browser, baseURL }) => {
  await openExample(page);
  await page.getByRole("button", { name: "Unfold Closed" }).click();
  const before = await wholeBoard(page);
  const backup = await saveBackup(page);
  const context = await browser.newContext({ baseURL: baseURL ?? "", reducedMotion: "reduce" });
  const empty = await context.newPage();
  await openApp(empty, "/data");
  await choose(empty, "backup.json", backup);
  await empty.getByRole("button", { name: "Restore", exact: true }).click();
  await empty.getByRole("button", { name: "Unfold Closed" }).click();
  expect(await wholeBoard(empty)).toEqual(before);
  await context.close();
});

test.describe("a file that is not a backup", () => {
  const edited = (change: (text: string) => string) => (text: string) => change(text);
  for (const [name, make, sentence] of [
    ["binary", () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254]), /This is not a backup of Pocket PMO\./],
    ["empty", () => "", /This is not a backup of Pocket PMO/],
    ["something else in JSON", () => '{"name":"Apollo"}', /This is not a backup of Pocket PMO: the file does not begin as one/],
    ["with a wrong checksum", edited((text) => text.replace("Apollo", "Apolla")), /This backup is damaged: its checksum disagrees/],
    ["cut short", edited((text) => text.slice(0, text.length / 2)), /This backup is not complete/],
    ["of a newer version", edited((text) => text.replace('"version":1', '"version":2')), /made by a newer version of Pocket PMO/],
    ["formatted anew", edited((text) => JSON.stringify(JSON.parse(text), null, 2)), /written anew by another program/],
  ] as const) {
    test(`${name}: a sentence, and nothing changes`, async ({ page }) => {
      await openWith(page, ["Apollo"]);
      const backup = await saveBackup(page);
      await choose(page, "chosen.json", make(backup));
      const alert = page.getByRole("region", { name: "Restore" }).getByRole("alert");
      await expect(alert).toContainText(sentence);
      await expect(alert).toContainText("chosen.json");
      await expect(alert).toContainText("Nothing was changed.");
      await page.goto("./#/board");
      await expectCards(page, "Ideas", ["Apollo"]);
    });
  }

  test("damaged: what can be read is offered, and shown before it is taken", async ({ page }) => {
    await openWith(page, ["Apollo", "Borealis"]);
    const backup = await saveBackup(page);
    await choose(page, "chosen.json", backup.replace("Apollo", "Apolla"));
    await page.getByRole("button", { name: "Show what can be read" }).click();
    await expect(page.getByRole("main")).toContainText("Apolla");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.goto("./#/board");
    await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
  });
});

test.describe("a file that is not a list", () => {
  const big = (info: TestInfo) => {
    const path = info.outputPath("fifty-megabytes.csv");
    writeFileSync(path, Buffer.alloc(50_000_000, "Name,Lead\n"));
    return path;
  };
  const file = (content: string | Buffer) => ({ name: "chosen.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  for (const [name, make, sentence] of [
    ["binary", () => file(Buffer.from([0, 1, 2, 3, 0, 255, 254, 0])), /This file is not text, so it cannot be a list/],
    ["a workbook", () => file(Buffer.from("PK\u0003\u0004rest of a zip file")), /This is a spreadsheet workbook or a zip file/],
    ["empty", () => file(""), /The list is empty/],
    ["headings alone", () => file("Name,Lead\n"), /headings but no rows/],
    ["an unclosed quotation mark", () => file('Name,Lead\nApollo,"Ada\nBorealis,Grace\n'), /A quotation mark opens on line 2 and is never closed/],
    ["50 MB", big, /at most 20 MB are read/],
  ] as const) {
    test(`${name}: a sentence, and nothing changes`, async ({ page }, info) => {
      await openWith(page, ["Apollo"]);
      await page.goto("./#/data/import");
      await page.getByLabel("Choose a CSV file").setInputFiles(make(info));
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert).toContainText(sentence);
      await expect(alert).toContainText("Nothing was changed.");
      await expect(page.getByLabel("Choose a CSV file"), "the next file can be chosen at once").toBeAttached();
      await page.goto("./#/board");
      await expectCards(page, "Ideas", ["Apollo"]);
    });
  }
});

test.describe("lists that respect real data", () => {
  const choices = (page: Page, name: string | RegExp) => page.getByRole("region", { name: "Columns" }).getByRole("combobox", { name });
  const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  const take = async (page: Page, list: string | ReturnType<typeof file>) => {
    await openImport(page);
    await page.getByLabel("Choose a CSV file").setInputFiles(list);
    await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeFocused();
  };
  const rehearse = async (page: Page) => {
    await page.getByRole("button", { name: "Rehearse" }).click();
    await expect(page.getByRole("heading", { name: "What would happen" })).toBeFocused();
  };
  const fixture = (name: string) => join(ROOT, "tests/fixtures", name);

  test("day or month is asked once for a column, and the choice is remembered until it is forgotten", async ({ page }) => {
    await openApp(page);
    await take(page, file("plan.csv", "Name,Start,Division\nApollo,3/4/2026,North\nZeus,5/6/2026,South\n"));
    await choices(page, "Order of day and month in Start").selectOption("Month first, as 12/31");
    await rehearse(page);
    await page.getByRole("button", { name: "Import 2 projects" }).click();
    await page.getByRole("link", { name: "Open the board" }).click();
    await expect(card(page, "Zeus")).toBeVisible();

    await take(page, file("plan-2.csv", "Name,Start,Division\nApollo,3/4/2026,West\nZeus,5/6/2026,South\n"));
    const main = page.getByRole("main");
    await expect(main).toContainText("The columns are read as you chose for plan.csv");
    await expect(choices(page, "Order of day and month in Start")).toHaveValue("month");
    await rehearse(page);
    await expect(main).toContainText("Division (as imported): West, so far North");
    await expect(page.getByRole("button", { name: "Update 1 project" })).toBeVisible();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Forget this mapping" }).click();
    await expect(choices(page, "Order of day and month in Start")).toHaveValue("");
    await expect(main).not.toContainText("as you chose for");
  });

  test("what is not taken over can be downloaded, with nothing in it that a spreadsheet would carry out", async ({ page }) => {
    await openApp(page);
    await take(page, file("list.csv", "Name,Budget,Secret\nApollo,tbc,=1+1\nZeus,£5,x\n,£6,y\n"));
    await choices(page, "Field for Secret").selectOption("Do not import");
    await rehearse(page);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download what was skipped" }).click();
    const got = await download;
    expect(got.suggestedFilename()).toBe("Not taken over from list-csv.csv");
    expect(readFileSync(await got.path(), "utf8").split("\r\n")).toEqual([
      '\uFEFF"Line","Column","Cell","Why it is not taken over"',
      '"2","Secret","\'=1+1","The column is left out."',
      '"3","Secret","x","The column is left out."',
      '"4","Budget","\'£6","It has no name."',
      '"4","Secret","y","It has no name."',
      '"2","Budget","tbc","Kept as a note, because it is no amount."',
      "",
    ]);
  });

  test("seventy-two projects with one answer, then their activities", async ({ page }) => {
    await openApp(page);
    await take(page, fixture("us-hhs-it-2013-a-projects.csv"));
    // In which unit figures such as 0.334 are, nothing tells.
    await page.getByRole("button", { name: "Rehearse" }).click();
    const unit = choices(page, "Unit of Planned_Cost");
    await expect(unit, "the question has the focus").toBeFocused();
    await unit.selectOption({ label: "In millions" });
    await rehearse(page);
    const main = page.getByRole("main");
    await expect(main).toContainText("72projects would be made");
    await expect(main).toContainText("Amounts of “Planned_Cost” are read in millions of");
    await page.getByRole("button", { name: "Import 72 projects" }).click();
    await expect(page.getByText("72 projects", { exact: true })).toBeVisible();
    await take(page, fixture("us-hhs-it-2013-a-activities.csv"));
    await expect(page.getByRole("combobox", { name: "Each row is" })).toHaveValue("work_item");
    await rehearse(page);
    await expect(main).toContainText("213work items would be made");
    await page.getByRole("button", { name: "Import 213 work items" }).click();
    await expect(page.getByRole("button", { name: /^Undo: Import 213 work items/ })).toBeVisible();
    await expectSaved(page);
  });

  test("work items of projects that are not here: a sentence; the rows may be taken for projects instead", async ({ page }) => {
    await openApp(page);
    await take(page, fixture("us-hhs-it-2013-a-activities.csv"));
    await rehearse(page);
    await expect(page.getByRole("main")).toContainText("213 rows belong to 72 projects that are not here. Import the list of projects first.");
    await expect(page.getByRole("main")).toContainText("There is nothing to import.");
    await page.getByRole("button", { name: "Back" }).click();
    const rows = page.getByRole("combobox", { name: "Each row is" });
    await rows.focus();
    await rows.selectOption("A project");
    await expect(rows).toBeFocused();
    await expect(choices(page, "Field for name")).toHaveValue("name");
  });
});
