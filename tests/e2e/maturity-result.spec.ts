// Owns: what follows from the answers: the result with its arithmetic, what the records say, targets, and actions that are taken
// into work and become projects.
import { type Locator, type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, start } from "./assessments.ts";
import { board, column, day, expectSaved, openExample } from "./people.ts";

const panel = (page: Page, name: string) => page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) }).last();
const cells = (row: Locator) => row.getByRole("cell").allTextContents();

/** Opens a tab of an assessment of the example. */
async function openAssessment(page: Page, name: string, tab: string) {
  await page.goto("./#/maturity");
  const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
  await page.goto(`./${href?.replace(/[^/]*$/, tab)}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("the result: level, weakest beside the mean, a radar with its twin, and the arithmetic of each figure", async ({ page }) => {
  await openExample(page);
  await openAssessment(page, "Second assessment", "result");
  const whole = panel(page, "Level 2, Started");
  await expect(whole).toContainText("Weakest dimension");
  await expect(whole).toContainText("3 respondents, model version 1.0.0.");
  const how = whole.getByText("How is this counted?", { exact: true });
  await expect(how, "one for all figures").toHaveCount(1);
  await how.focus();
  await page.keyboard.press("Enter");
  await expect(whole).toContainText(/Sum of weight × score over the sum of weights, of the dimensions with a score:/);
  await expect(whole).toContainText("= 22.9293 / 10 = 2.2929");

  // What the radar shows stands in a table, dimension by dimension.
  await expect(page.getByRole("img", { name: /^Radar of 10 dimensions; the table “The same in figures” says the same/ })).toBeVisible();
  const twin = page.getByRole("region", { name: "The result in figures" });
  await expect(twin.getByRole("row")).toHaveCount(11);
  const bars = panel(page, "Profile as bars").getByRole("list").first().getByRole("listitem");
  await expect(bars).toHaveCount(10);
  for (const [number, text] of (await bars.allTextContents()).entries()) {
    const [, claimed, evidenced, target] = await cells(twin.getByRole("row").nth(number + 1));
    expect(text).toContain(`${claimed}, evidenced ${evidenced}, target ${target}`);
  }

  const governance = page.getByRole("group").filter({ has: page.getByRole("heading", { name: /Governance and decisions/ }) }).first();
  await governance.getByRole("heading", { name: /Governance and decisions/ }).click();
  await expect(governance.getByRole("row", { name: /GOV-3/ })).toContainText("Agreed after discussion");
  await expect(governance).toContainText("Groups are shown from three respondents each");
});

test("what the records say: all figures, the records behind them, and what they were before", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/maturity/records");
  await expect(page.getByRole("status").filter({ hasText: /^\d+ figures? holds?, \d+ do(es)? not/ })).toBeVisible();
  const rows = page.getByRole("row").filter({ has: page.getByRole("cell") });
  const more = page.getByText(/\d+ more figures of the model need records that are not kept here yet/);
  const left = Number((await more.innerText()).match(/(\d+) more figures/)![1]);
  await expect(rows, "what cannot exist yet is not listed").toHaveCount(38 - left);
  const gates = rows.filter({ hasText: "Gate coverage" });
  await expect(gates.getByText("Phase changes with a gate record")).toBeHidden();
  await gates.getByText("How is this counted?").click();
  await expect(gates.getByText("Phase changes with a gate record")).toBeVisible();
  await expect(gates).toContainText("100% of 24");
  await gates.getByText(/^For it: \d+$/).click();
  await expect(gates.getByRole("link", { name: /, / })).toHaveCount(8);
  await gates.getByRole("button", { name: /^All \d+$/ }).click();
  expect(await gates.getByRole("link", { name: /, / }).count()).toBeGreaterThan(8);
  // Shape and word, not colour alone.
  await expect(rows.filter({ hasText: "Does not hold" }).first().locator(".records-mark .icon")).toHaveCount(1);
});

test("three actions are taken into work, and one of them becomes a project on the board", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/");
  await expect(panel(page, "Improvement actions")).toContainText("2 of 6 actions done");
  await openAssessment(page, "Second assessment", "next");
  const first = panel(page, "What to do first");
  await first.getByRole("button", { name: "Start" }).click();
  await expect(first.getByRole("alert")).toContainText("Choose an action first.");
  const texts: string[] = [];
  for (const number of [0, 1, 2]) {
    const box = first.getByRole("checkbox").nth(number);
    texts.push(((await box.locator("xpath=following-sibling::span").evaluate((own) => own.firstChild?.textContent)) ?? "").trim());
    await box.check();
  }
  await first.getByRole("combobox", { name: /^Owner/ }).fill("Ada Lovelace");
  await first.getByLabel(/^Due/).fill(day(60));
  await first.getByRole("button", { name: "Start 3 actions" }).click();
  const work = panel(page, "In progress from this assessment");
  for (const text of texts) {
    await expect(work.getByRole("listitem").filter({ hasText: text })).toContainText("Planned, Ada Lovelace, due ");
    await expect(first.getByRole("listitem").filter({ hasText: text })).toContainText("In progress: Planned, Ada Lovelace");
  }
  const [text = ""] = texts;
  await work.getByRole("button", { name: `Make it a project: ${text}`, exact: true }).click();
  await expect(work.getByRole("link", { name: `Project: ${text}`, exact: true })).toBeVisible();
  await expectSaved(page);
  await page.reload();
  await expect(work.getByRole("link", { name: `Project: ${text}`, exact: true })).toBeVisible();
  await page.goto("./#/board");
  await expect(board(page)).toBeVisible();
  await expect(column(page, "Ideas").getByRole("link", { name: text, exact: true })).toBeVisible();
  await page.goto("./#/");
  await expect(panel(page, "Improvement actions")).toContainText("2 of 9 actions done");
});

test("a new version takes another profile, and the distances follow", async ({ page }) => {
  await openExample(page);
  await openAssessment(page, "Second assessment", "next");
  await expect(page.getByRole("combobox", { name: "Target profile" })).toHaveCount(0);
  await page.getByRole("button", { name: "Start a new version" }).click();
  const dialog = page.getByRole("dialog", { name: "Start a new version" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Third assessment");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Third assessment" })).toBeVisible();
  await page.getByRole("link", { name: "Next steps" }).click();
  const targets = panel(page, "Targets and distance");
  await targets.getByRole("combobox", { name: "Target profile" }).selectOption({ label: "Directive PMO: manages the projects" });
  await expect(targets).toContainText("Aims at level 4 in MAN, GOV, TRA, DEL, TRC, RSK, RES, PPL; level 3 in REU, POR.");
  await targets.getByRole("combobox", { name: "Target of People, competence and renewal" }).selectOption("5");
  await expect(targets.getByRole("combobox", { name: "Target profile" })).toHaveValue("");
  await targets.getByRole("combobox", { name: "Importance of People, competence and renewal" }).selectOption("3");
  await expect(targets.getByRole("row").nth(1)).toContainText("People, competence and renewal");
  await expect(targets.getByText("Focus", { exact: true })).toHaveCount(3);
  await page.keyboard.press("Control+z");
  await expect(targets.getByRole("combobox", { name: "Importance of People, competence and renewal" })).toHaveValue("1");
});

test("nothing answered: the result says so, and where to begin", async ({ page }) => {
  await openApp(page, "/maturity");
  await page.getByRole("button", { name: "Start the quick check" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Start an assessment" });
  await dialog.getByRole("textbox", { name: "Who answers" }).fill("Ada");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("link", { name: "Result", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("Nothing is answered yet");
  await page.getByRole("link", { name: "Answer questions" }).click();
  await page.getByRole("main").getByRole("radio").nth(2).check();
  await page.getByRole("link", { name: "Result", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("a rough profile from the key question of each dimension");
  await expect(page.getByRole("main")).toContainText("No level yet");
});

test("a quick check with one respondent ends in a result that says something", async ({ page }) => {
  await openApp(page, "/maturity");
  await start(page, "Ada");
  await answerAll(page, "3321111223");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "What the quick check says" }), "straight to the result").toBeVisible();
  const said = panel(page, "What the quick check says");
  await expect(said).toContainText(/Strongest[^(]*\(3\)/);
  await expect(said).toContainText(/Weakest[^(]*\(1\)/);
  await expect(said.getByRole("heading", { level: 3 })).toHaveText("Do these three things first");
  await expect(said.getByRole("list").getByRole("listitem")).toHaveCount(3);
  await expect(page.getByRole("heading", { name: "No level yet" }), "the small print is below, and folded").toBeHidden();
  await page.getByRole("link", { name: "Answers", exact: true }).click();
  await expect(page.getByRole("link", { name: "See the result" })).toBeVisible();
  await expect(page.getByRole("link", { name: "See the differences" })).toHaveCount(0);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing, ${width} px`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 900 });
    await openExample(page);
    await openAssessment(page, "Second assessment", "result");
    for (const own of await page.locator("main summary").all()) await own.evaluate((element) => element.parentElement?.setAttribute("open", ""));
    await expectClean(page, "the result");
    await openAssessment(page, "Second assessment", "next");
    await expect(panel(page, "What to do first")).toBeVisible();
    await expectClean(page, "next steps");
    await page.goto("./#/maturity/records");
    await expect(page.getByText(/more figures of the model/)).toBeVisible();
    await expectClean(page, "what the records say");
  });
}
