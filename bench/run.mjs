// Owns: the benchmark, run by `make bench`. It takes a portfolio of 1,000 projects and 50,000 work items into the built
// page in Chromium as a person would, and prints what that took beside the budgets, and then the board beside its yardstick
// (bench/board.mjs). It fails only where a count is wrong: how much is shown, how much is written.
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "../scripts/serve.mjs";
import { benchBoard, launch, projects, work } from "./board.mjs";
import { benchFirstVisit } from "./first-visit.mjs";
import { PROJECT_LIST, ROUNDS, WORK_LIST, bench, clickTask, forget, instrument, mebi, median, meter, ms, register, saved, spread } from "./measures.mjs";
import { benchRegisters } from "./registers.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const BACKUP = join(ROOT, "target/bench-portfolio/backup.json");
const MANY = join(ROOT, "target/bench-register/backup.json");
const PROJECTS = 1_000;

const rows = [];
const wrong = [];
const row = (what, figure, budget = "") => rows.push([what, figure, budget]);
const check = (what, found, wanted) => {
  if (found !== wanted) wrong.push(`${what}: ${found} instead of ${wanted}`);
};

/** How many projects the board says it shows: of its cards only those in sight are on the page. */
const cards = (page) => page.evaluate(() => Number(/([\d.,\s]+) projects/.exec(document.querySelector(".page-head")?.textContent ?? "")?.[1]?.replace(/\D/g, "") ?? 0));
const allCards = (page) =>
  page.waitForFunction((all) => document.querySelector("[data-card]") && new RegExp(`(^|\\D)${all} projects`).test((document.querySelector(".page-head")?.textContent ?? "").replace(/(\d)\D(?=\d{3})/g, "$1")), PROJECTS, { timeout: 120_000 });
const localCharacters = (page) => page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0));

async function restore(page) {
  await page.goto("./#/data");
  await page.locator("html[data-ready]").waitFor();
  const empty = await bench(page);
  await forget(page);
  let begun = Date.now();
  await page.getByLabel("Choose a backup").setInputFiles(BACKUP);
  const button = page.getByRole("button", { name: "Restore", exact: true });
  await button.waitFor({ timeout: 120_000 });
  row("read, check and rehearse a backup of 21 MB", ms(Date.now() - begun));
  await forget(page);
  begun = await page.evaluate(() => performance.now());
  await button.click();
  await page.locator("[data-card]").first().waitFor({ timeout: 120_000 });
  const drawn = await page.evaluate(() => performance.now());
  // Those closed in earlier fiscal years are left away until they are asked for.
  await page.goto("./#/board?closed=all");
  const told = await bench(page);
  const stored = told.puts.length > 0 ? Math.min(...told.puts) : drawn;
  row("decide, fold, index and encode 51,061 records, to the first write", ms(stored - begun), "create and index 9-13 ms, encode and deflate 235 ms");
  row("from there until the board shows", ms(drawn - stored));
  await saved(page);
  row("from the click until everything is confirmed as saved", ms((await page.evaluate(() => performance.now())) - begun));
  const now = await bench(page);
  row("longest task meanwhile", ms(Math.max(0, ...now.long)));
  row("wasm memory: empty, then with the portfolio", `${mebi(empty.memory)}, ${mebi(now.memory)}`, "22 MiB more");
  await allCards(page);
  check("cards on the board after restoring", await cards(page), PROJECTS);
}

/** Waits until the idle page has made a snapshot: its manifest goes to local storage last. */
async function snapshot(page) {
  const begun = Date.now();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => /\/m\.\d$/.test(key)), undefined, { timeout: 120_000 });
  row("an idle page until the first snapshot stands", ms(Date.now() - begun));
}

async function reloads(page, from, rounds) {
  const [shown, opened, complete, drawing, others, memory, heap] = [[], [], [], [], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    await page.reload();
    await page.waitForFunction(() => window.bench?.firstCard > 0, undefined, { timeout: 120_000 });
    await page.locator("[data-card] a").first().focus();
    await page.locator("html[data-ready]").waitFor({ timeout: 120_000 });
    await allCards(page);
    const told = await bench(page);
    shown.push(told.firstCard);
    complete.push(told.cardsDone);
    opened.push(told.ready);
    await page.waitForTimeout(500);
    const later = await bench(page);
    const long = [...later.long].sort((a, b) => b - a);
    drawing.push(long[0] ?? 0);
    others.push(long[1] ?? 0);
    heap.push(later.heap);
    memory.push(later.memory);
  }
  check("cards on the board after a reload", await cards(page), PROJECTS);
  row(`reload from ${from} until the board can be read and focused`, spread(shown), "1,000 ms");
  row(`reload from ${from} until edits open`, spread(opened), "3,000 ms");
  row(`reload from ${from} until every card in sight, and a margin, is drawn`, spread(complete));
  row(`reload from ${from}: longest task; the next`, `${ms(median(drawing))}; ${ms(median(others))}`, "slices under 50 ms");
  row(`reload from ${from}: wasm memory; heap of JavaScript`, `${mebi(median(memory))}; ${mebi(median(heap))}`);
}

