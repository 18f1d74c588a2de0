// Owns: how a portfolio opens and answers whose projects keep registers: 20,000 entries of RAID, 5,000 change requests and 12,000
// status reports beside the 1,000 projects and 50,000 work items, opened in turns with the same portfolio without them.
//
//   node bench/registers.mjs   measures this alone
import { join, resolve } from "node:path";
import { serve } from "../scripts/serve.mjs";
import { launch } from "./board.mjs";
import { ROUNDS, bench, clickTask, instrument, mebi, median, ms, register, saved, spread } from "./measures.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const backupOf = (name) => join(ROOT, "target", name, "backup.json");
const WITHOUT = "bench-portfolio";
const WITH = "bench-registers";

const RISKS = { address: "#/raid", name: "Risks", date: "Review on", search: "Search risks", words: ["ferry late", "harbour late: i"], field: "event" };
const ISSUES = { address: "#/raid/issues", name: "Issues", date: "Due", search: "Search issues", words: ["nobody can", "install the c"], field: "issue" };

/** A browser of its own with a portfolio in it that stands in a snapshot. */
async function open(browser, url, name) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
  await context.addInitScript(instrument);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto("./#/data");
  await page.locator("html[data-ready]").waitFor();
  await page.getByLabel("Choose a backup").setInputFiles(backupOf(name));
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await page.locator("[data-card]").first().waitFor();
  await saved(page);
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => /\/m\.\d$/.test(key)));
  await page.goto("./#/board");
  await page.waitForTimeout(1_000);
  return page;
}

async function reload(page) {
  await page.reload();
  await page.waitForFunction(() => window.bench?.firstCard > 0);
  await page.locator("html[data-ready]").waitFor();
  await page.waitForTimeout(1_000);
  return bench(page);
}

/** A page reached by its link: from the click until the frame in which it is drawn. */
async function visit(page, link, heading) {
  const took = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto("./#/data");
    await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
    await page.waitForTimeout(300);
    const anchor = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: link });
    took.push(
      await anchor.evaluate(async (element, heading) => {
        const begun = performance.now();
        element.click();
        do await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        while (document.querySelector("h1")?.textContent !== heading);
        return performance.now() - begun;
      }, heading),
    );
  }
  return took;
}

/** Gives the rows of the table. */
export async function benchRegisters(browser, url) {
  const [plain, full] = [await open(browser, url, WITHOUT), await open(browser, url, WITH)];
  const found = { plain: [], full: [] };
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    found.plain.push(await reload(plain));
    found.full.push(await reload(full));
  }
  const compared = (what, read) => {
    const [without, together] = [found.plain.map(read), found.full.map(read)];
    return [`with registers: ${what}`, spread(together), `${ms(median(without))} without: ${(median(together) / median(without)).toFixed(2)} times`];
  };
  const rows = [
    compared("reload until the board can be read", (told) => told.firstCard),
    compared("reload until edits open", (told) => told.ready),
    ["with registers: reload: longest task", spread(found.full.map((told) => Math.max(0, ...told.long))), "50 ms"],
    ["with registers: memory of the program", mebi(median(found.full.map((told) => told.memory))), `${mebi(median(found.plain.map((told) => told.memory)))} without`],
  ];
  await plain.context().close();
  rows.push(["with registers: from a click to the overview", spread(await visit(full, "Overview", "Overview"))]);
  rows.push(...(await register(full, "8,000 risks", RISKS)), ...(await register(full, "4,000 issues", ISSUES)));
  await full.context().close();
  return rows;
}

if (process.argv[1] === import.meta.filename) {
  const server = await serve({ dir: join(ROOT, "dist"), base: "/some/where/pocket-pmo/" });
  const browser = await launch();
  for (const [what, figure, budget = ""] of await benchRegisters(browser, server.url)) console.log(`${what.padEnd(60)}${figure.padEnd(34)}${budget}`);
  await browser.close();
  await server.close();
}
