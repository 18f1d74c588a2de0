// Owns: a gate review as it is held: the facts above it and in its record, keys that answer, what becomes impossible, conditions made
// of missing documents, the sitting that goes on; and decisions outside gates with project, options and several deciders.
import { type Locator, type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { answerAll, carry, changeField, chooseGo, conditionalGo, day, gateDialog, openExample, openProject, openWith } from "./people.ts";

const facts = (within: Page | Locator) => within.getByRole("definition");

async function recordGo(gate: Locator) {
  await chooseGo(gate);
  await gate.getByRole("textbox", { name: "Reasons" }).fill("A clear case.");
  await gate.getByRole("textbox", { name: "Funding released" }).fill("0");
  await gate.getByRole("button", { name: "Record decision" }).click();
  await expect(gate).toHaveCount(0);
}

test("the facts of the day stand above a review and stay in its record", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo");
  await changeField(page, "Budget", "2.1m");
  await changeField(page, "Forecast cost", "2.44m");
  await changeField(page, "Sponsor", "Ingrid Solheim");
  await page.getByRole("button", { name: /^Open gate G0/ }).click();
  const gate = gateDialog(page, "G0");
  await expect(facts(gate).filter({ hasText: "£2.1m, forecast £2.44m, 16" })).toBeVisible();
  await expect(facts(gate).filter({ hasText: "Not reported" })).toBeVisible();
  await expect(gate).toContainText("Proposed: Yes – Ingrid Solheim");
  await expect(gate.getByRole("radio", { name: "Yes", exact: true }).nth(1), "the person still answers").not.toBeChecked();
  await answerAll(gate);
  await gate.getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace");
  await gate.getByRole("combobox", { name: /^Recorded by/ }).fill("Mary Jackson");
  await recordGo(gate);
  await changeField(page, "Budget", "9m");
  await page.getByRole("main").getByRole("link", { name: "Gates", exact: true }).click();
  const review = page.getByRole("article").filter({ hasText: "G0: Go" });
  await expect(review).toContainText("Known that day");
  await expect(review).toContainText("£2.1m, forecast £2.44m");
  await expect(review).not.toContainText("£9m");
  await expect(review).toContainText("Mary Jackson");
});

test("digits, Y and N answer the question that has the focus; a decision that became impossible is let go and said", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  const gate = gateDialog(page, "G0");
  await gate.getByRole("radio", { name: "Yes", exact: true }).first().focus();
  await page.keyboard.press("n");
  await expect(gate.getByRole("radio", { name: "No", exact: true }).first()).toBeChecked();
  await expect(gate.getByRole("radio", { name: "No", exact: true }).first()).toBeFocused();
  await page.keyboard.press("y");
  await expect(gate.getByRole("radio", { name: "Yes", exact: true }).first()).toBeChecked();
  await gate.getByRole("radio", { name: "Not scored" }).first().focus();
  await page.keyboard.press("7");
  await expect(gate.getByRole("radio", { name: "7", exact: true }).first()).toBeChecked();

  await chooseGo(gate);
  await expect(gate.getByRole("textbox", { name: "Reasons" })).toBeInViewport();
  await gate.getByRole("radio", { name: "Yes", exact: true }).nth(1).focus();
  await page.keyboard.press("n");
  await expect(gate.getByRole("radio", { name: /^Go/ })).not.toBeChecked();
  await expect(gate.getByRole("radio", { name: /^Go/ })).toBeDisabled();
  await expect(gate).toContainText("Go is no longer chosen: a fact is not true.");
});

test("a missing document becomes a condition by one click", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  await carry(page, "Apollo", ["ArrowRight"]);
  const gate = gateDialog(page, "G1");
  await answerAll(gate);
  const charter = gate.getByRole("listitem").filter({ hasText: "Project charter" }).first();
  await charter.getByRole("radio", { name: "No", exact: true }).check({ force: true });
  await charter.getByRole("button", { name: /^Make it a condition/ }).click();
  await expect(gate.getByRole("radio", { name: /^Conditional go/ })).toBeChecked();
  await expect(gate.getByRole("textbox", { name: "Condition 1", exact: true })).toHaveValue(/charter/);
  await expect(gate.getByRole("combobox", { name: "Owner of condition 1" })).toBeFocused();
});

