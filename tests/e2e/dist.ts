// Owns: what the delivery tests do with the built files: read them, change a copy of them, and serve that.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "../../scripts/serve.mjs";

export const ROOT = resolve(import.meta.dirname, "../..");
export const DIST = join(ROOT, "dist");

export const read = (name: string) => readFileSync(join(DIST, name), "utf8");
export const sha384 = (bytes: Buffer) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** Paths, from the root of the project, of the files below `folder` whose names end in `end`. */
export const filesUnder = (folder: string, end: string) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((name) => name.endsWith(end));

/** The published name of a file: `published("boot.js")` is `boot-<hash>.js`. */
export function published(name: string): string {
  const [, stem, end] = /^(.+?)((?:_bg)?\.[a-z]+)$/.exec(name) ?? [];
  const found = readdirSync(DIST).filter((file) => file.startsWith(`${stem}-`) && file.endsWith(end ?? "") && file.length === name.length + 17);
  if (found.length !== 1) throw new Error(`dist/ has ${found.length} files for ${name}`);
  return found[0] as string;
}

/** The policy in index.html. */
export function metaPolicy(): string {
  const found = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(read("index.html"));
  if (!found?.[1]) throw new Error("index.html has no policy");
  return found[1];
}

/** Serves a copy of dist/ that `change` has worked on. */
export async function serveCopy({ change = () => {}, headers = {} }: { change?: (dir: string) => void; headers?: Record<string, string> } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "pocket-pmo-dist-"));
  cpSync(DIST, dir, { recursive: true });
  change(dir);
  const server = await serve({ dir, base: "/copy/", headers });
  return {
    dir,
    url: server.url,
    close: async () => {
      await server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Another origin: answers everything with `body` and remembers what it was asked. */
export async function serveForeign(body = "") {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "text/html", "access-control-allow-origin": "*" }).end(body);
  });
  server.on("upgrade", (request, socket) => {
    asked.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
