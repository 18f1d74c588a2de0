// Owns: the proof in a real browser that damaged files of its profile take nothing that was Saved while one of the two stores is
// whole, run by `make kill FAULT=damage` (ROUNDS=3 for each kind of damage). Somebody works, the browser is closed, files are
// damaged, and the next browser is looked at: the page opens, shows every project with all its card says, and says Saved. Where
// both stores were damaged it must say that something is lost and where the copies are, and one of them brings the projects back.
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chance, server, start } from "./browser.mjs";
import { newFigures, said, shown, status, Work } from "./work.mjs";

const ROUNDS = Number(process.env.ROUNDS || 3);
/** A copy is made by itself so long after the first change. */
const UNTIL_COPY = 45_000;
const ONLY = process.env.ONLY;

// ------------------------------------------------------------------------------------------------- kinds of damage

const local = (profile) => join(profile, "Default", "Local Storage", "leveldb");
const indexed = (profile) => {
  const all = join(profile, "Default", "IndexedDB");
  const name = readdirSync(all).find((one) => one.endsWith(`_${new URL(server.url).port}.indexeddb.leveldb`));
  if (!name) throw new Error(`no database of this page in ${all}`);
  return join(all, name);
};
const files = (folder, end) => readdirSync(folder).filter((name) => end.test(name)).map((name) => join(folder, name));

/** Turns eight bytes of each of these files round, somewhere after its beginning. */
const flip = (end) => (folder) => {
  const chosen = files(folder, end).filter((file) => readFileSync(file).length > 64);
  for (const file of chosen) {
    const bytes = readFileSync(file);
    const at = Math.floor(16 + chance() * (bytes.length - 32));
    for (let place = at; place < at + 8; place += 1) bytes[place] ^= 0xff;
    writeFileSync(file, bytes);
  }
  return chosen.length;
};
/** Cuts these files somewhere. */
const cut = (end) => (folder) => {
  const chosen = files(folder, end).filter((file) => readFileSync(file).length > 64);
  for (const file of chosen) truncateSync(file, Math.floor(1 + chance() * (readFileSync(file).length - 2)));
  return chosen.length;
};
/** Writes other bytes over these files. */
const spoil = (end) => (folder) => {
  const chosen = files(folder, end);
  for (const file of chosen) writeFileSync(file, Buffer.from(readFileSync(file).map((byte) => byte ^ 0x5a)));
  return chosen.length;
};
const remove = (end) => (folder) => {
  const chosen = files(folder, end);
  for (const file of chosen) rmSync(file);
  return chosen.length;
};
const removeAll = (folder) => {
  rmSync(folder, { recursive: true });
  return 1;
};

const LOG = /\.log$/;
const TABLE = /\.ldb$/;
const MANIFEST = /^MANIFEST/;
const CURRENT = /^CURRENT$/;
const WAYS = {
  "log flipped": flip(LOG),
  "log cut": cut(LOG),
  "tables flipped": flip(TABLE),
  "MANIFEST spoilt": spoil(MANIFEST),
  "CURRENT spoilt": spoil(CURRENT),
  "CURRENT removed": remove(CURRENT),
  "folder removed": removeAll,
};
const KINDS = [
  ...Object.entries(WAYS).map(([name, way]) => ({ name: `local storage, ${name}`, damage: (profile) => way(local(profile)), isBoth: false })),
  ...Object.entries(WAYS).map(([name, way]) => ({ name: `database, ${name}`, damage: (profile) => way(indexed(profile)), isBoth: false })),
  ...["MANIFEST spoilt", "folder removed"].map((name) => ({
    name: `both, ${name}`,
    damage: (profile) => WAYS[name](local(profile)) + WAYS[name](indexed(profile)),
    isBoth: true,
  })),
];

// --------------------------------------------------------------------------------------------------------- a round

const figures = newFigures();
const more = { damaged: 0, both: 0, saidLost: 0, restored: 0 };
const problems = [];
const wrong = (kind, words) => {
  problems.push(`${kind.name}: ${words}`);
  console.log(`PROBLEM: ${kind.name}: ${words}`);
};

async function untilSaved(page, work) {
  for (let tries = 0; tries < 300 && (await work.look(page)) !== "Saved"; tries += 1) await page.waitForTimeout(100);
}

