// Owns: the people around a project: a stakeholder is placed on the grid of power and interest by its fields, by pointer and by the keys
// of its menu, each taken back; and what is to be told and is overdue stands where other reminders do.
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { day, expectSaved, newProject, openProject } from "./people.ts";

const quarter = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}: `) });
const people = (page: Page, name: string) => quarter(page, name).getByRole("listitem");

async function openPeople(page: Page) {
  await openApp(page, "/board");
  await newProject(page, "Apollo");
  await openProject(page, "Apollo", "People");
}

async function addStakeholder(page: Page, name: string, power: string, interest: string) {
  await page.getByRole("button", { name: /^(Add the first|New) stakeholder$/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "New stakeholder" });
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await dialog.getByLabel("Power", { exact: true }).fill(power);
  await dialog.getByLabel("Interest", { exact: true }).fill(interest);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog).toHaveCount(0);
}

test("a stakeholder is placed by fields, carried by pointer, and sent by the keys of its menu; each is taken back", async ({ page }) => {
  await openPeople(page);
  await addStakeholder(page, "Harbour board", "5", "2");
  await addStakeholder(page, "Residents", "2", "5");
  await expect(people(page, "Keep satisfied")).toHaveText([/^Harbour board/]);
  await expect(people(page, "Keep informed")).toHaveText([/^Residents/]);

  await people(page, "Keep satisfied").first().dragTo(quarter(page, "Manage closely"));
  await expect(people(page, "Manage closely")).toHaveText([/^Harbour board/]);
  await expect(people(page, "Keep satisfied")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(people(page, "Keep satisfied")).toHaveText([/^Harbour board/]);

  await page.getByRole("button", { name: "Move Residents" }).focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Move to" });
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await expect(menu.getByRole("menuitem", { name: "Move to Monitor" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(people(page, "Monitor")).toHaveText([/^Residents/]);
  await page.keyboard.press("Control+z");
  await expect(people(page, "Keep informed")).toHaveText([/^Residents/]);
  await expectClean(page, "the grid of power and interest");
  // All rows are of this project: its name is no column.
  const list = page.getByRole("grid", { name: "Stakeholders" });
  await expect(list.getByRole("columnheader", { name: /^Power/ })).toBeVisible();
  await expect(list.getByRole("columnheader", { name: /^Project/ })).toHaveCount(0);
  await expectSaved(page);
});

test("what is to be told and overdue stands on Overview and on the page of whoever tells it", async ({ page }) => {
  await openPeople(page);
  await page.goto(`${page.url().split("?")[0]}?list=communication`);
  await page.getByRole("button", { name: /^Add the first communication$/ }).click();
  const dialog = page.getByRole("dialog", { name: "New communication" });
  await dialog.getByRole("textbox", { name: "Purpose" }).fill("Weekly note");
  await dialog.getByRole("combobox", { name: /^Owner/ }).fill("Ada Lovelace");
  await dialog.getByLabel("Next due").fill(day(-5));
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto("./#/");
  await expect(page.getByRole("main")).toContainText("Communication: Weekly note");
  await page.goto("./#/people");
  await page.getByRole("link", { name: "Ada Lovelace" }).first().click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Weekly note" })).toContainText("overdue since");
});
