// Owns: storage that is full or blocked. The page says so in words, the edit stays on screen, and nothing that was stored
// before is lost.
import { blockDatabase, blockLocalStorage, fillDatabase, fillLocalStorage, noMoreRoom } from "./browser.ts";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { anotherTab, expectCards, expectSaved, newProject, openWith, openWithByHand, saveStatus } from "./people.ts";

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
  await openWithByHand(page, ["Apollo"]);
  await expect(page.getByRole("main").getByRole("status")).toContainText("The browser does not let this page store anything");
  await expectSaved(page);
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
});

test("database blocked: local storage keeps everything, and the status does not promise more", async ({ page }) => {
  await blockDatabase(page);
  await openWithByHand(page, ["Apollo"]);
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

/** Answers the question for a file with one of the page's own, and tells what it holds. */
const giveAFile = (page: Page) =>
  page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async () => (await navigator.storage.getDirectory()).getFileHandle("portfolio.json", { create: true }),
    });
  });
const inTheFile = (page: Page) =>
  page.evaluate(async () => (await (await (await navigator.storage.getDirectory()).getFileHandle("portfolio.json")).getFile()).text());

test("a backup file chosen once is kept up to date, also after a reload, until that is stopped", async ({ page }) => {
  await giveAFile(page);
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await page.goto("./#/data");
  const backup = page.getByRole("region", { name: "Backup", exact: true });
  await backup.getByRole("button", { name: "Keep a file up to date…" }).click();
  await expect(backup.getByRole("status")).toContainText("portfolio.json is kept up to date");
  expect(await inTheFile(page)).toContain("Apollo");
  await page.goto("./#/board");
  await newProject(page, "Borealis");
  await expect.poll(() => inTheFile(page), { timeout: 60_000 }).toContain("Borealis");
  await page.reload();
  await newProject(page, "Cygnus");
  await expect.poll(() => inTheFile(page), { timeout: 60_000 }).toContain("Cygnus");
  await page.goto("./#/data");
  await backup.getByRole("button", { name: "Stop keeping it up to date" }).click();
  await expect(backup.getByRole("button", { name: "Keep a file up to date…" })).toBeVisible();
  expect(await inTheFile(page), "what was written stays").toContain("Cygnus");
});

test("while the browser has not promised to keep what is stored, the data page says what that means; the promise is asked for at the first change and after each backup", async ({ page }) => {
  await page.addInitScript(() => {
    const own = window as { asked?: number };
    own.asked = 0;
    StorageManager.prototype.persist = async () => {
      own.asked = (own.asked ?? 0) + 1;
      return false;
    };
    StorageManager.prototype.persisted = async () => false;
  });
  const asked = () => page.evaluate(() => (window as { asked?: number }).asked);
  await openApp(page);
  expect(await asked()).toBe(0);
  await newProject(page, "Apollo");
  await expect.poll(asked).toBe(1);
  await page.goto("./#/data");
  const storage = page.getByRole("region", { name: "Storage", exact: true });
  await expect(storage).toContainText("it may remove all of it at once, without asking");
  await expect(storage).toContainText("install this page as an app or bookmark it");
  const download = page.waitForEvent("download");
  await page.getByRole("main").getByRole("button", { name: "Save a backup" }).click();
  await download;
  await expect.poll(asked).toBe(2);
});

test("a full disk, and the browser removes everything as soon as the page writes: what was read is shown, said, offered as a backup, and stored again with room", async ({ page }) => {
  await page.addInitScript(() => {
    const own = window as { isFull?: boolean; order?: string[] };
    own.order = [];
    own.isFull = sessionStorage.getItem("full") === "yes";
    StorageManager.prototype.persisted = async () => false;
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (...given) {
      own.order?.push("read");
      return getAll.apply(this, given);
    };
    const { put } = Cache.prototype;
    Cache.prototype.put = function (...given) {
      own.order?.push("write");
      if (!own.isFull) return put.apply(this, given);
      localStorage.clear();
      indexedDB.deleteDatabase("ppmo");
      return Promise.reject(new DOMException("Unexpected internal error.", "UnknownError"));
    };
  });
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await page.evaluate(() => sessionStorage.setItem("full", "yes"));
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
  const notice = page.getByRole("main").getByRole("status");
  await expect(notice).toContainText("The browser has removed what this page had stored. Everything shown here is being stored again.");
  await expect(notice.getByRole("button", rescue)).toBeVisible();
  await expect(saveStatus(page)).toHaveText("Not saved: storage blocked");
  const order = await page.evaluate(() => (window as { order?: string[] }).order ?? []);
  expect(order.indexOf("read"), "everything is read before anything is written").toBeGreaterThan(-1);
  expect(order.indexOf("read")).toBeLessThan(order.indexOf("write"));
  await page.evaluate(() => {
    sessionStorage.removeItem("full");
    Object.assign(window, { isFull: false });
  });
  await expect(saveStatus(page)).toHaveText("Saved", { timeout: 70_000 });
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
});
