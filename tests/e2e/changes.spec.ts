// Owns: changes and baselines of a project: a change is asked for, decided within limits, implemented, and explains the next baseline;
// undone step by step; what is beyond a limit is refused with a sentence.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { cardLink, column, expectSaved, openExample } from "./people.ts";

const baselines = (page: Page) => page.getByRole("region", { name: "Baselines" }).or(page.locator("section.baselines"));
const grid = (page: Page) => page.getByRole("grid", { name: "Change requests" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const cell = async (page: Page, name: string, heading: string) => {
  const at = await grid(page).getByRole("columnheader", { name: new RegExp(`^${heading}\\b`) }).getAttribute("aria-colindex");
  return row(page, name).locator(`[aria-colindex="${at}"]`);
};
const selected = (page: Page) => page.getByRole("region", { name: "Selected change requests" });

/** The changes of a project of the example. */
async function openChanges(page: Page, project: string) {
  await openExample(page);
  await page.goto("./#/projects");
  await page.getByRole("grid").getByRole("link", { name: project, exact: true }).first().click();
  await page.getByRole("link", { name: "Changes", exact: true }).last().click();
  await expect(grid(page).or(page.getByRole("heading", { name: "No change requests yet" }))).toBeVisible();
}

async function choose(page: Page, name: string, act: string) {
  await grid(page).getByRole("checkbox", { name: `Select ${name}` }).check();
  await selected(page).getByRole("button", { name: act }).click();
}

async function decide(page: Page, name: string, by: string) {
  await choose(page, name, "Decide…");
  const dialog = page.getByRole("dialog", { name: "Decide" });
  await dialog.getByRole("combobox", { name: /^Decided by/ }).fill(by);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Worth it.");
  await dialog.getByRole("button", { name: "Save decision" }).click();
  return dialog;
}

test("a change that was assessed is decided by who may, implemented, and explains the next baseline; undone step by step", async ({ page }) => {
  await openChanges(page, "Northpier linkspan renewal");
  const name = "Stronger fenders";
  await expect(await cell(page, name, "Who decides")).toHaveText("Sponsor");
  const dialog = await decide(page, name, "Hamish Orr");
  await expect(dialog.getByRole("alert")).toContainText("Hamish Orr leads this project and cannot decide a change of this cost or delay");
  await dialog.getByRole("combobox", { name: /^Decided by/ }).fill("Ingrid Solheim");
  await dialog.getByRole("button", { name: "Save decision" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(await cell(page, name, "State")).toHaveText("Approved");

  await choose(page, name, "Implement…");
  await page.getByRole("dialog", { name: "Implement a change" }).getByRole("button", { name: "Implement" }).click();
  await expect(await cell(page, name, "State")).toHaveText("Implemented");
  await expect(baselines(page)).toContainText("The changes that were implemented explain all of it.");
  const finish = baselines(page).getByRole("row", { name: /^Finish/ });
  await expect(finish).toContainText("+21 days");
  await expect(finish).toContainText("nothing");
  await expect(baselines(page)).toContainText("Change 2: Six fenders and their piles are stronger.");
  await expectSaved(page);

  await page.keyboard.press("Control+z");
  await expect(await cell(page, name, "State")).toHaveText("Approved");
  await page.keyboard.press("Control+z");
  await expect(await cell(page, name, "State")).toHaveText("Assessed");
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+Shift+z");
  await page.reload();
  await expect(await cell(page, name, "State")).toHaveText("Implemented");
});

test("what waits for a decision stands on Decisions, and a plan past its baseline is named", async ({ page }) => {
  await openChanges(page, "New booking system");
  await expect(baselines(page)).toContainText("The changes that were implemented explain all of it.");
  await page.goto("./#/decisions");
  const waiting = page.locator("section.panel").filter({ has: page.getByRole("heading", { name: /^Waiting/ }) });
  await waiting.getByRole("radiogroup", { name: "What waits" }).getByText("Changes").click();
  await expect(waiting).toContainText("Change 2, to be decided by the sponsor, Ingrid Solheim, raised 12 days ago");
  await expect(waiting).toContainText("Change 4, approved 8 days ago, to be implemented");
  await waiting.getByRole("link", { name: "Stronger fenders" }).click();
  await expect(page.getByRole("complementary").getByRole("heading", { level: 2, name: "Stronger fenders" })).toBeVisible();
});

test("a project without a baseline gets one by hand, with a reason", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: /^Start empty/ }).click();
  const made = page.getByRole("dialog", { name: "New project" });
  await made.getByRole("textbox", { name: "Name" }).fill("Apollo");
  await made.getByRole("button", { name: "Create project" }).click();
  await cardLink(column(page, "Ideas"), "Apollo").click();
  await page.getByRole("link", { name: "Changes", exact: true }).last().click();
  await expect(baselines(page)).toContainText("There is none yet.");
  await baselines(page).getByRole("button", { name: "Set a baseline…" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a baseline" });
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Past G2 before we had this");
  await dialog.getByRole("button", { name: "Set baseline" }).click();
  await expect(dialog).toContainText("The plan has neither dates nor a budget.");
});
