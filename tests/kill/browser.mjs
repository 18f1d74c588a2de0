// Owns: a real browser with a profile folder of its own, and the ways in which it ends: asked to, told to by the system, killed.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { chromium } from "@playwright/test";
import { serve } from "../../scripts/serve.mjs";

const EXECUTABLE = process.env.CHROMIUM || chromium.executablePath();
/** A browser that has not ended by itself after so long never will. */
const PATIENCE = 20_000;

/** One address for all sessions: what is stored belongs to it. */
export const server = await serve({ dir: resolve(import.meta.dirname, "../../dist"), base: "/", port: 0 });

/** Numbers from 0 to 1 by chance, the same ones again with SEED=… */
function chances() {
  let state = BigInt(process.env.SEED ?? Date.now());
  console.log(`SEED=${state}`);
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 33n) / 2 ** 31;
  };
}
export const chance = chances();

/** Starts the browser with that profile and opens the program, or another page of it. */
export async function start(profile, path = "#/board") {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  // What a browser fetches for itself is of no use here, and fills a small disk.
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disk-cache-size=1000000"];
  const given = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--disable-gpu", "--no-first-run", ...quiet, ...root, "about:blank"];
  // A group of its own: it dies with all its processes at once.
  const browser = spawn(EXECUTABLE, given, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done) => browser.on("exit", done));
  const address = await new Promise((found, failed) => {
    let text = "";
    browser.stderr.on("data", (more) => {
      if (text.length < 100_000) text += more;
      const match = /DevTools listening on (ws:\S+)/.exec(text);
      if (match) found(match[1]);
    });
    browser.on("exit", () => failed(new Error(`the browser did not start: ${text}`)));
  });
  const signal = (name, to) => {
    try {
      process.kill(to, name);
    } catch {
      // It was quicker.
    }
  };
  /** The whole browser dies at once. */
  const kill = () => {
    signal("SIGKILL", -browser.pid);
    return ended;
  };
  /** Waits for it to end by itself. Gives whether it did. */
  const wait = async () => {
    let timeout;
    const late = new Promise((done) => (timeout = setTimeout(() => done("late"), PATIENCE)));
    const how = await Promise.race([ended, late]);
    clearTimeout(timeout);
    await kill();
    return how !== "late";
  };
  /** The system tells the browser to end, as it does when somebody logs out or shuts down. */
  const terminate = () => {
    signal("SIGTERM", browser.pid);
    return wait();
  };
  const connection = await chromium.connectOverCDP(address);
  /** The browser ends as when its last window is closed. */
  const close = async () => {
    const session = await connection.newBrowserCDPSession();
    await session.send("Browser.close").catch(() => {});
    return wait();
  };
  const page = await connection.contexts()[0].newPage();
  await page.goto(`${server.url}${path}`);
  if (path.startsWith("#")) await page.locator("html[data-ready='1']").waitFor();
  return { page, kill, terminate, close };
}
