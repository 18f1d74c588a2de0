// Owns: a small static server for one folder, used by `make serve` and by the browser tests. It has no more than a
// static host has: no rewriting, no fallback page. It listens on this machine alone.
//
//   node scripts/serve.mjs --dir dist --base /pocket-pmo/ --port 8080
import { createServer } from "node:http";
import { createReadStream, existsSync, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = new Map([
  [".css", "text/css; charset=utf-8"],
  [".csv", "text/csv; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".ico", "image/x-icon"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".md", "text/plain; charset=utf-8"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".toml", "text/plain; charset=utf-8"],
  [".txt", "text/plain; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".webmanifest", "application/manifest+json"],
  [".woff2", "font/woff2"],
]);

/** A name that scripts/finish-dist.mjs has given: the content can never change under it. */
const HASHED = /-[0-9a-f]{16}(?:_bg)?\.[a-z]+$/;

/** The file that a request path names, or null. Never one outside `dir`. */
export function fileFor(dir, base, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (!decoded.startsWith(base) || decoded.includes("\0")) return null;
  const root = resolve(dir);
  const file = resolve(join(root, decoded.slice(base.length)));
  if (file !== root && !file.startsWith(root + sep)) return null;
  const entry = existsSync(file) && statSync(file).isDirectory() ? join(file, "index.html") : file;
  return existsSync(entry) && statSync(entry).isFile() ? entry : null;
}

/** Starts serving; resolves to `{ url, close }`. Port 0 takes any free one. */
export function serve({ dir, base = "/", port = 0, headers = {} }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    // The page's addresses are relative, so its folder has to end in a slash.
    if (`${pathname}/` === base) {
      response.writeHead(308, { location: base }).end();
      return;
    }
    const file = fileFor(dir, base, pathname);
    if (file === null) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES.get(extname(file)) ?? "application/octet-stream",
      "content-length": statSync(file).size,
      "cache-control": HASHED.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
      ...headers,
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      done({
        url: `http://127.0.0.1:${address.port}${base}`,
        close: () =>
          new Promise((closed) => {
            server.close(closed);
            server.closeAllConnections();
          }),
      });
    });
  });
}

function options(words) {
  const given = { dir: "dist", base: "/", port: "8080" };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, "");
    if (!(name in given) || words[i + 1] === undefined) throw new Error(`unknown or incomplete option ${words[i]}; there are --dir, --base and --port`);
    given[name] = words[i + 1];
  }
  const port = Number(given.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`${given.port} is not a port`);
  if (!given.base.startsWith("/") || !given.base.endsWith("/")) throw new Error("--base begins and ends with a slash");
  return { dir: given.dir, base: given.base, port };
}

async function main() {
  try {
    const chosen = options(process.argv.slice(2));
    if (!existsSync(join(chosen.dir, "index.html"))) throw new Error(`there is no ${join(chosen.dir, "index.html")}; run \`make build\` first`);
    const { url } = await serve(chosen);
    console.log(`Pocket PMO is served on ${url} (Ctrl C ends it)`);
  } catch (error) {
    const port = error.code === "EADDRINUSE" ? `port ${error.port} is taken by another program; choose one with \`make serve PORT=8081\`` : error.message;
    console.error(`serve: ${port}`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
