// Owns: a maturity assessment is started, answered, agreed on and closed. The quick check needs the keyboard alone and few keys;
// respondents do not see each other's answers; nothing is lost by a reload; what is closed stays as it is.
import { writeFileSync } from "node:fs";
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, at, beside, dialog, heading, option, question, start } from "./assessments.ts";
import { expectSaved, openExample } from "./people.ts";

const QUICK = 10;

test("the quick check needs the keyboard alone, and fewer than 90 keys", async ({ page }) => {
  await openApp(page, "/maturity");
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const first = page.getByRole("button", { name: "Start the quick check" });
  await expect(first).toBeVisible();
  while (!(await first.evaluate((own) => own === document.activeElement))) await press("Tab");
  await press("Enter");
  const who = dialog(page, "Start an assessment").getByRole("textbox", { name: "Who answers" });
  await expect(who).toBeFocused();
  for (const letter of "Ada") await press(letter);
  await press("Enter");
  for (let number = 1; number <= QUICK; number += 1) {
    await at(page, number);
    await press(String((number % 5) + 1));
    await expect(option(page, (number % 5) + 1)).toBeChecked();
    await press("Enter");
  }
  await expect(heading(page, "All answered")).toBeFocused();
  await press("Enter");
  await expect(heading(page, "What the quick check says")).toBeVisible();
  expect(keys).toBeLessThan(90);
  await expectSaved(page);
  await page.goto("./#/maturity");
  await expect(page.getByRole("row", { name: /Quick check/ })).toContainText("1 of 1 handed in");
});

