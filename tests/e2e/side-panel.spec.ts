// Owns: the record that lies open beside a list: opened and walked through with keys alone and with the mouse, edited in its place, named by the address.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, openExample } from "./people.ts";

const panel = (page: Page) => page.getByRole("complementary");
const heading = (page: Page) => panel(page).getByRole("heading", { level: 2 });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

test("beside the board: opened by a key, walked with the arrow keys, entered, edited, left", async ({ page }) => {
  await openExample(page);
  const first = cardLink(board(page), "Electric ferry pilot");
  await first.focus();
  await page.keyboard.press("Shift+Enter");
  await expect(heading(page)).toHaveText("Electric ferry pilot");
  await expect(page.getByText("Electric ferry pilot: details beside the list")).toHaveCount(1);
  expect(await focused(page)).toBe("Electric ferry pilot");
  await expect(page).toHaveURL(/#\/board\?open=/u);
  for (const group of ["Status", "Dates", "Money", "People"]) await expect(panel(page).getByRole("heading", { name: group, exact: true })).toBeVisible();
  await expect(panel(page).getByRole("heading", { name: "Latest changes" })).toBeVisible();
  await expect(panel(page).getByRole("heading", { name: /^Gate reviews/ })).toBeVisible();

  // The arrow keys walk on through the list, and the panel follows.
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft"]) {
    const before = await focused(page);
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now !== before) await expect(heading(page)).toHaveText(now);
  }
  const name = await focused(page);
  await page.keyboard.press("Shift+Enter");
  await expect(heading(page)).toBeFocused();

  // A field is edited in its place; the card follows.
  await panel(page).getByRole("button", { name: /^Name: / }).press("Enter");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("A new name");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("A new name");
  await expect(cardLink(board(page), "A new name")).toBeVisible();
  await expect(panel(page).getByRole("list").first()).toContainText("name");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await expect(cardLink(board(page), "A new name")).toBeFocused();
  await expect(page).toHaveURL(/#\/board$/u);
  await page.keyboard.press("Control+z");
  await expect(cardLink(board(page), name)).toBeVisible();
  await cardLink(board(page), name).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("beside the table of projects: the address opens it, it stays through a filter, and is there again after Back", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/projects");
  const grid = page.getByRole("grid");
  await grid.getByRole("link").nth(2).focus();
  const name = await focused(page);
  await page.keyboard.press("Shift+Enter");
  await expect(heading(page)).toHaveText(name);
  const address = page.url();
  await page.keyboard.press("ArrowDown");
  await expect(heading(page)).not.toHaveText(name);
  expect(await heading(page).textContent()).toBe(await focused(page));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name" }), "Enter edits the cell as ever").toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(panel(page), "Escape closes it from a row").toHaveCount(0);
  await page.keyboard.press("Shift+Enter");
  await expect(panel(page)).toBeVisible();
  await page.getByRole("searchbox", { name: /Search projects/ }).fill("e");
  await expect(page).toHaveURL(/text=e.*open=/u);
  await expect(panel(page)).toBeVisible();
  await page.goto("./#/people");
  await expect(panel(page)).toHaveCount(0);
  await page.goto(address);
  await expect(heading(page)).toHaveText(name);
  await panel(page).getByRole("link", { name: "Open page" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toHaveText(name);
});

test("with the mouse: a button shows it, a click on another card or row changes it, and of a person it tells who refers to them", async ({ page }) => {
  await openExample(page);
  const toggle = page.getByRole("button", { name: "Details beside the list" });
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  const before = await heading(page).textContent();
  const other = board(page).getByRole("listitem").nth(1);
  const name = (await other.getByRole("link").textContent()) ?? "";
  expect(name).not.toBe(before);
  const box = await other.boundingBox();
  // As long as a hand presses: the press gives the link the focus well before the click.
  const click = () => page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) - 12, (box?.y ?? 0) + (box?.height ?? 0) - 6, { delay: 250 });
  await click();
  await expect(heading(page)).toHaveText(name);
  await click();
  await expect(page.getByRole("heading", { level: 1, name }), "a second click opens the page").toBeVisible();
  await page.goBack();
  await expect(heading(page)).toHaveText(name);
  await page.getByRole("button", { name: "Close details" }).click();
  await expect(panel(page)).toHaveCount(0);
  await page.goto("./#/people");
  await page.getByRole("button", { name: "Details beside the list" }).click();
  await expect(panel(page).getByRole("heading", { name: "Details" })).toBeVisible();
  const row = page.getByRole("table").getByRole("row").nth(2);
  await row.getByRole("cell").last().click();
  const title = (await heading(page).textContent()) ?? "";
  await expect(row.getByRole("link").first()).toContainText(title);
  const first = page.getByRole("table").getByRole("row").nth(1);
  await first.getByRole("cell").last().click();
  await expect(heading(page)).not.toHaveText(title);
});

test("what is typed into a field of the panel is saved when one goes on to another record, and stays with what is wrong", async ({ page }) => {
  await openExample(page);
  await cardLink(board(page), "Electric ferry pilot").focus();
  await page.keyboard.press("Shift+Enter");
  await panel(page).getByRole("button", { name: /^Priority: / }).press("Enter");
  const priority = panel(page).getByRole("textbox", { name: "Priority" });
  await priority.fill("7");
  await cardLink(board(page), "Shore power at Northpier").click({ delay: 250 });
  await expect(heading(page)).toHaveText("Shore power at Northpier");
  await expect(cardLink(board(page), "Shore power at Northpier")).toBeFocused();
  await cardLink(board(page), "Electric ferry pilot").focus();
  await page.keyboard.press("Shift+Enter");
  await expect(heading(page)).toHaveText("Electric ferry pilot");
  await expect(panel(page).getByRole("button", { name: "Priority: 7, change" })).toBeVisible();
  await panel(page).getByRole("button", { name: /^Priority: / }).press("Enter");
  await priority.fill("seven");
  await page.getByRole("button", { name: "Close details" }).click();
  await expect(panel(page)).toContainText("Priority");
  await expect(priority).toHaveValue("seven");
  await expect(priority).toHaveAttribute("aria-invalid", "true");
  await priority.press("Escape");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await expect(cardLink(board(page), "Electric ferry pilot")).toBeFocused();
});

test("what was deleted, and what is not here, is said", async ({ page }) => {
  await openApp(page);
  await page.goto("./#/board?open=zzzzzzzzzzzzz");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await openExample(page);
  await cardLink(board(page), "Electric ferry pilot").focus();
  await page.keyboard.press("Shift+Enter");
  await expect(heading(page)).toHaveText("Electric ferry pilot");
  const id = new URL(page.url()).hash.split("open=")[1];
  await page.goto(`./#/projects/${id}`);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete project" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete project" }).click();
  await page.goto(`./#/board?open=${id}`);
  await expect(panel(page)).toContainText("no longer in this workspace");
  await page.keyboard.press("Control+z");
  await expect(heading(page)).toHaveText("Electric ferry pilot");
});

test("on a phone it is a sheet from below, and both themes can be read", async ({ page }) => {
  await openExample(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await cardLink(board(page), "Electric ferry pilot").focus();
  await page.keyboard.press("Shift+Enter");
  await expect(heading(page)).toHaveText("Electric ferry pilot");
  const box = await panel(page).boundingBox();
  expect(box?.x).toBe(0);
  expect(box?.width).toBe(390);
  expect(box?.y).toBeGreaterThan(200);
  expect(await panel(page).evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
});
