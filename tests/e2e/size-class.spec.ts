// Owns: the size class of a project with its arithmetic on its page: facts that are not known lead to where they are entered, one class up is
// chosen at will, a smaller one with a waiver; where the facts say more than the class that was chosen, the page and the gate say so.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { changeField, gateDialog, openProject, openWith } from "./people.ts";

const panel = (page: Page) => page.getByRole("region", { name: "Size class", exact: true });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Choose a size class" });
const choose = (page: Page) => panel(page).getByRole("button", { name: "Choose a size class…" });
const show = (page: Page, tab: string) => page.getByRole("main").getByRole("link", { name: tab, exact: true }).click();

/** A project of medium size whose facts say that it is large: 3 + 2 + 3 + 3 + 3 points. */
async function openLarge(page: Page) {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/settings");
  await page.getByLabel("Cost limit for size classes").fill("100000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Undo/ }).first()).toBeEnabled();
  await openProject(page, "Apollo");
  await changeField(page, "Effort in person-days", "400");
  await changeField(page, "Departments and suppliers", "5");
  await changeField(page, "Budget", "150000");
  await changeField(page, "Planned start", "2026-01-01");
  await changeField(page, "Planned finish", "2026-06-30");
  await page.getByRole("button", { name: /^Risk and novelty: .*, change$/ }).click();
  await page.getByRole("main").getByLabel("Risk and novelty", { exact: true }).selectOption("High");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await show(page, "Summary");
}

test("facts that are not known are named, and lead to where they are entered", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo", "Summary");
  await expect(panel(page)).toContainText("5 of 5 facts are not known; the class follows once all are.");
  await panel(page).getByText("How it is worked out").click();
  await panel(page).getByRole("link", { name: "Enter effort" }).click();
  await expect(page.getByRole("button", { name: /^Effort in person-days: / })).toBeFocused();
  await changeField(page, "Effort in person-days", "120.5");
  await show(page, "Summary");
  await panel(page).getByText("How it is worked out").click();
  await expect(panel(page).getByRole("row", { name: /^Effort/ })).toContainText("120.5 person-days");
  await expect(panel(page)).toContainText("2 points so far. 4 of 5 facts are not known");
  await panel(page).getByRole("link", { name: "Enter budget" }).click();
  await expect(page.getByRole("button", { name: /^Budget: / })).toBeFocused();
});

test("facts that say more than the class are shown with the way to mend it, here and at the gate, and a smaller class takes a waiver", async ({ page }) => {
  await openLarge(page);
  const short = "The points say Large, but the class is Medium and no waiver permits that.";
  await expect(panel(page)).toContainText(short);
  await expect(panel(page).getByRole("row", { name: /^Sum/ })).toContainText("14");
  await expect(panel(page)).toContainText("14 points: Large (12 to 15 points).");

  await page.getByRole("button", { name: "Open gate G0" }).click();
  await expect(gateDialog(page, "G0").getByRole("status").filter({ hasText: short })).toBeVisible();
  await gateDialog(page, "G0").getByRole("button", { name: "Choose a size class…" }).click();
  await dialog(page).getByRole("radio", { name: /^Medium/ }).check({ force: true });
  await dialog(page).getByRole("button", { name: "Choose", exact: true }).click();
  await expect(dialog(page).getByRole("alert")).not.toBeEmpty();
  await dialog(page).getByRole("textbox", { name: "Reason" }).fill("One site only");
  await dialog(page).getByRole("textbox", { name: /^Risk accepted/ }).fill("No health check");
  await dialog(page).getByRole("combobox", { name: "Approved by" }).fill("Grace Hopper");
  await dialog(page).getByRole("button", { name: "Choose", exact: true }).click();
  await expect(gateDialog(page, "G0"), "the review is there again").toBeVisible();
  await expect(gateDialog(page, "G0").getByText(short)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(panel(page)).toContainText(/Medium was chosen by waiver\. Waived by Grace Hopper until .*: One site only\./);

  await choose(page).click();
  await dialog(page).getByRole("radio", { name: /^Large/ }).check({ force: true });
  await dialog(page).getByRole("button", { name: "Choose", exact: true }).click();
  await expect(panel(page)).toContainText("Large, as the points say.");
  await expect(choose(page)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(panel(page)).toContainText("Medium was chosen by waiver.");
});

test("two classes up cannot be chosen, one can", async ({ page }) => {
  await openLarge(page);
  await show(page, "All fields");
  await changeField(page, "Effort in person-days", "10");
  await changeField(page, "Departments and suppliers", "1");
  await changeField(page, "Budget", "1000");
  await changeField(page, "Planned finish", "2026-01-31");
  await show(page, "Summary");
  await expect(panel(page)).toContainText("Medium was chosen, one class up.");
  await choose(page).click();
  await expect(dialog(page).getByRole("radio", { name: /^Large/ })).toBeDisabled();
  await dialog(page).getByRole("radio", { name: /^Small/ }).check({ force: true });
  await dialog(page).getByRole("button", { name: "Choose", exact: true }).click();
  await expect(panel(page)).toContainText("Small, as the points say.");
});
