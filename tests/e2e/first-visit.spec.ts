// Owns: the first minutes. What the page says of itself, the three ways in, and a real list from a government's web site
// that becomes a board.
import { join } from "node:path";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, card, cardLink, column, expectSaved, newProject, openExample, openWith } from "./people.ts";

const LIST = join(ROOT, "tests/fixtures/uk-dft-gmpp-2024-03.csv");

test("says what it is, where the data stays, and offers three ways in", async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Every project. Every gate. Every decision, and what was known.");
  const main = page.getByRole("main");
  await expect(main).toContainText("No account, nothing uploaded.");
  await expect(main.getByRole("img", { name: /^From the example: gate G1 of Electric ferry pilot, Conditional go/ }), "it shows itself").toBeVisible();
  await expect(main.getByRole("button")).toHaveText([/^Import a list/, /^Look at an example/, /^Start empty/]);
});

test("start empty: a project in three fields", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: /^Start empty/ }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await expect(dialog.getByRole("textbox").or(dialog.getByRole("combobox"))).toHaveCount(3);
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog).toContainText("Give the project a name.");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Apollo");
  await dialog.getByRole("combobox", { name: /^Lead/ }).fill("Ada Lovelace");
  await dialog.getByRole("combobox", { name: "Size class" }).selectOption("Large");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(cardLink(column(page, "Ideas"), "Apollo")).toBeFocused();
  await expect(card(page, "Apollo")).toContainText("P-001");
  await expect(card(page, "Apollo")).toContainText("Ada Lovelace");
  await page.goto("./#/");
  await expect(page.getByRole("heading", { level: 1 }), "with projects in it, home is the overview").toHaveText("Overview");
});

test("import a list: 19 of 19 projects, rehearsed first, in one step that can be undone", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: /^Import a list/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Import a list" })).toBeVisible();
  await page.getByLabel("Choose a CSV file").setInputFiles(LIST);
  await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeFocused();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("heading", { name: "What would happen" })).toBeFocused();
  const main = page.getByRole("main");
  await expect(main).toContainText("19projects would be made");
  await expect(main, "nothing is dropped in silence").toContainText("Exempt under Section 43");
  await main.getByRole("button", { name: /^Import 19 projects/ }).click();

  await expect(page.getByRole("heading", { name: "19 projects imported" })).toBeFocused();
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(page.getByText("19 projects", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Unfold Closed" }).click();
  await expect(board(page).getByRole("listitem").getByRole("link")).toHaveCount(19);
  await expectSaved(page);
  await page.reload();
  await page.getByRole("button", { name: "Unfold Closed" }).click();
  await expect(board(page).getByRole("listitem").getByRole("link")).toHaveCount(19);

  await page.getByRole("button", { name: /^Undo: Import/ }).click();
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Redo: Import/ }).click();
  await expect(board(page).getByRole("listitem").getByRole("link")).toHaveCount(19);
});

test("import by pasting cells, beside what is there already", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/data/import");
  await page.getByRole("textbox", { name: "Paste cells from a spreadsheet" }).fill("Project\tLead\nBorealis\tGrace Hopper\nCygnus\t\n");
  await page.getByRole("button", { name: "Read pasted cells" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: /^Import 2 projects/ }).click();
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(page.getByText("3 projects", { exact: true })).toBeVisible();
  await expect(card(page, "Borealis")).toContainText("Grace Hopper");
});

test("the example lives in its own workspace, goes with one click, and comes back with another", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/data");
  await page.getByRole("button", { name: "Look at an example" }).click();
  await expect(page.getByRole("button", { name: "Example: Calder Bay Ferries" })).toBeVisible();
  await page.goto("./#/board");
  await page.getByRole("button", { name: "Unfold Closed" }).click();
  await expect(board(page).getByRole("listitem").getByRole("link")).toHaveCount(14);
  await page.getByRole("note").getByRole("button", { name: "Remove the example" }).click();
  await expect(page.getByRole("button", { name: "My portfolio" })).toBeVisible();
  await page.goto("./#/board");
  await expect(board(page).getByRole("listitem").getByRole("link")).toHaveText(["Apollo"]);
  await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Example: Calder Bay Ferries" })).toBeVisible();
  await page.goto("./#/data/history");
  await expect(page.getByRole("main")).toContainText("Report the status of Electric ferry pilot");
  await expect(page.getByRole("main")).toContainText("Elena Kovacs");
});

test("what somebody did in the example is kept as a workspace of its own before the example goes", async ({ page }) => {
  await openExample(page);
  await newProject(page, "Mine");
  await page.getByRole("note").getByRole("button", { name: "Remove the example" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove the example" });
  await expect(dialog).toContainText("You have added or changed 1 project here.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(card(page, "Mine")).toBeVisible();
  await page.getByRole("note").getByRole("button", { name: "Remove the example" }).click();
  await dialog.getByRole("button", { name: "Keep my work" }).click();
  await expect(page.getByRole("button", { name: "My portfolio" })).toBeVisible();
  await page.goto("./#/board");
  await expect(board(page).getByRole("listitem").getByRole("link")).toHaveText(["Mine"]);
  await expect(page.getByRole("note")).toHaveCount(0);
  await expectSaved(page);
  await page.reload();
  await expect(card(page, "Mine")).toBeVisible();
  await page.getByRole("button", { name: "My portfolio" }).click();
  await expect(page.getByRole("button", { name: "Restore Example: Calder Bay Ferries" })).toBeVisible();
});
