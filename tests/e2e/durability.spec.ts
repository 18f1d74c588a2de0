// Owns: what is saved stays, whatever happens to the tab or to one of the two stores.
import { LARGE_PROJECTS, betweenSessions, deafen, deleteDatabase, emptyLocalStorage, emptyUnderneath, goOnLoading, holdLoading, storeLargePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { anotherTab, board, cardsOf, carry, column, conditionalGo, expectCards, expectSaved, gateDialog, newProject, openExample, openWith, openWithByHand, saveStatus, wholeBoard } from "./people.ts";

test("an edit is kept even if the page is reloaded in the same task", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Borealis");
  const reloaded = page.waitForEvent("load");
  await dialog.getByRole("button", { name: "Create project" }).evaluate((button) => {
    (button as HTMLButtonElement).click();
    location.reload();
  });
  await reloaded;
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
  await expectSaved(page);
});

test("the status says Saved, and says so only once the database has confirmed", async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    // A database that takes its time: the transaction stays open until it is let go.
    const waiting: IDBObjectStore[] = [];
    IDBObjectStore.prototype.put = function (...given: [unknown, IDBValidKey?]) {
      const slow = window as { slow?: boolean };
      if (slow.slow && !waiting.includes(this)) {
        waiting.push(this);
        const on = () => {
          if (slow.slow) this.get("nothing").onsuccess = on;
        };
        on();
      }
      return put.apply(this, given);
    };
    IDBTransaction.prototype.commit = function () {};
  });
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await page.evaluate(() => ((window as { slow?: boolean }).slow = true));
  await newProject(page, "Borealis");
  await expect(saveStatus(page)).toHaveText("Saving…");
  await page.waitForTimeout(500);
  await expect(saveStatus(page)).toHaveText("Saving…");
  await page.evaluate(() => ((window as { slow?: boolean }).slow = false));
  await expectSaved(page);
});

test("a tab that crashes takes nothing with it", async ({ page, context, allow }) => {
  allow(/crash/i);
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  await expectSaved(page);
  const crashed = page.waitForEvent("crash");
  page.goto("chrome://crash").catch(() => {});
  await crashed;
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Initiation", ["Apollo"]);
});

for (const [name, lose] of [
  ["local storage is emptied", emptyLocalStorage],
  ["the database is deleted", deleteDatabase],
] as const) {
  test(`everything is still there after ${name}, again and again`, async ({ page, context }) => {
    await openWith(page, ["Apollo", "Borealis"]);
    await carry(page, "Borealis", ["ArrowUp"]);
    await carry(page, "Apollo", ["ArrowRight"]);
    await conditionalGo(gateDialog(page, "G0"));
    await expectSaved(page);
    const before = await wholeBoard(page);
    await page.close();

    let now = page;
    for (const round of ["once", "twice"]) {
      await betweenSessions(context, lose);
      now = await anotherTab(context, "/board");
      await expect(board(now)).toBeVisible();
      await expect.poll(() => wholeBoard(now), round).toEqual(before);
      await expectSaved(now);
      if (round === "once") await now.close();
    }
    // What was lost has been made good: now the other store may go.
    await now.keyboard.press("Control+z");
    await expectCards(now, "Ideas", ["Borealis", "Apollo"]);
    await expectSaved(now);
    await now.close();
    await betweenSessions(context, lose === emptyLocalStorage ? deleteDatabase : emptyLocalStorage);
    const last = await anotherTab(context, "/board");
    await expectCards(last, "Ideas", ["Borealis", "Apollo"]);
  });
}

test("the board can be read before all work items are loaded; an edit waits with a sentence and is not lost", async ({ page, context }) => {
  await storeLargePortfolio(page);
  await openApp(page, "/board");
  const hasSnapshot = () => page.evaluate(() => Object.keys(localStorage).some((key) => /\/m\.\d$/.test(key)));
  await expect.poll(hasSnapshot, { message: "a snapshot is made in an idle moment", timeout: 30_000 }).toBe(true);
  await page.close();

  const slow = await context.newPage();
  await holdLoading(slow);
  await slow.goto("./#/board");
  await expect(slow.getByText(`${LARGE_PROJECTS} projects`, { exact: true })).toBeVisible();
  await expect(saveStatus(slow)).toHaveText("Loading work items…");
  // Of a large board a few cards are drawn at first, and more only once the page has time for them: what is looked at is its top.
  const top = async () => (await cardsOf(slow, "Ideas")).slice(0, 3);
  const ideas = await top();
  const moveDown = async () => {
    await column(slow, "Ideas").getByRole("listitem").first().getByRole("button").click();
    await slow.getByRole("menuitem", { name: "Move down" }).click();
  };
  await moveDown();
  await expect(slow.getByText("Work items are still being loaded. Nothing was changed. Try again in a moment.").first()).toBeVisible();
  expect(await top()).toEqual(ideas);

  await goOnLoading(slow);
  await expect(slow.locator("html")).toHaveAttribute("data-ready", "1");
  await expectSaved(slow);
  await moveDown();
  await expect.poll(top).toEqual([ideas[1] ?? "", ideas[0] ?? "", ...ideas.slice(2)]);
  await expectSaved(slow);
});

test("an empty browser is empty: nothing is written before the first edit", async ({ page }) => {
  await openApp(page, "/board");
  await expectSaved(page);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith("ppmo/boot") && !key.startsWith("ppmo/prefs")))).toEqual([]);
});

test("a database that never answers: the page opens, local storage keeps everything, and the status does not promise more", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await openWithByHand(page, ["Apollo"]);
  await expect(saveStatus(page)).toHaveText("Saved in this browser, not yet confirmed");
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
});

