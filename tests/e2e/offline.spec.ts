// Owns: the page without a network, and how a new version gets to it. One complete version at a time, nothing that was not
// published, nothing lost by an update, a way back and a way out.
import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { precache } from "../../scripts/precache.mjs";
import { fillDatabase, fillLocalStorage, noMoreRoom } from "./browser.ts";
import { DIST, filesUnder, read, ROOT, serveCopy } from "./dist.ts";
import { expect, test as base } from "./fixtures.ts";
import { board, cardLink, expectCards, expectSaved, newProject, saveStatus } from "./people.ts";

type Copy = Awaited<ReturnType<typeof serveCopy>>;

/** A copy of dist/ on a host of its own, which can publish another version. */
const test = base.extend<{ copy: Copy }>({
  copy: async ({ allow }, use) => {
    allow("request to another origin"); // the copy is served on a port of its own
    const copy = await serveCopy();
    await use(copy);
    await copy.close();
  },
});
test.use({ serviceWorkers: "allow" });

const root = (page: Page) => page.locator("html");
const mark = (page: Page) => page.locator("meta[name=test-version]");
const notice = (page: Page) => page.getByRole("main").getByRole("status").filter({ hasText: "new version" });
/** Names of the caches; none while the page is being loaded anew. */
const caches = (page: Page) => page.evaluate(() => window.caches.keys()).catch(() => null);
const check = (page: Page) => page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
const isControlled = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null);

async function open(page: Page, url: string) {
  await page.goto(url);
  await expect(root(page)).toHaveAttribute("data-ready", "1");
}

/** Expects these projects at the board. */
async function expectBoard(page: Page, url: string, names: string[]) {
  await open(page, `${url}#/board`);
  await expectCards(page, "Ideas", names);
}

/** Opens it and waits until it is kept for opening without a network. */
async function openKept(page: Page, url: string) {
  await open(page, url);
  await expect(root(page)).toHaveAttribute("data-offline", "ready");
  await expect.poll(() => isControlled(page)).toBe(true);
}

/** Publishes a version whose page has a mark; `change` may do more to it. */
async function publish(copy: Copy, version: string, change: (dir: string) => void = () => {}) {
  const index = join(copy.dir, "index.html");
  const text = readFileSync(index, "utf8").replace(/<meta name="test-version"[^>]*>/, "");
  writeFileSync(index, text.replace("</title>", `</title><meta name="test-version" content="${version}">`));
  change(copy.dir);
  return precache(copy.dir);
}

/** A tab in which a name is being typed. */
async function typeHalf(page: Page) {
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("dialog", { name: "New project" }).getByRole("textbox", { name: "Name" }).fill("Half of a name");
}

