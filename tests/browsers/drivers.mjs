// Owns: starting Firefox and WebKit and giving both orders in the words of W3C WebDriver. Firefox understands them on a port of
// its own (Marionette), so it needs no second program; WebKit has WebKitWebDriver for it, which comes with WebKitGTK.
// Both get a fresh profile.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const onPath = (names) => (process.env.PATH ?? "").split(delimiter).flatMap((dir) => names.map((name) => join(dir, name))).find((file) => existsSync(file));

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** Tries again until it works: a browser takes its time to listen. */
async function patiently(attempt, seconds) {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(100);
    }
  }
}

/** How to end what runs, in the order in which it was begun: also when the walk is broken off. */
const running = new Set();
process.on("exit", () => [...running].toReversed().forEach((stop) => stop()));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/** A program with all that it wrote; it dies with the programs that it started. */
function start(program, words, env) {
  const child = spawn(program, words, { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => said.push(text));
  const stop = () => {
    running.delete(stop);
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  };
  running.add(stop);
  return { said: () => said.join(""), stop };
}

function profile(name) {
  const dir = mkdtempSync(join(tmpdir(), `pocket-pmo-${name}-`));
  const downloads = join(dir, "downloads");
  mkdirSync(downloads);
  const remove = () => {
    running.delete(remove);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  running.add(remove);
  return { dir, downloads, remove };
}

/** The screen there is, or one that nobody sees. */
async function screen() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { env: {}, stop: () => {} };
  const xvfb = onPath(["Xvfb"]);
  if (!xvfb) throw new Error("WebKit needs a screen: there is no DISPLAY, and no Xvfb to make one");
  const child = spawn(xvfb, ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const stop = () => {
    running.delete(stop);
    child.kill();
  };
  running.add(stop);
  const number = await new Promise((found, failed) => {
    child.stdio[3].once("data", (text) => found(String(text).trim()));
    child.once("exit", () => failed(new Error("Xvfb did not start")));
  });
  return { env: { DISPLAY: `:${number}` }, stop };
}

// ------------------------------------------------------------------------------------------------------------- Firefox

/** Orders to Firefox: `length:[0, number, name, parameters]`, answered by `length:[1, number, error, result]`. */
async function marionette(port) {
  const socket = await new Promise((done, failed) => {
    const own = connect(port, "127.0.0.1", () => done(own)).once("error", failed);
  });
  const waiting = new Map();
  let rest = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const colon = rest.indexOf(":");
      const length = Number(rest.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || rest.length < colon + 1 + length) return;
      const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length).toString());
      rest = rest.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, number, error, result] = message;
      const { done, failed } = waiting.get(number) ?? {};
      waiting.delete(number);
      if (error) failed?.(new Error(`${error.error}: ${error.message}`));
      else done?.(result);
    }
  });
  const gone = () => {
    for (const { failed } of waiting.values()) failed(new Error("Firefox has ended"));
  };
  socket.on("close", gone).on("error", gone);
  let last = 0;
  return (name, parameters = {}) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, { done, failed });
      const text = JSON.stringify([0, last, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

const FIREFOX_PREFERENCES = {
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.download.alwaysOpenPanel": false,
  "browser.download.folderList": 2,
  "browser.download.useDownloadDir": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "intl.locale.requested": "en-GB",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "remote.prefs.recommended": true,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "ui.prefersReducedMotion": 1,
};

async function startFirefox(program, more = {}) {
  const own = profile("firefox");
  const port = await freePort();
  const preferences = { ...FIREFOX_PREFERENCES, ...more, "browser.download.dir": own.downloads, "marionette.port": port };
  writeFileSync(join(own.dir, "user.js"), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const browser = start(program, ["--marionette", "--headless", "--no-remote", "-remote-allow-system-access", "--profile", own.dir, "about:blank"], { HOME: own.dir, MOZ_HEADLESS_WIDTH: "1700", MOZ_HEADLESS_HEIGHT: "1300" });
  const order = await patiently(() => marionette(port), 60);
  const { capabilities } = await order("WebDriver:NewSession", { strictFileInteractability: false, unhandledPromptBehavior: "dismiss and notify" });
  const value = async (name, parameters) => (await order(name, parameters))?.value;
  const inBrowser = async (script, args = []) => {
    await order("Marionette:SetContext", { value: "chrome" });
    try {
      return await value("WebDriver:ExecuteScript", { script, args, newSandbox: false });
    } finally {
      await order("Marionette:SetContext", { value: "content" });
    }
  };
  return {
    version: capabilities.browserVersion,
    downloads: own.downloads,
    go: (url) => order("WebDriver:Navigate", { url }),
    // Its own order for this asks the network whatever the service worker has, as a person does with Shift.
    reload: async () => {
      await value("WebDriver:ExecuteScript", { script: "window.isFromBefore = true; location.reload()", args: [] });
      const isNew = () => value("WebDriver:ExecuteScript", { script: "return !window.isFromBefore && document.readyState === 'complete'", args: [] });
      await patiently(async () => {
        if (!(await isNew())) throw new Error("the page is not loaded anew");
      }, 30);
    },
    script: (script, args = []) => value("WebDriver:ExecuteScript", { script, args, newSandbox: false }),
    click: (element) => order("WebDriver:ElementClick", { id: Object.values(element)[0] }),
    type: (element, text) => order("WebDriver:ElementSendKeys", { id: Object.values(element)[0], text }),
    actions: (actions) => order("WebDriver:PerformActions", { actions }),
    release: () => order("WebDriver:ReleaseActions"),
    picture: () => value("WebDriver:TakeScreenshot", { full: false }),
    print: (options = {}) => value("WebDriver:Print", options),
    tab: () => value("WebDriver:GetWindowHandle"),
    newTab: async () => (await order("WebDriver:NewWindow", { type: "tab" })).handle,
    toTab: (handle) => order("WebDriver:SwitchToWindow", { handle }),
    closeTab: () => order("WebDriver:CloseWindow"),
    // The window of Firefox cannot be as narrow as a telephone; what the page is drawn in can.
    size: (width, height) =>
      inBrowser(
        `const { style } = gBrowser.selectedBrowser;
         for (const [name, length] of [["width", arguments[0]], ["height", arguments[1]]]) for (const end of ["", "min-", "max-"]) style.setProperty(end + name, length + "px");
         gBrowser.selectedBrowser.parentNode.style.justifyContent = "start"; style.setProperty("flex", "none");`,
        [width, height],
      ),
    // What a page cannot hear of itself, such as a file whose digest is wrong.
    complaints: () =>
      inBrowser(
        `const { Ci } = globalThis;
         const said = [];
         for (const message of Services.console.getMessageArray()) {
           if (!(message instanceof Ci.nsIScriptError) || message.flags & Ci.nsIScriptError.warningFlag) continue;
           if (message.sourceName.startsWith("http://127.0.0.1")) said.push(message.category + ": " + message.errorMessage + " (" + message.sourceName + ":" + message.lineNumber + ")");
         }
         Services.console.reset();
         return said;`,
      ),
    stop: async () => {
      browser.stop();
      await pause(300);
      own.remove();
    },
  };
}

// -------------------------------------------------------------------------------------------------------------- WebKit

function miniBrowser() {
  const libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64", ...readdirSync("/usr/lib").map((name) => join("/usr/lib", name))];
  return onPath(["MiniBrowser"]) ?? libraries.flatMap((dir) => ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"].map((name) => join(dir, name, "MiniBrowser"))).find((file) => existsSync(file));
}

async function startWebKit(program) {
  const own = profile("webkit");
  const port = await freePort();
  const shown = await screen();
  const home = { HOME: own.dir, XDG_CONFIG_HOME: own.dir, XDG_DATA_HOME: own.dir, XDG_CACHE_HOME: own.dir, XDG_DOWNLOAD_DIR: own.downloads };
  writeFileSync(join(own.dir, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${own.downloads}"\n`);
  mkdirSync(join(own.dir, "gtk-3.0"));
  // Else the buttons of its own window would keep it wider than a telephone.
  writeFileSync(join(own.dir, "gtk-3.0/gtk.css"), "button, entry, toolbar, headerbar, image, toolitem { min-width: 0; padding: 0; margin: 0; border: 0; font-size: 6px; }\n");
  const driver = start(program, [`--port=${port}`], { ...home, ...shown.env, LANG: "en_GB.UTF-8", LC_ALL: "", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: process.getuid?.() === 0 ? "1" : "", NO_AT_BRIDGE: "1", GSK_RENDERER: "cairo" });
  let base = `http://127.0.0.1:${port}/session`;
  const order = async (method, path, body) => {
    const response = await fetch(base + path, { method, ...(method === "POST" ? { body: JSON.stringify(body ?? {}), headers: { "content-type": "application/json" } } : {}) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  // Files of the page's own and what is asked about storage, as Safari has them; MiniBrowser leaves them out unless told.
  const options = { binary: process.env.WEBKIT_BROWSER || miniBrowser(), args: ["--automation", "--features=FileSystem,StorageAPI,StorageAPIEstimate"] };
  const session = await patiently(() => order("POST", "", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } }), 60);
  base += `/${session.sessionId}`;
  return {
    version: session.capabilities.browserVersion,
    asOnMac: true,
    downloads: own.downloads,
    go: (url) => order("POST", "/url", { url }),
    reload: () => order("POST", "/refresh"),
    script: (script, args = []) => order("POST", "/execute/sync", { script, args }),
    click: (element) => order("POST", `/element/${Object.values(element)[0]}/click`),
    type: (element, text) => order("POST", `/element/${Object.values(element)[0]}/value`, { text }),
    actions: (actions) => order("POST", "/actions", { actions }),
    release: () => order("DELETE", "/actions"),
    picture: () => order("GET", "/screenshot"),
    print: null,
    tab: () => order("GET", "/window"),
    newTab: async () => (await order("POST", "/window/new", { type: "tab" })).handle,
    toTab: (handle) => order("POST", "/window", { handle }),
    closeTab: () => order("DELETE", "/window"),
    size: async (width, height) => {
      const inner = () => order("POST", "/execute/sync", { script: "return [innerWidth, innerHeight]", args: [] });
      let frame = [0, 60];
      for (let tries = 0; tries < 3; tries += 1) {
        await order("POST", "/window/rect", { width: width + frame[0], height: height + frame[1] });
        await pause(200);
        const [wide, high] = await inner();
        if (wide === width && high === height) return;
        frame = [frame[0] + width - wide, frame[1] + height - high];
      }
    },
    log: () => driver.said(),
    stop: async () => {
      await order("DELETE", "").catch(() => {});
      driver.stop();
      shown.stop();
      await pause(300);
      own.remove();
    },
  };
}

// ------------------------------------------------------------------------------------------------------------ finding them

const FIREFOX = process.env.FIREFOX || onPath(["firefox", "firefox-esr"]);
const NO_FIREFOX = "no firefox or firefox-esr on the PATH (or FIREFOX=<file>)";

/** The browsers that this walk knows, each with the program that it needs here, or what to install. */
export const BROWSERS = [
  { name: "firefox", program: FIREFOX, start: startFirefox, missing: NO_FIREFOX },
  { name: "firefox-private", program: FIREFOX, start: (program) => startFirefox(program, { "browser.privatebrowsing.autostart": true }), missing: NO_FIREFOX },
  { name: "webkit", program: process.env.WEBKIT_DRIVER || onPath(["WebKitWebDriver"]), start: startWebKit, missing: "no WebKitWebDriver on the PATH (or WEBKIT_DRIVER=<file>); Debian: webkit2gtk-driver and xvfb" },
];

export { pause };
