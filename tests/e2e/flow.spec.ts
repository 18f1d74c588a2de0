// Owns: the page of flow: its charts with their tables and files, what it is narrowed to, the forecast, what it says with too little
// history, on paper and on a phone.
import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { newProject, openExample, openProject } from "./people.ts";

const chart = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const CHARTS = ["Forecast", "Cumulative flow", "Throughput per week", "Cycle time", "Lead time", "Age of work in progress"];

/** The flow of a project of the example. */
async function openFlow(page: Page, project: string) {
  await openExample(page);
  await openProject(page, project, "Flow");
  await expect(chart(page, "Forecast")).toBeVisible();
}

async function fileOf(page: Page, button: string) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("each chart has a heading, an image with words, and a table that opens by a key and says the same", async ({ page }) => {
  await openFlow(page, "New booking system");
  for (const name of [...CHARTS, "Work in progress"]) {
    const own = chart(page, name);
    await expect(own.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
    await expect(own.getByRole("img", { name: new RegExp(`^Chart: ${name}\\. .+`) })).toBeVisible();
    const summary = own.getByText("Show as a table");
    await summary.focus();
    await page.keyboard.press("Enter");
    await expect(own.getByRole("table")).toBeVisible();
    expect(await own.getByRole("row").count(), name).toBeGreaterThan(1);
    await page.keyboard.press("Enter");
    await expect(own.getByRole("table")).toHaveCount(0);
  }
});

test("what a chart shows is saved as an SVG that stands by itself and as a CSV with every row", async ({ page }) => {
  await openFlow(page, "New booking system");
  const svg = await fileOf(page, "Save “Cycle time” as SVG");
  expect(svg.name).toMatch(/^Cycle time \d{4}-\d{2}-\d{2}\.svg$/);
  expect(svg.text).toMatch(/^<\?xml[^>]*>\s*<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg.text).toContain("<title>Cycle time</title>");
  const points = (text: string) => text.match(/<circle /g)?.length ?? 0;
  expect(points(svg.text)).toBeGreaterThan(5);
  expect(points(svg.text)).toBeLessThanOrEqual((await fileOf(page, "Save “Cycle time” as CSV")).text.split("\r\n").length - 2);
  const csv = await fileOf(page, "Save “Cycle time” as CSV");
  expect(csv.text.split("\r\n")[0]).toBe("\ufeff\"Item\",\"Project\",\"Done on\",\"Days\"");
  await chart(page, "Cycle time").getByText("Show as a table").click();
  // The heading and the end of the file beside the rows; the table has its heading too.
  await expect(chart(page, "Cycle time").getByRole("row")).toHaveCount(csv.text.split("\r\n").length - 1);
});

test("a phase shows its own columns and their limits, a period changes all, and the address keeps both", async ({ page }) => {
  await openFlow(page, "New booking system");
  await page.getByRole("radiogroup", { name: "Phase" }).getByText("Execution").click();
  await expect(page).toHaveURL(/\?phase=execution$/);
  const limits = chart(page, "Items against limits");
  await limits.getByText("Show as a table").click();
  await expect(limits.getByRole("rowheader", { name: "Doing" })).toBeVisible();
  await expect(limits.getByRole("columnheader", { name: "Limit" })).toBeVisible();
  await page.getByRole("radiogroup", { name: "Period" }).getByText("52 weeks").click();
  await expect(page).toHaveURL(/\?phase=execution&weeks=52$/);
  // The table that was opened stays open.
  await expect(limits.getByRole("table")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Execution" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "52 weeks" })).toBeChecked();
});

test("a forecast says by when, for as many items as are asked about", async ({ page }) => {
  await openFlow(page, "New booking system");
  const own = chart(page, "Forecast");
  await expect(own.getByText(/^\d+ items left: 85% by \d+ \w+/)).toBeVisible();
  await page.getByRole("textbox", { name: "Items left to forecast" }).fill("5");
  await expect(own.getByText(/^5 items left: 85% by /)).toBeVisible();
  await expect(own.getByRole("listitem")).toHaveCount(4);
  const before = await own.getByRole("listitem").allTextContents();
  await page.reload();
  await expect(own.getByRole("listitem")).toHaveText(before);
  await page.getByRole("textbox", { name: "Items left to forecast" }).fill("many");
  await expect(page.getByText("Give a whole number from 1 to 100,000.")).toBeVisible();
});

test("over all projects flow is found in the navigation, and hands hold together on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openExample(page);
  await page.goto("./#/work/flow");
  await expect(page.getByRole("heading", { level: 1, name: "Flow" })).toBeVisible();
  for (const name of [...CHARTS, "Work in progress"]) await expect(chart(page, name).getByRole("img")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const sizes = await page.locator(".chart-drawing text").evaluateAll((all) => all.map((own) => own.getBoundingClientRect().height));
  expect(Math.min(...sizes), "letters keep their size").toBeGreaterThan(10);
});

test("with too little history a chart says what is missing", async ({ page }) => {
  await openApp(page);
  await page.goto("./#/work/flow");
  await expect(page.getByRole("heading", { name: "No work items yet" })).toBeVisible();
  await page.goto("./#/board");
  await newProject(page, "Apollo");
  await openProject(page, "Apollo", "Flow");
  await expect(page.getByRole("heading", { name: "No work items yet" })).toBeVisible();
});

test("on paper charts stand without their tools", async ({ page }) => {
  await openFlow(page, "New booking system");
  await page.emulateMedia({ media: "print" });
  await expect(chart(page, "Cumulative flow").getByRole("img")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save “Cycle time” as SVG" })).toBeHidden();
  await expect(page.getByRole("radiogroup", { name: "Period" })).toBeHidden();
});
