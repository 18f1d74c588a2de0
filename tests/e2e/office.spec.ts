// Owns: services of the PMO offered, asked for, done and rated, and a health check by somebody from outside that the project shows. By keyboard.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { day, expectSaved, openExample, openProject } from "./people.ts";

const row = (page: Page, list: string, name: string) => page.getByRole("grid", { name: list }).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

async function press(page: Page, name: RegExp) {
  await page.getByRole("button", { name }).last().focus();
  await page.keyboard.press("Enter");
}

test("a service is offered, asked for, done and rated, by keyboard, and each is taken back", async ({ page }) => {
  await openApp(page, "/office/services");
  await press(page, /^Add the first service$/);
  const service = page.getByRole("dialog", { name: "New service" });
  await service.getByLabel("Service").fill("Planning help");
  await service.getByLabel("For whom").fill("Project managers");
  await page.keyboard.press("Enter");
  await expect(row(page, "Services", "Planning help")).toBeVisible();

  await page.goto("./#/office/requests");
  await press(page, /^Add the first request$/);
  const request = page.getByRole("dialog", { name: "New request" });
  await request.getByLabel("Request", { exact: true }).fill("A plan for the quay");
  await request.getByRole("combobox", { name: /^Service/ }).fill("Planning help");
  await request.getByLabel("Asked on").fill(day(-10));
  await request.getByLabel("Due").fill(day(-3));
  await page.keyboard.press("Enter");
  await expect(request).toHaveCount(0);
  await expect(row(page, "Service requests", "A plan for the quay")).toContainText("Planning help");
  await expect(row(page, "Service requests", "A plan for the quay")).toContainText("3");

  // Opened beside the list, it is done and rated.
  await row(page, "Service requests", "A plan for the quay").getByRole("rowheader").getByRole("link").focus();
  await page.keyboard.press("Shift+Enter");
  const beside = page.getByRole("complementary");
  await beside.getByRole("button", { name: /^State: / }).press("Enter");
  await beside.getByRole("combobox", { name: "State", exact: true }).selectOption("Done");
  await beside.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(row(page, "Service requests", "A plan for the quay")).toContainText("Done");
  await expectSaved(page);
  await page.goto("./#/office/services");
  await expect(row(page, "Services", "Planning help")).toContainText("0");
  for (const step of [1, 2, 3]) {
    await page.keyboard.press("Control+z");
    if (step < 3) await expect(row(page, "Services", "Planning help")).toBeVisible();
  }
  await expect(row(page, "Services", "Planning help")).toHaveCount(0);
});

test("a health check wants somebody from outside, and the project shows the latest", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/office/health-checks");
  await expect(row(page, "Health checks", "Date of the class society")).toContainText("Red: plan, risk");
  await press(page, /^New health check$/);
  const dialog = page.getByRole("dialog", { name: "New health check" });
  await dialog.getByLabel("Occasion").fill("Before going live");
  await dialog.getByRole("combobox", { name: /^Project/ }).fill("New booking system");
  await dialog.getByLabel("Held on").fill(day(0));
  await dialog.getByRole("combobox", { name: /^Reviewer/ }).fill("Tom Whitaker");
  await dialog.getByLabel("Quality").selectOption("Amber");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toContainText("Reviewer leads “New booking system”. Name somebody from outside the project.");
  await dialog.getByRole("combobox", { name: /^Reviewer/ }).fill("Elena Kovacs");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  await openProject(page, "New booking system", "Summary");
  const panel = page.getByRole("heading", { name: "Health check", exact: true }).locator("..").locator("..");
  await expect(panel).toContainText("by Elena Kovacs. Amber: quality.");
  await panel.getByRole("link", { name: "Before going live" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Health checks" })).toBeVisible();
});
