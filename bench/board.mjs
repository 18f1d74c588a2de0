// Owns: the board measured beside the yardstick, a board written by hand without a framework that also draws only what is in
// sight (bench/yardstick), and the board of work beside that of projects: they are one part. Two are opened in the same browser
// and measured in turns in the same run, so that what else the machine does meets both. Run by `make bench`, and alone, with
// gates on the ratios to the yardstick, by `make bench-short`.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { serve } from "../scripts/serve.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const DIST = process.env.BENCH_DIST ?? join(ROOT, "dist");

/** What is aimed at on a quiet machine: at most so many ms until it is painted, at most so many times the yardstick. Printed. */
const BARS = { render: { most: 65 }, move: { most: 20 }, edit: { most: 20 }, filter: { most: 20 }, drag: { times: 1.5 }, heap: { times: 1.5 } };
/**
 * A median more times that of the yardstick than this fails, if it is so in a second run too: what else a busy machine does meets
 * one run and not the next. A board that grows with its cards is 5 to 20 times as slow.
 */
const GATES = { render: 4, move: 5, edit: 4, filter: 5, drag: 4, heap: 2 };

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** In the page: does it at the beginning of a frame, and gives how long it took until what it changed was painted. */
function instrument() {
  const after = () =>
    new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  window.untilPainted = async (act, isDone) => {
    await frame();
    await after();
    const begun = performance.now();
    act();
    const limit = begun + 30_000;
    do await frame();
    while (!isDone() && performance.now() < limit);
    await after();
    return performance.now() - begun;
  };
}

/** Puts a stored portfolio into the browser's database. */
async function store(page, entries) {
  await page.route("**/blank.html", (route) => route.fulfill({ contentType: "text/html", body: '<link rel="icon" href="data:,">' }));
  await page.goto("./blank.html");
  await page.evaluate(
    (entries) =>
      new Promise((done, failed) => {
        const request = indexedDB.open("ppmo");
        request.onupgradeneeded = () => {
          request.result.createObjectStore("records");
          request.result.createObjectStore("quarantine");
        };
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction("records", "readwrite");
          for (const [key, text] of entries) transaction.objectStore("records").put(text, key);
          transaction.oncomplete = () => {
            request.result.close();
            done();
          };
          transaction.onerror = () => failed(transaction.error);
        };
      }),
    entries,
  );
}

