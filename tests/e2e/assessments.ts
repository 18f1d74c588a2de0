// Owns: what a person does in a maturity assessment, step by step, for the tests of its pages.
import { type Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

export const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
export const question = (page: Page) => page.getByRole("article");
export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 2, name });
export const option = (page: Page, number: number) => question(page).getByRole("radio").nth(number - 1);
export const beside = (page: Page) => page.getByRole("complementary", { name: "Respondents and dimensions" });

/** Waits for the question with that number. */
export const at = (page: Page, number: number) => expect(question(page)).toContainText(`Question ${number} of`);

/** Starts an assessment as that respondent. */
export async function start(page: Page, name: string, kind: "Quick check" | "Full assessment" = "Quick check") {
  await page.getByRole("button", { name: /^Start (an assessment|the quick check)$/ }).first().click();
  const form = dialog(page, "Start an assessment");
  await form.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
  await form.getByRole("textbox", { name: "Who answers" }).fill(name);
  await form.getByRole("button", { name: "Start", exact: true }).click();
  await at(page, 1);
}

/** Answers with the keyboard, from its first question to the end. */
export async function answerAll(page: Page, levels: string) {
  for (const [number, level] of [...levels].entries()) {
    await at(page, number + 1);
    await page.keyboard.press(level);
    await expect(option(page, Number(level))).toBeChecked();
    await page.keyboard.press("Enter");
  }
}
