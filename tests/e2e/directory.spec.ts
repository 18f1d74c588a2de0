// Owns: people and programmes. They are made, found, changed, merged and deleted with the keyboard; what refers to them is shown
// first, and one undo brings everything back.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { changeField, expectSaved, newProject, openExample, openProject } from "./people.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const panel = (page: Page, name: string) =>
  page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { level: 2, name: new RegExp(`^${name}\\d*$`) }) });
const row = (page: Page, name: string) => page.getByRole("table").getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

/** Opens the page of a person or programme from its list, with the keyboard. */
async function openEntry(page: Page, list: "people" | "programmes", name: string) {
  await page.goto(`./#/${list}`);
  await row(page, name).getByRole("link", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(heading(page, name)).toBeFocused();
}

/** Chooses in the menu "More", with the keyboard. */
async function choose(page: Page, item: string) {
  await page.getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: item }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page, item)).toBeVisible();
}

test("a person is added, found by search and palette, and changed in place", async ({ page }) => {
  await openApp(page);
  await page.goto("./#/people");
  await expect(page.getByRole("main")).toContainText("Nobody is listed yet");
  await page.getByRole("button", { name: "New person" }).first().focus();
  await page.keyboard.press("Enter");
  const form = dialog(page, "New person");
  await expect(form.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form).toContainText("Name is missing.");
  await page.keyboard.type("Ada Lovelace");
  await form.getByRole("textbox", { name: "Role" }).fill("Sponsor");
  await form.getByRole("combobox", { name: "Line manager" }).fill("Grace Hopper");
  await page.keyboard.press("Enter");
  await expect(form).toHaveCount(0);
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(3);

  await page.getByRole("searchbox", { name: "Search people" }).fill("spon");
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "person" })).toHaveText("1 person");
  await expect(row(page, "Ada Lovelace")).toContainText("Sponsor");
  await page.getByRole("searchbox", { name: "Search people" }).fill("nobody like that");
  await expect(page.getByRole("main")).toContainText("No matches.");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("hopper");
  await expect(page.getByRole("option", { name: /Grace Hopper/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Grace Hopper")).toBeFocused();
  await panel(page, "Line manager of").getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(heading(page, "Ada Lovelace")).toBeVisible();

  await changeField(page, "Organisation", "Finance");
  await page.getByRole("button", { name: "Has left: No, change" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "Has left" }).press("Space");
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(page.getByRole("button", { name: "Has left: Yes, change" })).toBeFocused();
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole("button", { name: "Organisation: Finance, change" })).toBeVisible();
  await page.getByRole("button", { name: "Has left: Yes, change" }).click();
  await expect(page.getByRole("checkbox", { name: "Has left" })).toBeChecked();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "All people" }).press("Enter");
  await expect(row(page, "Ada Lovelace")).toContainText("Has left");
});

test("deleting a person shows what refers to them, leaves it, and undo brings the person back", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo", { lead: "Ada Lovelace" });
  await newProject(page, "Gemini", { lead: "Ada Lovelace" });
  await openProject(page, "Apollo", "Summary");
  await page.getByRole("main").getByRole("link", { name: "Ada Lovelace" }).first().press("Enter");
  await expect(heading(page, "Ada Lovelace")).toBeVisible();
  await expect(panel(page, "Leads").getByRole("link")).toHaveText(["Apollo", "Gemini"]);
  await choose(page, "Delete person");
  const form = dialog(page, "Delete person");
  await expect(form).toContainText("Apollo, Gemini");
  await expect(form).toContainText("The 2 references above stay and read “Ada Lovelace (deleted)”.");
  await form.getByRole("button", { name: "Delete person" }).press("Enter");
  await expect(page.getByRole("main")).toContainText("This person was deleted");
  await expect(heading(page, "Ada Lovelace")).toBeFocused();

  await openProject(page, "Apollo", "Summary");
  await expect(page.getByRole("main").getByRole("link", { name: "Ada Lovelace (deleted)" }).first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("main").getByRole("link", { name: "Ada Lovelace", exact: true }).first()).toBeVisible();

  await openEntry(page, "people", "Ada Lovelace");
  await choose(page, "Delete person");
  await dialog(page, "Delete person").getByRole("button", { name: "Delete person" }).press("Enter");
  await page.getByRole("button", { name: "Restore person" }).press("Enter");
  await expect(panel(page, "Leads").getByRole("link")).toHaveText(["Apollo", "Gemini"]);
});