/** A board of the product: of what, where its portfolio and it are, and the column in which cards are moved. */
const product = ({ name, folder, address, column, field, words }) => ({
  name,
  words,
  dir: DIST,
  async open(page, count) {
    const file = join(ROOT, `target/${folder(count)}/stored.json`);
    if (!existsSync(file)) throw new Error(`${file} is missing: make bench makes it`);
    await store(page, JSON.parse(readFileSync(file, "utf8")));
    await page.goto("./#/projects");
    await page.locator("html[data-ready]").waitFor({ timeout: 60_000 });
    this.address = await address(page);
    await page.goto(`./${this.address}`);
    await page.locator("[data-card]").first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1_000);
    // An edit of a card is its name, changed beside the board and then taken back and done again.
    const link = this.column(page).getByRole("link").nth(1);
    const text = await link.textContent();
    await link.press("Shift+Enter");
    const panel = page.getByRole("complementary");
    await panel.getByRole("button", { name: new RegExp(`^${field}: `) }).click();
    await page.getByRole("textbox", { name: field, exact: true }).fill(`${text} x`);
    await page.keyboard.press("Enter");
    await panel.getByRole("heading", { level: 2, name: `${text} x` }).waitFor();
    await page.keyboard.press("Escape");
    await this.render(page);
  },
  column: (page) => page.getByRole("region", { name: column, exact: true }),
  async render(page) {
    await page.evaluate(() => (location.hash = "#/nowhere"));
    await page.waitForFunction(() => !document.querySelector("[data-card]"));
    await page.waitForTimeout(300);
    const took = await page.evaluate((address) => window.untilPainted(() => (location.hash = address), () => document.querySelector("[data-card] a")), this.address);
    await page.waitForTimeout(1_500);
    return took;
  },
  async edit(page) {
    const button = page.getByRole("button", { name: /^(Undo|Redo): / });
    return button.first().evaluate((button) => {
      const texts = () => [...document.querySelectorAll("[data-card] a")].map((own) => own.textContent).join();
      const before = texts();
      const redo = [...document.querySelectorAll("button")].find((own) => own.getAttribute("aria-label")?.startsWith("Redo: "));
      return window.untilPainted(() => (window.isUndone && redo ? redo : button).click(), () => texts() !== before).finally(() => (window.isUndone = !window.isUndone));
    });
  },
  async move(page) {
    await this.column(page).getByRole("listitem").nth(1).getByRole("button").first().click();
    const item = page.getByRole("menuitem", { name: "Move down" });
    await item.waitFor();
    return item.evaluate((item) => {
      const texts = () => [...document.querySelectorAll("[data-card] a")].map((own) => own.textContent).join();
      const before = texts();
      return window.untilPainted(() => item.click(), () => texts() !== before);
    });
  },
  filter: (page, words) =>
    page.getByRole("searchbox", { name: "Search the board" }).evaluate((input, words) => {
      const texts = () => [...document.querySelectorAll("[data-card] a")].map((own) => own.textContent).join();
      const before = texts();
      const act = () => {
        input.value = words;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      };
      return window.untilPainted(act, () => texts() !== before);
    }, words),
  async scroll(page) {
    const list = this.column(page).getByRole("list").first();
    return list.evaluate((list) => {
      const cards = () => [...list.querySelectorAll("[data-card]")].map((one) => one.dataset.card).join();
      const before = cards();
      const top = list.scrollTop < 1_000 ? 4_000 : 0;
      return window.untilPainted(() => (list.scrollTop = top), () => cards() !== before);
    });
  },
  card(page) {
    return this.column(page).getByRole("link").nth(1);
  },
});

/** The board of all projects. */
export const projects = product({
  name: "board",
  folder: (count) => `bench-board-${count}`,
  address: () => "#/board?closed=all",
  column: "Ideas",
  field: "Name",
  words: "pilot",
});

/** The board of the work of one project. */
export const work = product({
  name: "work board",
  folder: (count) => `bench-work-${count}`,
  address: async (page) => `${(await page.getByRole("rowheader").getByRole("link").first().getAttribute("href")).replace(/\/summary$/, "")}/work?phase=execution`,
  column: "Backlog",
  field: "Title",
  words: "contract",
});

/** The yardstick. */
const yardstick = {
  name: "yardstick",
  words: "pilot",
  dir: join(import.meta.dirname, "yardstick"),
  async open(page) {
    await page.goto("./");
  },
  async render(page, count) {
    await page.evaluate(() => document.getElementById("board").replaceChildren());
    await page.waitForTimeout(100);
    const took = await page.evaluate((count) => window.untilPainted(() => render(count), () => document.querySelector("[data-card] a")), count);
    await page.waitForTimeout(300);
    return took;
  },
  edit: (page) => page.evaluate(() => window.untilPainted(() => document.getElementById("edit").click(), () => true)),
  move: (page) => page.evaluate(() => window.untilPainted(() => document.getElementById("move").click(), () => true)),
  filter: (page, words) =>
    page.getByRole("searchbox").evaluate((input, words) => {
      const act = () => {
        input.value = words;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      };
      return window.untilPainted(act, () => true);
    }, words),
  card: (page) => page.getByRole("link").nth(1),
};

/** A card is carried by the mouse over two columns and put back: main-thread work in ms. */
async function drag(page, card, session) {
  const box = await card.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const work = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * metrics.find((own) => own.name === "TaskDuration").value;
  };
  const before = await work();
  for (let step = 1; step <= 60; step += 1) await page.mouse.move(x + (step * 400) / 60, y + 150 * Math.sin(step / 8));
  const took = (await work()) - before;
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.waitForTimeout(200);
  return took;
}

/** What the page holds once what can go has gone: JavaScript's heap in bytes, and nodes. */
async function heap(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  return { usedSize, nodes };
}

