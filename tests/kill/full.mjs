// Owns: the proof in a real browser that a full disk takes nothing that was Saved, run by `make kill FAULT=full` (ROUNDS=10). The
// profile lies on a disk of its own, a few dozen megabytes of memory, which is filled from outside while somebody works. The page
// must not say Saved for what is not kept, and must say what to do. Then, by turns: room is made, and everything is Saved again;
// the browser is killed while the disk is full; it is killed, and opened again while the disk is still full.
//
// Only root may mount such a disk. Where that is refused, DISK=/path may name a folder on a small disk of its own.
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { server, start } from "./browser.mjs";
import { inWords, isBad, newFigures, said, shown, status, Work } from "./work.mjs";

const ROUNDS = Number(process.env.ROUNDS || 10);
const MEGABYTES = 64;
/** Larger than this and it would take long to fill, and is hardly meant. */
const LARGEST = 1_000;
/** Projects made on a full disk: the first ones may still find room in a file. */
const ON_FULL = 30;
/** The page tries again after a minute at the latest; the first answer after that may still be that there is no room. */
const PATIENCE = 150_000;
/** What to do, in the words of the page. */
const ADVICE = /backup/i;

/** The small disk, or the reason why there is none. */
function mount() {
  const given = process.env.DISK;
  if (given) {
    const { blocks, bsize } = statfsSync(given);
    const size = Math.round((blocks * bsize) / 1e6);
    if (size > LARGEST) throw new Error(`${given} has ${size} MB: that is no small disk`);
    if (readdirSync(given).length > 0) throw new Error(`${given} is not empty`);
    return { folder: given, leave: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), "pocket-pmo-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m`, "tmpfs", folder], { stdio: "pipe" });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw new Error(String(error.stderr ?? error.message).trim());
  }
  const leave = () => {
    execFileSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, leave };
}

/** Fills a disk to the last byte and keeps it full, whatever the browser gives back, until it is stopped. */
function fill(folder) {
  const name = join(folder, "filler");
  const file = openSync(name, "a");
  const top = () => {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      try {
        while (writeSync(file, Buffer.alloc(size)) === size);
      } catch {
        // Full for pieces of that size.
      }
    }
  };
  top();
  const timer = setInterval(top, 20);
  return () => {
    clearInterval(timer);
    closeSync(file);
    rmSync(name);
  };
}

const figures = newFigures();
const more = { roundsRefused: 0, refusals: {}, silent: 0, savedAgain: 0, notSavedAgain: 0, slowest: 0, openedFull: 0, shownOnFull: 0 };
const problems = [];

/** Works on a full disk, and takes note of what the page says to it. */
async function workOnFull(page, work) {
  let refused = "";
  for (let count = 0; count < ON_FULL; count += 1) {
    let words = await work.makeNext(page);
    for (let tries = 0; tries < 20 && words === "Saving…"; tries += 1) {
      await page.waitForTimeout(50);
      words = await work.look(page);
    }
    if (words === "Saved") continue;
    more.refusals[words] = (more.refusals[words] ?? 0) + 1;
    if (words !== "Saving…") refused = words;
  }
  // A word of advice follows when it lasts.
  for (let tries = 0; refused && tries < 50 && !ADVICE.test(await said(page)); tries += 1) await page.waitForTimeout(100);
  if (refused && !ADVICE.test(await said(page))) {
    more.silent += 1;
    problems.push(`“${refused}”, and no word of what to do: “${await said(page)}”`);
  }
  if (refused) more.roundsRefused += 1;
}

/** Waits until the page says Saved. */
async function waitForSaved(page, work) {
  const begun = Date.now();
  while (Date.now() - begun < PATIENCE) {
    if ((await work.look(page)) === "Saved") {
      more.savedAgain += 1;
      more.slowest = Math.max(more.slowest, Date.now() - begun);
      return;
    }
    await page.waitForTimeout(100);
  }
  more.notSavedAgain += 1;
  problems.push(`room again for ${PATIENCE / 1_000} s, and the page says “${await status(page)}”`);
}

async function round(folder, way) {
  const profile = join(folder, "profile");
  const work = new Work(figures);
  let browser = await start(profile);
  for (let count = 0; count < 5; count += 1) await work.makeNext(browser.page);
  await waitForSaved(browser.page, work);
  let free = fill(folder);
  await workOnFull(browser.page, work);
  if (way === "room") {
    free();
    await waitForSaved(browser.page, work);
    await work.makeNext(browser.page);
    await waitForSaved(browser.page, work);
    await browser.kill();
  } else {
    await browser.kill();
    if (way === "full") {
      // What the browser gives back as it ends is filled at once, too.
      await new Promise((done) => setTimeout(done, 200));
      try {
        browser = await start(profile);
        const found = await shown(browser.page, work.saved);
        const lost = work.made.slice(0, work.saved).filter((name) => !found.includes(name));
        const words = [await status(browser.page), await said(browser.page)];
        // What cannot be read now is not shown; then the page must not look as if all were well.
        if (lost.length > 0 && (words[0] === "Saved" || !/not lost/.test(words[1]))) problems.push(`opened on a full disk: ${lost.length} of ${work.saved} Saved are not shown; the page says “${words.join("” and “")}”`);
        more.openedFull += 1;
        more.shownOnFull += lost.length === 0 ? 1 : 0;
        await browser.kill();
      } catch (error) {
        console.log(`on the full disk: ${error.message.split("\n")[0]}`);
        // It may have opened all the same, and a profile has one browser.
        await browser.kill().catch(() => {});
      }
    }
    free();
  }
  // More than once, and with work in between: what a full disk has torn may come to light only then.
  for (const end of ["kill", "close", "close"]) {
    browser = await start(profile);
    work.compare(await shown(browser.page, work.saved));
    for (let count = 0; count < 3; count += 1) await work.makeNext(browser.page);
    await waitForSaved(browser.page, work);
    await browser[end]();
  }
  browser = await start(profile);
  work.compare(await shown(browser.page, work.saved));
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  figures.rounds += 1;
}

let disk;
try {
  disk = mount();
} catch (error) {
  console.log(`NOT RUN: there is no small disk to fill (${error.message}). Run it as root, or name an empty folder on a small disk: DISK=/path.`);
  process.exit(2);
}
try {
  for (let count = 0; count < ROUNDS; count += 1) {
    await round(disk.folder, ["room", "killed", "full"][count % 3]);
    console.log(JSON.stringify({ ...figures, ...more }));
  }
} finally {
  disk.leave();
  await server.close();
}
for (const problem of problems) console.log(`PROBLEM: ${problem}`);
console.log(inWords(figures, "the browser ended"));
process.exitCode = isBad(figures) || problems.length > 0 || more.roundsRefused === 0 ? 1 : 0;
