// Owns: a meeting of a board from its agenda to its minutes: planned, put in order, held item by item with keys, recorded and undone as one step,
// saved as a file. By keyboard.
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { answerAll, changeField, day, expectSaved, openProject, openWith } from "./people.ts";

const agenda = (page: Page) => page.getByRole("region", { name: "Agenda" }).getByRole("listitem");
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).press("Enter");

async function plan(page: Page) {
  await openWith(page, ["Apollo", "Borealis"]);
  for (const name of ["Apollo", "Borealis"]) {
    await openProject(page, name);
    await changeField(page, "Next gate on", day(0));
  }
  await page.goto("./#/office/bodies");
  await page.getByRole("button", { name: "Add the first body" }).press("Enter");
  const body = page.getByRole("dialog", { name: "New body" });
  await body.getByLabel("Body", { exact: true }).fill("Portfolio board");
  await page.keyboard.press("Control+Enter");
  await expect(body).toHaveCount(0);
  await page.goto("./#/meetings");
  await page.getByRole("button", { name: "Add the first meeting" }).press("Enter");
  const meeting = page.getByRole("dialog", { name: "Plan a meeting" });
  await meeting.getByRole("combobox", { name: /^Body/ }).fill("Portfolio");
  await page.keyboard.press("Enter");
  await meeting.getByLabel("On", { exact: true }).fill(day(0));
  await meeting.getByLabel("Place").fill("Room 2");
  await page.keyboard.press("Control+Enter");
  await expect(meeting).toHaveCount(0);
  await page.getByRole("grid", { name: "Meetings" }).getByRole("rowheader").getByRole("link", { name: /^Portfolio board, / }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Portfolio board, / })).toBeVisible();
}

test("a board is met from its agenda to its minutes, by keyboard, and all of it is undone in one step", async ({ page }) => {
  await plan(page);
  await press(page, "Take them onto the agenda");
  await expect(agenda(page)).toHaveText([/G0, Apollo/, /G0, Borealis/]);
  await page.getByRole("textbox", { name: "Another item" }).fill("Report of the month");
  await page.keyboard.press("Enter");
  await expect(agenda(page)).toHaveCount(3);
  await press(page, "Move down: G0, Apollo");
  await expect(agenda(page)).toHaveText([/G0, Borealis/, /G0, Apollo/, /Report of the month/]);
  await expectClean(page, "the agenda");

  await press(page, "Start the meeting");
  const stage = page.getByRole("dialog", { name: /^Portfolio board, / });
  await expect(stage.getByRole("heading", { name: "G0, Borealis" })).toBeFocused();
  // Keys go on and back while nobody types.
  await page.keyboard.press("ArrowRight");
  await expect(stage.getByRole("heading", { name: "G0, Apollo" })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(stage.getByRole("heading", { name: "G0, Borealis" })).toBeFocused();
  await stage.getByText(/^Criteria, /).click();
  await answerAll(stage);
  await stage.getByRole("heading", { name: "G0, Borealis" }).focus();
  await page.keyboard.press("1");
  await expect(stage.getByRole("radio", { name: /^Go/ })).toBeChecked();
  await press(page, "Decide, and go on");
  await expect(stage.getByRole("button", { name: "Give the reasons for the decision." })).toBeVisible();
  await stage.getByRole("textbox", { name: "Reasons" }).fill("A clear case.");
  await stage.getByRole("textbox", { name: "Funding released" }).fill("0");
  await expect(stage.getByRole("combobox", { name: "Decided by" })).toHaveValue("Portfolio board");
  await stage.getByRole("textbox", { name: "What was said" }).fill("Nobody was against it.");
  await press(page, "Add an action");
  await stage.getByRole("textbox", { name: "Action 1", exact: true }).fill("Tell the yard");
  await stage.getByRole("combobox", { name: "Owner of action 1" }).fill("Grace Hopper");
  await stage.getByLabel("Due date of action 1").fill(day(7));
  await expectClean(page, "the meeting");
  await press(page, "Decide, and go on");
  await expect(stage.getByRole("heading", { name: "G0, Apollo" })).toBeFocused();
  await press(page, "Go on undecided");
  await expect(stage.getByRole("heading", { name: "Report of the month" })).toBeFocused();
  await stage.getByRole("textbox", { name: "What was said" }).fill("Two pages from now on.");
  await press(page, "Next");
  await expect(stage.getByRole("heading", { name: "What came of it: 1 of 3 decided" })).toBeFocused();
  await press(page, "Record the meeting");
  await expect(stage.getByRole("alert")).toContainText("Say who was there.");
  await stage.getByRole("combobox", { name: /^Present/ }).fill("Grace Hopper, Ada Lovelace");
  await expectClean(page, "the end of the meeting");
  await press(page, "Record the meeting");
  await expect(stage).toHaveCount(0);
  await expectSaved(page);

  const minutes = page.getByRole("article", { name: "Minutes" });
  await expect(minutes).toContainText("1 decided, 1 action");
  await expect(minutes).toContainText("Decided: Go");
  await expect(minutes).toContainText("Nobody was against it.");
  await expect(minutes).toContainText("Tell the yard, Grace Hopper");
  await expect(minutes).toContainText("Two pages from now on.");
  await expectClean(page, "the minutes");
  const saved = page.waitForEvent("download");
  await press(page, "Save as HTML file");
  expect((await saved).suggestedFilename()).toContain(".html");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Start the meeting" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Pack" })).not.toContainText("Decided: Go");
  await openProject(page, "Borealis", "Gates");
  await expect(page.getByRole("main")).toContainText("Withdrawn");
});

test("what was typed in a meeting is there again after a reload", async ({ page }) => {
  await plan(page);
  await press(page, "Take them onto the agenda");
  await press(page, "Start the meeting");
  const stage = page.getByRole("dialog", { name: /^Portfolio board, / });
  await stage.getByRole("textbox", { name: "What was said" }).fill("The quay is too short.");
  await page.reload();
  await press(page, "Start the meeting");
  await expect(stage.getByRole("textbox", { name: "What was said" })).toHaveValue("The quay is too short.");
});