test("keys: not applicable with a reason, previous, open questions, and a reload in the middle", async ({ page }) => {
  await openApp(page, "/maturity");
  await start(page, "Ada");
  await expect(question(page).getByRole("heading", { level: 2 })).toBeFocused();
  // Numbers would tempt to count points.
  await expect(question(page).getByRole("group", { name: "Which description fits today?" })).not.toContainText(/Improvised|Level/);
  await page.keyboard.press("2");
  await expect(option(page, 2)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(option(page, 3)).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await at(page, 2);
  await page.keyboard.press("n");
  const reason = question(page).getByRole("textbox", { name: "Why it does not apply" });
  await expect(reason).toBeFocused();
  await expect(question(page)).toContainText("Give a reason: without one the question stays open.");
  await expect(beside(page)).toContainText("1 of 10 answered");
  await page.keyboard.type("No projects of others, 3 at most");
  await page.keyboard.press("Enter");
  await at(page, 3);
  await expect(beside(page)).toContainText("2 of 10 answered");
  await page.keyboard.press("ArrowLeft");
  await at(page, 2);
  await expect(reason).toHaveValue("No projects of others, 3 at most");
  await page.keyboard.press("Enter");
  await at(page, 3);
  await question(page).getByRole("textbox", { name: "Note" }).fill("Seen in the register, 12 of 13.");
  await question(page).getByRole("radio", { name: "Record seen" }).check({ force: true });
  await page.keyboard.press("4");
  await expect(option(page, 4)).toBeChecked();
  await expectSaved(page);

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  await at(page, 4);
  await expect(beside(page)).toContainText("3 of 10 answered");
  await question(page).getByRole("button", { name: "Previous" }).click();
  await expect(option(page, 4)).toBeChecked();
  await expect(question(page).getByRole("radio", { name: "Record seen" })).toBeChecked();
  await expect(question(page).getByRole("textbox", { name: "Note" })).toHaveValue("Seen in the register, 12 of 13.");
  await question(page).getByRole("button", { name: "Leave open" }).click();
  await at(page, 4);
  await expect(beside(page)).toContainText("2 of 10 answered");
  await beside(page).getByRole("button", { name: "To the end" }).click();
  await expect(heading(page, "8 questions left open")).toBeFocused();
});

test("two respondents answer blind, agree with a reason, and close; what is closed is not changed", async ({ page }) => {
  await openApp(page, "/maturity");
  await start(page, "Ada");
  await answerAll(page, "3333333333");
  await page.keyboard.press("Enter");
  await expect(heading(page, "What the quick check says")).toBeVisible();
  await page.getByRole("link", { name: "Answers", exact: true }).click();
  await expect(heading(page, "These answers are handed in")).toBeVisible();
  await beside(page).getByRole("button", { name: "Answer as another respondent" }).click();
  const join = dialog(page, "Answer as another respondent");
  await join.getByRole("textbox", { name: "Who answers" }).fill("ada ");
  await page.keyboard.press("Enter");
  await expect(join).toContainText("Somebody of this name answers already.");
  await join.getByRole("textbox", { name: "Who answers" }).fill("Grace");
  await join.getByRole("combobox", { name: "Speaks for" }).selectOption("Sponsors and executives");
  await join.getByRole("button", { name: "Begin" }).click();
  await at(page, 1);
  await expect(question(page).getByRole("radio", { checked: true })).toHaveCount(1); // the evidence alone
  await page.getByRole("link", { name: "Result", exact: true }).click();
  await expect(heading(page, "The answers are not revealed yet")).toBeVisible();
  await page.getByRole("link", { name: "Answers", exact: true }).click();
  await at(page, 1);
  await answerAll(page, "1333333335");
  await page.keyboard.press("Enter");
  await expect(heading(page, "These answers are handed in")).toBeVisible();
  await expect(beside(page).getByRole("listitem").filter({ hasText: "Grace" })).toContainText("Handed in on");

  await page.getByRole("link", { name: "See the differences" }).click();
  await expect(page.getByRole("main")).toContainText("2 of 2 handed in.");
  await expect(page.getByRole("main")).not.toContainText("chosen by");
  await page.getByRole("button", { name: "Reveal answers" }).click();
  await expect(heading(page, "The answers are revealed")).toBeFocused();
  await expect(page.getByRole("main")).toContainText("2 questions to discuss, 2 of them still to be agreed.");
  await expect(page.getByRole("main")).not.toContainText("Grace");
  const differing = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
  await expect(differing).toHaveCount(2);
  await expect(differing.first()).toContainText("1 Improvised chosen by 1");
  await expectClean(page, "the round of agreement");
  await differing.first().getByRole("button", { name: /^Agree on/ }).click();
  const agree = dialog(page, "Agree on a level");
  await agree.getByRole("button", { name: "Record what was agreed" }).click();
  await expect(agree).toContainText("Choose what you agree on.");
  await agree.getByRole("radio", { name: /^2 Started/ }).check();
  await agree.getByRole("button", { name: "Record what was agreed" }).click();
  await expect(agree).toContainText("Give the reason for what was agreed.");
  await agree.getByRole("textbox", { name: "Reason" }).fill("The charter is a draft.");
  await expectClean(page, "agreeing on a level");
  await agree.getByRole("button", { name: "Record what was agreed" }).click();
  await expect(differing.first()).toContainText("2 Started: The charter is a draft.");
  await expect(page.getByRole("main")).toContainText("1 of them still to be agreed.");

  await page.getByRole("button", { name: "Close the assessment" }).click();
  const close = dialog(page, "Close the assessment");
  await expect(close).toContainText("never changed again");
  await close.getByRole("button", { name: "Close for good" }).click();
  await expect(close).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Differences" }).click();
  await expect(heading(page, "This assessment is closed")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Agree on|Change what)/ })).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Answers", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("Closed assessments cannot be changed");
  await expectClean(page, "the answers of a closed assessment");
  await page.getByRole("button", { name: "Start a new version" }).click();
  const version = dialog(page, "Start a new version");
  await expect(version.getByRole("checkbox", { name: "Take over its answers" })).toBeChecked();
  await version.getByRole("button", { name: "Start", exact: true }).click();
  await expect(beside(page).getByRole("listitem").filter({ hasText: "Ada" })).toContainText("10 of 10 answered");
  await page.goto("./#/maturity");
  await expect(page.getByRole("row", { name: /Quick check/ })).toHaveCount(2);
});

test("a tab that still shows the questions of an assessment closed meanwhile is told so", async ({ page, context }) => {
  await openApp(page, "/maturity");
  await start(page, "Ada");
  await page.keyboard.press("3");
  await expectSaved(page);
  const other = await context.newPage();
  await openApp(other, new URL(page.url()).hash.slice(1).replace("answers", "agree"));
  await other.getByRole("button", { name: "Reveal answers" }).click();
  await expect(page.getByRole("main")).toContainText("The answers are revealed");
  await other.getByRole("button", { name: "Close the assessment" }).click();
  await dialog(other, "Close the assessment").getByRole("button", { name: "Close for good" }).click();
  await expect(heading(page, "This assessment is closed")).toBeVisible();
});

