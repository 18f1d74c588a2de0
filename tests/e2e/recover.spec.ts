// Owns: the recovery page. It shows and saves everything that is stored, restores beside what is there, and needs neither
// the program nor wasm. And the ways that lead to it: a panic, and a program that does not get ready.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { published, read } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, EXAMPLE_PROJECTS, expectCards, expectSaved, openExample, openWith } from "./people.ts";

type Pairs = [string, string][];
type Rescue = { format: string; version: number; entries: Pairs; database: [string, Pairs][]; backups: Pairs };

const said = (page: Page) => page.locator("#said");
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** The recovery page in a browser that has no wasm. */
async function openRecovery(page: Page) {
  await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
  await page.goto("./recover.html");
  await expect(region(page, "What is stored")).toBeVisible();
}

/** Everything that stands in local storage and in the database. */
const everything = (page: Page) =>
  page.evaluate(async () => {
    const request = indexedDB.open("ppmo");
    const database = await new Promise<IDBDatabase>((then) => (request.onsuccess = () => then(request.result)));
    const store = database.transaction("records").objectStore("records");
    const got = <T>(request: IDBRequest<T>) => new Promise<T>((then) => (request.onsuccess = () => then(request.result)));
    const [keys, values] = await Promise.all([got(store.getAllKeys()), got(store.getAll())]);
    database.close();
    return [...Object.entries(localStorage).map(([key, value]) => [`local ${key}`, value]), ...keys.map((key, at) => [`database ${String(key)}`, values[at]])] as Pairs;
  });

async function download(page: Page, name: string) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

const choose = (page: Page, name: string, text: string) =>
  page.getByLabel("Choose a backup or rescue file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

/** Lines of a backup without its head and the order of its writers. */
const head = (text: string) => JSON.parse(`${(text.split("\n")[0] ?? "").replace(/,$/, "")}}`) as { records: number; transactions: number; workspace: string };

test("it has the policy of the program, and only files with their digests", () => {
  const html = read("recover.html");
  const policy = (text: string) => /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text)?.[1];
  expect(policy(html)).toBe(policy(read("index.html")));
  for (const name of ["stored.js", "recover.js", "recover.css"]) expect(html).toMatch(new RegExp(`"${published(name)}" integrity="sha384-`));
  expect(html).not.toMatch(/wasm"|pocket-pmo-/);
});

test("an empty browser: it says that nothing is stored, and makes nothing", async ({ page }) => {
  await openRecovery(page);
  await expect(region(page, "What is stored")).toContainText("There is none.");
  await expect(region(page, "What fails its check")).toContainText("Everything that has a checksum passes its check.");
  expect(await page.evaluate(async () => [(await indexedDB.databases()).length, localStorage.length])).toEqual([0, 0]);
});

test("it lists what is stored, and the rescue file has every byte of it", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await expectSaved(page);
  await page.evaluate(() => localStorage.setItem("ppmo/__proto__", '{"polluted":"\ud800"}'));
  await openRecovery(page);
  const stored = region(page, "What is stored");
  await expect(stored).toContainText(/Local storage\d+ entries/);
  await expect(stored).toContainText("My portfolio");
  await expect(stored).toContainText("open at the moment");
  const before = await everything(page);
  const file = await download(page, "Download rescue file");
  expect(file.name).toMatch(/^pocket-pmo-rescue-\d{4}-\d\d-\d\d\.json$/);
  const rescue = JSON.parse(file.text) as Rescue;
  expect([rescue.format, rescue.version]).toEqual(["pocket-pmo-rescue", 2]);
  const inFile = [...rescue.entries.map(([key, value]) => [`local ${key}`, value]), ...(rescue.database.find(([name]) => name === "records")?.[1] ?? []).map(([key, value]) => [`database ${key}`, value])];
  expect(inFile.sort()).toEqual([...before].sort());
  await expect(said(page)).toContainText("Downloaded as pocket-pmo-rescue-");
});

test("the readable copy has the records unpacked", async ({ page }) => {
  await openExample(page);
  const hasSnapshot = () => page.evaluate(() => Object.keys(localStorage).some((key) => /\/m\.\d$/.test(key)));
  await page.evaluate(() => undefined);
  await openRecovery(page);
  const file = await download(page, "Download readable copy");
  const copy = JSON.parse(file.text) as { workspaces: { name: string; stored: Record<string, unknown> }[] };
  const example = copy.workspaces.find(({ name }) => name.startsWith("Example"));
  expect(JSON.stringify(example)).toContain("Calder Bay");
  expect(JSON.stringify(example)).toContain('"kind":"project"');
  await expect(said(page)).not.toContainText("could not be read");
  expect(await hasSnapshot()).toBeDefined();
});

