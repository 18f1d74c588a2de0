// Owns: the list of files in the service worker. Reads all that is to be published, gives each file its digest and the
// whole its version, and writes sw.js and version.json. Anything that changes a file of dist/ has to run it last.
//
//   node scripts/precache.mjs [dist]     again for a folder that was changed by hand
//
// A quick build (`make dev`) gets the kill switch instead: a page from a cache would hide each change.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const root = resolve(fileURLToPath(import.meta.url), "../..");

/** Not for browsers, or about the worker itself. */
const LEFT_OUT = /^(?:_headers|_redirects|\.[^/]*|sw\.js|sw-off\.js|version\.json|.*\.(?:map|br|gz))$/;

/** Names of all files below the folder, with slashes, in an order that does not depend on the machine. */
const filesOf = (dir) =>
  readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(dir, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .filter((name) => !LEFT_OUT.test(name) && !name.split("/").some((part) => part.startsWith(".")))
    .sort();

/** Replaces exactly one occurrence. */
function fill(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`precache: expected one ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

/** Writes sw.js and version.json into the folder; gives the version. */
export async function precache(dir, { release = true } = {}) {
  const write = (name, text) => writeFileSync(join(dir, name), text);
  if (!release) {
    write("sw.js", readFileSync(join(root, "public/sw-off.js")));
    write("version.json", `${JSON.stringify({ version: "dev" })}\n`);
    return "dev";
  }
  const digest = (name) => `sha384-${createHash("sha384").update(readFileSync(join(dir, name))).digest("base64")}`;
  const files = filesOf(dir).map((name) => [name, digest(name)]);
  for (const name of ["index.html", "recover.html"]) {
    if (!files.some(([file]) => file === name)) throw new Error(`precache: ${relative(root, dir)} has no ${name}`);
  }
  const source = readFileSync(join(root, "public/sw.js"), "utf8");
  const version = createHash("sha256").update(source).update(JSON.stringify(files)).digest("hex").slice(0, 16);
  let text = fill(source, '"version-of-the-files"', JSON.stringify(version));
  text = fill(text, "new Map([])", `new Map(${JSON.stringify(files)})`);
  write("sw.js", (await transform(text, { minify: true, target: "esnext", legalComments: "none" })).code);
  write("version.json", `${JSON.stringify({ version })}\n`);
  return version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const version = await precache(resolve(process.argv[2] ?? join(root, "dist")));
  console.log(`version ${version}`);
}