test("two entries for one person are merged: what refers to the one refers to the other, in one step", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo", { lead: "Ada L." });
  await newProject(page, "Gemini", { lead: "Ada Lovelace" });
  await openEntry(page, "people", "Ada L.");
  await changeField(page, "Email", "ada@example.org");
  await choose(page, "Merge person");
  const form = dialog(page, "Merge person");
  await form.getByRole("button", { name: "Merge person" }).press("Enter");
  await expect(form).toContainText("Choose the one that stays.");
  await form.getByRole("combobox", { name: "Merge into" }).selectOption("Ada Lovelace");
  await expect(form.getByRole("status")).toHaveText(
    "1 reference moves to Ada Lovelace. Taken over: email. Then Ada L. is deleted. One Undo reverses all of it.",
  );
  await expect(form).toContainText("Apollo");
  await form.getByRole("button", { name: "Merge person" }).press("Enter");
  await expect(heading(page, "Ada Lovelace")).toBeFocused();
  await expect(panel(page, "Leads").getByRole("link")).toHaveText(["Apollo", "Gemini"]);
  await expect(page.getByRole("button", { name: "Email: ada@example.org, change" })).toBeVisible();
  await expectSaved(page);
  await page.reload();
  await expect(panel(page, "Leads").getByRole("link")).toHaveText(["Apollo", "Gemini"]);
  await page.getByRole("button", { name: "Undo: Merge Ada L. into Ada Lovelace" }).press("Enter");
  await expect(panel(page, "Leads").getByRole("link")).toHaveText(["Gemini"]);
  await expect(page.getByRole("button", { name: "Email: Not given, change" })).toBeVisible();
  await page.goto("./#/people");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(3);
});

test("what a gate review says of a person is not altered by a merge, and the dialog says so", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/people");
  await expect(page.getByRole("table").getByRole("link").first()).toBeVisible();
  const people = await page.getByRole("table").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  let decided = false;
  for (const own of people) {
    await page.goto(`./${own}`);
    await expect(page.getByRole("button", { name: "More" })).toBeVisible();
    decided = (await panel(page, "Gate reviews decided").count()) > 0;
    if (decided) break;
  }
  expect(decided, "somebody has decided at a gate").toBe(true);
  await choose(page, "Merge person");
  const form = dialog(page, "Merge person");
  await form.getByRole("combobox", { name: "Merge into" }).selectOption({ index: 1 });
  await expect(form.getByRole("heading", { name: "What stays" })).toBeVisible();
  await expect(form.getByRole("status")).toContainText("because reviews are never changed");
});

test("a programme gathers its projects with their status, and those without one are listed too", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await page.goto("./#/programmes");
  await page.getByRole("button", { name: "New programme" }).first().press("Enter");
  const form = dialog(page, "New programme");
  await page.keyboard.type("Moon landing");
  await form.getByRole("textbox", { name: "Code" }).fill("ML");
  await page.keyboard.press("Enter");
  await expect(form).toHaveCount(0);
  await page.goto("./#/board");
  await newProject(page, "Gemini");
  await openProject(page, "Apollo");
  await changeField(page, "Programme", "Moon landing");
  await page.getByRole("button", { name: /^Schedule status: .*, change$/ }).click();
  await page.getByRole("main").getByRole("combobox", { name: "Status" }).selectOption("Amber");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.goto("./#/programmes");
  await expect(row(page, "Moon landing").getByRole("cell").nth(2), "one project").toHaveText("1");
  await expect(panel(page, "1 project without a programme").getByRole("link", { name: "Gemini" })).toBeVisible();
  await openEntry(page, "programmes", "Moon landing");
  const apollo = panel(page, "Projects").getByRole("row").filter({ has: page.getByRole("link", { name: "Apollo" }) });
  await expect(apollo).toContainText("idea");
  await expect(apollo.getByRole("img", { name: "Status amber" }).first()).toBeVisible();
  await changeField(page, "Objective", "People on the moon");
  await page.goto("./#/programmes/nonsense");
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
});
