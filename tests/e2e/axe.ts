// Owns: looking at a page with axe, in both themes.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

// axe itself, put into the page once: its wrapper for Playwright does so anew for every look, which takes most of the time.
const AXE = readFileSync(createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Axe = {
  run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>;
};

/** All rules in the light theme; in the dark one those that depend on it. */
export async function expectClean(page: Page, where: string) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  for (const [theme, runOnly] of [
    ["dark", { type: "rule", values: ["color-contrast"] }],
    ["light", { type: "tag", values: RULES }],
  ] as const) {
    // Without reduced motion: that turns every change of a colour into a short transition, which stands still where nothing is drawn.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "no-preference" });
    const found = await page.evaluate(async (only) => {
      const { axe } = window as unknown as { axe: Axe };
      // Colours of the theme before may still be on their way, from element to element: until nothing moves for some frames.
      for (let still = 0, frame = 0; still < 4 && frame < 200; frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        const moving = document.getAnimations().some((own) => own.effect?.getComputedTiming().endTime !== Infinity);
        still = moving ? 0 : still + 1;
      }
      const { violations } = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary?.split("\n").slice(1).join(";")}`).join("\n   ")}`);
    }, runOnly);
    expect.soft(found, `axe on ${where}, ${theme}`).toEqual([]);
  }
}