test("day and people of the last gate today are offered at the next", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await expect(gateDialog(page, "G0").getByRole("button", { name: "Take over day and people" })).toHaveCount(0);
  await answerAll(gateDialog(page, "G0"));
  await gateDialog(page, "G0").getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace, Grace Hopper");
  await gateDialog(page, "G0").getByLabel("Held on").fill("2026-01-12");
  await recordGo(gateDialog(page, "G0"));
  await carry(page, "Borealis", ["ArrowRight"]);
  const gate = gateDialog(page, "G0");
  await expect(gate.getByRole("combobox", { name: "Decided by" })).toHaveValue("");
  await gate.getByRole("button", { name: "Take over day and people" }).click();
  await expect(gate.getByLabel("Held on")).toHaveValue("2026-01-12");
  await expect(gate.getByRole("combobox", { name: "Decided by" })).toHaveValue(/Ada Lovelace.*Grace Hopper/);
  await answerAll(gate);
  await recordGo(gate);
});

test("a decision stands on its project's page, opens on the choice, and one of its options is chosen", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo", "Summary");
  const panel = page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { name: /^Decisions/ }) });
  await panel.getByRole("button", { name: "Record a decision" }).click();
  const dialog = page.getByRole("dialog", { name: "Record a decision" });
  await expect(dialog.getByRole("combobox", { name: "Project" })).toHaveValue("P-001 Apollo");
  await dialog.getByRole("textbox", { name: "Question" }).fill("Do we accept ten more weeks?");
  await dialog.getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace; Grace Hopper");
  for (const [number, text] of [[1, "Accept them"], [2, "Cut the scope"]] as const) {
    await dialog.getByRole("button", { name: "Add an option" }).click();
    await dialog.getByRole("textbox", { name: `Option ${number}`, exact: true }).fill(text);
  }
  await dialog.getByRole("button", { name: "Record decision" }).click();
  await expect(panel.getByRole("heading", { name: "Decisions: 1 waiting" })).toBeVisible();
  await expect(panel).toContainText("with Ada Lovelace, Grace Hopper");

  await panel.getByRole("button", { name: /^Decide: / }).click();
  const decide = page.getByRole("dialog", { name: "Decision", exact: true });
  await expect(decide.getByRole("radio", { name: "Accept them" })).toBeFocused();
  await decide.getByRole("radio", { name: "Cut the scope" }).check();
  await decide.getByRole("button", { name: "Save decision" }).click();
  await expect(panel.getByRole("heading", { name: "Decisions", exact: true })).toBeVisible();
  await expect(panel).toContainText("Cut the scope");
  await page.goto("./#/decisions");
  const row = page.getByRole("row", { name: /D-1, Do we accept/ });
  await expect(row).toContainText("P-001 Apollo".slice(6));
  await expect(row).toContainText("Ada Lovelace, Grace Hopper");
});

