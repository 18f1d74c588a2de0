// Owns: a date of which day, month or year is still to be typed. Browsers give no text for it: it is neither taken for none nor
// dropped without a word, in any dialog.
import { type Locator, type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, board, carry, cardLink, conditionalGo, expectCards, gateDialog, newProject, openWith } from "./people.ts";

const isHalf = (field: Locator) => field.evaluate((own: HTMLInputElement) => own.validity.badInput);

/** Types the first part of a date, and leaves the field. */
async function begin(page: Page, field: Locator) {
  await field.focus();
  await page.keyboard.type("12");
  await expect.poll(() => isHalf(field)).toBe(true);
}

/** Takes the first part of a date away. */
async function breakOff(page: Page, field: Locator) {
  await field.focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => isHalf(field)).toBe(true);
}

test("in the dialog of a decision", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/decisions");
  await page.getByRole("button", { name: "Record a decision" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Record a decision" });
  const due = dialog.getByLabel(/^Due/);
  await dialog.getByRole("textbox", { name: "Question" }).fill("Which mast?");
  await begin(page, due);
  // What is typed elsewhere leaves it as it is.
  await dialog.getByRole("textbox", { name: "Question" }).fill("Which mast is it?");
  expect(await isHalf(due)).toBe(true);
  await dialog.getByRole("button", { name: "Record decision" }).click();
  await expect(dialog).toContainText("needs day, month and year.");
  await expect(due).toBeFocused();
  await due.fill("2026-12-24");
  await expect(dialog.getByText("needs day, month and year.")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Record decision" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText("24 Dec");
});

test("in a gate review, also when conditions come and go and another decision is chosen", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  const dialog = gateDialog(page);
  await answerAll(page.getByRole("dialog"));
  const review = page.getByRole("dialog");
  await review.getByRole("radio", { name: /^Conditional go/ }).check({ force: true });
  await review.getByRole("textbox", { name: "Condition 1", exact: true }).fill("Name a deputy");
  const due = review.getByLabel("Due date of condition 1");
  await begin(page, due);
  await review.getByRole("textbox", { name: "Reasons" }).fill("It is worth planning.");
  await review.getByRole("button", { name: "Add a condition" }).click();
  await expect(review).toContainText("Due date of condition 1 needs day, month and year.");
  await expect(due).toBeFocused();
  await expect(review.getByRole("textbox", { name: "Condition 2", exact: true })).toHaveCount(0);
  await review.getByRole("button", { name: "Record decision" }).click();
  await expect(due).toBeFocused();
  await due.fill("2026-12-24");
  await review.getByRole("button", { name: "Add a condition" }).click();
  await expect(review.getByRole("textbox", { name: "Condition 2", exact: true })).toBeFocused();
  await expect(due).toHaveValue("2026-12-24");
  await review.getByRole("button", { name: "Remove condition 2" }).click();

  // The day on which it was held, broken off, is not taken for the one before.
  const held = review.getByLabel("Held on");
  await breakOff(page, held);
  await review.getByRole("button", { name: "Record decision" }).click();
  await expect(review).toContainText("Held on needs day, month and year.");
  await expect(held).toBeFocused();
  await held.fill("2026-11-20");

  await review.getByRole("radio", { name: /^Hold/ }).check({ force: true });
  const next = review.getByLabel(/review/i).last();
  await begin(page, next);
  await review.getByRole("radio", { name: /^Recycle/ }).check({ force: true });
  await expect(review).toContainText("The date needs day, month and year.");
  await expect(dialog.or(review).first()).toBeVisible();
});

test("in the dialog that closes a condition", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(page.getByRole("dialog"));
  await page.goto("./#/decisions");
  await page.getByRole("button", { name: /^Close/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "Close condition" });
  const met = dialog.getByLabel("Met on");
  await breakOff(page, met);
  await dialog.getByRole("textbox", { name: "How it was met" }).fill("Grace is the deputy.");
  expect(await isHalf(met), "what is left of it stays").toBe(true);
  await dialog.getByRole("button", { name: "Close condition" }).click();
  await expect(dialog).toContainText("Met on needs day, month and year.");
  await expect(met).toBeFocused();
});

test("for several projects at once: none loses the date it has", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectCards(page, "Ideas", ["Apollo"]);
  await page.goto("./#/projects");
  await page.getByRole("checkbox", { name: /^Select all/ }).check();
  await page.getByRole("button", { name: "Set field…" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a field" });
  await dialog.getByRole("combobox", { name: "Field" }).selectOption({ label: "Forecast finish" });
  const finish = dialog.getByLabel("Forecast finish");
  await begin(page, finish);
  await dialog.getByRole("button", { name: "Set field" }).click();
  await expect(dialog).toContainText("Forecast finish needs day, month and year.");
  await expect(finish).toBeFocused();
  await page.keyboard.press("Escape");
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
});
