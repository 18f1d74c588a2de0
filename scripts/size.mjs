// Owns: the size gate. Prints what a first visit transfers and fails when it is over the limits of budget.json.
//
//   node scripts/size.mjs [dist]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));
if (!existsSync(join(dist, "index.html"))) {
  console.error(`size: there is no ${join(dist, "index.html")}; run \`make build\` first`);
  process.exit(1);
}
const budget = JSON.parse(readFileSync(join(root, "budget.json"), "utf8"));

// Everything that index.html names. The chapters of the program, which it fetches on first need, are counted by themselves.
// No part of the first visit is what the service worker fetches once the page is ready: its own script, recover.html with its
// files, the large icons.
const html = readFileSync(join(dist, "index.html"), "utf8");
const named = [...html.matchAll(/<(?:link|script)\b[^>]*?\b(?:href|src)="([^"#:]+)"/g)].map((match) => match[1]);
const measured = (name) => {
  const bytes = readFileSync(join(dist, name));
  return {
    name,
    kind: extname(name).slice(1),
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length,
  };
};
const files = ["index.html", ...new Set(named)].map(measured);
const folder = join(dist, "chapters");
const chapters = existsSync(folder) ? readdirSync(folder).map((name) => measured(join("chapters", name))) : [];

const sum = (list) => list.reduce((total, file) => ({ raw: total.raw + file.raw, gzip: total.gzip + file.gzip, brotli: total.brotli + file.brotli }), { raw: 0, gzip: 0, brotli: 0 });
const line = (name, { raw, gzip, brotli }) => console.log(name.padEnd(36) + [raw, gzip, brotli].map((n) => n.toLocaleString("en-GB").padStart(12)).join(""));

console.log("".padEnd(36) + ["raw", "gzip 9", "brotli 11"].map((word) => word.padStart(12)).join(""));
for (const file of files) line(file.name, file);
const wasm = sum(files.filter((file) => file.kind === "wasm"));
const rest = sum(files.filter((file) => file.kind !== "wasm"));
for (const kind of ["wasm", "js", "css"]) line(`all ${kind}`, sum(files.filter((file) => file.kind === kind)));
line("first visit", sum(files));
console.log("");
for (const file of chapters) line(file.name, file);
line("all chapters", sum(chapters));

/** What is only in the file of a chapter; what several share is in files of their own. */
function chapterLimits() {
  const name = (file) => /chapters.(?:split_)?([a-z]+)-/.exec(file)?.[1];
  const own = chapters.filter((file) => name(file.name) && !file.name.includes("chunk_"));
  for (const file of own) if (!(name(file.name) in budget.chapters)) throw new Error(`size: budget.json has no limit for the chapter ${name(file.name)}`);
  return own.map((file) => [`chapter ${name(file.name)}`, file.brotli, budget.chapters[name(file.name)]]);
}

let over = false;
for (const [name, value, limit] of [
  ["wasm", wasm.brotli, budget.wasm],
  ["wasm with all chapters", wasm.brotli + sum(chapters).brotli, budget.wasmWithAllChapters],
  ["first visit beyond the wasm", rest.brotli, budget.firstVisitBeyondWasm],
  ...chapterLimits(),
]) {
  const verdict = value <= limit ? `within its limit of ${limit.toLocaleString("en-GB")}` : `OVER its limit of ${limit.toLocaleString("en-GB")} by ${(value - limit).toLocaleString("en-GB")}`;
  console.log(`${name}: ${value.toLocaleString("en-GB")} bytes brotli, ${verdict}`);
  if (value > limit) over = true;
}
if (over) process.exit(1);
