// Owns: keys. What is typed in the grid edits the cell and starts nothing else; single letters can be turned off or put behind G; a key
// that ends a composition does nothing.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { newProject, openExample, openWith } from "./people.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Projects" });
const cell = (page: Page, name: string, column: string) =>
  grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) }).locator(`[aria-colindex="${column}"]`);

/** Column numbers of the columns asked for below; the check box is the first. */
const COLUMNS = "?columns=name,priority,lead,budget,size_class,late,phase";

test("typing in a cell edits it, from the first letter on, and starts nothing else", async ({ page }) => {
  await openWith(page, ["Apollo", "Zeus"]);
  await page.goto(`./#/projects${COLUMNS}`);
  await cell(page, "Apollo", "4").focus();
  // N, D, P, B, G, O, I and H are shortcuts elsewhere.
  await page.keyboard.type("Anna Blake");
  await expect(page.getByRole("combobox", { name: "Lead" })).toHaveValue("Anna Blake");
  await page.keyboard.press("Tab");
  await page.keyboard.type("250k");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Apollo", "4")).toHaveText("Anna Blake");
  await expect(cell(page, "Apollo", "5")).toContainText("250");
  for (const name of ["Dog", "Pig", "Bear", "Goat", "Owl", "Ibis", "Hen", "New?"]) {
    await grid(page).getByRole("rowheader").first().focus();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await expect(grid(page).getByRole("rowheader", { name, exact: true })).toBeFocused();
  }
  await expect(page).toHaveURL(/projects/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a letter chooses in a list, Escape leaves all as it was, and what cannot be typed says why", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto(`./#/projects${COLUMNS}`);
  await cell(page, "Apollo", "6").focus();
  await page.keyboard.press("l");
  await expect(page.getByRole("combobox", { name: "Size class" })).toHaveValue("l");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Apollo", "6")).toHaveText("Large");
  await cell(page, "Apollo", "3").focus();
  await page.keyboard.type("7");
  await expect(page.getByRole("textbox", { name: "Priority" })).toHaveValue("7");
  await page.keyboard.press("Escape");
  await expect(cell(page, "Apollo", "3")).toHaveText("");
  for (const [column, words] of [["7", "is the actual or forecast finish"], ["8", "is set by gate decisions"]] as const) {
    await cell(page, "Apollo", column).focus();
    await page.keyboard.press("n");
    await expect(page.locator("[aria-live]").filter({ hasText: words })).toHaveCount(1);
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("single letters can be turned off, or put behind G, in this browser", async ({ page }) => {
  await openExample(page);
  const choose = async (words: string) => {
    await page.goto("./#/settings");
    await page.getByRole("radiogroup", { name: "Single-letter shortcuts" }).getByRole("radio", { name: words }).check({ force: true });
    await page.reload();
    await page.goto("./#/board");
    await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  };
  const dialog = page.getByRole("dialog", { name: "New project" });
  await choose("Off");
  for (const key of ["n", "?", "p", "g", "d"]) await page.keyboard.press(key);
  await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find anything" })).toBeVisible();
  await page.keyboard.press("Escape");

  await choose("After G");
  for (const key of ["n", "n"]) await page.keyboard.press(key);
  await expect(dialog).toHaveCount(0);
  for (const key of ["g", "n"]) await page.keyboard.press(key);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  for (const key of ["g", "?"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog", { name: "Shortcuts" }).getByRole("row", { name: "New project" })).toContainText("G, then N");
  await page.keyboard.press("Escape");

  await choose("On");
  await page.keyboard.press("n");
  await expect(dialog).toBeVisible();
});

test("Enter while composing ends the composition and nothing else", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  const client = await page.context().newCDPSession(page);
  /** Composes a word as a Japanese keyboard does, and presses Enter to end it: both kinds of Enter, as Chromium and as Safari tell of it. */
  const compose = async () => {
    await client.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
    await page.evaluate(() => {
      const target = document.activeElement ?? document.body;
      const keys = (init: KeyboardEventInit) => target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init }));
      keys({ isComposing: true });
      keys({ keyCode: 229 });
      for (const key of ["Escape", "Tab", "ArrowDown"]) keys({ key, isComposing: true });
    });
    await client.send("Input.insertText", { text: "日本" });
  };

  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New project" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await compose();
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("日本");
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  const finder = page.getByRole("dialog", { name: "Find anything" });
  await finder.getByRole("combobox").fill("");
  await compose();
  await expect(finder).toBeVisible();
  await expect(finder.getByRole("combobox")).toHaveValue("日本");
  await page.keyboard.press("Escape");

  await page.goto("./#/projects?columns=name,lead");
  await cell(page, "Apollo", "3").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Lead" })).toBeFocused();
  await compose();
  await expect(page.getByRole("combobox", { name: "Lead" })).toHaveValue("日本");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Apollo", "3")).toHaveText("日本");

  await page.goto("./#/board");
  await page.getByRole("searchbox", { name: "Search the board" }).focus();
  await compose();
  await expect(page.getByRole("searchbox", { name: "Search the board" })).toHaveValue("日本");
});
