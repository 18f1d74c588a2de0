// Owns: the form of a status report out and back - opened from a file without a network, filled in by keyboard, saved, rehearsed, taken over,
// taken back - what is refused, and a snapshot of the portfolio held against what came after.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { changeField, day as dueDay, openExample, openProject } from "./people.ts";

const PROJECT = "New booking system";
const report = (page: Page) => page.getByRole("article", { name: /^Status report / });
const reports = (page: Page) => page.getByRole("navigation", { name: "Reports" }).getByRole("link");
const rehearsal = (page: Page) => page.getByRole("dialog", { name: "Take over a form" });

async function press(page: Page, name: string) {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

/** The form of the project as a file in a folder of its own. */
async function sendForm(page: Page) {
  const coming = page.waitForEvent("download");
  await press(page, "Send form");
  const download = await coming;
  const file = join(mkdtempSync(join(tmpdir(), "form-")), download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** Opens a form as somebody does who has the file alone: from the disk, without a network. */
async function openForm(browser: Browser, file: string) {
  const context = await browser.newContext({ offline: true, acceptDownloads: true, locale: "en-GB" });
  const form = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  form.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  form.on("pageerror", (error) => complaints.push(error.message));
  form.on("request", (request) => /^(file|blob|data):/.test(request.url()) || asked.push(request.url()));
  await form.goto(`file://${encodeURI(file)}`);
  return { form, complaints, asked };
}

test("a form goes out, is filled in by keyboard without a network, comes back, is rehearsed, taken over and taken back", async ({ page, browser }) => {
  await openExample(page);
  await openProject(page, PROJECT, "Reports");
  await expect(report(page)).toBeVisible();
  const before = await reports(page).count();
  const file = await sendForm(page);
  const { form, complaints, asked } = await openForm(browser, file);
  await expect(form.getByRole("heading", { level: 1, name: `${PROJECT}: status report` })).toBeVisible();
  await expect(form).toHaveTitle(new RegExp(`^Status report: ${PROJECT}, `));
  await expect(form.getByText(/^Last report: /).first()).toBeVisible();
  // Nothing else runs in it, and nothing leaves it.
  expect(await form.evaluate(() => {
    try {
      document.body.innerHTML = "<img src=x onerror=alert(1)>";
      return "let through";
    } catch {
      return "blocked";
    }
  })).toBe("blocked");
  complaints.length = 0;
  const schedule = form.getByRole("group", { name: "Schedule" });
  await schedule.getByRole("radio").first().focus();
  await form.keyboard.press("r");
  await expect(schedule.getByRole("radio", { name: "Red" })).toBeChecked();
  await form.getByRole("textbox", { name: "Schedule note" }).focus();
  await form.keyboard.press("Control+a");
  await form.keyboard.type("<script>alert(1)</script> Steel & glass");
  await form.getByRole("textbox", { name: "Help needed" }).focus();
  await form.keyboard.press("Control+a");
  await form.keyboard.type("A second crane");
  await form.getByLabel("How it comes back on course").fill("Second shift");
  await form.getByLabel("Owner").fill("Ada Lovelace");
  await form.getByLabel("Back on course by").fill("2027-01-15");
  const saving = form.waitForEvent("download");
  await form.getByRole("button", { name: "Save answers" }).focus();
  await form.keyboard.press("Enter");
  const answers = join(mkdtempSync(join(tmpdir(), "answers-")), "answers.json");
  await (await saving).saveAs(answers);
  await expect(form.getByRole("status")).toContainText("Send that file back");
  expect(complaints).toEqual([]);
  expect(asked).toEqual([]);
  await form.context().close();

  await page.getByRole("button", { name: "Take over a form", exact: true }).setInputFiles(answers);
  const dialog = rehearsal(page);
  await expect(dialog.getByRole("row", { name: /^Schedule / })).toContainText("Red: <script>alert(1)</script> Steel & glass");
  await expect(dialog.getByRole("row", { name: /^Help needed / })).toContainText("A second crane");
  // What was not touched stays, whatever its name.
  await expect(dialog.getByRole("row", { name: /^(Cost|Forecast|Scope|Benefit|Quality|Done|Next) ?/ })).toHaveCount(0);
  await expect(dialog.getByText(/fields? stay as they are/)).toBeVisible();
  await expectClean(page, "the rehearsal of a form");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await dialog.getByRole("button", { name: "Take over and submit" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(reports(page)).toHaveCount(before + 1);
  await expect(report(page)).toContainText("<script>alert(1)</script> Steel & glass");
  await expect(report(page)).toContainText("A second crane");
  // The same file again: the report was handed in.
  await page.getByRole("button", { name: "Take over a form", exact: true }).setInputFiles(answers);
  await expect(dialog.getByRole("alert")).toContainText("was submitted since. Nothing is written over it.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(reports(page)).toHaveCount(before);
});

test("what is no answer is refused with a sentence, and nothing changes", async ({ page }) => {
  await openExample(page);
  await openProject(page, PROJECT, "Reports");
  const form = await sendForm(page);
  const folder = mkdtempSync(join(tmpdir(), "broken-"));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(readFileSync(form, "utf8"))?.[1] ?? "") as Record<string, unknown>;
  const answers = (other: object) => JSON.stringify({ ...data, format: "pocket-pmo-report-answers", answers: {}, ...other });
  for (const [name, text, sentence] of [
    ["form.json", readFileSync(form, "utf8"), "It is the form itself."],
    ["broken.json", "{", "The text ends too early"],
    ["other.json", "{}", "It has no answers of a status report form."],
    ["later.json", answers({ version: 2 }), "A later version of Pocket PMO wrote it."],
    ["purple.json", answers({ answers: { schedule: { status: "purple" } } }), "is “purple”, which is none of green, amber and red."],
    ["large.json", " ".repeat(1_000_001), "at most 1 MB are read"],
    ["elsewhere.json", answers({ project: "0000000000001" }), "of another portfolio"],
  ] as const) {
    await page.getByRole("button", { name: "Take over a form", exact: true }).setInputFiles(file(name, text));
    await expect(rehearsal(page).getByRole("alert"), name).toContainText(sentence);
    await page.keyboard.press("Escape");
    await expect(rehearsal(page)).toHaveCount(0);
  }
});

test("the office sends a form to everybody who owes a report and takes several over in one step", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/reports");
  const [reported, owed] = (await page.getByText(/\d+ of \d+ reported/).innerText()).match(/(\d+) of (\d+)/)!.slice(1).map(Number) as [number, number];
  const files: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "forms-"));
  page.on("download", (download) => void files.push(download.suggestedFilename()));
  const first = page.waitForEvent("download");
  await press(page, "Forms for all who owe one");
  await (await first).saveAs(join(folder, "first.html"));
  await expect.poll(() => files.length).toBe(owed - reported);
  expect(new Set(files).size).toBe(files.length);
  const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(readFileSync(join(folder, "first.html"), "utf8"))?.[1] ?? "") as Record<string, unknown>;
  const answers = join(folder, "answers.json");
  writeFileSync(answers, JSON.stringify({ ...data, format: "pocket-pmo-report-answers", answers: { done: "Tested" } }));
  await page.getByLabel("Take over forms").setInputFiles([answers, join(folder, "first.html")]);
  await expect(rehearsal(page).getByRole("alert").filter({ hasText: "It is the form itself." })).toBeVisible();
  await rehearsal(page).getByRole("button", { name: "Take over and submit" }).click();
  await expect(page.getByText(`${reported + 1} of ${owed} reported`)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText(`${reported} of ${owed} reported`)).toBeVisible();
});

test("a published report stays when a risk changes", async ({ page }) => {
  await openExample(page);
  await openProject(page, PROJECT, "RAID");
  await page.getByRole("button", { name: /^(Add the first|New) risk$/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "New risk" });
  await dialog.getByLabel("Event").fill("The quay sinks");
  await dialog.getByRole("combobox", { name: /^Owner/ }).fill("Ada Lovelace");
  await dialog.getByLabel("Probability").fill("5");
  await dialog.getByLabel("Impact on cost").fill("5");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await openProject(page, PROJECT, "Reports");
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog", { name: `Report status: ${PROJECT}` })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  const line = report(page).getByRole("listitem").filter({ hasText: "Risk: The quay sinks, score 25, critical" });
  await expect(line).toBeVisible();
  await press(page, "Mark as checked");
  await press(page, "Publish");
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toHaveCount(0);
  const published = await report(page).innerText();
  const address = page.url();
  // It occurs: from now on it is an issue, and no open risk any more.
  await openProject(page, PROJECT, "RAID");
  const risk = page.getByRole("grid", { name: "Risks" }).getByRole("row").filter({ has: page.getByRole("rowheader", { name: "The quay sinks", exact: true }) });
  await risk.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: /^It occurred…$/ }).last().click();
  await page.getByRole("dialog", { name: "It occurred" }).getByLabel("Issue due").fill(dueDay(5));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goto(address);
  await expect(line).toBeVisible();
  expect(await report(page).innerText()).toBe(published);
});

test("a snapshot is taken, stays as it was, and what has changed since stands beside it", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/reports");
  await press(page, "Take snapshot");
  const dialog = page.getByRole("dialog", { name: "Take snapshot" });
  const cutOff = dialog.getByLabel("Cut-off");
  const day = await cutOff.inputValue();
  await cutOff.fill("2099-01-01");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("The cut-off cannot lie ahead")).toBeVisible();
  await cutOff.fill(day);
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  const section = page.getByRole("region", { name: "Snapshots", exact: true });
  await expect(section.getByRole("status")).toContainText(" 0 have other figures.");
  await openProject(page, PROJECT);
  await changeField(page, "Forecast finish", "2031-03-03");
  await page.goto("./#/reports");
  await expect(section.getByRole("status")).toContainText(" 1 has other figures.");
  await expect(section.getByRole("row").filter({ hasText: PROJECT })).toContainText("now 3 Mar 2031");
  await expectClean(page, "snapshots");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no wider than a phone").toBe(true);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(section).toBeHidden();
});