async function edits(page) {
  const meters = await meter(page);
  const kinds = [
    ["a card moved by one place", "Move down", "Ideas"],
    ["the same taken back", "undo", "Ideas"],
  ];
  for (const [what, how, column] of kinds) {
    const [tasks, scripts, layouts, sets, confirmed] = [[], [], [], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      let button;
      if (how === "undo") button = page.getByRole("button", { name: /^Undo: / }).first();
      else {
        await page.getByRole("region", { name: column, exact: true }).getByRole("listitem").nth(round).getByRole("button").click();
        button = page.getByRole("menuitem", { name: how });
        await button.waitFor();
      }
      await saved(page);
      await page.waitForTimeout(300);
      await forget(page);
      await meters();
      const { begun, took } = await clickTask(button);
      tasks.push(took);
      await page.waitForFunction(() => window.bench.confirmed.length > 0);
      await saved(page);
      await page.waitForTimeout(200);
      const spent = await meters();
      scripts.push(spent.ScriptDuration);
      layouts.push(spent.LayoutDuration + spent.RecalcStyleDuration);
      const told = await bench(page);
      sets.push(told.setTime);
      confirmed.push(told.confirmed[0] - begun);
      check(`journal keys written to local storage by ${what}`, told.sets.filter((key) => key.includes("/j/")).length, 1);
    }
    row(`${what}: its task`, spread(tasks), "8 ms");
    row(`${what}: all scripting until saved`, spread(scripts));
    row(`${what}: style and layout`, spread(layouts));
    row(`${what}: writing to local storage`, spread(sets), "5 ms, encoding included");
    row(`${what}: until confirmed by the database`, spread(confirmed));
  }
}

/** Filtering the board, and showing all again. */
async function boardFilter(page) {
  await page.goto("./#/board?closed=all");
  await allCards(page);
  await page.waitForTimeout(500);
  const search = page.getByRole("searchbox", { name: "Search the board" });
  const [longest, done] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    await search.fill("ferry renewal");
    await page.waitForTimeout(500);
    await forget(page);
    const begun = await page.evaluate(() => performance.now());
    await page.getByRole("button", { name: "Clear filters" }).click();
    await allCards(page);
    done.push((await page.evaluate(() => performance.now())) - begun);
    await page.waitForTimeout(300);
    longest.push(Math.max(0, ...(await bench(page)).long));
  }
  row("all cards again after a filter: longest task", spread(longest), "50 ms");
  row("all cards again after a filter: until they are drawn", spread(done));
  await page.goto("./#/board?closed=all&lanes=lead");
  await allCards(page);
  await forget(page);
  await page.reload();
  await page.locator("html[data-ready]").waitFor({ timeout: 120_000 });
  await allCards(page);
  const told = await bench(page);
  row("the board in lanes by lead: until every card in sight is drawn", ms(told.cardsDone));
}

/** A register of 50,000 projects, in a browser of its own. */
async function manyProjects() {
  if (!existsSync(MANY)) return;
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await context.addInitScript(instrument);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  page.on("pageerror", (error) => wrong.push(`the page failed: ${error.message}`));
  await page.goto("./#/data");
  await page.locator("html[data-ready]").waitFor();
  await page.getByLabel("Choose a backup").setInputFiles(MANY);
  const button = page.getByRole("button", { name: "Restore", exact: true });
  await button.waitFor();
  // The register shows it first: the board is no place for so many.
  await button.click();
  await page.goto("./#/projects");
  await saved(page);
  rows.push(...(await register(page, "register of 50,000 projects", PROJECT_LIST)));
  await context.close();
}

function print() {
  const widths = [0, 1].map((at) => Math.max(...rows.map((one) => one[at].length)));
  console.log(`\n${PROJECTS} projects, 50,000 work items; ${cpus().length} × ${cpus()[0]?.model.trim()}; middle of ${ROUNDS} (least to most)`);
  console.log(`load of the machine at the end: ${loadavg()[0]?.toFixed(1)}\n`);
  console.log(`${"".padEnd(widths[0])}  ${"measured".padEnd(widths[1])}  budget or earlier figure`);
  for (const [what, figure, budget] of rows) console.log(`${what.padEnd(widths[0])}  ${figure.padEnd(widths[1])}  ${budget}`);
  console.log();
}

if (!existsSync(BACKUP)) {
  console.error("bench: there is no portfolio to measure with; run `make bench`, which makes one");
  process.exit(1);
}
const server = await serve({ dir: join(ROOT, "dist"), base: "/some/where/pocket-pmo/" });
const browser = await launch();
try {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
  await context.addInitScript(instrument);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => wrong.push(`the page failed: ${error.message}`));
  row("the backup file", mebi(readFileSync(BACKUP).length));
  await restore(page);
  row("local storage used after restoring", `${await localCharacters(page)} characters`, "5,242,880 characters in all");
  await reloads(page, "the journal", 1);
  await snapshot(page);
  await reloads(page, "the snapshot", ROUNDS);
  await edits(page);
  await boardFilter(page);
  rows.push(...(await register(page, "register of 1,000 projects", PROJECT_LIST)));
  rows.push(...(await register(page, "all work, 50,000 items", WORK_LIST)));
  await manyProjects();
  rows.push(...(await benchRegisters(browser, server.url)));
  (await benchFirstVisit(browser, { rounds: ROUNDS })).forEach((one) => row(...one));
  const { rows: beside, missed } = await benchBoard(browser, { sizes: [100, 1_000, 5_000], rounds: ROUNDS });
  beside.forEach((one) => row(...one));
  missed.forEach((one) => row("missed", one));
  const boards = await benchBoard(browser, { sizes: [300, 3_000], rounds: ROUNDS, board: work, beside: projects });
  boards.rows.forEach((one) => row(...one));
  wrong.push(...boards.missed);
  row("local storage used at the end", `${await localCharacters(page)} characters`);
} catch (error) {
  wrong.push(`it could not be finished: ${error.message}`);
} finally {
  await browser.close();
  await server.close();
}
print();
for (const one of wrong) console.error(`bench: ${one}`);
process.exit(wrong.length > 0 ? 1 : 0);
