// Owns: paper. Every page is printed as a browser does it, from the dark theme, and its text is read back from the PDF: nothing
// of the navigation and its tools is on it, and nothing of the portfolio is cut off.
import { type Page } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { expect, openApp, test } from "./fixtures.ts";
import { ofRecords, PLACES, visit } from "./pages.ts";
import { cardLink, board, changeField, newProject, openExample, openProject } from "./people.ts";

/** Words of navigation, tools and buttons that no page has as its own. */
const TOOLS = [
  "Governance", "Find anything", "Who are you?", "Skip to content", "Saved", "Menu",
  "Undo", "Redo", "New project", "Remove the example", "Filter", "Search", "Open gate", "More", "All fields", "Show more",
  "Columns", "Save as CSV", "Record a decision", "Decide", "Density", "Compact", "Comfortable", "Not given", "Details", "Fix",
];

/** Words that must be on pages of the example, beside their headings. */
const WORDS = new Map([
  ["/", "Needs attention"],
  ["/board", "Execution"],
  ["/projects", "Planned finish"],
  ["/decisions", "Decision log"],
  ["/people", "Ingrid Solheim"],
  ["/programmes", "Digital Crossing"],
  ["/data/quality", "Status out of date"],
  ["/data/history", "Load the example portfolio"],
]);

/** Prints the page; gives the text of each sheet. */
async function print(page: Page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text;
}

/** Words as they stand on the sheets, in whichever lines they were broken. */
const joined = (sheets: string[]) => sheets.join("\n").replace(/[\s-]+/g, "");
const expectWords = (sheets: string[], words: string) => expect(joined(sheets)).toContain(words.replace(/[\s-]+/g, ""));

/** What the page says beside its controls: some pages speak of what a tool is called elsewhere, as the settings of Undo. */
const ownText = (page: Page) =>
  page.getByRole("main").evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const control of copy.querySelectorAll("button, .btn, select, nav, .undo")) control.remove();
    return [...copy.querySelectorAll("*")].map((own) => [...own.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent).join(" ")).join(" | ");
  });

function expectNoTools(sheets: string[], where: string, own = "") {
  const text = sheets.join("\n");
  for (const words of TOOLS.filter((words) => !new RegExp(`\\b${words}\\b`).test(own))) expect.soft(text, `${where}: “${words}”`).not.toMatch(new RegExp(`(^|\\s)${words}(\\s|$)`, "m"));
  // The answers of a gate speak of change control, the history of a project that was to close.
  for (const words of ["Change", "Close"]) expect.soft(text, `${where}: “${words}”`).not.toMatch(new RegExp(`^${words}$`, "m"));
}

/** What is cut off, or lies beside the sheet, when the page is laid out for paper of A4. */
async function cutOff(page: Page, wide = false) {
  const before = page.viewportSize();
  // A4 without its margins at 96 dots an inch.
  await page.setViewportSize(wide ? { width: 1046, height: 718 } : { width: 694, height: 1030 });
  await page.emulateMedia({ media: "print" });
  const found = await page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden");
    const text = (element: Element) => (element.textContent ?? "").trim();
    const cuts: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("body *:not(svg, svg *)")) {
      if (!shown(element) || text(element) === "") continue;
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(element);
      const isCut =
        (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) || (overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1);
      if (isCut || webkitLineClamp !== "none") cuts.push(`cut: ${element.tagName}.${element.className} ${text(element).slice(0, 60)}`);
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) cuts.push(`beside the sheet: ${element.tagName}.${element.className} ${text(element).slice(0, 60)}`);
    }
    return cuts;
  });
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
  return found;
}

/** Expects light colours on the sheet, whatever the theme. */
async function expectLight(page: Page) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.evaluate(() => [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.documentElement).colorScheme])).toEqual(["rgb(255, 255, 255)", "light"]);
  await page.emulateMedia({ media: null });
}