test("a database of a newer version: it is opened as it is, and what is in it stays", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await page.close();
  const raise = () =>
    new Promise<void>((done, failed) => {
      const request = indexedDB.open("ppmo", 99);
      request.onupgradeneeded = () => void request.result.createObjectStore("of a newer version").put("kept", "key");
      request.onsuccess = () => {
        request.result.close();
        done();
      };
      request.onerror = () => failed(request.error);
    });
  await betweenSessions(context, raise);
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Ideas", ["Apollo"]);
  await newProject(second, "Borealis");
  await expectSaved(second);
  await second.close();
  const kept = () =>
    new Promise<unknown>((done, failed) => {
      const request = indexedDB.open("ppmo");
      request.onsuccess = () => {
        const own = request.result.transaction("of a newer version").objectStore("of a newer version").get("key");
        own.onsuccess = () => done([request.result.version, own.result]);
      };
      request.onerror = () => failed(request.error);
    });
  expect(await betweenSessions(context, kept)).toEqual([99, "kept"]);
});

test("the database is taken away under an open page: it is opened again, and nothing is lost", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await betweenSessions(context, deleteDatabase);
  await newProject(page, "Borealis");
  await expectSaved(page);
  await page.close();
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Ideas", ["Apollo", "Borealis"]);
  await expectSaved(second);
});

test("a page that was frozen while another edited has caught up when it comes back", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Ideas", ["Apollo"]);
  const session = await context.newCDPSession(second);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await newProject(page, "Borealis");
  await expectSaved(page);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await expectCards(second, "Ideas", ["Apollo", "Borealis"]);
  await newProject(second, "Cygnus");
  await expectCards(page, "Ideas", ["Apollo", "Borealis", "Cygnus"]);
});

test("a page that Back brings back looks for what it has missed", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  const deaf = await context.newPage();
  await deafen(deaf);
  await deaf.goto("./#/board");
  await expectCards(deaf, "Ideas", ["Apollo"]);
  await newProject(page, "Borealis");
  await expectSaved(page);
  await expectCards(deaf, "Ideas", ["Apollo"]);
  // What the browser tells a page that it has kept in memory.
  await deaf.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expectCards(deaf, "Ideas", ["Apollo", "Borealis"]);
});

const STORED_AGAIN = "The browser has removed what this page had stored. Everything shown here is stored again.";

for (const [name, stores] of [
  ["local storage", ["local_storage"]],
  ["the database", ["indexeddb"]],
  ["both stores", ["local_storage", "indexeddb"]],
] as const) {
  for (const touch of ["an edit", "coming back into sight"] as const) {
    test(`${name} emptied under an open page: noticed with ${touch}, said, and everything is stored again in both`, async ({ page, context }) => {
      await openExample(page);
      await newProject(page, "Apollo");
      await expectSaved(page);
      await emptyUnderneath(page, [...stores]);
      if (touch === "an edit") await newProject(page, "Borealis", { byKey: true });
      else await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      const notice = page.getByRole("main").getByRole("status").filter({ hasText: STORED_AGAIN });
      await expect(notice).toBeVisible();
      await expect(notice.getByRole("button", { name: "Save a backup" })).toBeVisible();
      await expectSaved(page);
      const before = await wholeBoard(page);
      await page.close();
      for (const lose of [() => {}, stores.includes("indexeddb" as never) ? emptyLocalStorage : deleteDatabase]) {
        await betweenSessions(context, lose);
        const next = await anotherTab(context, "/board");
        await expect(board(next)).toBeVisible();
        await expect.poll(() => wholeBoard(next)).toEqual(before);
        await next.close();
      }
    });
  }
}

test("both stores emptied while the leading tab is frozen: the other one stores everything again before it says Saved", async ({ page, context }) => {
  await openExample(page);
  await expectSaved(page);
  const second = await anotherTab(context, "/board");
  await expect(board(second)).toBeVisible();
  await expectSaved(second);
  const session = await context.newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await emptyUnderneath(second, ["local_storage", "indexeddb"]);
  await newProject(second, "Apollo", { byKey: true });
  await expect(second.getByRole("main").getByRole("status").filter({ hasText: STORED_AGAIN })).toBeVisible({ timeout: 40_000 });
  await expectSaved(second);
  const before = await wholeBoard(second);
  await page.close();
  await second.close();
  const last = await anotherTab(context, "/board");
  await expect(board(last)).toBeVisible();
  await expect.poll(() => wholeBoard(last)).toEqual(before);
});

test("a portfolio that stands in the database alone, and the database is deleted under the page: nothing is lost", async ({ page, context }) => {
  await storeLargePortfolio(page);
  await page.evaluate(() => localStorage.setItem("of-another-page", "x".repeat(4_000_000)));
  await openApp(page, "/board");
  await expect(page.getByText(`${LARGE_PROJECTS} projects`, { exact: true })).toBeVisible();
  await expectSaved(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  expect(await page.evaluate(() => Object.keys(localStorage).some((key) => key.includes("/c/")))).toBe(false);
  await betweenSessions(context, deleteDatabase);
  await newProject(page, "Borealis");
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: STORED_AGAIN })).toBeVisible({ timeout: 40_000 });
  await expectSaved(page);
  await page.close();
  const next = await anotherTab(context, "/board");
  await expect(next.getByText(`${LARGE_PROJECTS + 2} projects`, { exact: true })).toBeVisible();
  await expect(next.getByRole("main").getByRole("status")).toHaveCount(0);
});
