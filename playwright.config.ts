// Owns: how the end-to-end tests run. They see what a person gets: the built dist/, in a sub-path of a static host.
import { createHash } from "node:crypto";
import { defineConfig } from "@playwright/test";

// Every clone has a port of its own, so that two of them can be tested at once.
const port = Number(process.env.POCKET_PMO_E2E_PORT ?? 20_000 + (createHash("sha256").update(import.meta.dirname).digest().readUInt16BE() % 20_000));
const base = "/some/where/pocket-pmo/";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  workers: 2,
  // A machine that builds beside it stalls a browser now and then; a real fault fails twice, and what passed late is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  // Two cores that build something beside it are slow, and not wrong.
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { open: "never" }]],
  use: {
    baseURL: `http://127.0.0.1:${port}${base}`,
    locale: "en-GB",
    timezoneId: "Europe/London",
    // Recording costs a third of the time of every test: only the second try of a failed one is recorded, or all with TRACE=1.
    trace: process.env.TRACE ? "retain-on-failure" : "on-first-retry",
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: "reduce" },
    // What a test changes on its way to the page would not reach it through a cache. offline.spec.ts allows it.
    serviceWorkers: "block",
    launchOptions: {
      // Empty: the Chromium that Playwright brought itself.
      executablePath: process.env.CHROMIUM || undefined,
      // Chromium's sandbox does not work for root, who runs many build machines.
      chromiumSandbox: process.getuid?.() !== 0,
      args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs --dir dist --base ${base} --port ${port}`,
    url: `http://127.0.0.1:${port}${base}`,
    reuseExistingServer: false,
  },
});
