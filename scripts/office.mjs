// Owns: the proof that no cell of our CSV files becomes a formula in a spreadsheet program. LibreOffice opens the files
// that `cargo run --example hostile` wrote into the folder named, and saves them as flat XML; formulas stand in it by name.
//
//   node scripts/office.mjs target/hostile
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const soffice = ["soffice", "libreoffice"].find((name) => spawnSync(name, ["--version"]).status === 0);
if (!soffice) {
  console.log("LibreOffice (soffice) is not here, so nothing was opened in it: skipped.");
  process.exit(0);
}

const work = mkdtempSync(join(tmpdir(), "pocket-pmo-office-"));
/** The file as LibreOffice understands it, quoted cells read like others: the worse case. `numbers`: whether it looks for numbers. */
function opened(name, numbers) {
  const filter = `CSV:44,34,76,1,,0,false,${numbers}`;
  const args = [`-env:UserInstallation=${pathToFileURL(join(work, "profile"))}`, "--headless", `--infilter=${filter}`, "--convert-to", "fods", "--outdir", work, join(folder, name)];
  execFileSync(soffice, args, { stdio: ["ignore", "ignore", "ignore"], timeout: 120_000 });
  return readFileSync(join(work, name.replace(/\.csv$/, ".fods")), "utf8");
}

let failed = false;
const say = (good, text) => {
  failed ||= !good;
  console.log(`${good ? "ok   " : "FAULT"} ${text}`);
};
try {
  const formulas = (name, numbers) => [...opened(name, numbers).matchAll(/table:formula="([^"]*)"/g)].map(([, formula]) => formula);
  const known = formulas("raw.csv", "true");
  say(known.length >= 2, `raw.csv, unguarded: ${known.length} formulas, so they would be found`);
  for (const name of ["formulas.csv", "left-over.csv"]) {
    for (const numbers of ["false", "true"]) {
      const found = formulas(name, numbers);
      say(found.length === 0, [name, `special numbers ${numbers}`, `${found.length} formulas`, ...found].join(", "));
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