test("the worker knows every published file, by name and digest, and nothing else", async () => {
  const worker = read("sw.js");
  const names = filesUnder("dist", "").filter((name) => statSync(join(ROOT, name)).isFile()).map((name) => name.slice("dist/".length));
  const files = names.filter((name) => !["_headers", "sw.js", "sw-off.js", "version.json"].includes(name));
  expect(files.length).toBeGreaterThan(12);
  for (const name of files) expect(worker, name).toContain(`"${name}","sha384-`);
  expect(worker.match(/"sha384-/g)).toHaveLength(files.length);
  expect(worker).toContain((JSON.parse(read("version.json")) as { version: string }).version);
});

test("loaded once, it opens without a network, and an edit made then is there afterwards", async ({ page, copy, context, allow }) => {
  allow("ERR_INTERNET_DISCONNECTED"); // the recovery page asks which version is published
  await openKept(page, copy.url);
  expect(await caches(page)).toHaveLength(1);
  await context.setOffline(true);
  await page.reload();
  await expect(root(page)).toHaveAttribute("data-ready", "1");
  await newProject(page, "Apollo");
  await expectSaved(page);
  await page.reload();
  await expectCards(page, "Ideas", ["Apollo"]);
  // What is fetched on first need is there too, and so is the recovery page.
  await page.goto(`${copy.url}#/data`);
  await expect(page.getByRole("region", { name: "Storage" })).toContainText("this page opens without a network");
  await page.getByRole("button", { name: "Look at an example" }).click();
  await expect(page.getByRole("button", { name: "Example: Calder Bay Ferries" })).toBeVisible();
  await page.goto(`${copy.url}recover.html`);
  await expect(page.getByRole("heading", { level: 1, name: "Recovery" })).toBeVisible();
  await expect(page.getByText("The network cannot be reached.")).toBeVisible();
});

test("without a network from the first visit on, what is still to be loaded comes from the kept version", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await context.setOffline(true);
  await page.getByRole("button", { name: /^Look at an example/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("a file that is not the published one is refused, and the page goes on without being kept", async ({ page, copy, allow }) => {
  allow(/integrity|digest/i);
  const icon = join(copy.dir, "icons/icon-512.png");
  writeFileSync(icon, Buffer.concat([readFileSync(icon), Buffer.from("x")]));
  await open(page, copy.url);
  await expect(root(page)).toHaveAttribute("data-offline", "refused");
  expect(await caches(page)).toEqual([]);
  expect(await isControlled(page)).toBe(false);
  await newProject(page, "Apollo");
  await page.goto(`${copy.url}#/data`);
  await expect(page.getByRole("region", { name: "Storage" })).toContainText("one of its files is not as it was published");
});

test("an update with a file that is not the published one is refused as a whole: the version before goes on", async ({ page, copy, allow, context }) => {
  allow(/integrity|digest/i);
  await openKept(page, copy.url);
  const kept = await caches(page);
  await publish(copy, "2");
  writeFileSync(join(copy.dir, "favicon.svg"), "<svg/>");
  await check(page);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.installing ?? null)).toBeNull();
  expect(await caches(page)).toEqual(kept);
  await context.setOffline(true);
  await page.reload();
  await expect(root(page)).toHaveAttribute("data-ready", "1");
  await expect(mark(page)).toHaveCount(0);
  await expect(notice(page)).toHaveCount(0);
});

test("a new version waits, is offered, and comes with one reload; the version before goes once it has proved itself", async ({ page, copy }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  await publish(copy, "2");
  await page.reload();
  await expect(root(page)).toHaveAttribute("data-ready", "1");
  await expect(mark(page), "what is opened is the kept version, whole").toHaveCount(0);
  await check(page);
  await expect(notice(page)).toContainText("A new version is ready");
  expect(await caches(page)).toHaveLength(2);
  let loads = 0;
  page.on("load", () => (loads += 1));
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(mark(page)).toHaveAttribute("content", "2");
  await expectCards(page, "Ideas", ["Apollo"]);
  await expect(notice(page)).toHaveCount(0);
  await expect.poll(() => caches(page), { timeout: 15_000 }).toHaveLength(1);
  expect(loads, "loaded once").toBe(1);
});

test("an update with edits that are not saved, here or in another tab, waits; nothing is lost", async ({ page, copy, context }) => {
  await fillLocalStorage(page);
  await fillDatabase(page);
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  await expectSaved(page);
  const second = await context.newPage();
  await open(second, `${copy.url}#/board`);
  await publish(copy, "2");
  await check(page);
  await expect(notice(page)).toBeVisible();
  await expect(notice(second)).toBeVisible();

  await noMoreRoom(page, ["localStorageFull", "databaseFull"]);
  await newProject(page, "Borealis");
  await expect(saveStatus(page)).toHaveText("Not saved: storage full");
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(notice(page)).toContainText("It waits until everything here is saved");
  await notice(second).getByRole("button", { name: "Update" }).click();
  await expect(notice(second)).toContainText("Another tab has edits that are not saved");
  await expect(mark(second)).toHaveCount(0);
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);

  await page.evaluate(() => Object.assign(window, { localStorageFull: false, databaseFull: false }));
  await newProject(page, "Cygnus");
  await expectSaved(page);
  await notice(second).getByRole("button", { name: "Update" }).click();
  for (const tab of [page, second]) {
    await expect(mark(tab)).toHaveAttribute("content", "2");
    await expectCards(tab, "Ideas", ["Apollo", "Borealis", "Cygnus"]);
  }
});

test("a tab in which something is being typed keeps it when another tab updates, and follows later", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  const second = await context.newPage();
  await open(second, `${copy.url}#/board`);
  await typeHalf(second);
  await publish(copy, "2");
  await check(page);
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(mark(page)).toHaveAttribute("content", "2");
  await expect(root(second)).toHaveAttribute("data-update", "behind");
  const dialog = second.getByRole("dialog", { name: "New project" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("Half of a name");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(mark(second)).toHaveAttribute("content", "2");
  await expectCards(second, "Ideas", ["Apollo", "Half of a name"]);
});

/** Another tab updates; this one stays as it is, though nothing in it has the focus. */
async function updateBeside(page: Page, second: Page, copy: Copy, version: string) {
  await second.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await publish(copy, version);
  await check(page);
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(mark(page)).toHaveAttribute("content", version);
  await expect(root(second)).toHaveAttribute("data-update", "behind");
  // Longer than it takes to look again.
  await second.waitForTimeout(2_500);
  await expect(root(second)).toHaveAttribute("data-update", "behind");
}

test("a tab with an import that is being mapped keeps it when another tab updates", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  const second = await context.newPage();
  await open(second, `${copy.url}#/data/import`);
  await second.getByRole("textbox", { name: "Paste cells from a spreadsheet" }).fill("Name\nCygnus");
  await second.getByRole("button", { name: "Read pasted cells" }).click();
  await second.getByRole("button", { name: "Rehearse" }).click();
  await expect(second.getByRole("heading", { name: "What would happen" })).toBeVisible();
  await updateBeside(page, second, copy, "2");
  await second.getByRole("button", { name: /^Import 1 project/ }).click();
  await expect(mark(second)).toHaveAttribute("content", "2");
  await second.goto(`${copy.url}#/board`);
  await expectCards(second, "Ideas", ["Apollo", "Cygnus"]);
});

test("a tab with a restore that is looked at keeps it when another tab updates", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  const second = await context.newPage();
  await open(second, `${copy.url}#/data`);
  const download = second.waitForEvent("download");
  await second.getByRole("button", { name: "Save a backup" }).click();
  const buffer = readFileSync(await (await download).path());
  await second.getByLabel("Choose a backup").setInputFiles({ name: "backup.json", mimeType: "application/json", buffer });
  const heading = second.getByRole("heading", { name: "Change this workspace instead" });
  await expect(heading).toBeVisible();
  await updateBeside(page, second, copy, "2");
  await expect(heading).toBeVisible();
  await second.getByRole("button", { name: "Cancel" }).click();
  await expect(mark(second)).toHaveAttribute("content", "2");
});

test("an update asked for in a tab with an import in hand waits until that is finished or left", async ({ page, copy }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  await page.goto(`${copy.url}#/data/import`);
  const cells = page.getByRole("textbox", { name: "Paste cells from a spreadsheet" });
  await cells.fill("Name\nCygnus");
  await publish(copy, "2");
  await check(page);
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(notice(page)).toContainText("Something in this tab is unfinished");
  await expect(cells).toHaveValue("Name\nCygnus");
  await cells.fill("");
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(mark(page)).toHaveAttribute("content", "2");
});

test("a tab with a form that was typed into and not sent keeps it when another tab updates", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  const second = await context.newPage();
  await open(second, `${copy.url}#/board`);
  await cardLink(board(second), "Apollo").click();
  await second.getByRole("main").getByRole("link", { name: "Summary", exact: true }).click();
  await second.getByRole("button", { name: "Links: Not given, change" }).click();
  const links = second.getByRole("main").getByRole("textbox", { name: "Links" });
  await links.fill("Plan https://example.org/pl");
  await updateBeside(page, second, copy, "2");
  await expect(links).toHaveValue("Plan https://example.org/pl");
  await second.getByRole("button", { name: "Save", exact: true }).click();
  await expect(mark(second)).toHaveAttribute("content", "2");
  await expect(second.getByRole("main").getByRole("link", { name: "Plan" })).toBeVisible();
});

