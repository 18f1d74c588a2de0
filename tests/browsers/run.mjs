// Owns: the walk in the browsers that people have beside Chromium, run by `make browsers` (BROWSERS="firefox webkit"). It uses
// what is installed and says what is not. Pictures and what the pages complained of are left in target/browsers/.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { precache } from "../../scripts/precache.mjs";
import { serve } from "../../scripts/serve.mjs";
import { BROWSERS } from "./drivers.mjs";
import { Page } from "./page.mjs";
import { STEPS } from "./walk.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const OUT = join(ROOT, "target/browsers");

const wanted = (process.env.BROWSERS ?? "").split(/[\s,]+/).filter(Boolean);
const unknown = wanted.filter((name) => !BROWSERS.some((browser) => browser.name === name));
if (unknown.length > 0) {
  console.error(`no such browser: ${unknown.join(", ")}; there are ${BROWSERS.map(({ name }) => name).join(" and ")}`);
  process.exit(2);
}

class Skipped extends Error {}

/** A copy of what is published that notes what the page complains of. */
async function watched() {
  const dir = mkdtempSync(join(tmpdir(), "pocket-pmo-walk-"));
  cpSync(process.env.DIST ?? join(ROOT, "dist"), dir, { recursive: true });
  copyFileSync(join(import.meta.dirname, "watch.js"), join(dir, "watch.js"));
  const index = join(dir, "index.html");
  const text = readFileSync(index, "utf8");
  if (!text.includes("<script")) throw new Error(`there is no script in ${index}`);
  writeFileSync(index, text.replace("<script", '<script src="watch.js"></script><script'));
  await precache(dir);
  return dir;
}

/** Makes the walk in one browser; gives how many steps failed. */
async function walk(browser) {
  const out = join(OUT, browser.name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const dir = await watched();
  const server = await serve({ dir, base: "/pocket-pmo/", port: 0 });
  let isServed = true;
  const stopServer = async () => {
    if (isServed) await server.close();
    isServed = false;
  };
  let driver;
  try {
    driver = await browser.start(browser.program);
  } catch (error) {
    await stopServer();
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  console.log(`${browser.name} ${driver.version}`);
  const page = new Page(driver);
  let pictures = 0;
  const look = async (name) => {
    pictures += 1;
    // What is drawn shows a frame later.
    await page.script("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 250))))").catch(() => {});
    writeFileSync(join(out, `${String(pictures).padStart(2, "0")}-${name}.png`), Buffer.from(await driver.picture(), "base64"));
  };
  const keep = (name, bytes) => writeFileSync(join(out, name), bytes);
  const skip = (why) => {
    throw new Skipped(why);
  };
  let failures = 0;
  try {
    for (const [name, step] of STEPS) {
      if (process.env.ONLY && !name.includes(process.env.ONLY) && name !== "first visit") continue;
      const started = Date.now();
      try {
        await step({ page, look, keep, skip, stopServer, home: server.url });
        console.log(`  ok       ${name} (${((Date.now() - started) / 1_000).toFixed(1)} s)`);
      } catch (error) {
        if (error instanceof Skipped) {
          console.log(`  skipped  ${name}: ${error.message}`);
        } else {
          failures += 1;
          console.log(`  FAILED   ${name}: ${error.message}`);
          if (process.env.TRACE) console.log(error.stack);
          await look("failed").catch(() => {});
        }
      }
      const noted = await page.script("const said = sessionStorage.getItem('complaints') ?? '[]'; sessionStorage.removeItem('complaints'); return JSON.parse(said)").catch((error) => [error.message]);
      const complaints = [...noted, ...((await driver.complaints?.()) ?? [])];
      for (const text of complaints) console.log(`           the page complained: ${text}`);
      failures += complaints.length;
    }
  } finally {
    if (driver.log) writeFileSync(join(out, "log.txt"), driver.log());
    await driver.stop();
    await stopServer();
    rmSync(dir, { recursive: true, force: true });
  }
  console.log(`  ${pictures} pictures in ${out}`);
  return failures;
}

let failures = 0;
let missing = 0;
for (const browser of BROWSERS) {
  if (wanted.length > 0 && !wanted.includes(browser.name)) continue;
  if (browser.program) {
    try {
      failures += await walk(browser);
    } catch (error) {
      failures += 1;
      console.log(`${browser.name}: ${error.message}`);
    }
  } else {
    missing += 1;
    console.log(`${browser.name}: not found, so not tried: ${browser.missing}`);
  }
}
if (failures > 0) console.log(`${failures} failures`);
// A browser that was not tried is no success.
process.exit(failures > 0 || missing > 0 ? 1 : 0);