/** Measures a board beside another in turns; gives the rows of a table, and the gates that were missed: only the yardstick has any. */
export async function benchBoard(browser, { sizes, rounds, board = projects, beside = yardstick }) {
  const servers = [];
  const [rows, missed] = [[], []];
  try {
    for (const count of sizes) {
      const sides = [];
      for (const side of [board, beside]) {
        const server = await serve({ dir: side.dir });
        servers.push(server);
        const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", serviceWorkers: "block" });
        await context.addInitScript(instrument);
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        page.on("pageerror", (error) => missed.push(`${side.name}: the page failed: ${error.message}`));
        await side.open(page, count);
        const session = await context.newCDPSession(page);
        await session.send("Performance.enable");
        sides.push({ side, context, page, session, figures: { render: [], move: [], edit: [], filter: [], scroll: [], drag: [], heap: [], nodes: [] } });
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const { side, page, session, figures } of sides) {
          await page.bringToFront();
          figures.render.push(await side.render(page, count));
          const { usedSize, nodes } = await heap(session);
          figures.heap.push(usedSize);
          figures.nodes.push(nodes);
          for (let again = 0; again < 2; again += 1) {
            figures.edit.push(await side.edit(page));
            await page.waitForTimeout(250);
          }
          figures.move.push(await side.move(page));
          await page.waitForTimeout(250);
          figures.drag.push(await drag(page, side.card(page), session));
          if (side.scroll) {
            for (let again = 0; again < 2; again += 1) {
              figures.scroll.push(await side.scroll(page));
              await page.waitForTimeout(250);
            }
          }
          for (const words of [side.words, ""]) {
            figures.filter.push(await side.filter(page, words));
            await page.waitForTimeout(250);
          }
        }
      }
      const [own, other] = sides.map(({ figures }) => figures);
      const show = (what, value) => (what === "heap" ? `${(value / 1024 / 1024).toFixed(1)} MiB` : what === "nodes" ? String(value) : `${value.toFixed(1)} ms`);
      for (const what of ["render", "move", "edit", "filter", "scroll", "drag", "heap", "nodes"]) {
        if (other[what].length === 0) continue;
        const [ours, theirs] = [median(own[what]), median(other[what])];
        const times = ours / theirs;
        const [bar, gate] = beside === yardstick ? [BARS[what], GATES[what]] : [{ times: 1.2 }];
        const aim = bar?.most ? `${bar.most} ms` : bar ? `${bar.times} times` : "";
        rows.push([`${board.name} of ${count}: ${what}`, `${show(what, ours)} beside ${show(what, theirs)}: ${times.toFixed(2)} times`, [aim, gate && `gate ${gate} times`].filter(Boolean).join(", ")]);
        // Beside a board of few cards the constant part of ours counts: what must not grow is measured where there are many.
        if (gate && times > gate && count >= 1_000) missed.push(`board of ${count}: ${what} is ${times.toFixed(2)} times the yardstick, more than ${gate}`);
      }
      for (const { context } of sides) await context.close();
    }
  } finally {
    for (const server of servers) await server.close();
  }
  return { rows, missed };
}

/** Opens the browser as the benchmarks want it. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || undefined,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--enable-precise-memory-info", "--no-first-run", "--disable-background-networking"],
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = (process.env.BENCH_SIZES ?? "1000 5000").split(" ").map(Number);
  const browser = await launch();
  try {
    const run = async () => {
      const { rows, missed } = await benchBoard(browser, { sizes, rounds: Number(process.env.BENCH_ROUNDS ?? 5) });
      for (const [what, figure, bar] of rows) console.log(`${what.padEnd(26)} ${figure.padEnd(52)} ${bar}`);
      for (const one of missed) console.error(`bench: ${one}`);
      return missed;
    };
    // "board of 5000: move is …": a page that failed is no matter of chance.
    const gate = (one) => one.split(" is ")[0];
    let missed = await run();
    if (missed.length > 0) {
      console.log("\nonce more, for a machine that was busy:");
      const again = new Set((await run()).map(gate));
      missed = missed.filter((one) => !one.startsWith("board of") || again.has(gate(one)));
    }
    process.exitCode = missed.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
  }
}
