// Owns: maturity over time, the report on paper and as a file, and the page about the model, on the example portfolio.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { expectSaved, openExample } from "./people.ts";

const AXE = readFileSync(createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"), "utf8");
const MODEL = readFileSync(join(ROOT, "model/maturity-model.toml"), "utf8");

/** Opens the report of the example's second assessment. */
async function openReport(page: Page) {
  await openExample(page);
  await page.goto("./#/maturity/time");
  await page.getByRole("columnheader", { name: /Second assessment/ }).getByRole("link").click();
  await page.getByRole("navigation", { name: "Assessment" }).getByRole("link", { name: "Report", exact: true }).click();
  await expect(page.getByRole("article", { name: "Report" })).toBeVisible();
}

const joined = (text: string) => text.replace(/[\s-]+/g, "");

/** Downloads a file by a button; gives its name and text. */
async function save(page: Page, button: string) {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), path: await file.path(), text: readFileSync(await file.path(), "utf8") };
}

/** Prints the page; gives the text of each sheet. */
async function print(page: Page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  expect(text.every((sheet) => sheet.trim() !== ""), "no empty sheet").toBe(true);
  for (const words of ["Save as HTML file", "Print", "Undo", "Next steps", "Find anything", "Choose a model file", "Only what moved", "Then", "Now"]) {
    expect.soft(text.join("\n"), words).not.toMatch(new RegExp(`^${words}$`, "m"));
  }
  return text.join("\n");
}

/** What is cut off, or lies beside the sheet, when the page is laid out for paper of A4. */
async function cutOff(page: Page) {
  const before = page.viewportSize();
  // A4 without its margins at 96 dots an inch.
  await page.setViewportSize({ width: 694, height: 1030 });
  await page.emulateMedia({ media: "print" });
  const cut = await page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("main *:not(svg, svg *)")) {
      if (!element.checkVisibility({ visibilityProperty: true }) || !element.textContent?.trim() || element.closest(".visually-hidden")) continue;
      const { left, right } = element.getBoundingClientRect();
      const { overflowX } = getComputedStyle(element);
      if (left < -1 || right > innerWidth + 1 || (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1)) found.push(`${element.tagName} ${element.textContent.slice(0, 60)}`);
    }
    return found;
  });
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
  return cut;
}