test("a questionnaire goes to a colleague as a file, and the answers come back", async ({ page, browser, baseURL }, info) => {
  await openApp(page, "/maturity");
  await start(page, "Ada");
  await answerAll(page, "3333333333");
  const saving = page.waitForEvent("download");
  await beside(page).getByRole("button", { name: "Save questionnaire file" }).click();
  const questionnaire = await (await saving).path();

  const elsewhere = await browser.newContext({ baseURL, serviceWorkers: "block", reducedMotion: "reduce" });
  const colleague = await elsewhere.newPage();
  await openApp(colleague, "/maturity");
  const wrong = info.outputPath("wrong.json");
  writeFileSync(wrong, "{}");
  await colleague.getByLabel("Open a questionnaire").setInputFiles(wrong);
  await expect(colleague.getByRole("alert").filter({ hasText: "This is not a questionnaire." })).toBeVisible();
  await colleague.getByLabel("Open a questionnaire").setInputFiles(questionnaire);
  const open = dialog(colleague, "Open a questionnaire");
  await open.getByRole("textbox", { name: "Who answers" }).fill("Grace");
  await open.getByRole("button", { name: "Begin" }).click();
  await answerAll(colleague, "1222222222");
  const sending = colleague.waitForEvent("download");
  await question(colleague).getByRole("button", { name: "Save my answers" }).click();
  // The files of a browser go with it.
  const answers = info.outputPath("answers.json");
  await (await sending).saveAs(answers);
  await elsewhere.close();

  await beside(page).getByLabel("Take in answers").setInputFiles(wrong);
  await expect(page.getByRole("alert").filter({ hasText: "This is not a file of answers." })).toBeVisible();
  await beside(page).getByLabel("Take in answers").setInputFiles(answers);
  const rehearsal = dialog(page, "Take in answers");
  await expect(rehearsal).toContainText("Grace: 10 answers, a new respondent.");
  await expectClean(page, "taking in answers");
  await rehearsal.getByRole("button", { name: "Take in" }).click();
  await expect(beside(page).getByRole("listitem").filter({ hasText: "Grace" })).toContainText("10 of 10 answered");

  await page.goto("./#/maturity");
  await start(page, "Ada");
  await beside(page).getByLabel("Take in answers").setInputFiles(answers);
  await expect(page.getByRole("alert").filter({ hasText: "These answers belong to the assessment" })).toBeVisible();
});

test("the example: records as evidence, a figure against an answer, and an improvement action", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/maturity");
  await expect(page.getByRole("main")).toContainText("not a P3M3");
  await expectClean(page, "the assessments");
  const actions = page.getByRole("region", { name: "Improvement actions" });
  await actions.getByRole("button", { name: /^Change / }).first().click();
  const form = dialog(page, "Improvement action");
  await form.getByRole("combobox", { name: "Status" }).selectOption("Done");
  await form.getByLabel("Effect", { exact: true }).fill("Decisions take half as long.");
  await form.getByRole("button", { name: "Save action" }).click();
  await expect(form).toHaveCount(0);

  await page.getByRole("button", { name: "Start an assessment" }).click();
  await expectClean(page, "starting an assessment");
  await page.keyboard.press("Escape");
  await start(page, "Ada");
  await question(page).getByRole("searchbox", { name: "Records that back it" }).fill("ada");
  await question(page).getByRole("button", { name: /^Link / }).first().click();
  await expect(question(page).getByRole("button", { name: /^Remove the link to/ })).toHaveCount(1);
  // In the search a digit is a letter.
  await question(page).getByRole("heading", { level: 2 }).focus();
  let isAgainst = false;
  for (let number = 1; number <= QUICK && !isAgainst; number += 1) {
    await at(page, number);
    await expect(question(page)).not.toContainText("he records say");
    await page.keyboard.press("5");
    await expect(option(page, 5)).toBeChecked();
    isAgainst = await question(page).getByText("The records say otherwise").isVisible();
    if (!isAgainst) await page.keyboard.press("Enter");
  }
  expect(isAgainst, "a figure stands against one of the answers").toBe(true);
  await expect(question(page).getByRole("link", { name: "All that the records say" })).toBeVisible();
  await expectClean(page, "an answer against the records");
  await question(page).getByRole("button", { name: "Write a note" }).click();
  await expect(question(page).getByRole("textbox", { name: "Note" })).toBeFocused();
});
