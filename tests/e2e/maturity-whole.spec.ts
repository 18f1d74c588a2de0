// Owns: the whole way of a full assessment: two respondents, agreement, result, targets, actions, a project of one of them, the
// closing, a second assessment, and what moved between the two.
import { answerAll, at, beside, dialog, heading, start } from "./assessments.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, day, expectSaved } from "./people.ts";

const QUESTIONS = 41;

test("a full assessment by two respondents leads to a project, and the next one shows what moved", async ({ page }) => {
  test.slow();
  const main = page.getByRole("main");
  const tab = (name: string) => main.getByRole("link", { name, exact: true }).click();
  await openApp(page, "/maturity");
  await start(page, "Ada", "Full assessment");
  await answerAll(page, "3".repeat(QUESTIONS));
  await page.keyboard.press("Enter");
  await expect(heading(page, "These answers are handed in")).toBeVisible();
  await beside(page).getByRole("button", { name: "Answer as another respondent" }).click();
  await dialog(page, "Answer as another respondent").getByRole("textbox", { name: "Who answers" }).fill("Grace");
  await dialog(page, "Answer as another respondent").getByRole("button", { name: "Begin" }).click();
  await at(page, 1);
  await answerAll(page, `1${"2".repeat(QUESTIONS - 1)}`);
  await page.keyboard.press("Enter");
  await expect(heading(page, "These answers are handed in")).toBeVisible();

  // Only the first question differs by two levels.
  await tab("Differences");
  await page.getByRole("button", { name: "Reveal answers" }).click();
  const differing = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
  await differing.first().getByRole("button", { name: /^Agree on/ }).click();
  const agree = dialog(page, "Agree on a level");
  await agree.getByRole("radio", { name: /^2 Started/ }).check();
  await agree.getByRole("textbox", { name: "Reason" }).fill("The charter is a draft.");
  await agree.getByRole("button", { name: "Record what was agreed" }).click();
  await expect(differing.first()).toContainText("2 Started: The charter is a draft.");

  await tab("Result");
  await expect(heading(page, /^Level 2, Started/)).toBeVisible();
  await tab("Next steps");
  await main.getByRole("combobox", { name: "Target profile" }).selectOption({ label: "Directive PMO: manages the projects" });
  for (const number of [0, 1, 2]) await main.getByRole("checkbox").nth(number).check();
  await main.getByRole("combobox", { name: /^Owner/ }).fill("Ada Lovelace");
  await main.getByLabel(/^Due/).fill(day(60));
  await main.getByRole("button", { name: "Start 3 actions" }).click();
  const make = main.getByRole("button", { name: /^Make it a project: / });
  await expect(make).toHaveCount(3);
  const action = ((await make.first().getAttribute("aria-label")) ?? "").replace("Make it a project: ", "");
  await make.first().click();
  await expect(make).toHaveCount(2);

  await tab("Differences");
  await page.getByRole("button", { name: "Close the assessment" }).click();
  await dialog(page, "Close the assessment").getByRole("button", { name: "Close for good" }).click();
  await expectSaved(page);

  // The second one begins with the answers of the first.
  await tab("Answers");
  await page.getByRole("button", { name: "Start a new version" }).click();
  const version = dialog(page, "Start a new version");
  await version.getByRole("textbox", { name: "Name" }).fill("A year later");
  await version.getByRole("checkbox", { name: "Take over its answers" }).uncheck();
  await version.getByRole("textbox", { name: "Who answers" }).fill("Ada");
  await version.getByRole("button", { name: "Start", exact: true }).click();
  await at(page, 1);
  await answerAll(page, "4".repeat(QUESTIONS));
  await page.keyboard.press("Enter");
  await expect(heading(page, "These answers are handed in")).toBeVisible();
  await tab("Differences");
  await page.getByRole("button", { name: "Reveal answers" }).click();
  await page.getByRole("button", { name: "Close the assessment" }).click();
  await dialog(page, "Close the assessment").getByRole("button", { name: "Close for good" }).click();
  await expectSaved(page);
  await page.reload();

  await page.goto("./#/maturity/time");
  const trend = page.getByRole("region", { name: "Trend of each dimension" });
  await expect(trend.getByRole("row", { name: /^Governance and decisions/ })).toContainText("Higher");
  const pairs = page.getByRole("region", { name: "Two assessments side by side" });
  await expect(pairs.getByRole("row")).toHaveCount(1 + 1 + 10 + QUESTIONS);
  await page.goto("./#/board");
  await expect(cardLink(board(page), action)).toBeVisible();
});
