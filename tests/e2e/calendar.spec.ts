// Owns: the calendar of the PMO: usual routines added, one marked as done and one left out, holidays read from a file, a year saved as one. By keyboard.
import { readFile } from "node:fs/promises";
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { day, expectSaved, openExample } from "./people.ts";

const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
};
const agenda = (page: Page) => page.getByRole("list", { name: "What is due" });
const file = (name: string, text: string) => ({ name, mimeType: "text/calendar", buffer: Buffer.from(text) });

test("the usual routines are added, one is marked as done and one left out, and each is taken back", async ({ page }) => {
  await openApp(page, "/calendar");
  await press(page, "Add the usual routines…");
  const usual = page.getByRole("dialog", { name: "Add the usual routines" });
  await expect(usual.getByRole("row", { name: /^Portfolio board/ })).toContainText("Decisions");
  await usual.getByRole("button", { name: "Add them", exact: true }).press("Enter");
  await expect(usual).toHaveCount(0);
  // They count from today on: what is due in the next days may lie in the next month.
  const near = page.getByRole("button", { name: /^Mark as done: / });
  const later = page.getByRole("navigation", { name: "Lists of the calendar" });
  await expect(later).toBeVisible();
  if ((await near.count()) < 2) await page.locator(".calendar-steps a").nth(1).press("Enter");
  await expect(near.first()).toBeVisible();
  const name = ((await near.first().getAttribute("aria-label")) ?? "").replace("Mark as done: ", "");
  await near.first().press("Enter");
  const done = page.getByRole("dialog", { name: "Mark as done" });
  await done.getByLabel("What it left").fill("Sent to everybody");
  await page.keyboard.press("Control+Enter");
  await expect(done).toHaveCount(0);
  const row = agenda(page).getByRole("listitem").filter({ hasText: "Sent to everybody" }).last();
  await expect(row).toContainText(name);
  await expect(row).toContainText("Done");

  await page.getByRole("button", { name: /^Leave out: / }).first().press("Enter");
  const out = page.getByRole("dialog", { name: "Leave out" });
  await out.getByRole("button", { name: "Leave out", exact: true }).press("Enter");
  await expect(out.getByRole("alert").last()).toContainText("say why it is left out");
  await out.getByLabel("Why it is left out").fill("Nobody is here");
  await page.keyboard.press("Control+Enter");
  await expect(out).toHaveCount(0);
  await expect(agenda(page)).toContainText("Nobody is here");
  await expectClean(page, "the calendar");
  for (const _ of [1, 2, 3]) await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Add the usual routines…" })).toBeVisible();
  await expectSaved(page);
});

test("holidays are read from a calendar file after a look, a broken one gives a sentence, and a year of routines is saved", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/calendar");
  await expect(page.getByText(/cycles? (in a row were|was) kept to the calendar/)).toBeVisible();
  await press(page, "Read holidays…");
  const dialog = page.getByRole("dialog", { name: "Read holidays" });
  const input = dialog.locator("input[type=file]");
  await input.setInputFiles(file("broken.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Cut"));
  await expect(dialog.getByText("The file ends in the middle of an entry.")).toBeVisible();
  const on = day(3).replaceAll("-", "");
  await input.setInputFiles(file("days.ics", `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Regatta\r\nDTSTART;VALUE=DATE:${on}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`));
  await expect(dialog.getByRole("row", { name: /^Regatta/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Add holidays", exact: true }).press("Enter");
  await expect(dialog).toHaveCount(0);
  await page.goto("./#/calendar/holidays");
  await expect(page.getByRole("grid", { name: "Holidays" }).getByRole("rowheader", { name: "Regatta", exact: true })).toBeVisible();

  await page.goto("./#/calendar");
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Save as calendar file")]);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
  expect(text).toContain("SUMMARY:Portfolio board");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectClean(page, "the calendar, 390 px");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
