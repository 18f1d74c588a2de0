// Owns: the workspaces of a browser: made, named, opened, deleted and brought back, with the keyboard.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, expectSaved, newProject, openExample } from "./people.ts";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Workspaces" });
const current = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("button", { name, exact: true });

async function open(page: Page, name: string) {
  await current(page, name).press("Enter");
  await expect(dialog(page)).toBeVisible();
}

/** Makes a workspace beside the first, in which there is a project. */
async function secondHouse(page: Page) {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await open(page, "My portfolio");
  await dialog(page).getByRole("textbox", { name: "New workspace" }).fill("Second house");
  await page.keyboard.press("Enter");
  await expect(current(page, "Second house")).toBeVisible();
  await expectSaved(page);
}

test("a workspace is made, renamed, left and opened again", async ({ page }) => {
  await secondHouse(page);
  await page.reload();
  await open(page, "Second house");
  await dialog(page).getByRole("textbox", { name: "Name of this workspace" }).fill("Second home");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await open(page, "Second home");
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "Second home" })).toContainText("Open now");
  await dialog(page).getByRole("button", { name: "Open My portfolio" }).press("Enter");
  await expect(current(page, "My portfolio")).toBeVisible();
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
});

test("another workspace opens while the latest edit is still being saved, and that edit is there afterwards", async ({ page }) => {
  await secondHouse(page);
  await open(page, "Second house");
  await dialog(page).getByRole("textbox", { name: "Name of this workspace" }).fill("Second home");
  // Quicker than anybody's hands: all of it in the task of the edit.
  await page.evaluate(async () => {
    const press = async (name: string) => {
      for (let turn = 0; turn < 1_000; turn += 1) {
        const buttons = [...document.querySelectorAll<HTMLButtonElement>("button")].filter((button) => button.checkVisibility());
        const found = buttons.find((button) => (button.getAttribute("aria-label") ?? button.textContent ?? "").trim() === name);
        if (found) return void found.click();
        await Promise.resolve();
      }
      throw new Error(`no button ${name}`);
    };
    await press("Rename");
    await press("Second home");
    await press("Open My portfolio");
  });
  await expect(current(page, "My portfolio")).toBeVisible();
  await open(page, "My portfolio");
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "Second home" })).toBeVisible();
});

test("a deleted workspace stands in the trash for thirty days, is restored whole, or goes for good", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await open(page, "My portfolio");
  await dialog(page).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await expect(dialog(page)).toContainText("Delete “My portfolio”? It can be restored here for 30 days.");
  await expect(dialog(page).getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete workspace" }).press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  await page.reload();

  await open(page, "My portfolio");
  const trash = dialog(page).getByRole("list", { name: "Deleted workspaces" });
  await expect(trash.getByRole("listitem")).toContainText("30 days left");
  await trash.getByRole("button", { name: "Restore My portfolio" }).press("Enter");
  await expect(trash).toHaveCount(0);
  await dialog(page).getByRole("list", { name: "Workspaces", exact: true }).getByRole("button", { name: "Open My portfolio" }).press("Enter");
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();

  await open(page, "My portfolio");
  await dialog(page).getByRole("listitem").filter({ hasText: "Open now" }).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete workspace" }).press("Enter");
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  await open(page, "My portfolio");
  await trash.getByRole("button", { name: "Delete My portfolio for good" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete for good" }).press("Enter");
  await expect(trash).toHaveCount(0);
  await page.reload();
  await open(page, "My portfolio");
  await expect(trash).toHaveCount(0);
  const others = () => JSON.stringify(Object.entries(localStorage).filter(([key]) => key !== "ppmo/boot"));
  expect(await page.evaluate(others), "nothing of it stays").not.toContain("Apollo");
});

/** Everything that this browser holds under a name with that in it: keys, and files of the page. */
const holding = (page: Page, id: string) =>
  page.evaluate(async (id) => {
    const found = Object.keys(localStorage);
    const open = indexedDB.open("ppmo");
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((then, failed) => ((request.onsuccess = () => then(request.result)), (request.onerror = failed)));
    const database = await done(open);
    for (const store of ["records", "quarantine"]) found.push(...(await done(database.transaction(store).objectStore(store).getAllKeys())).map(String));
    database.close();
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("backups", { create: true });
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) found.push(name);
    return found.filter((name) => name.includes(id));
  }, id);

/** A copy, a record that was set aside, and the time of a backup of that workspace, and of one that nobody knows. */
const leave = (page: Page, id: string) =>
  page.evaluate(async (id) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("backups", { create: true });
    for (const owner of [id, "0000000000zzz"]) {
      const stream = await (await folder.getFileHandle(`${owner}_1700000000000_time.json`, { create: true })).createWritable();
      await stream.write("{}");
      await stream.close();
    }
    localStorage.setItem(`ppmo/prefs/backup-${id}`, "1700000000000");
    const database = await new Promise<IDBDatabase>((then) => {
      const open = indexedDB.open("ppmo");
      open.onsuccess = () => then(open.result);
    });
    const store = database.transaction("quarantine", "readwrite").objectStore("quarantine");
    store.put("damaged", `indexed:ppmo/${id}/c/4-0.1`);
    store.put("damaged", `local:ppmo/${id}/c/4-0.1`);
    database.close();
  }, id);