test("a rescue file becomes a workspace of its own; nothing that was there is changed", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await expectSaved(page);
  await openRecovery(page);
  const rescue = await download(page, "Download rescue file");
  await choose(page, "rescue.json", rescue.text);
  await expect(said(page)).toContainText("rescue.json was read: one workspace");
  const before = await everything(page);
  await page.getByRole("button", { name: "Restore My portfolio as a new workspace" }).click();
  await expect(said(page)).toContainText("Restored as a workspace of its own");
  const after = new Map(await everything(page));
  for (const [key, value] of before) expect(after.get(key), key).toBe(value);
  expect(after.size).toBeGreaterThan(before.length);

  const app = await page.context().newPage();
  await openApp(app, "/board");
  await expectCards(app, "Ideas", ["Apollo", "Borealis"]);
  await expectSaved(app);
  expect(await app.evaluate(() => localStorage.getItem("ppmo/open"))).toBeNull();
  await app.keyboard.press("Control+z");
  await expectCards(app, "Ideas", ["Apollo"]);
  // The one it came from is there too, with both.
  await app.getByRole("button", { name: "My portfolio" }).click();
  await app.getByRole("dialog", { name: "Workspaces" }).getByRole("button", { name: "Open My portfolio", exact: true }).click();
  await expectCards(app, "Ideas", ["Apollo", "Borealis"]);
});

test("a backup is restored in another browser, with its whole history", async ({ page, browser, baseURL }) => {
  await openExample(page);
  await page.goto("./#/data");
  const backup = await download(page, "Download: save a backup");

  const context = await browser.newContext({ baseURL: baseURL ?? "", reducedMotion: "reduce" });
  const other = await context.newPage();
  await openRecovery(other);
  await choose(other, "backup.json", backup.text);
  await other.getByRole("button", { name: /^Restore .* as a new workspace$/ }).click();
  await expect(said(other)).toContainText("Restored as a workspace of its own");
  const app = await context.newPage();
  await openApp(app, "/board");
  await expect(app.getByText(`${EXAMPLE_PROJECTS} projects`, { exact: true })).toBeVisible();
  await expect(board(app)).toBeVisible();
  await expectSaved(app);
  await app.goto("./#/data");
  await expect(app.getByRole("region", { name: "What could not be read" })).toHaveCount(0);
  const again = await download(app, "Download: save a backup");
  const [one, two] = [head(backup.text), head(again.text)];
  expect([two.records, two.transactions, two.workspace]).toEqual([one.records, one.transactions, one.workspace]);
  expect(again.text.split("\n").slice(1).sort()).toEqual(backup.text.split("\n").slice(1).sort());
  await context.close();
});

test("a backup that the program keeps in the browser is listed, saved and restored", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/data");
  const backup = await download(page, "Download: save a backup");
  await page.evaluate(async (text) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("backups", { create: true });
    const file = await (await folder.getFileHandle("2026-11-26.json", { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }, backup.text);
  await openRecovery(page);
  expect((await download(page, "Download 2026-11-26.json")).text).toBe(backup.text);
  await page.getByRole("button", { name: "Look into 2026-11-26.json" }).click();
  await page.getByRole("button", { name: "Restore My portfolio as a new workspace" }).click();
  await expect(said(page)).toContainText("Restored as a workspace of its own");
  const app = await page.context().newPage();
  await openApp(app, "/board");
  await expectCards(app, "Ideas", ["Apollo"]);
});

test("what is damaged is named and can be saved byte for byte; the rest is restored without it", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await expectSaved(page);
  const [key, damaged] = await page.evaluate(() => {
    const key = Object.keys(localStorage).filter((key) => key.includes("/j/")).sort().at(-1) ?? "";
    const damaged = (localStorage.getItem(key) ?? "").replace("Borealis", "Boreal\ud800s");
    localStorage.setItem(key, damaged);
    return [key, damaged] as const;
  });
  await openRecovery(page);
  const broken = region(page, "What fails its check");
  await expect(broken).toContainText("1 entry is not as the program wrote it");
  await expect(broken).toContainText(key);
  await expect(broken).toContainText("its checksum does not agree");
  const rescue = JSON.parse((await download(page, "Download rescue file")).text) as Rescue;
  expect(new Map(rescue.entries).get(key)).toBe(damaged);
  await expect(broken.getByRole("button", { name: `Download ${key} of Local storage` })).toBeVisible();
  // The database has a sound copy of it.
  await choose(page, "rescue.json", JSON.stringify(rescue));
  await page.getByRole("button", { name: "Restore My portfolio as a new workspace" }).click();
  await expect(said(page)).toContainText("Restored as a workspace of its own");
  const app = await page.context().newPage();
  await openApp(app, "/board");
  await expectCards(app, "Ideas", ["Apollo", "Borealis"]);
});

