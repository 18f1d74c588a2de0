// Owns: the copy that is kept before something large: it stands before anything changes, and what could not be kept is said.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, expectSaved, openWith } from "./people.ts";

type Held = { hold?: boolean; refuse?: boolean; release?: () => void };

/** Writing a file can be held, or refused as for want of room. */
const meddle = (page: Page) =>
  page.addInitScript(() => {
    const own = window as Held;
    const { createWritable } = FileSystemFileHandle.prototype;
    FileSystemFileHandle.prototype.createWritable = async function (...given) {
      if (own.refuse) throw new DOMException("no room", "QuotaExceededError");
      if (own.hold) await new Promise<void>((go) => (own.release = go));
      return createWritable.apply(this, given);
    };
  });
const set = (page: Page, what: Held) => page.evaluate((what) => void Object.assign(window, what), what as object);
const release = (page: Page) => page.evaluate(() => (window as Held).release?.());

async function deleteAll(page: Page) {
  await page.goto("./#/projects");
  await page.getByRole("checkbox", { name: /^Select all/ }).check();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog", { name: "Delete projects" }).getByRole("button", { name: "Delete projects" }).click();
}

async function rehearse(page: Page, name = "Cygnus") {
  await page.goto("./#/data/import");
  const buffer = Buffer.from(`Name,Lead\n${name},Ada Quill\n`);
  await page.getByLabel("Choose a CSV file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Rehearse" }).click();
}
const takeOver = (page: Page) => page.getByRole("main").getByRole("button", { name: /^Import 1 project/ });
/** From what came of an import to the board. */
async function openBoard(page: Page) {
  await expect(page.getByRole("heading", { name: "1 project imported" })).toBeFocused();
  await page.getByRole("link", { name: "Open the board" }).click();
}
/** From there to the choice of the next list. */
async function importAnother(page: Page) {
  await page.goto("./#/data/import");
  await page.getByRole("button", { name: "Import another list" }).click();
}
const copies = (page: Page) => page.getByRole("region", { name: "Copies in this browser" });
const names = (page: Page) => page.getByRole("main").getByRole("link", { name: /^(Apollo|Borealis)$/ });

test("nothing is deleted before the copy stands", async ({ page }) => {
  await meddle(page);
  await openWith(page, ["Apollo", "Borealis"]);
  await expectSaved(page);
  await set(page, { hold: true });
  await deleteAll(page);
  const keeping = page.getByRole("dialog", { name: "Keeping a copy first" });
  await expect(keeping).toContainText("before the deletion");
  await expect(keeping.getByRole("progressbar")).toBeVisible();
  await expect(names(page)).toHaveCount(2);

  // Stopped: nothing happens, not even when the file is written after all.
  await keeping.getByRole("button", { name: "Stop" }).click();
  await set(page, { hold: false });
  await release(page);
  await expect(keeping).toBeHidden();
  await expect(names(page)).toHaveCount(2);

  await set(page, { hold: true });
  await deleteAll(page);
  await expect(keeping).toBeVisible();
  await set(page, { hold: false });
  await release(page);
  await expect(keeping).toBeHidden();
  await expect(names(page)).toHaveCount(0);
  await page.goto("./#/data");
  const download = page.waitForEvent("download");
  await copies(page).getByRole("button", { name: /^Download the copy of/ }).first().click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("Borealis");
});

test("a copy that could not be kept is said before the change, and the person decides", async ({ page }) => {
  await meddle(page);
  await openWith(page, ["Apollo"]);
  await set(page, { refuse: true });
  await rehearse(page);
  await takeOver(page).click();
  const asking = page.getByRole("dialog", { name: "No copy could be kept" });
  await expect(asking).toContainText("Nothing has been changed yet");
  await page.keyboard.press("Escape");
  await expect(asking).toBeHidden();
  await expect(takeOver(page)).toBeFocused();

  await takeOver(page).click();
  const download = page.waitForEvent("download");
  await asking.getByRole("button", { name: "Save a backup" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("Apollo");
  await asking.getByRole("button", { name: "Import without a copy" }).click();
  await openBoard(page);
  await expect(cardLink(board(page), "Cygnus")).toBeVisible();
  await expectSaved(page);

  // Said each time: the next one may be kept.
  await importAnother(page);
  await rehearse(page, "Draco");
  await takeOver(page).click();
  await expect(asking).toBeVisible();
});

test("who goes to another page while the copy is written stays there", async ({ page }) => {
  await meddle(page);
  await openWith(page, ["Apollo"]);
  await set(page, { hold: true });
  await rehearse(page);
  await takeOver(page).click();
  // Before anything is said of it.
  await page.evaluate(() => void (location.hash = "#/projects"));
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await set(page, { hold: false });
  await release(page);
  await expect(page.getByRole("main").getByRole("link", { name: "Cygnus" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
});

for (const [what, takeAway] of [
  ["no private files", () => void Reflect.deleteProperty(StorageManager.prototype, "getDirectory")],
  ["private files that a page cannot write", () => void Reflect.deleteProperty(FileSystemFileHandle.prototype, "createWritable")],
] as const) {
  test(`a browser with ${what} says so once and goes on`, async ({ page }) => {
    await page.addInitScript(takeAway);
    await openApp(page);
    await rehearse(page);
    await takeOver(page).click();
    const asking = page.getByRole("dialog", { name: "This browser keeps no copies" });
    await expect(asking.getByRole("button", { name: "Save a backup" })).toBeVisible();
    await asking.getByRole("button", { name: "Import without a copy" }).click();
    await openBoard(page);
    await expect(cardLink(board(page), "Cygnus")).toBeVisible();

    await importAnother(page);
    await rehearse(page, "Draco");
    await takeOver(page).click();
    await openBoard(page);
    await expect(cardLink(board(page), "Draco")).toBeVisible();
    await page.goto("./#/data");
    await expect(copies(page)).toContainText("Save backups yourself");
  });
}
