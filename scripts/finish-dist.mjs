// Owns: turning Trunk's staged output into what is published. It bundles the style sheets, gives every file that
// index.html and recover.html load, and every chapter of the program, a name with its own hash, and writes the digests into
// them, boot.js and chapters.js, so that an old cache never mixes with a new version and a changed file is refused.
// precache.mjs has the last word.
//
// Run by Trunk as its post_build hook.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { optimise } from "./optimise.mjs";
import { precache } from "./precache.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) {
  console.error("finish-dist: run by Trunk; use `make build`.");
  process.exit(1);
}
const release = process.env.TRUNK_PROFILE === "release";
const root = resolve(fileURLToPath(import.meta.url), "../..");
// The syntax is left as it is written: a browser that runs wasm with reference types knows all of it.
const target = "esnext";

const at = (name) => join(staging, name);
const sha384 = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** Published names and digests by the name that the sources use. */
const published = new Map();

/** Writes `bytes` under a name with their hash, removes the plain file, and remembers both. */
function publish(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const hashed = name.replace(/((?:_bg)?\.[a-z]+)$/, `-${hash}$1`);
  rmSync(at(name), { force: true });
  writeFileSync(at(hashed), bytes);
  published.set(name, { name: hashed, integrity: sha384(bytes) });
}

async function script(name, edit = (text) => text) {
  let text = edit(readFileSync(at(name), "utf8"));
  if (release) text = (await transform(text, { minify: true, target, legalComments: "none" })).code;
  publish(name, Buffer.from(text));
}

/** Replaces exactly one occurrence: a placeholder that is missing is a mistake here, not a detail. */
function fill(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`finish-dist: expected one ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

// ------------------------------------------------------------------------------------------- style sheet

function cssFiles(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? cssFiles(join(dir, entry.name)) : entry.name.endsWith(".css") ? [join(dir, entry.name)] : []))
    .sort();
}

const bundled = (what) =>
  build({ ...what, bundle: true, minify: release, target, write: false, metafile: true, loader: { ".svg": "dataurl" }, logLevel: "warning", absWorkingDir: root });

/**
 * `style/main.css`, where there is one, names its parts with @import and so decides their order. Without it:
 * tokens, base, the other files of `style/`, parts, pages.
 */
async function style() {
  const dir = join(root, "style");
  const files = cssFiles(dir);
  const entry = join(dir, "main.css");
  const hasEntry = files.includes(entry);
  const rank = (file) => {
    const path = relative(dir, file);
    if (path === "tokens.css") return 0;
    if (path === "base.css") return 1;
    if (path.startsWith("parts/")) return 3;
    if (path.startsWith("pages/")) return 4;
    return 2;
  };
  const ordered = [...files].sort((a, b) => rank(a) - rank(b));
  const source = hasEntry
    ? readFileSync(entry, "utf8")
    : ["@layer tokens, base, parts, pages;", ...ordered.map((file) => `@import ${JSON.stringify(`./${relative(dir, file)}`)};`)].join("\n");
  const result = await bundled({ stdin: { contents: source, resolveDir: dir, loader: "css", sourcefile: "main.css" } });
  const inputs = new Set(Object.keys(result.metafile.inputs).map((path) => resolve(root, path)));
  const missing = files.filter((file) => file !== entry && !inputs.has(file));
  if (missing.length > 0) {
    throw new Error(`finish-dist: style/main.css does not import ${missing.map((file) => relative(root, file)).join(", ")}`);
  }
  publish("style.css", Buffer.from(result.outputFiles[0].contents));
}

// ---------------------------------------------------------------------------------------------- chapters

/** Loads the chapter that every visit needs. */
const ALWAYS = "__wasm_split_load_editing";

/** Bytes below which a piece that chapters share has no file of its own: they compress better together, and ask once. */
const SMALL = 4096;

/** How Trunk optimises the program, read from its tag: what is cut out of the program is optimised the same way. */
function optimising() {
  const tag = /<link data-trunk rel="rust"[^>]*>/.exec(readFileSync(join(root, "index.html"), "utf8"))?.[0] ?? "";
  const value = (name) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];
  const level = value("data-wasm-opt");
  const options = value("data-wasm-opt-params");
  if (!level || !options) throw new Error("finish-dist: index.html does not say how the program is optimised");
  return { level, flags: options.split(" ") };
}

/** Publishes the chapters that scripts/bind cut out, and gives the text that names them in chapters.js. */
async function chapters() {
  const dir = join(process.env.CARGO_TARGET_DIR, "chapters", release ? "release" : "wasm-dev");
  const link = readFileSync(join(dir, "__wasm_split.js"), "utf8");
  const names = readdirSync(dir).filter((name) => name.endsWith(".wasm") && name !== "main.wasm");
  mkdirSync(at("chapters"), { recursive: true });
  const jobs = names.map((name) => [join(dir, name), at(`chapters/${name}`)]);
  if (release) await optimise(jobs, optimising());
  else for (const [from, to] of jobs) copyFileSync(from, to);
  // What the splitter wrote is read, not served: it fetches without digests.
  const needs = new Map();
  const own = new Map();
  const loads = /(?:export )?const (\w+) = (?:wrapAsyncCb\()?makeLoad\((?:undefined|new URL\("\.\/([^"]+)", import\.meta\.url\)), \[([^\]]*)\]\)/g;
  for (const [, variable, name, list] of link.matchAll(loads)) {
    own.set(variable, name ? [name] : []);
    needs.set(variable, list.split(", ").filter(Boolean).flatMap((need) => own.get(need)));
  }
  const expected = [...link.matchAll(/makeLoad\(/g)].length - 1;
  if (own.size !== expected) throw new Error(`finish-dist: ${expected} chapters were cut, ${own.size} understood`);

  // What is always loaded, and what it shares with others, is one file of several modules. It is named as they are, because hosts
  // compress by the ending.
  const first = [...(needs.get(ALWAYS) ?? []), ...(own.get(ALWAYS) ?? [])];
  if (first.length === 0) throw new Error(`finish-dist: there is no ${ALWAYS}`);
  const files = new Map();
  const add = (name, parts) => {
    const bytes = parts.map((part) => readFileSync(at(`chapters/${part}`)));
    for (const part of parts) rmSync(at(`chapters/${part}`));
    publish(`chapters/${name}`, Buffer.concat(bytes));
    const file = published.get(`chapters/${name}`);
    published.delete(`chapters/${name}`);
    const entry = [file.name, file.integrity, ...(parts.length > 1 ? [bytes.map((own) => own.length)] : [])];
    for (const part of parts) files.set(part, entry);
  };
  add("editing.wasm", first);
  // What chapters share is cut into a piece for each set of them, a hundred of less than a kilobyte: those travel together.
  const small = names.filter((name) => !first.includes(name) && !name.startsWith("split_") && statSync(at(`chapters/${name}`)).size < SMALL);
  if (small.length > 0) add("chunk_small.wasm", small);
  for (const name of names.filter((name) => !first.includes(name) && !small.includes(name))) add(name, [name]);
  const named = (parts) => [...new Set(parts.map((part) => files.get(part)))];
  let text = "";
  for (const variable of own.keys()) {
    if (!variable.startsWith("__wasm_split_load_")) continue;
    text += `export const ${variable} = chapter(${JSON.stringify(named(needs.get(variable)))}, ${JSON.stringify(named(own.get(variable)))});\n`;
  }
  return text;
}

// ------------------------------------------------------------------------------------------------- pages

/** Puts the published names and digests into a page. Comments are for the readers of the source. */
function finish(page, names) {
  let html = readFileSync(at(page), "utf8");
  for (const name of names) {
    const file = published.get(name);
    const tag = new RegExp(`(<[^<>]*\\b(?:src|href)=")${name.replaceAll(".", "\\.")}"`, "g");
    if (!tag.test(html)) throw new Error(`finish-dist: ${page} does not load ${name}`);
    html = html.replace(tag, (_, before) => {
      // Browsers ignore a digest on a preload that is fetched later, and warn about it; boot.js has the digest.
      const ignored = before.includes('rel="preload"');
      return `${before}${file.name}"${ignored ? "" : ` integrity="${file.integrity}"`}`;
    });
  }
  // With `inject_scripts = false` Trunk leaves its own tag where it was.
  html = html.replace(/<link data-trunk [^>]*>\s*/g, "");
  writeFileSync(at(page), html.replace(/<!--[\s\S]*?-->\s*/g, "").replace(/^\s+/gm, ""));
}