test("thirty days after its deletion a workspace goes by itself, with its copies and all else that was kept of it", async ({ page }) => {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 86_400_000 * Number(sessionStorage.getItem("days-on") ?? 0);
    window.Date = new Proxy(Date, { construct: (own, given) => Reflect.construct(own, given.length > 0 ? given : [own.now()]) });
  });
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  const id = await page.evaluate(() => Object.keys(localStorage).map((key) => /^ppmo\/([0-9a-z]{13})\//.exec(key)?.[1]).find(Boolean) ?? "");
  await leave(page, id);
  await open(page, "My portfolio");
  await dialog(page).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete workspace" }).press("Enter");
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  await page.evaluate(() => sessionStorage.setItem("days-on", "29"));
  await page.reload();
  await expectSaved(page);
  expect((await holding(page, id)).length, "nothing of it goes within its thirty days").toBeGreaterThanOrEqual(6);

  await page.evaluate(() => sessionStorage.setItem("days-on", "30"));
  await page.reload();
  await expectSaved(page);
  await expect.poll(() => holding(page, id)).toEqual([]);
  expect(await holding(page, "0000000000zzz"), "what is not known to be removed stays").toHaveLength(1);
});

test("the example is marked as such", async ({ page }) => {
  await openExample(page);
  await open(page, "Example: Calder Bay Ferries");
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "Calder Bay Ferries" })).toContainText("Example");
});

/** The stored list of workspaces with a workspace marked as removed, sealed as the program seals it. */
const markRemoved = (page: Page, id: string) =>
  page.evaluate((id) => {
    const text = localStorage.getItem("ppmo/boot") ?? "";
    const [, head = "", , body = ""] = /^(P1B\d+p)\d+\.([0-9a-f]{8}):(.*)$/s.exec(text) ?? [];
    const list = JSON.parse(body) as { revision: number; workspaces: { id: string; removed: boolean }[] };
    list.revision += 10;
    for (const own of list.workspaces) own.removed ||= own.id === id;
    const next = JSON.stringify(list);
    let sum = 0xffffffff;
    for (const byte of new TextEncoder().encode(`${head}${next.length}${next}`)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
    }
    localStorage.setItem("ppmo/boot", `${head}${next.length}.${(~sum >>> 0).toString(16).padStart(8, "0")}:${next}`);
  }, id);

test("a workspace that only the list in local storage calls removed loses nothing: it lies in the trash and comes back whole", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  const id = await page.evaluate(() => Object.keys(localStorage).map((key) => /^ppmo\/([0-9a-z]{13})\//.exec(key)?.[1]).find(Boolean) ?? "");
  await open(page, "My portfolio");
  await dialog(page).getByRole("textbox", { name: "New workspace" }).fill("Second house");
  await page.keyboard.press("Enter");
  await expect(current(page, "Second house")).toBeVisible();
  await expectSaved(page);
  const before = (await holding(page, id)).length;
  for (let start = 0; start < 3; start += 1) {
    if (start === 0) await markRemoved(page, id);
    await page.reload();
    await expectSaved(page);
    await expect.poll(async () => (await holding(page, id)).length, "nothing of it goes").toBeGreaterThanOrEqual(before);
  }
  await open(page, "Second house");
  const trash = dialog(page).getByRole("list", { name: "Deleted workspaces" });
  await expect(trash.getByRole("listitem")).toContainText("30 days left");
  await trash.getByRole("button", { name: "Restore My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Open My portfolio" }).press("Enter");
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
  await page.reload();
  await expect(cardLink(board(page), "Apollo"), "and stays").toBeVisible();
});

test("a name given while another tab was open stays when that tab makes a workspace", async ({ page, context }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  const second = await context.newPage();
  await openApp(second);
  await open(page, "My portfolio");
  await dialog(page).getByRole("textbox", { name: "Name of this workspace" }).fill("Works north");
  await page.keyboard.press("Enter");
  await expect(current(page, "Works north")).toBeVisible();
  await expectSaved(page);
  await second.getByRole("navigation", { name: "Main" }).getByRole("button", { name: /My portfolio|Works north/ }).press("Enter");
  await dialog(second).getByRole("textbox", { name: "New workspace" }).fill("Second house");
  await second.keyboard.press("Enter");
  await expect(current(second, "Second house")).toBeVisible();
  await expectSaved(second);
  await second.reload();
  await open(second, "Second house");
  await expect(dialog(second).getByRole("list", { name: "Workspaces", exact: true })).toContainText("Works north");
});

test("one start with a clock that is a month ahead takes nothing out of the trash", async ({ page }) => {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 86_400_000 * Number(sessionStorage.getItem("days-on") ?? 0);
    window.Date = new Proxy(Date, { construct: (own, given) => Reflect.construct(own, given.length > 0 ? given : [own.now()]) });
  });
  await openApp(page);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await open(page, "My portfolio");
  await dialog(page).getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Delete workspace" }).press("Enter");
  await expect(page.getByText("0 projects", { exact: true })).toBeVisible();
  await expectSaved(page);
  for (const days of ["31", "0", "1"]) {
    await page.evaluate((days) => sessionStorage.setItem("days-on", days), days);
    await page.reload();
    await expectSaved(page);
  }
  await open(page, "My portfolio");
  const trash = dialog(page).getByRole("list", { name: "Deleted workspaces" });
  await trash.getByRole("button", { name: "Restore My portfolio" }).press("Enter");
  await dialog(page).getByRole("list", { name: "Workspaces", exact: true }).getByRole("button", { name: "Open My portfolio" }).press("Enter");
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
});