test("report, comparison and model print on A4 without navigation and tools, and nothing is cut", async ({ page }) => {
  test.slow();
  await openReport(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const all = joined(await print(page));
  for (const words of ["Second assessment", "3 respondents", "Weakest dimension", "GOV-2", "PPL-4", "How this was scored", "must not be presented as one", "Answers against the records", "Improvement actions from this assessment"]) {
    expect.soft(all, words).toContain(joined(words));
  }
  expect(await cutOff(page)).toEqual([]);
  for (const [route, heading, words] of [["time", "Two side by side", "Publish a gate checklist"], ["model", "The five levels", "Is it settled who decides what?"]] as const) {
    await page.goto(`./#/maturity/${route}`);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    expect.soft(joined(await print(page)), route).toContain(joined(words));
    expect(await cutOff(page), route).toEqual([]);
  }
});

test("the report as an HTML file opens by itself, under a policy of its own, without a script", async ({ page, allow }) => {
  await openReport(page);
  const file = await save(page, "Save as HTML file");
  expect(file.name).toMatch(/^Maturity report Second assessment \d{4}-\d{2}-\d{2}\.html$/);
  expect(file.text).not.toMatch(/<script|<link|<button|<iframe|\son[a-z]+=|javascript:|href=|src=/i);
  expect(file.text.indexOf("Content-Security-Policy"), "the policy stands before the sheet").toBeLessThan(file.text.indexOf("<style"));
  // A file has another origin than the page: it is served here from one that answers nothing else.
  await page.route("**/kept-report.html", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: file.text }));
  await page.goto("./kept-report.html");
  await expect(page).toHaveTitle("Second assessment");
  await expect(page.getByRole("heading", { level: 1, name: "Second assessment" })).toBeVisible();
  await expect(page.getByRole("row", { name: /GOV-2/ }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Profile" }).getByRole("row")).toHaveCount(11);
  expect(await page.evaluate(() => document.scripts.length)).toBe(0);
  expect(await page.getByRole("region", { name: "Profile" }).locator("rect").first().evaluate((own) => getComputedStyle(own).fill), "the sheet is taken").not.toBe("rgb(0, 0, 0)");
  // What the file tries in vain, its own policy reports.
  allow(/Connecting to|Fetch API cannot load|connect-src blocked/);
  const blocked = await page.evaluate(async () => fetch("./").then(() => "let through", () => "blocked"));
  expect(blocked).toBe("blocked");
});

test("answers leave as CSV and JSON", async ({ page }) => {
  await openReport(page);
  const csv = await save(page, "Save answers as CSV");
  expect(csv.name).toBe("Answers Second assessment.csv");
  expect(csv.text).toContain("Respondent");
  expect(csv.text.split("\n").length).toBeGreaterThan(100);
  const json = await save(page, "Save answers as JSON");
  const { responses } = JSON.parse(json.text) as { responses: unknown[] };
  expect(responses).toHaveLength(3);
});

test("two assessments stand side by side, with what was done between them", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/maturity/time");
  const trend = page.getByRole("region", { name: "Trend of each dimension" });
  await expect(trend.getByRole("row")).toHaveCount(12);
  await expect(trend.getByRole("row", { name: /^Governance and decisions/ })).toContainText("Higher");
  const pairs = page.getByRole("region", { name: "Two assessments side by side" });
  await expect(pairs.getByRole("row")).toHaveCount(1 + 1 + 10 + 41);
  await expect(pairs.getByRole("row", { name: /^GOV-2/ })).toContainText("Higher");
  await page.getByRole("checkbox", { name: "Only what moved" }).check();
  await expect(pairs.getByRole("row")).not.toHaveCount(1 + 1 + 10 + 41);
  await expect(pairs.getByText("The same")).toHaveCount(0);
  await expect(page.getByText("Publish a gate checklist for each phase").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Now" }).selectOption({ index: 0 });
  await expect(page.getByText("Choose two different assessments.")).toBeVisible();
});

test("a broken model file lists its faults and changes nothing; a sound one is taken in and can be undone", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/maturity/model");
  const choose = page.getByLabel("Choose a model file");
  const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  const faults = page.getByRole("list", { name: "Faults of the file" });
  const line = MODEL.split("\n").findIndex((own) => own.startsWith("title =")) + 1;
  await choose.setInputFiles(file("broken.toml", MODEL.replace(/^title = .*$/m, 'title "without a sign between"')));
  await expect(faults.getByRole("listitem")).toHaveText([`Line ${line} cannot be read as TOML.`]);
  await choose.setInputFiles(file("faulty.toml", MODEL.replace('id = "GOV-2"', 'id = "GOV-1"').replace("weight = 1.5", "weight = 0")));
  await expect(faults.getByRole("listitem").nth(1)).toBeVisible();
  await expect(faults).toContainText("GOV-1");
  await expect(page.getByRole("button", { name: "Take in the model" })).toHaveCount(0);
  await choose.setInputFiles(file("same.toml", MODEL));
  await page.getByRole("button", { name: "Take in the model" }).click();
  await expect(faults).toContainText("is here already");

  const own = MODEL.replace('id = "pocket-pmo-maturity"', 'id = "ferry-maturity"').replace(/^title = .*$/m, 'title = "Ferry maturity"');
  await choose.setInputFiles(file("ferry.toml", own));
  await expect(page.getByText("“ferry.toml” has no faults: 10 dimensions, 41 questions")).toBeVisible();
  await page.getByRole("button", { name: "Take in the model" }).click();
  await expect(page.getByText("Ferry maturity was taken in.")).toBeVisible();
  await expectSaved(page);
  await page.reload();
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "Ferry maturity, version 1.0.0" });
  await expect(page.getByRole("heading", { name: "Ferry maturity" })).toBeVisible();
  await page.getByRole("button", { name: /^Undo: Take in the model Ferry maturity/ }).click();
  await expect(page.getByRole("combobox", { name: "Model" })).toHaveCount(0);
});

test("each question says why it is asked, and public models stand beside ours", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/maturity/model");
  await page.getByText("Governance and decisions", { exact: true }).click();
  await expect(page.getByRole("heading", { name: /^GOV-1/ })).toBeVisible();
  await expect(page.getByText("Serves").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("row", { name: /^P3M3/ })).toBeVisible();
});

/** Expects axe to find nothing, in both themes. */
async function expectClean(page: Page, where: string) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where} is no wider than the window`).toBe(true);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.waitForFunction(() => document.getAnimations().every((own) => own.effect?.getComputedTiming().endTime === Infinity));
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(where: Document): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }> } };
      const { violations } = await axe.run(document);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((own) => `${own.target.join(" ")} ${own.failureSummary ?? ""}`).join("; ")}`);
    });
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

for (const width of [1440, 390]) {
  test(`axe finds nothing at ${width} px, in both themes`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await openApp(page, "/maturity/time");
    await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
    await expectClean(page, "nothing to compare");
    await page.goto("./#/");
    await openExample(page);
    await page.goto("./#/maturity/time");
    await expect(page.getByRole("region", { name: "Trend of each dimension" })).toBeVisible();
    const report = await page.getByRole("columnheader", { name: /Second assessment/ }).getByRole("link").getAttribute("href");
    for (const route of ["#/maturity/time", "#/maturity/model", report?.replace(/result$/, "report") ?? ""]) {
      await page.goto(`./${route}`);
      await expect(page.getByRole("main").getByRole("heading", { level: 2 }).first()).toBeVisible();
      for (const fold of await page.getByRole("main").locator("summary").all()) await fold.click();
      await expectClean(page, route);
    }
  });
}