// ------------------------------------------------------------------------------------------------- all

await style();
publish("pocket-pmo_bg.wasm", readFileSync(at("pocket-pmo_bg.wasm")));
const list = await chapters();
await script("chapters.js", (text) => fill(text, "/* chapters */", list));
await script("pocket-pmo.js", (text) => {
  // Only where it is imported: the same name in the table of imports is the program's own.
  const parts = text.split('from "./__wasm_split.js"');
  if (parts.length < 2) throw new Error("finish-dist: the program loads no chapters");
  return parts.join(`from ${JSON.stringify(`./${published.get("chapters.js").name}`)}`);
});
await script("guard.js");
await script("offline.js");
await script("boot.js", (text) => {
  text = fill(text, '"./chapters.js"', JSON.stringify(`./${published.get("chapters.js").name}`));
  text = fill(text, '"./pocket-pmo.js"', JSON.stringify(`./${published.get("pocket-pmo.js").name}`));
  text = fill(text, '"pocket-pmo_bg.wasm"', JSON.stringify(published.get("pocket-pmo_bg.wasm").name));
  return fill(text, '"sha384-of-the-wasm"', JSON.stringify(published.get("pocket-pmo_bg.wasm").integrity));
});
// TypeScript declarations are for people who import the glue; nobody does.
rmSync(at("pocket-pmo.d.ts"), { force: true });
rmSync(at("pocket-pmo_bg.wasm.d.ts"), { force: true });

// Files of the crates' own (wasm-bindgen "snippets") are imported by the glue and need a digest too.
if (existsSync(at("snippets"))) {
  throw new Error("finish-dist: a crate brings JavaScript snippets; give them digests before shipping them");
}

finish("index.html", [...published.keys()]);

// The page that works when the program does not has its own files, apart from those of the first visit.
publish("recover.css", Buffer.from((await bundled({ entryPoints: [join(root, "public/recover.css")] })).outputFiles[0].contents));
await script("stored.js");
await script("recover.js");
finish("recover.html", ["recover.css", "stored.js", "recover.js"]);
if (release) {
  const off = (await transform(readFileSync(at("sw-off.js"), "utf8"), { minify: true, target, legalComments: "none" })).code;
  writeFileSync(at("sw-off.js"), off);
}

await precache(staging, { release });