test("every page prints without navigation and tools, in light colours, and nothing is cut", async ({ page }) => {
  // Dozens of sheets are printed and read back.
  test.setTimeout(600_000);
  await page.emulateMedia({ colorScheme: "dark" });
  await openExample(page);
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  const names = await board(page).getByRole("listitem").getByRole("link").allTextContents();
  for (const route of [...PLACES, ...(await ofRecords(page))]) {
    await visit(page, route);
    // How many days of the example stand on the first page of its history depends on the day of the week.
    const more = page.getByRole("button", { name: "Show more", exact: true });
    if (route === "/data/history") while (await more.isVisible()) await more.click();
    const word = WORDS.get(route) ?? (await page.getByRole("main").getByRole("heading", { level: 1 }).innerText());
    await expect(page.getByRole("main").getByText(word).filter({ visible: true }).first()).toBeVisible();
    const sheets = await print(page);
    expectWords(sheets, word);
    expectNoTools(sheets, route, WORDS.has(route) ? "" : await ownText(page));
    expect.soft(sheets.every((sheet) => sheet.trim() !== ""), `${route}: no empty sheet`).toBe(true);
    // The gates of later are folded on the screen alone.
    if (route === "/decisions") for (const due of await page.locator("details.gates-when td:nth-child(3)").allTextContents()) expectWords(sheets, due);
    if (route === "/board" || route === "/projects") for (const name of names) expectWords(sheets, name);
    expect.soft(await cutOff(page, route === "/projects"), route).toEqual([]);
    await expectLight(page);
  }
});

test("a project prints on one page, and its other tabs in full", async ({ page }) => {
  // Two dozen sheets are printed and read back.
  test.slow();
  await openExample(page);
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  const hrefs = await board(page).getByRole("listitem").getByRole("link").evaluateAll((links) => links.map((own) => own.getAttribute("href") ?? ""));
  expect(hrefs.length).toBeGreaterThan(5);
  for (const href of hrefs) {
    await page.goto(`./${href}`);
    await expect(page.getByRole("heading", { name: "Status by constraint" })).toBeVisible();
    const sheets = await print(page);
    expect(sheets, href).toHaveLength(1);
    expectNoTools(sheets, href);
    expect(await cutOff(page), href).toEqual([]);
  }
  await openProject(page, "New booking system", "Summary");
  const summary = await print(page);
  for (const words of ["CBF-03", "Worse since", "G2 go", "50 working days late", "£2,510,000", "Aisha Karim", "Plan of the migration", "Latest gate", "Supplier, people and money are agreed."]) expectWords(summary, words);

  await openProject(page, "New booking system", "Gates");
  const gates = await print(page);
  for (const words of ["G2: Go", "Supplier, people and money are agreed.", "Plan quality is at least 80%", "10% for the migration of data."]) expectWords(gates, words);
  expectNoTools(gates, "gates");
  for (const tab of ["All fields", "Gates", "History"]) {
    await openProject(page, "New booking system", tab);
    expect(await cutOff(page), tab).toEqual([]);
    expectNoTools(await print(page), tab);
  }
});

test("a long name and a long note are printed to their end", async ({ page }) => {
  const name = `Apollo ${"andtheverylongnameofaprojectthatnobodycanbreak".repeat(4)}endofname`;
  const note = `Begin. ${"The rocket is heavy and the moon is far. ".repeat(20)}End of note.`;
  await openApp(page);
  await newProject(page, name);
  await cardLink(board(page), name).click();
  await page.getByRole("main").getByRole("link", { name: "All fields", exact: true }).click();
  await changeField(page, "Summary", note);
  for (const tab of ["Summary", "All fields", "History"]) {
    await page.getByRole("main").getByRole("link", { name: tab, exact: true }).click();
    const sheets = await print(page);
    expectWords(sheets, name);
    expectWords(sheets, "End of note.");
    expect(await cutOff(page), tab).toEqual([]);
  }
  for (const route of ["/board", "/projects", "/"]) {
    await page.goto(`./#${route}`);
    await expect(page.getByRole("main").getByText("Apollo").first()).toBeVisible();
    if (route !== "/") expectWords(await print(page), name);
    expect(await cutOff(page, route === "/projects"), route).toEqual([]);
  }
});

