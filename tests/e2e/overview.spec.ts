// Owns: the overview and the decisions. What needs somebody is met from there, each figure follows, and what was decided can be
// found again.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, day, expectSaved, newProject, openExample } from "./people.ts";

const panel = (page: Page, name: string) => page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });
const needs = (page: Page) => panel(page, "Needs attention");
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });

test("a condition is closed from the overview with the keyboard, and undo brings it back", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/");
  const condition = needs(page).getByRole("button", { name: /^Close: Condition: / }).first();
  const name = (await condition.getAttribute("aria-label")) ?? "";
  await condition.focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page, "Close condition")).toBeVisible();
  await page.keyboard.type("Signed by finance.");
  await dialog(page, "Close condition").getByRole("button", { name: "Close condition" }).press("Enter");
  await expect(needs(page).getByRole("button", { name, exact: true })).toHaveCount(0);
  await expectSaved(page);
  await page.reload();
  await expect(needs(page)).toBeVisible();
  await expect(needs(page).getByRole("button", { name, exact: true })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(needs(page).getByRole("button", { name, exact: true })).toBeVisible();
});

test("a decision outside a gate: asked for, taken, found in the log", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await page.goto("./#/decisions");
  await expect(panel(page, "Decision log")).toContainText("Nothing was decided yet.");
  await page.getByRole("button", { name: "Record a decision" }).click();
  await expect(dialog(page, "Record a decision").getByRole("textbox", { name: "Question" })).toBeFocused();
  await dialog(page, "Record a decision").getByRole("button", { name: "Record decision" }).click();
  await expect(dialog(page, "Record a decision")).toContainText("Say what is to be decided.");
  await page.keyboard.type("Which supplier do we take?");
  await dialog(page, "Record a decision").getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace, Grace Hopper");
  await dialog(page, "Record a decision").getByLabel("Due", { exact: true }).fill(day(-2));
  await dialog(page, "Record a decision").getByRole("button", { name: "Record decision" }).click();
  const decide = page.getByRole("button", { name: "Decide: Which supplier do we take?" });
  await expect(decide).toBeVisible();
  await expect(page.getByRole("main")).toContainText("D-1, needed, with Ada Lovelace, Grace Hopper, overdue");

  await page.goto("./#/");
  await expect(needs(page)).toContainText("Decision: Which supplier do we take?");
  await needs(page).getByRole("button", { name: /^Decide: / }).click();
  await expect(dialog(page, "Decision").getByRole("radio", { name: "Decided", exact: true }), "it opens on the choice").toBeFocused();
  await page.keyboard.press("Space");
  await dialog(page, "Decision").getByRole("textbox", { name: "What was decided" }).fill("The second offer");
  await dialog(page, "Decision").getByRole("textbox", { name: "Reasons" }).fill("It includes training.");
  await dialog(page, "Decision").getByRole("button", { name: "Save decision" }).click();
  await expect(needs(page)).not.toContainText("Which supplier");

  await page.goto("./#/decisions");
  const log = panel(page, "Decision log");
  await expect(log.getByRole("row", { name: /D-1, Which supplier/ })).toContainText("The second offer");
  await log.getByRole("searchbox", { name: "Search decisions" }).fill("training ada");
  await expect(log.getByRole("status")).toHaveText("1 decision");
  await log.getByRole("searchbox", { name: "Search decisions" }).fill("nothing like it");
  await expect(log).toContainText("No matches.");
});

test("the log of the example holds its gate reviews, and each leads to its project", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  await page.getByRole("searchbox", { name: "Search decisions" }).fill("stop");
  await panel(page, "Decision log").getByRole("link", { name: /^G\d, / }).first().click();
  await expect(page.getByRole("heading", { name: "Gate reviews" })).toBeAttached();
});

test("a gap in the data is named, counted and mended", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/data/quality");
  const stale = panel(page, "Status out of date");
  await stale.getByRole("button", { name: /^Report status: / }).first().click();
  const sheet = page.getByRole("dialog", { name: /^Report status: / });
  await expect(sheet).toBeVisible();
  await sheet.getByRole("radiogroup", { name: "Schedule status" }).getByRole("radio", { name: "Green" }).check({ force: true });
  await sheet.getByRole("button", { name: "Submit", exact: true }).click();
  await expect(stale).toHaveCount(0);
});

test("the first week's steps are done when done in fact", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await page.goto("./#/");
  const week = panel(page, "Your first week");
  await expect(week).toContainText("1 of 4 done");
  const saving = page.waitForEvent("download");
  await week.getByRole("button", { name: "Save: Save a first backup" }).click();
  await saving;
  await expect(week).toContainText("2 of 4 done");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { level: 1 }), "without projects, home is the first visit").toHaveText("Every project. Every gate. Every decision, and what was known.");
});

test("every figure has a door, and one edit changes it", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/");
  const phases = panel(page, "Phases");
  const before = await phases.getByRole("paragraph").first().textContent();
  await phases.getByRole("link", { name: "Board" }).click();
  await expect(board(page)).toBeVisible();
  await cardLink(board(page), "Winter timetable tool").focus();
  await page.goBack();
  expect(await phases.getByRole("paragraph").first().textContent()).toBe(before);
  for (const title of ["Status", "Money", "Dates", "Projects under way", "Recent changes"]) {
    await expect(panel(page, title).getByRole("link").first(), title).toHaveAttribute("href", /^#\//);
  }
});

test("a shorter reporting cycle makes statuses out of date at once, and undo makes them fresh again", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/");
  await expect(panel(page, "Status").getByRole("listitem").first()).toBeVisible();
  const fresh = (await panel(page, "Status").getByRole("listitem").allTextContents()).length;
  expect(fresh).toBeGreaterThan(2);
  await page.goto("./#/data/settings");
  const cycle = page.getByRole("textbox", { name: "Reporting cycle in days" });
  await cycle.fill("soon");
  await cycle.press("Enter");
  await expect(page.getByRole("main")).toContainText("Reporting cycle in days must be a whole number.");
  await expect(cycle).toBeFocused();
  await cycle.fill("1");
  await cycle.press("Enter");
  await page.goto("./#/");
  await expect(panel(page, "Status")).toContainText(/\d+ out of date/);
  await page.keyboard.press("Control+z");
  await expect(panel(page, "Status").getByRole("listitem")).toHaveCount(fresh);
});

test("amounts in another currency are counted in once their rate is known", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/data/settings");
  await page.getByRole("textbox", { name: "Currency" }).fill("EUR");
  await page.getByRole("textbox", { name: "Currency" }).press("Enter");
  await page.goto("./#/");
  await expect(panel(page, "Money")).toContainText("£");
  await page.goto("./#/data/settings");
  const rates = page.getByRole("textbox", { name: "Exchange rates" });
  await rates.fill("GBP 1.2");
  await rates.blur();
  await expect(page.getByRole("main")).toContainText("must read like");
  await rates.fill("GBP 1.2 2026-11-20");
  await rates.blur();
  await page.goto("./#/");
  await expect(panel(page, "Money")).toContainText("€");
});
