// Owns: the first visit measured on a slow line: a browser that has nothing of the page yet, a processor four times as slow, 1.6 Mbit/s
// and 150 ms to the host. Printed beside what is aimed at by `make bench`, and alone by `make bench-visit`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { launch } from "./board.mjs";
import { fileFor } from "../scripts/serve.mjs";

const DIST = process.env.BENCH_DIST ?? join(resolve(import.meta.dirname, ".."), "dist");
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;
/** Milliseconds that are aimed at. */
const BARS = { "first paint": 750, usable: 2_700 };
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".json": "application/json", ".svg": "image/svg+xml" };

/** A host that compresses as the best of them do, once for each file. */
function host() {
  const packed = new Map();
  const server = createServer((request, response) => {
    const file = fileFor(DIST, "/", new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    if (file === null) return void response.writeHead(404).end();
    if (!packed.has(file)) packed.set(file, brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-encoding": "br", "content-length": packed.get(file).length });
    response.end(packed.get(file));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done({ url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() })));
}

/** Runs in the page before anything else: notes when the first thing was painted, and when one can act. */
function instrument() {
  window.visit = { paint: 0, usable: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") window.visit.paint = entry.startTime;
  }).observe({ type: "paint", buffered: true });
  new MutationObserver(() => {
    // The first page of an empty browser: what it offers is there, and has been painted a frame later.
    if (window.visit.usable || !document.querySelector("#main h1, .welcome-page h1")) return;
    window.visit.usable = -1;
    requestAnimationFrame(() => setTimeout(() => (window.visit.usable = performance.now())));
  }).observe(document, { subtree: true, childList: true });
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Rows of what was measured, beside what is aimed at. */
export async function benchFirstVisit(browser, { rounds }) {
  const server = await host();
  const found = { "first paint": [], usable: [] };
  // The first round only fills the host's cache.
  for (let round = 0; round <= rounds; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
    await context.addInitScript(instrument);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(server.url);
    await page.waitForFunction(() => window.visit.usable > 0 && window.visit.paint > 0, null, { timeout: 60_000 });
    const { paint, usable } = await page.evaluate(() => window.visit);
    if (round > 0) {
      found["first paint"].push(paint);
      found.usable.push(usable);
    }
    await context.close();
  }
  server.close();
  return Object.entries(found).map(([what, values]) => {
    const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(Math.round);
    return [`first visit on a slow line: ${what}`, `${middle} ms (${least} to ${most})`, `${BARS[what].toLocaleString("en-GB")} ms`];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await launch();
  for (const row of await benchFirstVisit(browser, { rounds: 7 })) console.log(row.join("   "));
  await browser.close();
}
