// Owns: the workspaces of a browser: made, named, opened, deleted and brought back, with the keyboard.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, expectSaved, newProject, openExample } from "./people.ts";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Workspaces" });
const current = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("button", { name, exact: true });

async function open(page: Page, name: string) {
  await current(page, name).press("Enter");
  await expect(dialog(page)).toBeVisible();
}

test("a workspace is made, renamed, left and opened again", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await open(page, "My portfolio");
  await dialog(page).getByRole("textbox", { name: "New workspace" }).fill("Second house");
  await page.keyboard.press("Enter");
  await expect(current(page, "Second house")).toBeVisible();
  await expectSaved(page);
  await page.reload();
  await open(page, "Second house");
  await dialog(page).getByRole("textbox", { name: "Name of this workspace" }).fill("Second home");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await open(page, "Second home");
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "Second home" })).toContainText("Open now");
  await dialog(page).getByRole("button", { name: "Open My portfolio" }).press("Enter");
  await expect(current(page, "My portfolio")).toBeVisible();
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
});

test("a deleted workspace stands in the trash for thirty days, is restored whole, or goes for good", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await open(page, "My portfolio");
  await dialog(page).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await expect(dialog(page)).toContainText("Delete “My portfolio”? It can be restored here for 30 days.");
  await expect(dialog(page).getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete workspace" }).press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  await page.reload();

  await open(page, "My portfolio");
  const trash = dialog(page).getByRole("list", { name: "Deleted workspaces" });
  await expect(trash.getByRole("listitem")).toContainText("30 days left");
  await trash.getByRole("button", { name: "Restore My portfolio" }).press("Enter");
  await expect(trash).toHaveCount(0);
  await dialog(page).getByRole("list", { name: "Workspaces", exact: true }).getByRole("button", { name: "Open My portfolio" }).press("Enter");
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();

  await open(page, "My portfolio");
  await dialog(page).getByRole("listitem").filter({ hasText: "Open now" }).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete workspace" }).press("Enter");
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  await open(page, "My portfolio");
  await trash.getByRole("button", { name: "Delete My portfolio for good" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete for good" }).press("Enter");
  await expect(trash).toHaveCount(0);
  await page.reload();
  await open(page, "My portfolio");
  await expect(trash).toHaveCount(0);
  const others = () => JSON.stringify(Object.entries(localStorage).filter(([key]) => key !== "ppmo/boot"));
  expect(await page.evaluate(others), "nothing of it stays").not.toContain("Apollo");
});

test("the example is marked as such", async ({ page }) => {
  await openExample(page);
  await open(page, "Example: Calder Bay Ferries");
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "Calder Bay Ferries" })).toContainText("Example");
});
