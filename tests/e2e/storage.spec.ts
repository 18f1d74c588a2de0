// Owns: storage that is full or blocked. The page says so in words, the edit stays on screen, and nothing that was stored
// before is lost.
import { blockDatabase, blockLocalStorage, fillDatabase, fillLocalStorage, noMoreRoom } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { anotherTab, expectCards, expectSaved, newProject, openWith, saveStatus } from "./people.ts";

const rescue = { name: "Save a backup" };

test("local storage full to the brim: the database takes the edit, and it is there after a reload", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await page.evaluate(() => {
    // Down to the last character.
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      for (let number = 0; ; number += 1) {
        try {
          localStorage.setItem(`of-another-page/${size}/${number}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  await newProject(page, "Borealis");
  await expectSaved(page);
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
});

test("both stores full: it is said at once, the edit stays, and a backup is one click away", async ({ page, context }) => {
  await fillLocalStorage(page);
  await fillDatabase(page);
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await noMoreRoom(page, ["localStorageFull", "databaseFull"]);
  await newProject(page, "Borealis");
  await expect(saveStatus(page)).toHaveText("Not saved: storage full");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The browser has no more room for this page.");
  await expect(alert.getByRole("button", rescue)).toBeVisible();
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Ideas", ["Apollo"]);
});

test("room again: what was not saved is saved after all", async ({ page }) => {
  await fillLocalStorage(page);
  await fillDatabase(page);
  await openWith(page, ["Apollo"]);
  await noMoreRoom(page, ["localStorageFull", "databaseFull"]);
  await newProject(page, "Borealis");
  await expect(saveStatus(page)).toHaveText("Not saved: storage full");
  await page.evaluate(() => Object.assign(window, { localStorageFull: false, databaseFull: false }));
  await newProject(page, "Cygnus");
  await expectSaved(page);
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo", "Borealis", "Cygnus"]);
});

test("local storage blocked: the database keeps everything, and the page says what is amiss", async ({ page, allow }) => {
  allow("denied");
  await blockLocalStorage(page);
  await openWith(page, ["Apollo"]);
  await expect(page.getByRole("main").getByRole("status")).toContainText("The browser does not let this page store anything");
  await expectSaved(page);
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
});

test("database blocked: local storage keeps everything, and the status does not promise more", async ({ page }) => {
  await blockDatabase(page);
  await openWith(page, ["Apollo"]);
  await expect(saveStatus(page)).toHaveText("Saved in this browser, not yet confirmed");
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
});

test("both blocked: it is said in words, and the edit stays on screen", async ({ page, allow }) => {
  allow("denied");
  await blockLocalStorage(page);
  await blockDatabase(page);
  await openApp(page);
  await newProject(page, "Apollo");
  await expect(saveStatus(page)).toHaveText("Not saved: storage blocked");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The browser does not let this page store anything.");
  await expect(alert.getByRole("button", rescue)).toBeVisible();
  await expectCards(page, "Ideas", ["Apollo"]);
});

test("no room on the disk: nothing goes into the database, what to do is said, and with room again everything is saved", async ({ page }) => {
  await page.addInitScript(() => {
    const full = window as { isFull?: boolean; puts?: number };
    const { put } = IDBObjectStore.prototype;
    full.puts = 0;
    IDBObjectStore.prototype.put = function (...given: [unknown, IDBValidKey?]) {
      full.puts = (full.puts ?? 0) + 1;
      return put.apply(this, given);
    };
    const cachePut = Cache.prototype.put;
    Cache.prototype.put = function (...given) {
      return full.isFull ? Promise.reject(new DOMException("Unexpected internal error.", "UnknownError")) : cachePut.apply(this, given);
    };
    full.isFull = sessionStorage.getItem("full") === "yes";
  });
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await page.evaluate(() => sessionStorage.setItem("full", "yes"));
  await page.reload();
  await newProject(page, "Borealis");
  await expect(saveStatus(page)).toHaveText("Saved in this browser, not yet confirmed");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("If the disk is full, make room.");
  expect(await page.evaluate(() => (window as { puts?: number }).puts)).toBe(0);
  await page.evaluate(() => Object.assign(window, { isFull: false }));
  await expect(saveStatus(page)).toHaveText("Saved", { timeout: 40_000 });
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
});