test("bad files are answered with a sentence, and change nothing", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/data");
  const { text } = await download(page, "Download: save a backup");
  await openRecovery(page);
  const before = await everything(page);
  for (const [name, content, words] of [
    ["empty.json", "", "neither a backup nor a rescue file"],
    ["text.json", "Dear all,", "neither a backup nor a rescue file"],
    ["other.json", '{"name":"x"}', "neither a backup nor a rescue file"],
    ["deep.json", "[".repeat(200_000), "neither a backup nor a rescue file"],
    ["cut.json", text.slice(0, text.length / 2), "damaged or cut short"],
    ["changed.json", text.replace("Apollo", "Apolla"), "damaged or cut short"],
    ["newer.json", text.replace('"version":1', '"version":2'), "A newer version"],
    ["rescue.json", '{"format":"pocket-pmo-rescue","version":2,"entries":[["ppmo/x","1"],7]}', "no workspace in this rescue file"],
    ["proto.json", '{"format":"pocket-pmo-rescue","__proto__":{"entries":1},"entries":{"a":1}}', "no workspace in this rescue file"],
    ["half.json", '{"format":"pocket-pmo-rescue","entries":[["ppmo/', "damaged or cut short"],
    ["packed.gz", "\u001f\u008b nothing", "neither"],
  ] as const) {
    await choose(page, name, content);
    await expect(said(page), name).toContainText(`${name}: `);
    await expect(said(page), name).toContainText(words);
    await expect(page.getByRole("button", { name: /^Restore/ })).toHaveCount(0);
  }
  expect((await everything(page)).sort()).toEqual(before.sort());
});

test("another workspace, or an empty one, is opened next time: a way round one that does not open", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await openRecovery(page);
  await page.getByRole("button", { name: "Start with an empty workspace" }).click();
  await expect(said(page)).toContainText("will open an empty workspace at its next start");
  const app = await page.context().newPage();
  await openApp(app);
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Every project. Every gate. Every decision, and what was known.");
  await app.close();
  await page.reload();
  await page.getByRole("button", { name: "Open My portfolio next time" }).first().click();
  const again = await page.context().newPage();
  await openApp(again, "/board");
  await expectCards(again, "Ideas", ["Apollo"]);
});

test("storage that is blocked is spoken of", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await openRecovery(page);
  await expect(region(page, "What is stored")).toContainText(/Local storagecould not be read: denied/);
  await expect(region(page, "What is stored")).toContainText(/Databasecould not be read: denied/);
});

for (const theme of ["light", "dark"] as const) {
  test(`everybody can use it: ${theme}, at 390 px, with the keyboard`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openWith(page, ["Apollo"]);
    await page.evaluate((theme) => localStorage.setItem("ppmo/prefs/theme", theme), theme);
    await openRecovery(page);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole("link", { name: "Open Pocket PMO" }).focus();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Download rescue file" })).toBeFocused();
  });
}

test.describe("the ways that lead here", () => {
  test("a panic stops all writing, and its message leads to the recovery page", async ({ page }) => {
    await openWith(page, ["Apollo", "Borealis"]);
    await expectSaved(page);
    const before = await everything(page);
    await page.evaluate(() => (window as unknown as { ppmoFail: (message: string) => void }).ppmoFail("index out of bounds"));
    const dialog = page.getByRole("dialog", { name: "Pocket PMO has stopped" });
    await expect(dialog).toBeVisible();
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true })));
    await page.waitForTimeout(300);
    expect((await everything(page)).sort(), "nothing is written any more").toEqual(before.sort());
    await dialog.getByRole("link", { name: "Recovery page" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Recovery" })).toBeVisible();
    await expect(region(page, "What is stored")).toContainText("My portfolio");
  });

  test("a program that is loaded and does not get ready is noticed after 15 seconds", async ({ page }) => {
    await page.clock.install();
    // Loading never ends: the database answers nothing, and the three seconds that it has do not pass.
    await page.addInitScript(() => {
      WebAssembly.instantiateStreaming = () => new Promise(() => {});
    });
    await page.goto("./");
    await expect(page.locator("html")).toHaveAttribute("data-fetched", "1");
    await page.clock.runFor(14_000);
    await expect(page.locator("#failure")).toBeHidden();
    await page.clock.runFor(3_000);
    const dialog = page.getByRole("dialog", { name: "does not get ready" });
    await expect(dialog).toBeVisible();
    await dialog.getByRole("link", { name: "Recovery page" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Recovery" })).toBeVisible();
  });
});