test("a field that saves itself is saved when another tab updates, and one that cannot be saved is kept", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  const second = await context.newPage();
  await open(second, `${copy.url}#/settings`);
  const cycle = second.getByRole("textbox", { name: "Reporting cycle in days" });
  await cycle.fill("a month");
  await updateBeside(page, second, copy, "2");
  await expect(cycle).toHaveValue("a month");
  await cycle.fill("21");
  await second.getByRole("heading", { level: 1 }).click();
  await expect(mark(second)).toHaveAttribute("content", "2");
  await expect(cycle).toHaveValue("21");
});

test("a new version that does not start: the recovery page goes back to the version before", async ({ page, copy }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await publish(copy, "2", (dir) => {
    const index = join(dir, "index.html");
    writeFileSync(index, readFileSync(index, "utf8").replace(/<script type="module"[^>]*><\/script>/, ""));
  });
  await check(page);
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(mark(page)).toHaveAttribute("content", "2");
  await page.goto(`${copy.url}recover.html`);
  await page.getByRole("button", { name: "Go back to the version before" }).click();
  await expect(page.locator("#said")).toContainText("The version before opens from now on");
  await expectBoard(page, copy.url, ["Apollo"]);
  await expect(mark(page)).toHaveCount(0);
  // A mended version is offered as any other, and then there is one version again.
  await publish(copy, "3", (dir) => {
    const index = join(dir, "index.html");
    writeFileSync(index, read("index.html").replace("</title>", '</title><meta name="test-version" content="3">'));
  });
  await check(page);
  await notice(page).getByRole("button", { name: "Update" }).click();
  await expect(mark(page)).toHaveAttribute("content", "3");
  await expect.poll(() => caches(page), { timeout: 15_000 }).toHaveLength(1);
});