test("the register prints all its rows, not those in sight, with its headings on each sheet", async ({ page }) => {
  await openApp(page, "/data/import");
  const lines = Array.from({ length: 120 }, (_, at) => `Project ${String(at + 1).padStart(3, "0")}\tAda Lovelace\t${(at + 1) * 1000}`);
  await page.getByRole("textbox", { name: /paste/i }).fill(["Name\tLead\tBudget (GBP)", ...lines].join("\n"));
  await page.getByRole("button", { name: "Read pasted cells" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: /^Import 120 projects/ }).click();
  await expect(page.getByRole("heading", { name: "120 projects imported" })).toBeVisible();
  await page.goto("./#/projects");
  const grid = page.getByRole("grid", { name: "Projects" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible();
  const drawn = await grid.getByRole("row").count();
  expect(drawn, "a window of the rows is drawn").toBeLessThan(100);
  const sheets = await print(page);
  for (const line of lines) expectWords(sheets, line.split("\t")[0] ?? "");
  expect(sheets.length).toBeGreaterThan(2);
  for (const sheet of sheets) expect(sheet).toContain("Planned finish");
  expectWords(sheets, "£7,260,000");
  await expect.poll(() => grid.getByRole("row").count(), "afterwards the window is back").toBe(drawn);
});

test("every sheet says whose portfolio it is, when it was printed, and which page of how many", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  await expect(page.getByRole("heading", { name: "Decision log" })).toBeVisible();
  const sheets = await print(page);
  expect(sheets.length).toBeGreaterThan(1);
  const today = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" }).format(new Date());
  sheets.forEach((sheet, at) => {
    expectWords([sheet], `Example: Calder Bay Ferries, printed ${today}`);
    expectWords([sheet], `Page ${at + 1} of ${sheets.length}`);
  });
  // Names cannot end the text of the foot.
  await page.goto("./#/settings");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill('A "B" \\ C');
  await page.keyboard.press("Enter");
  await page.goto("./#/decisions");
  await expect(page.getByRole("heading", { name: "Decision log" })).toBeVisible();
  expectWords(await print(page), 'A "B" \\ C, printed');
});

test("a register with too many columns breaks no figure, and names the columns that have no room", async ({ page }) => {
  await openExample(page);
  const columns = "name,code,phase,state,programme,lead,sponsor,budget,actual_cost,forecast_cost,planned_start,planned_finish,forecast_finish,actual_finish,priority,size_class,late,variance,age,conditions,objective";
  await page.goto(`./#/projects?columns=${columns}`);
  await expect(page.getByRole("grid", { name: "Projects" }).getByRole("rowheader").first()).toBeVisible();
  const sheets = await print(page);
  const text = sheets.join("\n");
  expect(text).toContain("Not on this sheet, which is too narrow");
  expectWords(sheets, "Objective. A CSV file has all columns.");
  for (const amount of ["£2,350,000", "£17,270,000"]) expect(text, "an amount stands in one line").toContain(amount);
  expect(await cutOff(page, true)).toEqual([]);
  // Afterwards all columns are there again.
  await expect(page.getByRole("columnheader", { name: "Objective" })).toBeAttached();
});

test("the rows of the decision log are one line of cells, with rules that meet", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  await expect(page.getByRole("table").getByRole("row").nth(3)).toBeVisible();
  await page.emulateMedia({ media: "print" });
  const uneven = await page.locator(".decision-log tbody tr").evaluateAll((rows) => rows.filter((row) => new Set([...row.children].map((cell) => Math.round(cell.getBoundingClientRect().bottom))).size > 1).length);
  expect(uneven).toBe(0);
});
