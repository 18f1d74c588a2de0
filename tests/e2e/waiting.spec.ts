// Owns: the one list of everything that waits, on Decisions: narrowed by what it is and by words, each with its step or its door.
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { openExample } from "./people.ts";

const panel = (page: Page) => page.locator("section.panel").filter({ has: page.getByRole("heading", { name: /^Waiting/ }) });
const sorts = (page: Page) => panel(page).getByRole("radiogroup", { name: "What waits" });

test("what waits is one list, narrowed by what it is and by words whatever their accents, and leads to where it is dealt with", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  const rows = panel(page).getByRole("listitem");
  await expect(rows.first()).toBeVisible();
  const all = await rows.count();
  expect(all).toBeGreaterThan(3);
  let sum = 0;
  for (const name of ["Gates", "Decisions", "Changes", "Conditions", "Escalations", "Waivers"]) {
    await sorts(page).getByText(name, { exact: true }).click();
    await expect(sorts(page).getByRole("radio", { name })).toBeChecked();
    sum += await rows.count();
  }
  expect(sum).toBe(all);
  await sorts(page).getByText("All", { exact: true }).click();
  await panel(page).getByRole("searchbox", { name: "Search what waits" }).fill("FENDÈRS");
  await expect(rows).toHaveCount(1);
  await expectClean(page, "what waits");
  await rows.getByRole("link", { name: "Stronger fenders" }).click();
  await expect(page.getByRole("complementary").getByRole("heading", { level: 2, name: "Stronger fenders" })).toBeVisible();
});

test("the log is searched in options and reasons, and holds changes that were decided", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  const log = page.locator("section.panel").filter({ has: page.getByRole("heading", { name: "Decision log" }) });
  await log.getByRole("searchbox", { name: "Search decisions" }).fill("change approved");
  await expect(log.getByRole("row", { name: /Change \d+, / }).first()).toBeVisible();
});
