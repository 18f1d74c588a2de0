// Owns: that what somebody else wrote is harmless wherever it is shown, printed or exported (S6, S7): a backup in which every
// text of every record is an attack is restored, and every page is looked at. The fixtures fail on any script that
// complains, any violation of the policy and any request to another origin.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { drawn as pageDrawn, ofRecords, PLACES } from "./pages.ts";
import { board, expectSaved } from "./people.ts";

type Attacks = { cells: string[]; addresses: string[]; formulas: string[] };
const attacks = JSON.parse(readFileSync(join(ROOT, "tests/fixtures/hostile.json"), "utf8")) as Attacks;
const BACKUP = join(ROOT, "target/hostile/backup.json");
/** As a page shows it: spaces drawn together, marks that turn the reading direction left out. */
const drawn = (text: string) => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();

async function restore(page: Page) {
  await openApp(page, "/data");
  await page.getByLabel("Choose a backup").setInputFiles(BACKUP);
  await expect(page.getByRole("heading", { name: /^Restore/ })).toBeFocused();
  await expectHarmless(page, "the rehearsal of a restore");
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(board(page)).toBeVisible();
}

/** What the page holds that only an attack can have put there. Anything that would open a dialog is an answer as well. */
function findHarm() {
  const faults: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    // The scripts and sheets of the page itself stand in the head.
    const isOwn = ["script", "link", "style", "base", "meta", "title"].includes(name) && element.closest("head");
    if (["img", "image", "iframe", "frame", "object", "embed", "video", "audio", "math", "template", "noscript", "marquee", "animate", "foreignObject"].includes(name)) faults.push(`<${name}>`);
    if (["script", "link", "style", "base", "meta", "title"].includes(name) && !isOwn && !element.closest("svg")) faults.push(`<${name}> in the body`);
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith("on") || attribute.name === "srcdoc") faults.push(`${name} ${attribute.name}`);
      if (["href", "src", "action", "formaction", "data", "xlink:href"].includes(attribute.name) && !isOwn) {
        const url = new URL(attribute.value, document.baseURI);
        const isHere = url.origin === location.origin && url.protocol === location.protocol;
        if (isHere) continue;
        if (name !== "a" || !["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) faults.push(`${name} ${attribute.name}=${attribute.value}`);
        else if (!element.getAttribute("rel")?.includes("noopener")) faults.push(`a link without noopener: ${attribute.value}`);
      }
    }
  }
  return faults;
}

async function expectHarmless(page: Page, where: string) {
  expect.soft(await page.evaluate(findHarm), where).toEqual([]);
}

/** Opens a route, and waits until it is drawn. */
async function open(page: Page, route: string) {
  await page.evaluate(async (hash) => {
    location.hash = hash;
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, route);
  await pageDrawn(page);
}

/** The addresses of all projects, people and programmes. */
async function entries(page: Page, route: string, kind: string) {
  await open(page, route);
  const links = page.getByRole("main").locator(`a[href^="#/${kind}/"]`);
  await expect(links.first()).toBeVisible();
  const found = await links.evaluateAll((own) => own.map((link) => (link.getAttribute("href") ?? "").slice(1).split("/").slice(0, 3).join("/")));
  return [...new Set(found)];
}

test("every text of every record is an attack, and every page shows it as text", async ({ page }) => {
  const asked: string[] = [];
  page.on("dialog", (dialog) => void (asked.push(dialog.message()), dialog.dismiss()));
  const requests: string[] = [];
  await restore(page);
  page.on("request", (request) => requests.push(request.url()));

  for (const route of [
    ...PLACES, ...(await ofRecords(page)),
    "/projects?columns=name,code,summary,objective,programme,sponsor,lead,tags,schedule_status,links,contributions", "/projects?group=programme", "/projects?group=lead&sort=name",
    `/projects?text=${encodeURIComponent(attacks.cells[1] ?? "")}`, `/board?text=${encodeURIComponent(attacks.cells[1] ?? "")}`, `/${encodeURIComponent(attacks.cells[1] ?? "")}`,
  ]) {
    await open(page, route);
    await expectHarmless(page, route);
  }

  const projects = await entries(page, "/board", "projects");
  expect(projects.length).toBeGreaterThan(30);
  const seen = new Set<string>();
  for (const [at, project] of projects.entries()) {
    // Every attack stands in every field once; where a page is the same for all fields, some projects are enough.
    for (const tab of at < 6 ? ["summary", "fields", "gates", "history"] : ["summary", "fields"]) {
      await open(page, `${project}/${tab}`);
      await expectHarmless(page, `${project}/${tab}`);
    }
    const text = drawn(await page.getByRole("main").innerText());
    for (const cell of attacks.cells) if (text.includes(drawn(cell))) seen.add(cell);
  }
  expect.soft(attacks.cells.filter((cell) => !seen.has(cell)), "attacks that no page shows as they are").toEqual([]);
  for (const kind of ["people", "programmes"]) {
    for (const entry of await entries(page, `/${kind}`, kind)) {
      await open(page, entry);
      await expectHarmless(page, entry);
    }
  }

  await open(page, "/board");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find actions and projects" }).fill("alert");
  await expectHarmless(page, "the palette");
  await page.keyboard.press("Escape");
  await open(page, `${projects[0] ?? ""}/summary`);
  await page.emulateMedia({ media: "print" });
  await expectHarmless(page, "a project in print");
  expect((await page.pdf()).length).toBeGreaterThan(1000);
  await page.emulateMedia({ media: "screen" });

  expect(asked, "no dialog of the browser").toEqual([]);
  // Chromium asks for the icon again whenever the address changes; the pages are parts of the program, and the questionnaire and the handbook are files of it.
  expect(requests.filter((url) => !/^(blob|data):|\/favicon\.svg$|\/chapters\/[\w-]+\.wasm$|\/(model|handbook|office)\/[\w-]+\.json$/.test(url)), "nothing was asked for").toEqual([]);
  await expectSaved(page);
});

test("of sixty addresses only those that open something become links", async ({ page }) => {
  await restore(page);
  await open(page, "/board");
  await board(page).getByRole("link", { name: "All addresses", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "All fields", exact: true }).click();
  await expectHarmless(page, "the page with all addresses");
  const links = page.getByRole("main").locator("a[rel~=noopener]");
  await expect(links.first()).toBeVisible();
  const hrefs = await links.evaluateAll((own) => own.map((link) => link.getAttribute("href") ?? ""));
  expect(hrefs).toEqual(expect.arrayContaining(attacks.addresses.slice(0, 8)));
  for (const href of hrefs) expect(href).toMatch(/^(https?:\/\/[^/]|mailto:.|tel:.)/i);
  const shown = drawn(await page.getByRole("main").innerText());
  for (const number of attacks.addresses.keys()) expect(shown, `Link ${number}`).toContain(`Link ${number}`);
});

test("what is exported holds the attacks as text", async ({ page }) => {
  await restore(page);
  await open(page, "/projects?columns=name,code,summary,objective,lead,tags");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text.startsWith("\uFEFF\"")).toBe(true);
  for (const cell of text.slice(1).matchAll(/"((?:[^"]|"")*)"/g)) {
    expect(cell[1]?.trimStart() ?? "").not.toMatch(/^(?:[=@＝＋－＠]|[+-](?![\d.,]+$))/);
  }
});