const copies = (page) =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("backups", { create: true });
    let count = 0;
    for await (const [, file] of folder.entries()) count += (await file.getFile()).size > 0 ? 1 : 0;
    return count;
  });

/** Two visits: what the first one wrote lies in tables by then, what the second one wrote in a log. */
async function live(profile, work, waitsForCopy) {
  for (const count of [8, 5]) {
    const { page, close } = await start(profile);
    if (work.made.length > 0) work.compare(await shown(page, work.saved));
    // Enough of another page's for local storage to have tables.
    else await page.evaluate(() => localStorage.setItem("of-another-page", Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2, 12)).join("")));
    for (let made = 0; made < count; made += 1) await work.makeNext(page);
    await untilSaved(page, work);
    for (let waited = 0; waitsForCopy && waited < UNTIL_COPY && (await copies(page)) === 0; waited += 500) await page.waitForTimeout(500);
    await close();
  }
}

/** Restores the newest copy on the recovery page, as a person does, and gives what the program then shows. */
async function restore(profile) {
  let browser = await start(profile, "recover.html");
  const row = browser.page.locator("#backups li").first();
  await row.getByRole("button", { name: /^Look into / }).click();
  await browser.page.getByRole("button", { name: /^Restore .* as a new workspace$/ }).first().click();
  await browser.page.getByRole("status").filter({ hasText: "Restored as a workspace" }).waitFor();
  await browser.page.goto(`${server.url}#/board`);
  await browser.page.locator("html[data-ready='1']").waitFor();
  const found = await shown(browser.page, 8);
  await browser.close();
  return found;
}

async function round(kind) {
  const profile = mkdtempSync(join(tmpdir(), "pocket-pmo-damage-"));
  const work = new Work(figures);
  await live(profile, work, kind.isBoth);
  const damaged = kind.damage(profile);
  if (damaged === 0) {
    wrong(kind, "there was no such file");
    return;
  }
  more.damaged += damaged;
  if (kind.isBoth) {
    more.both += 1;
    const { page, close } = await start(profile);
    const found = await shown(page, 0);
    await page.waitForTimeout(1_000);
    const sentences = await said(page);
    await close();
    if (found.length < work.saved && !/lost/i.test(sentences)) wrong(kind, `${found.length} of ${work.saved} are there, and the page says “${sentences}”`);
    else more.saidLost += 1;
    const restored = await restore(profile);
    if (JSON.stringify(restored) === JSON.stringify(work.made.slice(0, restored.length)) && restored.length >= 8) more.restored += 1;
    else wrong(kind, `the copy brought back ${restored.length}: ${restored.join(", ")}`);
  } else {
    for (const visit of [1, 2, 3]) {
      const { page, close } = await start(profile);
      const found = await shown(page, work.saved);
      const before = work.saved;
      if (!work.compare(found)) wrong(kind, `visit ${visit}: ${found.length} of ${before}; the page says “${await status(page)}” and “${await said(page)}”`);
      await work.makeNext(page);
      await untilSaved(page, work);
      if ((await status(page)) !== "Saved") wrong(kind, `visit ${visit}: the page says “${await status(page)}”`);
      await close();
    }
  }
  figures.rounds += 1;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

for (const kind of KINDS.filter(({ name }) => !ONLY || name.includes(ONLY))) {
  for (let count = 0; count < ROUNDS; count += 1) {
    try {
      await round(kind);
    } catch (error) {
      wrong(kind, error.message.split("\n").slice(0, 3).join(" "));
    }
  }
  console.log(`${kind.name}: ${JSON.stringify({ ...figures, ...more })}`);
}
await server.close();
console.log(
  `${figures.rounds} rounds with ${KINDS.length} kinds of damage, ${more.damaged} files damaged. One store damaged: ${figures.savedLost} lost of ${figures.saved} shown as Saved, ` +
    `states that never were: ${figures.neverWas}. Both damaged, ${more.both} rounds: said in ${more.saidLost}, brought back from a copy in ${more.restored}.`,
);
process.exitCode = problems.length > 0 || figures.savedLost + figures.neverWas > 0 || figures.saved === 0 ? 1 : 0;
