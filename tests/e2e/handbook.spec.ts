// Owns: the handbook: a misspelt word finds the answer, which knows the portfolio, its door opens, and every page leads to what is said of it.
// By keyboard; axe finds nothing; without a network it stays.
import { expect, openApp, test } from "./fixtures.ts";
import { expectClean } from "./axe.ts";
import { openExample } from "./people.ts";

test("a misspelt word finds an answer in the light of the portfolio, whose door opens, by keyboard", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/handbook");
  const search = page.getByRole("searchbox", { name: "Search the handbook" });
  await search.focus();
  await page.keyboard.type("two project mangers");
  await expect(page).toHaveURL(/text=two%20project%20mangers/);
  const question = page.getByRole("region", { name: "Found" }).getByRole("heading", { name: "Can a project have two project managers?" });
  await expect(question).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Of your \d+ projects under way \d+ have two leads\.$/)).toBeVisible();
  await expect(page.getByText(/Critics hold that one must answer for the whole/)).toBeVisible();
  await expect(page).toHaveURL(/entry=two-pms/);
  await expectClean(page, "handbook");

  // The address brings back what lies open.
  await page.reload();
  await expect(page.getByText(/^Of your \d+ projects under way/)).toBeVisible();
  await page.getByRole("link", { name: "Open RACI", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "RACI" })).toBeVisible();
  await page.getByRole("link", { name: "Help on this page" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "About the page RACI" })).toBeVisible();
  await page.getByRole("link", { name: "Show the whole handbook" }).click();
  await expect(page.getByRole("heading", { name: "Setting a PMO up" })).toBeVisible();
  await search.fill("zzzzzz");
  await expect(page.getByText("No matches. Try one word of it, such as sponsor or gate.")).toBeVisible();
});

test("every door of the handbook opens a page, and the answer follows what the settings say", async ({ page }) => {
  await openApp(page, "/handbook");
  await expect(page.getByRole("heading", { name: "Careers and certificates" })).toBeVisible();
  const questions = page.locator("summary");
  for (const question of await questions.all()) await question.click();
  await expect(page.getByText("Your settings do not say yet how much your PMO directs.").first()).toBeVisible();
  const doors = await page.getByRole("link", { name: /^Open / }).evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href")))]);
  expect(doors.length).toBeGreaterThan(15);
  for (const door of doors) {
    await page.goto(`./${door}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Page not found" })).toHaveCount(0);
  }
});