test("what a decision affects, who was asked and what replaced it are chosen by a search, with keys alone", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await page.goto("./#/decisions");
  const record = async (question: string) => {
    await page.getByRole("button", { name: "Record a decision" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Record a decision" });
    await dialog.getByRole("textbox", { name: "Question" }).fill(question);
    return dialog;
  };
  let dialog = await record("Which mast?");
  await dialog.getByRole("button", { name: "Record decision" }).click();
  dialog = await record("Which sail?");
  const affects = dialog.getByRole("combobox", { name: "Affects" });
  await affects.fill("bore");
  await expect(dialog.getByRole("option", { name: /P-002 Borealis/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await affects.pressSequentially("apo");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: /^Remove P-00/ })).toHaveCount(2);
  await page.keyboard.press("Backspace");
  await expect(dialog.getByRole("button", { name: "Remove P-001 Apollo" })).toHaveCount(0);
  await affects.fill("zzz");
  await expect(dialog.getByText("No matches.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog, "Escape closes the search alone").toBeVisible();
  await affects.fill("zzz");
  await page.keyboard.press("Enter");
  await expect(dialog, "Enter does not send what was not found").toBeVisible();
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Record decision" }).click();
  await expect(dialog.getByText("must be chosen from the search results")).toBeVisible();
  await dialog.getByRole("button", { name: "Remove zzz" }).click();
  await dialog.getByRole("combobox", { name: "Consulted" }).fill("Grace Hopper");
  await dialog.getByRole("option", { name: /Grace Hopper\s*New person/ }).click();
  await expect(dialog.getByRole("button", { name: "Remove Grace Hopper (new)" })).toBeVisible();
  await dialog.getByRole("combobox", { name: "Superseded by" }).fill("mast");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Record decision" }).click();
  await expect(dialog).toHaveCount(0);

  await page.reload();
  await page.getByRole("button", { name: "Decide: Which sail?" }).click();
  const again = page.getByRole("dialog", { name: "Decision", exact: true });
  for (const chosen of ["P-002 Borealis", "Grace Hopper", "Which mast?"]) {
    await expect(again.getByRole("button", { name: `Remove ${chosen}` })).toBeVisible();
  }
  await again.getByRole("button", { name: "Remove Grace Hopper" }).click();
  await again.getByRole("button", { name: "Save decision" }).click();
  await page.goto("./#/people");
  await page.getByRole("link", { name: "Grace Hopper" }).click();
  await expect(page.getByRole("main")).not.toContainText("Which sail?");
});

test("after a condition is closed the focus is on the next one", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  const gate = gateDialog(page, "G0");
  await answerAll(gate);
  await gate.getByRole("radio", { name: /^Conditional go/ }).check({ force: true });
  for (const number of [1, 2, 3]) {
    if (number > 1) await gate.getByRole("button", { name: "Add a condition" }).click();
    await gate.getByRole("textbox", { name: `Condition ${number}`, exact: true }).fill(`Thing ${number}`);
    await gate.getByRole("combobox", { name: `Owner of condition ${number}` }).fill("Grace Hopper");
    await gate.getByLabel(`Due date of condition ${number}`).fill(day(30 + number));
  }
  await gate.getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace");
  await gate.getByRole("textbox", { name: "Reasons" }).fill("It is worth planning.");
  await gate.getByRole("textbox", { name: "Funding released" }).fill("0");
  await gate.getByRole("button", { name: "Record decision" }).click();
  await page.goto("./#/decisions");
  for (const [now, next] of [["Thing 2", "Thing 3"], ["Thing 3", "Thing 1"]]) {
    await page.getByRole("button", { name: `Close condition: ${now}` }).press("Enter");
    await page.getByRole("dialog", { name: "Close condition" }).getByRole("button", { name: "Close condition" }).press("Enter");
    await expect(page.getByRole("button", { name: `Close condition: ${next}` })).toBeFocused();
  }
});

test("gates due stand in sections, and are found by a search", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  const panel = page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { name: /^Gates due/ }) });
  await expect(panel.getByRole("heading", { name: /^Next 30 days/ })).toBeVisible();
  await expect(panel.getByRole("group").filter({ hasText: "Later" })).not.toHaveAttribute("open", /.*/);
  await panel.getByRole("searchbox", { name: "Search gates" }).fill("no such gate");
  await expect(panel).toContainText("No matches.");
  await expect(panel.getByRole("table")).toHaveCount(0);
  await panel.getByRole("searchbox", { name: "Search gates" }).fill("ferry G2");
  await expect(panel.getByRole("row").filter({ hasText: "Electric ferry pilot" })).toBeVisible();
});

test("a name that is nobody's yet says so, and asks whether a known one was meant", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo");
  await changeField(page, "Lead", "Anna Blake");
  await page.goto("./#/board");
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  const lead = dialog.getByRole("combobox", { name: /^Lead/ });
  await lead.fill("Ann");
  await expect(dialog).toContainText("New person: Ann");
  await dialog.getByRole("button", { name: "Did you mean Anna Blake?" }).click();
  await expect(lead).toHaveValue("Anna Blake");
  await expect(lead).toBeFocused();
  await expect(dialog).not.toContainText("New person");
  await lead.fill("Ingrid Solheim");
  await expect(dialog).toContainText("New person: Ingrid Solheim");
  await expect(dialog.getByRole("button", { name: /^Did you mean/ })).toHaveCount(0);
});
