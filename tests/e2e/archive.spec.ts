// Owns: how much history is kept: archiving what is old into a file, opening that file again, and large changes that are not
// loaded at once.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { board, cardLink, changeField, day, EXAMPLE_DAYS, expectSaved, openExampleByHand, openProject, openWith, openWithByHand } from "./people.ts";

/** What happens before the page is loaded anew happened so many days ago. */
async function daysAgo(page: Page, days: number) {
  await page.addInitScript((days) => {
    const now = Date.now;
    Date.now = () => now() - 86_400_000 * Number(sessionStorage.getItem("days-ago") ?? days);
    window.Date = new Proxy(Date, { construct: (own, given) => Reflect.construct(own, given.length > 0 ? given : [own.now()]) });
  }, days);
}

async function comeBackToday(page: Page) {
  await expectSaved(page);
  await page.evaluate(() => sessionStorage.setItem("days-ago", "0"));
  await page.reload();
}

const openTab = async (page: Page, name: string) => {
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
};

/** Journal records in the database. */
const journal = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("ppmo");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction("records").objectStore("records").getAllKeys();
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result.filter((key) => /^ppmo\/[^/]+\/[jb]\//.test(String(key))).length);
          };
        };
      }),
  );

test("older history leaves for a file, the portfolio stays, and the file opens again", async ({ page }) => {
  await daysAgo(page, 100);
  await openExampleByHand(page);
  await comeBackToday(page);
  const name = (await board(page).getByRole("listitem").getByRole("link").first().textContent()) ?? "";
  await openProject(page, name);
  await changeField(page, "Name", "Renamed today");
  await expectSaved(page);
  const before = await journal(page);

  await openTab(page, "History");
  await page.getByRole("button", { name: "Archive older history" }).click();
  await expect(page.getByRole("heading", { name: "Archive older history" })).toBeFocused();
  const from = page.getByLabel("Keep history from");
  // A year ago is proposed, which is before all of it; so the day after its first.
  const first = -100 - EXAMPLE_DAYS;
  await expect(from).toHaveValue(day(first + 1));
  await from.fill(day(-10));
  await expect(page.getByText(/^Choose a day from /)).toBeVisible();
  const remove = page.getByRole("button", { name: "Remove archived history" });
  await expect(remove).toBeDisabled();
  await from.fill(day(-30));
  await expect(page.getByRole("status").filter({ hasText: /changes? (was|were) made before / })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^pocket-pmo-history-.*-before-\d{4}-\d\d-\d\d\.json$/);
  const text = readFileSync(await file.path(), "utf8");
  const archived = JSON.parse(text);
  expect(archived).toMatchObject({ format: "pocket-pmo-history", changes: archived.history.length });
  expect(Object.values(archived.names)).toContain("Renamed today");
  await expect(page.getByText(/saved in “pocket-pmo-history-/)).toBeVisible();
  // Another day is another file.
  await from.fill(day(-40));
  await expect(remove).toBeDisabled();
  await from.fill(day(-30));
  await remove.click();

  // It leaves once nobody types: two snapshots say so first.
  await expect(page.getByText(/^Changes before .* were archived\./)).toBeVisible({ timeout: 30_000 });
  expect(await journal(page)).toBeLessThan(before);
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText(/Archive .* before .* in “pocket-pmo-history-/);

  // Undo does not claim to bring it back.
  await page.getByRole("button", { name: /^Undo: Archive / }).click();
  await expect(page.getByText("Archived history does not come back by undo.").first()).toBeAttached();

  // Nothing of the portfolio has changed, now and after a reload; the past begins later.
  await page.reload();
  await expect(page.getByText(/^Changes before .* were archived\./)).toBeVisible();
  await openTab(page, "As it was");
  await expect(page.getByLabel("End of the day")).toHaveAttribute("min", day(-31));
  await page.getByRole("button", { name: "A week ago" }).click();
  await expect(page.getByRole("heading", { name: /^What differs now: 2 records$/ })).toBeVisible();
  await page.getByRole("link", { name: "Board", exact: true }).click();
  await expect(cardLink(board(page), "Renamed today")).toBeVisible();

  // The file opens here again, another one does not.
  await openTab(page, "History");
  const choose = page.getByLabel("Open a history file");
  const give = (text: string) => choose.setInputFiles({ name: "old.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await give(text.replace(/"label":"[^"]/, '"label":"~'));
  await expect(page.getByRole("alert").filter({ hasText: "old.json: This file is damaged" })).toBeVisible();
  await give("{}");
  await expect(page.getByRole("alert").filter({ hasText: "This is not a file of archived history" })).toBeVisible();
  await give(text);
  await expect(page.getByText(/of old\.json can be seen here until the page is closed\.$/)).toBeVisible();
  // The list shows two hundred at once.
  await expect(entries).toHaveCount(Math.min(200, 2 + archived.changes));
  await openTab(page, "As it was");
  await expect(page.getByLabel("End of the day")).toHaveAttribute("min", day(first));
});

test("what is younger than 30 days stays", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openTab(page, "History");
  await page.getByRole("button", { name: "Archive older history" }).click();
  await expect(page.getByText("All of the history is younger than 30 days: there is nothing to archive yet.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Archive older history" })).toBeFocused();
});

test("a large change is not loaded at once, and the past says so; history that has grown long is spoken of", async ({ page }) => {
  await daysAgo(page, 50);
  await openWithByHand(page, ["Apollo"]);
  // Text that cannot be made shorter: what is stored is packed.
  let seed = 7;
  const letter = () => ((seed = (seed * 48_271) % 2_147_483_647) % 36).toString(36);
  const rows = Array.from({ length: 260 }, (_, at) => `P-${at},Project ${at},${Array.from({ length: 30_000 }, letter).join("")}`);
  await page.goto("./#/data/import");
  await page.getByLabel("Choose a CSV file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(["Code,Name,Description", ...rows].join("\n")) });
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: "Import 260 projects" }).click();
  await expect(page.getByRole("main")).toContainText("260 projects imported");
  await comeBackToday(page);

  await page.goto("./#/data/settings");
  const limit = page.getByLabel("History limit (MB)");
  await limit.fill("1");
  await limit.blur();
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The history is larger than your limit" })).toBeVisible();
  // It takes a snapshot before a change is left out of what is loaded.
  await expectSaved(page);
  await page.waitForTimeout(4_000);
  await page.reload();
  await page.getByRole("link", { name: "Open history" }).click();
  await expect(page.getByText("The history has about 3 MB, more than the 1 MB of your limit.")).toBeVisible();
  await expect(page.getByText("One large change is kept and not shown")).toBeVisible();
  const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: "Import 260 projects" });
  await expect(entry).toHaveCount(0);
  await page.getByRole("button", { name: "Show large changes" }).click();
  await expect(entry).toBeVisible();
  await openTab(page, "As it was");
  await expect(page.getByLabel("End of the day")).toHaveAttribute("min", day(-50));
});
