// Owns: the `test` that every spec imports. It fails a test in which the page complained, broke its content
// security policy, or asked another origin for anything - whatever else the test was about.
//
//   import { expect, test } from "./fixtures.ts";
//
// A test that provokes a complaint says so before:
//
//   test("...", async ({ page, allow }) => { allow(/could not be loaded/); ... });
import { test as base, expect, type BrowserContext, type ConsoleMessage, type Page } from "@playwright/test";

export { expect };

/** What a watched context has complained of so far. */
export class Complaints {
  readonly #found: string[] = [];
  readonly #allowed: (string | RegExp)[] = [];

  add(complaint: string) {
    this.#found.push(complaint);
  }

  /** Expects a complaint that contains, or matches, `pattern`. */
  allow(pattern: string | RegExp) {
    this.#allowed.push(pattern);
  }

  /** Complaints that nobody expected. */
  get unexpected() {
    const expected = (text: string) => this.#allowed.some((pattern) => (typeof pattern === "string" ? text.includes(pattern) : pattern.test(text)));
    return this.#found.filter((text) => !expected(text));
  }
}

/** Watches all pages of a context; `home` is the only origin that they may ask. Call it before opening a page. */
export async function watch(context: BrowserContext, home: string, complaints: Complaints) {
  context.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error") complaints.add(`console error: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.add(`uncaught error: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const local = url.protocol === "data:" || url.protocol === "blob:";
    if (!local && url.origin !== home) complaints.add(`request to another origin: ${request.method()} ${request.url()}`);
  });
  // Not every violation reaches the console, and those of inline styles are easily overlooked there.
  await context.exposeBinding("reportPolicyViolation", (_source, text: string) => complaints.add(`policy violation: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportPolicyViolation } = window as unknown as { reportPolicyViolation: (text: string) => void };
      reportPolicyViolation(`${event.effectiveDirective} blocked ${event.blockedURI || "inline code"} (${event.sourceFile}:${event.lineNumber})`);
    });
  });
}

type Fixtures = {
  /** Expects a complaint of the page that contains, or matches, the pattern. */
  allow: (pattern: string | RegExp) => void;
  complaints: Complaints;
};

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context, baseURL }, use) => {
      const complaints = new Complaints();
      await watch(context, new URL(baseURL ?? "").origin, complaints);
      await use(complaints);
      expect(complaints.unexpected, "the page had nothing to complain about").toEqual([]);
    },
    { auto: true },
  ],
  page: async ({ page }, use) => {
    // SLOW=6 make e2e: the page on a machine six times as slow, which brings out what depends on a frame in time.
    const rate = Number(process.env.SLOW ?? 1);
    if (rate > 1) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate });
    await use(page);
  },
  allow: async ({ complaints }, use) => {
    await use((pattern) => complaints.allow(pattern));
  },
});

/** Opens the program at a hash route and waits until it is mounted. */
export async function openApp(page: Page, route = "") {
  await page.goto(route === "" ? "./" : `./#${route}`);
  await expect(page.locator("html"), "the program is mounted").toHaveAttribute("data-ready", "1");
}
