// Owns: what goes wrong in a browser, and what can be done to it from outside the page: storage that is full, blocked,
// emptied or filled, tabs that hear nothing, sessions that end.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, type Page } from "@playwright/test";
import { ROOT } from "./dist.ts";

/** Refuses every write to local storage as a browser does that has no room, once `localStorageFull` is set on the window. */
export const fillLocalStorage = (page: Page) =>
  page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (key.startsWith("ppmo/") && (window as { localStorageFull?: boolean }).localStorageFull) throw new DOMException("no room", "QuotaExceededError");
      setItem.call(this, key, value);
    };
  });

/** Refuses local storage as a browser does that blocks site data. */
export const blockLocalStorage = (page: Page) =>
  page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    }),
  );

/** Refuses the database as a browser does that blocks site data. */
export const blockDatabase = (page: Page) =>
  page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });

/** Has every write to the database fail for want of room, once `databaseFull` is set on the window. */
export const fillDatabase = (page: Page) =>
  page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given: [unknown, IDBValidKey?]) {
      if ((window as { databaseFull?: boolean }).databaseFull) throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, given);
    };
  });

/** From now on the page finds no more room. */
export const noMoreRoom = (page: Page, where: ("localStorageFull" | "databaseFull")[]) =>
  page.evaluate((where) => {
    for (const one of where) (window as unknown as Record<string, boolean>)[one] = true;
  }, where);

/** A tab that hears nothing of others and tells them nothing. */
export const deafen = (page: Page) =>
  page.addInitScript(() => {
    window.BroadcastChannel = class extends EventTarget {
      name = "";
      onmessage = null;
      onmessageerror = null;
      postMessage() {}
      close() {}
    } as typeof BroadcastChannel;
    window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
  });

/** Opens a page of the program's own origin on which the program does not run. */
export async function openBlank(page: Page) {
  await page.route("**/blank.html", (route) => route.fulfill({ contentType: "text/html", body: '<link rel="icon" href="data:,">' }));
  await page.goto("./blank.html");
}

/** Does something to this browser's storage while the program does not run. */
export async function betweenSessions<T>(context: BrowserContext, what: () => Promise<T> | T): Promise<T> {
  const page = await context.newPage();
  await openBlank(page);
  const done = await page.evaluate(what);
  await page.close();
  return done;
}

/** Between sessions: local storage is emptied. */
export const emptyLocalStorage = () => localStorage.clear();

/** Between sessions: the database is deleted. */
export const deleteDatabase = () =>
  new Promise<void>((done, failed) => {
    const request = indexedDB.deleteDatabase("ppmo");
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("the database is still open"));
  });

/** How many projects the portfolios have that `make e2e` makes: the large one, and that of a board of many cards. */
export const LARGE_PROJECTS = 200;
export const MANY_PROJECTS = 5_000;

/** What a page of this program keeps in a browser: local storage, and the records of the database. */
export interface Stored {
  local: [string, string][];
  records: [string, string][];
}

/** What this browser keeps, once nothing more is being written. */
export const takeStored = (page: Page): Promise<Stored> =>
  page.evaluate(
    () =>
      new Promise<Stored>((done, failed) => {
        const request = indexedDB.open("ppmo");
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          const store = request.result.transaction("records").objectStore("records");
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          values.onerror = () => failed(values.error);
          values.onsuccess = () => {
            request.result.close();
            done({ local: Object.entries(localStorage), records: keys.result.map((key, at) => [key as string, values.result[at] as string]) });
          };
        };
      }),
  );

/** Has this browser keep that, as if the program had been there before. */
export async function layStored(page: Page, stored: Stored) {
  await openBlank(page);
  await page.evaluate(
    ({ local, records }) =>
      new Promise<void>((done, failed) => {
        for (const [key, text] of local) localStorage.setItem(key, text);
        const request = indexedDB.open("ppmo");
        request.onupgradeneeded = () => {
          request.result.createObjectStore("records");
          request.result.createObjectStore("quarantine");
        };
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction("records", "readwrite");
          for (const [key, text] of records) transaction.objectStore("records").put(text, key);
          transaction.oncomplete = () => {
            database.close();
            done();
          };
          transaction.onerror = () => failed(transaction.error);
        };
      }),
    stored,
  );
}

/** Puts the large portfolio of `make e2e` into this browser's database. */
export const storeLargePortfolio = (page: Page) => storePortfolio(page, "e2e-portfolio");

/** Puts a portfolio that `make e2e` has made into this browser's database: its keys and texts. */
export async function storePortfolio(page: Page, name: "e2e-portfolio" | "e2e-board") {
  const records = JSON.parse(readFileSync(join(ROOT, "target", name, "stored.json"), "utf8")) as [string, string][];
  await layStored(page, { local: [], records });
}

/** From the next page on, loading pauses after each few steps, and goes on only when it is let go with {@link goOnLoading}. */
export const holdLoading = (page: Page) =>
  page.addInitScript(() => {
    const { setTimeout, Date } = window;
    const held: TimerHandler[] = [];
    const hold = Object.assign(window, { held, isHeld: true });
    let passed = 0;
    const now = Date.now.bind(Date);
    // A slow machine: time passes each time one looks.
    Date.now = () => now() + (hold.isHeld ? (passed += 2) : passed);
    window.setTimeout = ((then: TimerHandler, wait?: number, ...rest: unknown[]) => {
      const shown = document.querySelector("[data-card]") !== null;
      if (hold.isHeld && shown && wait === 0) return held.push(then);
      return setTimeout(then, wait, ...rest);
    }) as typeof window.setTimeout;
  });

/** Lets loading go on. */
export const goOnLoading = (page: Page) =>
  page.evaluate(() => {
    const hold = window as unknown as { held: (() => void)[]; isHeld: boolean };
    hold.isHeld = false;
    for (const then of hold.held.splice(0)) then();
  });

/** How many keys of the program local storage holds. */
export const journalKeys = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/j/")).length);

/** Empties stores of this browser under its open pages, as a person or the browser does. */
export async function emptyUnderneath(page: Page, stores: ("local_storage" | "indexeddb")[]) {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: stores.join(",") });
  await session.detach();
}
