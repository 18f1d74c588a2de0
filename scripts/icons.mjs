// Owns: the icons of the installed page, made from public/favicon.svg with the browser of the tests. Run by hand when the
// mark changes; what it makes is kept in public/icons/.
//
//   . scripts/env.sh && node scripts/icons.mjs
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const mark = readFileSync(join(root, "public/favicon.svg"), "utf8");
const folder = join(root, "public/icons");
mkdirSync(folder, { recursive: true });

/** The mark's colour is the ground of icons that the system cuts to a shape of its own; the mark is white on it. */
const ACCENT = /stroke="(#[0-9a-f]{6})"/i.exec(mark)?.[1];
if (!ACCENT) throw new Error("icons: favicon.svg has no stroke colour");
const onGround = mark.replace(ACCENT, "#ffffff");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, chromiumSandbox: process.getuid?.() !== 0 });
const page = await browser.newPage();

/** `share` is the part of the edge that the picture takes; what is around it may be cut away. */
async function icon(name, edge, picture, share, ground) {
  await page.setViewportSize({ width: edge, height: edge });
  const inner = Math.round(edge * share);
  await page.setContent(
    `<style>html,body{margin:0;height:100%;background:${ground}}body{display:grid;place-items:center}svg{width:${inner}px;height:${inner}px;display:block}</style>${picture}`,
  );
  await page.screenshot({ path: join(folder, `${name}-${edge}.png`), omitBackground: true });
}

for (const edge of [192, 512]) {
  await icon("icon", edge, mark, 1, "transparent");
  // The safe zone of a maskable icon is a circle of four fifths of the edge.
  await icon("maskable", edge, onGround, 0.56, ACCENT);
}
await icon("icon", 180, onGround, 0.68, ACCENT);
await browser.close();