test("a page that has failed is reloaded with the mended version", async ({ page, copy }) => {
  await openKept(page, copy.url);
  await publish(copy, "2");
  await check(page);
  await expect(notice(page)).toBeVisible();
  await page.evaluate(() => (window as unknown as { ppmoFail: (message: string) => void }).ppmoFail("it met a fault"));
  await page.getByRole("dialog", { name: "Pocket PMO has stopped" }).getByRole("button", { name: "Reload" }).click();
  await expect(mark(page)).toHaveAttribute("content", "2");
});

test("the kill switch takes the worker and its caches away, and nothing else", async ({ page, copy }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await page.evaluate(async () => void (await (await window.caches.open("of-another-page")).put("/x", new Response("x"))));
  copyFileSync(join(copy.dir, "sw-off.js"), join(copy.dir, "sw.js"));
  await check(page);
  await expect.poll(() => caches(page)).toEqual(["of-another-page"]);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length).catch(() => -1), { timeout: 30_000 }).toBe(0);
  await expectBoard(page, copy.url, ["Apollo"]);
  await expect.poll(() => caches(page)).toEqual(["of-another-page"]);
});

test("load the program anew: kept files go, data stays; without a network it is refused with a sentence", async ({ page, copy, context }) => {
  await openKept(page, copy.url);
  await newProject(page, "Apollo");
  await expectSaved(page);
  await publish(copy, "2");
  await page.goto(`${copy.url}recover.html`);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Load the program anew" }).click();
  await expect(page.locator("#said")).toContainText("cannot be reached. Nothing was changed");
  expect(await caches(page)).not.toEqual([]);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Load the program anew" }).click();
  await expect(page.locator("#said")).toContainText("Your data was not touched");
  await page.getByRole("link", { name: "Open Pocket PMO" }).click();
  await expect(mark(page)).toHaveAttribute("content", "2");
  await expectBoard(page, copy.url, ["Apollo"]);
});

test("a quick build has no cache to hide a change behind", () => {
  const off = readFileSync(join(ROOT, "public/sw-off.js"), "utf8");
  expect(off).toContain("unregister()");
  expect(read("sw-off.js")).not.toContain("fetch");
});

test("the manifest and its icons are what browsers ask for", async () => {
  type Icon = { src: string; sizes: string; type: string; purpose: string };
  const manifest = JSON.parse(read("manifest.webmanifest")) as { icons: Icon[]; start_url: string; scope: string; id: string; display: string };
  expect([manifest.start_url, manifest.scope, manifest.id]).toEqual(["./", "./", "./"]);
  expect(manifest.display).toBe("standalone");
  for (const { src, sizes, type } of manifest.icons.filter((icon) => icon.type === "image/png")) {
    const bytes = readFileSync(join(DIST, src));
    expect(type).toBe("image/png");
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect(manifest.icons.filter((icon) => icon.purpose === "maskable").map((icon) => icon.sizes)).toEqual(["192x192", "512x512"]);
  expect(read("index.html")).toContain('rel="manifest"');
});

for (const [device, touches, words] of [
  ["a phone", 5, "tap Share, then Add to Home Screen"],
  ["a computer", 0, "choose File, then Add to Dock"],
] as const) {
  test(`Safari on ${device} is told that installing keeps the data`, async ({ page }) => {
    await page.addInitScript((touches) => {
      Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." });
      Object.defineProperty(Navigator.prototype, "maxTouchPoints", { get: () => touches });
    }, touches);
    await page.goto("./#/data");
    await expect(page.getByRole("region", { name: "Storage" })).toContainText(words);
  });
}