test("lists with formulas are imported as text, and go out guarded again", async ({ page }) => {
  await openApp(page, "/data/import");
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = attacks.formulas.map((formula, at) => `${quoted(attacks.cells[at % 40] ?? "")},${at},${quoted(formula)},${quoted(attacks.addresses[at] ?? "")}`.replaceAll("\0", ""));
  const file = { name: `<img src=x onerror=alert(1)>.csv`, mimeType: "text/csv", buffer: Buffer.from(`Name,Code,<script>alert(1)</script>,Link\n${rows.join("\n")}\n`) };
  const dir = mkdtempSync(join(tmpdir(), "pocket-pmo-hostile-"));
  writeFileSync(join(dir, "list.csv"), file.buffer);
  await page.getByLabel("Choose a CSV file").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeFocused();
  await expectHarmless(page, "the columns");
  await page.getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByRole("heading", { name: "What would happen" })).toBeFocused();
  await expectHarmless(page, "the rehearsal");
  await page.getByRole("button", { name: /^Import \d+ projects/ }).click();
  await expect(page.getByRole("heading", { name: /^\d+ projects imported/ })).toBeFocused();
  await expectHarmless(page, "the result");
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(board(page)).toBeVisible();
  await expectHarmless(page, "the board");
  await open(page, "/data/history");
  await expectHarmless(page, "the history");
});

test("long and turned texts keep the page whole, and the page answers", async ({ page }) => {
  await restore(page);
  const projects = await entries(page, "/board", "projects");
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const route of [...PLACES, ...(await ofRecords(page))]) {
      await open(page, route);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(over, `${route} at ${width} px is as wide as the screen`).toBe(0);
    }
    // The long one is the last of all.
    await open(page, "/board");
    const long = await board(page).getByRole("link", { name: /^W{30}/ }).getAttribute("href");
    for (const project of [(long ?? "").slice(1).split("/").slice(0, 3).join("/"), projects[39] ?? ""]) {
      for (const tab of ["summary", "fields", "gates", "history"]) {
        await open(page, `${project}/${tab}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect.soft(over, `${project}/${tab} at ${width} px is as wide as the screen`).toBe(0);
      }
    }
  }
  const took = await page.evaluate(async () => {
    const start = performance.now();
    location.hash = "/board";
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    return performance.now() - start;
  });
  expect(took, "from a page of 200 kB to the board").toBeLessThan(3_000);
});

test("a name that turns the reading direction turns nothing but itself", async ({ page }) => {
  await openApp(page, "/data/import");
  const text = "Name,Lead\n\u202Egnp.exe,\u2067Ada\nשלום 2,Grace\n";
  await page.getByLabel("Choose a CSV file").setInputFiles({ name: "turned.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: "Import 2 projects" }).click();
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(board(page).getByRole("link", { name: "gnp.exe" })).toBeVisible();
  for (const route of PLACES) {
    await open(page, route);
    expect.soft(await page.locator("body").innerText(), route).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    // Letters of languages that are written from right to left turn no more than their own element.
    const turned = await page.evaluate(() => {
      const inline = [...document.querySelectorAll("body *")].filter((own) => /\p{Script=Hebrew}/u.test([...own.childNodes].map((node) => (node.nodeType === 3 ? node.textContent : "")).join("")));
      return inline.filter((own) => getComputedStyle(own).display === "inline" && !/isolate|plaintext/.test(getComputedStyle(own).unicodeBidi)).map((own) => own.outerHTML);
    });
    expect.soft(turned, route).toEqual([]);
  }
});
