// Owns: how the page is delivered and how it refuses: the policy, the digests, the frame, the failure dialog, the
// rescue copy and the header files.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileFor } from "../../scripts/serve.mjs";
import { DIST, filesUnder, metaPolicy, published, read, ROOT, serveCopy, serveForeign, sha384 } from "./dist.ts";
import { Complaints, expect, openApp, test, watch } from "./fixtures.ts";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types default";

const pages = readdirSync(DIST, { recursive: true }).map(String).filter((name) => name.endsWith(".html"));

test.describe("the published files", () => {
  for (const name of pages) {
    test(`${name} has its policy first and nothing inline`, async ({ page }) => {
      const found = await page.evaluate((html) => {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        const elements = [...parsed.querySelectorAll("*")];
        return {
          metas: [...parsed.querySelectorAll("meta")].slice(0, 2).map((meta) => meta.getAttribute("http-equiv") ?? (meta.hasAttribute("charset") ? "charset" : meta.outerHTML)),
          // What is only fetched ahead runs nothing, and what runs of it later has passed the policy and its digest.
          firstInHead: [...parsed.head.children].filter((element) => !/preload|stylesheet/.test(element.getAttribute("rel") ?? "")).slice(0, 2).map((element) => element.localName),
          ahead: [...parsed.head.children].filter((element) => /preload|stylesheet/.test(element.getAttribute("rel") ?? "")).map((element) => element.getAttribute("href") ?? ""),
          policies: [...parsed.querySelectorAll("meta[http-equiv='Content-Security-Policy' i]")].map((meta) => meta.getAttribute("content")),
          inline: elements
            .filter(
              (element) =>
                element.localName === "style" ||
                (element.localName === "script" && !element.hasAttribute("src")) ||
                [...element.attributes].some(({ name, value }) => name === "style" || name === "srcdoc" || name.startsWith("on") || /^\s*javascript:/i.test(value)),
            )
            .map((element) => element.outerHTML),
          language: parsed.documentElement.lang,
        };
      }, read(name));
      expect(found.metas).toEqual(["charset", "Content-Security-Policy"]);
      expect(found.firstInHead).toEqual(["meta", "meta"]);
      expect(found.policies).toEqual([POLICY]);
      for (const name of found.ahead) expect(name, "what is fetched ahead of the policy is a published file").toMatch(/^[\w-]+-[0-9a-f]{16}(?:_bg)?\.(?:js|css|wasm)$/);
      expect(found.inline).toEqual([]);
      expect(found.language).toBe("en-GB");
    });
  }

  test("the policy has no way round itself", () => {
    expect(metaPolicy()).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
  });

  test("every script and style sheet has a name with its hash and the right digest", () => {
    const tags = [...read("index.html").matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
    const loaded = tags.filter((tag) => /^<script|rel="(?:stylesheet|modulepreload)"/.test(tag));
    expect(loaded).toHaveLength(6);
    const policy = read("index.html").indexOf("Content-Security-Policy");
    for (const tag of tags.filter((tag) => /preload|stylesheet/.test(tag))) expect(read("index.html").indexOf(tag), "a page that meets the policy first holds it back").toBeLessThan(policy);
    for (const tag of loaded) {
      const name = /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? "";
      expect(name).toMatch(/-[0-9a-f]{16}\.(?:js|css)$/);
      expect(tag).toContain(`integrity="${sha384(readFileSync(join(DIST, name)))}"`);
    }
    const wasm = published("pocket-pmo_bg.wasm");
    expect(read(published("boot.js"))).toContain(sha384(readFileSync(join(DIST, wasm))));
    expect(read(published("boot.js"))).toContain(wasm);
  });

  test("no address in them is absolute", () => {
    for (const [, address] of read("index.html").matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).not.toMatch(/^(?:\/|[a-z]+:)/);
  });
});

test.describe("the sources", () => {
  // Where one of these is the right thing after all, its file stands here with the reason.
  const allowed = new Set<string>([
    // Calls gloo's `raw()`, which panics where site data is blocked, only after it has asked the browser itself.
    "src/platform/local.rs",
  ]);

  const sources = [...filesUnder("src", ".rs"), ...filesUnder("public", ".js")].filter((file) => !allowed.has(file));
  const linesWith = (files: string[], pattern: RegExp) =>
    files.flatMap((file) =>
      readFileSync(join(ROOT, file), "utf8")
        .split("\n")
        .map((line, index) => ({ line: line.trim(), at: `${file}:${index + 1}` }))
        .filter(({ line }) => !/^(?:\/\/|\*|\/\*)/.test(line) && pattern.test(line))
        .map(({ line, at }) => `${at}: ${line}`),
    );

  test("no markup or code from text, and no storage call that panics", () => {
    expect(linesWith(sources, /inner_?html|outer_?html|insert_?adjacent_?html|\beval\(|js_sys::eval|Function::new|LocalStorage::(?:raw|get_all)/i)).toEqual([]);
  });

  test("no style attribute, which the policy would ignore: classes and style:property instead", () => {
    expect(linesWith(sources, /(?<![\w:.-])style="|(?<![\w:.-])style=(?:move|\{|\|)/)).toEqual([]);
  });

  test("a link to a new tab does not give this one away", () => {
    expect(linesWith(sources, /target="_blank"(?![^>]*noopener)/)).toEqual([]);
  });
});

test.describe("starting", () => {
  test("mounts in a sub-path under Trusted Types, with one request for each file", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await openApp(page);
    await expect(page.locator("#skeleton")).toHaveCount(0);
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    expect(await page.evaluate(() => typeof (window as unknown as { trustedTypes?: object }).trustedTypes)).toBe("object");
    const files = asked.map((url) => url.split("#")[0]);
    expect(files, "nothing is fetched twice").toEqual([...new Set(files)]);
  });

  test("shows the skeleton, and no message, before the program is there", async ({ page }) => {
    await page.route("**/boot-*.js", () => {});
    await page.goto("./", { waitUntil: "commit" });
    await expect(page.getByRole("status").filter({ hasText: "Opening Pocket PMO" })).toBeVisible();
    await expect(page.locator("#failure")).toBeHidden();
  });

  for (const [stored, expected] of [
    ["dark", "dark"],
    ["light", "light"],
    ["system", "system"],
    ["<script>", "system"],
  ] as const) {
    test(`has the theme before anything is painted: ${stored}`, async ({ page }) => {
      await page.addInitScript((theme) => localStorage.setItem("ppmo/prefs/theme", theme), stored);
      await page.route("**/boot-*.js", () => {});
      await page.goto("./", { waitUntil: "commit" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", expected);
    });
  }

  test("starts where storage is blocked", async ({ page, allow }) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      }),
    );
    allow("denied");
    await page.goto("./");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
  });
});

test.describe("a file that is not the published one", () => {
  for (const name of ["pocket-pmo_bg.wasm", "pocket-pmo.js", "boot.js", "guard.js", "offline.js", "style.css"]) {
    test(`${name} with one byte changed: the program does not start and says so`, async ({ page, allow }) => {
      allow(/integrity|digest/i);
      allow("request to another origin"); // the copy is served on a port of its own
      const copy = await serveCopy({
        change: (dir) => {
          const file = join(dir, published(name));
          const bytes = readFileSync(file);
          // In the middle of a wasm this is a constant or an instruction; in a script any character will do.
          const at = Math.floor(bytes.length / 2);
          bytes[at] = (bytes[at] ?? 0) ^ 1;
          writeFileSync(file, bytes);
        },
      });
      await page.goto(copy.url);
      const dialog = page.getByRole("dialog", { name: "Pocket PMO could not start" });
      await expect(dialog).toBeVisible();
      await expect(dialog).toContainText("is not the file that was published");
      await expect(dialog.getByRole("button", { name: "Reload" })).toBeVisible();
      // Long enough for a program that starts all the same.
      await page.waitForTimeout(300);
      await expect(page.locator("html")).not.toHaveAttribute("data-ready", "1");
      await copy.close();
    });
  }

  test("a missing file is answered in the same way", async ({ page, allow }) => {
    allow(/404|integrity/i);
    await page.route("**/*_bg.wasm", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto("./");
    await expect(page.getByRole("dialog", { name: "Pocket PMO could not start" })).toContainText("_bg.wasm");
  });
});

test.describe("framed", () => {
  test("it does not start, shows nothing, and offers its own tab", async ({ page, allow, baseURL }) => {
    allow("request to another origin");
    const outside = await serveForeign(`<!doctype html><title>outside</title><iframe src="${baseURL}" width="900" height="600"></iframe>`);
    await page.goto(outside.url);
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("heading", { name: "does not run inside another page" })).toBeVisible();
    const link = frame.getByRole("link", { name: "Open in its own tab" });
    await expect(link).toHaveAttribute("rel", /noopener/);
    await expect(frame.getByRole("button", { name: "Download rescue copy" })).toBeHidden();
    await page.waitForTimeout(300);
    await expect(frame.locator("html")).not.toHaveAttribute("data-ready", "1");
    const [tab] = await Promise.all([page.waitForEvent("popup"), link.click()]);
    await expect(tab.locator("html")).toHaveAttribute("data-ready", "1");
    await outside.close();
  });
});

test("attacks from inside the page are blocked, and no other origin hears of them", async ({ browser }) => {
  const foreign = await serveForeign();
  const copy = await serveCopy({
    change: (dir) => {
      copyFileSync(join(ROOT, "tests/e2e/attacks.js"), join(dir, "attacks.js"));
      const index = join(dir, "index.html");
      writeFileSync(index, readFileSync(index, "utf8").replace("</head>", '<script src="attacks.js" defer></script></head>'));
    },
  });
  // Without the watch of the fixtures: here complaints are the proof that the policy works.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(copy.url);
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  const outcomes = await page.evaluate((other) => (window as unknown as { attack: (other: string) => Promise<[string, string][]> }).attack(other), foreign.url);
  expect(outcomes.length).toBeGreaterThan(40);
  expect(outcomes.filter(([, outcome]) => outcome !== "blocked")).toEqual([]);
  expect(foreign.asked).toEqual([]);
  expect(page.url()).toBe(copy.url);
  await context.close();
  await copy.close();
  await foreign.close();
});

test("the guard of the tests themselves notices a complaint, an error and a foreign request", async ({ browser, baseURL }) => {
  const foreign = await serveForeign();
  const complaints = new Complaints();
  complaints.allow("an expected one");
  const context = await browser.newContext();
  await watch(context, new URL(baseURL ?? "").origin, complaints);
  const page = await context.newPage();
  await page.goto(baseURL ?? "");
  await page.evaluate((other) => {
    console.error("an expected one");
    console.error("an unexpected one");
    document.body.setAttribute("style", "color: red");
    setTimeout(() => {
      throw new Error("thrown");
    });
    const frame = document.createElement("img");
    frame.src = `${other}image.png`;
    document.body.append(frame);
  }, foreign.url);
  await expect.poll(() => complaints.unexpected.some((text) => text.includes("thrown"))).toBe(true);
  await page.goto(foreign.url);
  const all = complaints.unexpected.join("\n");
  expect(all).toContain("console error: an unexpected one");
  expect(all).not.toContain("an expected one");
  expect(all).toContain("policy violation: style-src-attr");
  expect(all).toContain("policy violation: img-src");
  expect(all).toContain("uncaught error: thrown");
  expect(all).toContain("request to another origin");
  await context.close();
  await foreign.close();
});

test.describe("failing", () => {
  test("a panic stops the page, says so, and hands out a rescue copy of the program's own keys", async ({ page }) => {
    await openApp(page);
    await page.evaluate(() => {
      localStorage.clear();
      localStorage.setItem("ppmo/one", "1");
      localStorage.setItem("ppmo/__proto__", '{"polluted":true}');
      localStorage.setItem("somebody/else", "no");
      (window as unknown as { ppmoFail: (message: string) => void }).ppmoFail("index out of bounds");
    });
    const dialog = page.getByRole("dialog", { name: "Pocket PMO has stopped" });
    await expect(dialog).toContainText("index out of bounds");
    await expect(page.locator("html")).toHaveAttribute("data-failed", "1");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(dialog, "it cannot be dismissed").toBeVisible();
    const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download rescue copy" }).click()]);
    expect(download.suggestedFilename()).toMatch(/^pocket-pmo-rescue-\d{4}-\d\d-\d\d\.json$/);
    const copy = JSON.parse(readFileSync(await download.path(), "utf8")) as { format: string; entries: [string, string][] };
    expect(copy.format).toBe("pocket-pmo-rescue");
    expect([...copy.entries].sort()).toEqual([
      ["ppmo/__proto__", '{"polluted":true}'],
      ["ppmo/one", "1"],
    ]);
    await dialog.getByRole("button", { name: "Reload" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  });

  test("an uncaught error and a rejected promise stop the page; a ResizeObserver notice does not", async ({ page, allow }) => {
    allow("uncaught error");
    await openApp(page);
    await page.evaluate(() => window.dispatchEvent(new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." })));
    await page.evaluate(() => window.dispatchEvent(new ErrorEvent("error", { message: "theirs", filename: "chrome-extension://abc/content.js" })));
    await expect(page.locator("#failure")).toBeHidden();
    await page.evaluate(() => void setTimeout(() => Promise.reject(new Error("nobody waited")), 0));
    await expect(page.getByRole("dialog", { name: "Pocket PMO has stopped" })).toContainText("nobody waited");
  });

  test("the first failure is the one that is told", async ({ page }) => {
    await openApp(page);
    await page.evaluate(() => {
      const { ppmoFail } = window as unknown as { ppmoFail: (message: string) => void };
      ppmoFail("the cause");
      ppmoFail("what followed");
    });
    await expect(page.locator("#failure-detail")).toHaveText("the cause");
  });

  test("a slow line is spoken of after 15 seconds, and is no failure before nothing has come for a minute", async ({ page }) => {
    await page.clock.install();
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route("**/boot-*.js", async (route) => {
      await held;
      await route.continue();
    });
    const wasm = page.waitForEvent("requestfinished", (request) => request.url().endsWith("_bg.wasm"));
    await page.goto("./", { waitUntil: "commit" });
    const status = page.getByRole("status").filter({ hasText: "Opening Pocket PMO" });
    await expect(status).toBeVisible();
    // The files that are not held have come.
    await wasm;
    await page.clock.runFor(13_000);
    await expect(status).toBeVisible();
    await page.clock.runFor(4_000);
    await expect(page.getByRole("status").filter({ hasText: "the connection is slow" })).toBeVisible();
    await expect(page.locator("#failure")).toBeHidden();
    await page.clock.runFor(45_000);
    await expect(page.getByRole("dialog", { name: "taking long to load" })).toBeVisible();
    go();
    await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
    await expect(page.locator("#failure")).toBeHidden();
    await expect(page.locator("#app")).toBeVisible();
  });
});

test.describe("header files", () => {
  const wanted = new Map([
    ["content-security-policy", `${POLICY}; frame-ancestors 'none'`],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), bluetooth=(), midi=(), browsing-topics=()"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
  ]);

  const guide = readFileSync(join(ROOT, "docs/hosting.md"), "utf8");
  const snippet = (language: string) => new RegExp("```" + language + "\\n([\\s\\S]*?)```").exec(guide)?.[1] ?? "";
  const pairs = (text: string, pattern: RegExp) => new Map([...text.matchAll(pattern)].map((match) => [(match[1] ?? "").toLowerCase(), match[2] ?? ""]));
  const balanced = (text: string) => (text.match(/\{/g) ?? []).length === (text.match(/\}/g) ?? []).length;

  const sources: [string, () => Map<string, string>][] = [
    [
      "public/_headers",
      () => {
        const lines = read("_headers").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
        for (const line of lines) expect(line).toMatch(/^(?:\/\S*|  [A-Za-z-]+: \S.*)$/);
        const all = lines.slice(lines.indexOf("/*") + 1);
        const end = all.findIndex((line) => line.startsWith("/"));
        return pairs((end < 0 ? all : all.slice(0, end)).join("\n"), /^ {2}([A-Za-z-]+): (.*)$/gm);
      },
    ],
    ["nginx", () => pairs(snippet("nginx"), /^\s*add_header ([A-Za-z-]+) "([^"]*)" always;$/gm)],
    ["apache", () => pairs(snippet("apache"), /^\s*Header always set ([A-Za-z-]+) "([^"]*)"$/gm)],
    ["caddy", () => pairs(snippet("caddy"), /^\s*([A-Z][A-Za-z-]+) "([^"]*)"$/gm)],
  ];

  for (const [name, headers] of sources) {
    test(`${name}: the policy of the page, and the rest`, () => {
      const found = headers();
      for (const [header, value] of wanted) expect(found.get(header), header).toBe(value);
      if (name !== "public/_headers") expect(balanced(snippet(name))).toBe(true);
    });
  }

  test("the program starts under them, and cannot be framed at all", async ({ page, allow }) => {
    allow("request to another origin");
    allow(/frame-ancestors/i);
    const copy = await serveCopy({ headers: Object.fromEntries(wanted) });
    await page.goto(copy.url);
    await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
    const outside = await serveForeign(`<!doctype html><title>outside</title><iframe src="${copy.url}"></iframe>`);
    await page.goto(outside.url);
    await expect(page.frameLocator("iframe").locator("#failure")).toHaveCount(0);
    await outside.close();
    await copy.close();
  });
});

test("the server of the tests gives nothing from outside its folder", () => {
  for (const path of ["/base/../package.json", "/base/..%2fpackage.json", "/base/%2e%2e/package.json", "/base/a\0b", "/base/%", "/elsewhere/", "/base//etc/passwd"]) {
    expect(fileFor(DIST, "/base/", path), path).toBeNull();
  }
  expect(fileFor(DIST, "/base/", "/base/")).toBe(join(DIST, "index.html"));
});
