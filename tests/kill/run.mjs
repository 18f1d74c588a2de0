// Owns: the proof in a real browser that what was Saved outlives its sudden end, run by `make kill` (SIGKILL, ROUNDS=200) and
// `make kill FAULT=term` (SIGTERM, ROUNDS=50). In each round the browser is started, projects are made as a person makes them, and
// the whole browser is killed, or told to end, at a random moment. The next round looks what is there: everything that was shown
// as Saved, and nothing but a beginning of what was made.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chance, server, start } from "./browser.mjs";
import { inWords, isBad, newFigures, shown, Work } from "./work.mjs";

const SIGNAL = process.argv[2] ?? "SIGKILL";
const IS_TOLD = SIGNAL === "SIGTERM";
const ROUNDS = Number(process.env.ROUNDS || (IS_TOLD ? 50 : 200));
/** A browser of its own for so many rounds: a board stays small enough to be read at a glance. */
const ROUNDS_IN_PROFILE = 8;

const figures = newFigures();
let endless = 0;
for (let begun = 0; begun < ROUNDS; begun += ROUNDS_IN_PROFILE) {
  const profile = mkdtempSync(join(tmpdir(), "pocket-pmo-kill-"));
  const work = new Work(figures);
  const rounds = Math.min(ROUNDS_IN_PROFILE, ROUNDS - begun);
  for (let round = 0; round <= rounds; round += 1) {
    const browser = await start(profile);
    if (work.made.length > 0) work.compare(await shown(browser.page, work.saved));
    if (round === rounds) {
      await browser.kill();
      break;
    }
    const working = work.goOn(browser.page);
    await new Promise((done) => setTimeout(done, 300 + chance() * 3_500));
    if (!IS_TOLD) await browser.kill();
    else if (!(await browser.terminate())) endless += 1;
    await working;
    figures.rounds += 1;
    if (figures.rounds % 20 === 0) console.log(JSON.stringify(figures));
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
await server.close();
console.log(inWords(figures, IS_TOLD ? "the browser was told to end" : "the browser was killed"));
if (endless > 0) console.log(`${endless} times the browser did not end when told to, and was killed.`);
process.exitCode = isBad(figures) ? 1 : 0;
