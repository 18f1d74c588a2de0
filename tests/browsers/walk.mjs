// Owns: the walk through the product that every browser makes: what a person does from the first visit to a page without a
// network. Knows no browser, only a page (page.mjs).
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pause } from "./drivers.mjs";

/** Every page that is of no single record, each tab for itself, as the program's table has them (tests/e2e/pages.json). */
const PLACES = JSON.parse(readFileSync(new URL("../e2e/pages.json", import.meta.url), "utf8"))
  .filter((row) => !row.ofRecord)
  .flatMap(({ address, tabs }) => (tabs.length > 0 ? tabs : [""]).map((tab) => [address, tab].filter(Boolean).join("/")))
  .map((path) => ({ route: `#/${path}`, name: path.replaceAll("/", "-") || "overview" }));

const ROOT = resolve(import.meta.dirname, "../..");
const LIST = join(ROOT, "tests/fixtures/us-hhs-it-2013-a-projects.csv");
const EXAMPLE_PROJECTS = 14;

const card = (page, name) => page.find("[data-card] a", name);

/** The name of the column that a card is in. */
const columnOf = (page, name) =>
  page.script(
    `const link = [...document.querySelectorAll("[data-card] a")].find((own) => own.textContent.trim() === arguments[0]);
     return link?.closest("[data-column]")?.dataset.column ?? null;`,
    name,
  );

const inColumn = (page, name, column) =>
  page.until(
    `${name} in ${column}`,
    `const link = [...document.querySelectorAll("[data-card] a")].find((own) => own.textContent.trim() === arguments[0]);
     return link?.closest("[data-column]")?.dataset.column === arguments[1];`,
    [name, column],
  );

/** Names of the cards of a column from top to bottom. */
const cardsOf = (page, column) =>
  page.script(`return [...document.querySelectorAll('[data-column="' + arguments[0] + '"] [data-card] a')].map((link) => link.textContent.trim())`, column);

const equal = (found, expected, what) => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
};

const focused = (page, what, test, ...args) => page.until(`the focus on ${what}`, `const own = document.activeElement; return ${test}`, args);

/** Makes a project from the board. */
async function newProject(page, name) {
  await page.click("button", "/^New project|^Start empty/");
  const dialog = await page.find("dialog", "New project");
  await focused(page, "the name", "own.closest('dialog') !== null && own.matches('input')");
  await page.fill("textbox", "/^Name/", name, { within: dialog });
  await page.click("button", "Create project", { within: dialog });
  await page.gone("dialog", "New project");
  await card(page, name);
}

/** Answers a gate and records a go. */
async function decideGo(page, gate) {
  const dialog = await page.find("dialog", `Gate review ${gate}`, { exact: false });
  await page.script(
    `for (const name of ["Yes", "8"]) for (const radio of arguments[0].querySelectorAll("input[type=radio]"))
       if ((radio.labels[0]?.textContent ?? "").trim() === name && !radio.checked) radio.click();`,
    dialog,
  );
  await page.choose("radio", "/^Go/", { within: dialog });
  await page.fill("combobox", "/^Decided by/", "Ada Lovelace", { within: dialog });
  await page.fill("textbox", "/^Reasons/", "It is worth planning.", { within: dialog });
  if (await page.count("textbox", "/^Funding released/", { within: dialog })) await page.fill("textbox", "/^Funding released/", "25k", { within: dialog });
  await page.click("button", "Record decision", { within: dialog });
  await page.gone("dialog", `Gate review ${gate}`, { exact: false });
}

/** Waits for a file that the browser has saved, and gives its text. */
async function downloaded(page, ending, click) {
  const { downloads } = page.driver;
  const before = new Set(readdirSync(downloads));
  await click();
  for (let tries = 0; tries < 100; tries += 1) {
    const found = readdirSync(downloads).find((name) => !before.has(name) && name.endsWith(ending));
    if (found && existsSync(join(downloads, found))) {
      const text = readFileSync(join(downloads, found), "utf8");
      if (text !== "") {
        // Some windows show what was downloaded below the page, which takes room from it.
        await pause(300);
        await page.driver.size(1440, 900);
        return text;
      }
    }
    await pause(100);
  }
  throw new Error(`no file ${ending} was saved; there are ${readdirSync(downloads).join(", ") || "none"}`);
}

/** The steps in their order: name and what is done. `look` takes a picture. */
export const STEPS = [
  [
    "first visit",
    async ({ page, look, home }) => {
      await page.driver.size(1440, 900);
      await page.driver.go(home);
      await page.ready();
      await page.text("Every project. Every gate. Every decision, and what was known.");
      await look("welcome");
    },
  ],
  [
    "a project of one's own, made with the dialog, moved by keys, by menu and by pointer, through a gate",
    async ({ page, look }) => {
      await page.click("button", "/^Start empty/");
      await page.find("dialog", "New project");
      await look("new-project");
      await page.press("Escape");
      await page.gone("dialog", "New project");
      await page.route("#/board");
      for (const name of ["Alpha", "Beta", "Gamma"]) await newProject(page, name);
      equal(await cardsOf(page, "ideas"), ["Alpha", "Beta", "Gamma"], "the cards");
      await focused(page, "the new card", "own.textContent.trim() === 'Gamma'");

      await page.press("Space", "ArrowUp", "Space");
      await page.until("Gamma above Beta", `return [...document.querySelectorAll('[data-column="ideas"] [data-card] a')].map((own) => own.textContent.trim()).join() === "Alpha,Gamma,Beta"`);
      await page.press("Control+z");
      await page.until("undo", `return [...document.querySelectorAll('[data-column="ideas"] [data-card] a')].map((own) => own.textContent.trim()).join() === "Alpha,Beta,Gamma"`);

      await page.click("button", "/^Move or open .* Alpha$/");
      await look("card-menu");
      await page.click("menuitem", "/^Move down/");
      await page.until("Alpha below Beta", `return [...document.querySelectorAll('[data-column="ideas"] [data-card] a')].map((own) => own.textContent.trim()).join() === "Beta,Alpha,Gamma"`);

      const from = await page.box(await page.script("return arguments[0].closest('[data-card]')", await card(page, "Gamma")));
      const above = await page.box(await page.script("return arguments[0].closest('[data-card]')", await card(page, "Beta")));
      await page.drag({ x: from.x + from.width / 2, y: from.y + from.height / 2 }, { x: above.x + above.width / 2, y: above.y + 6 });
      await page.until("Gamma first", `return [...document.querySelectorAll('[data-column="ideas"] [data-card] a')].map((own) => own.textContent.trim()).join() === "Gamma,Beta,Alpha"`);
      equal(await page.script("return location.hash"), "#/board", "a drag is no click on the link");

      const own = await page.box(await page.script("return arguments[0].closest('[data-card]')", await card(page, "Gamma")));
      const next = await page.box(await page.find(`[data-column="initiation"]`));
      await page.drag({ x: own.x + own.width / 2, y: own.y + own.height / 2 }, { x: next.x + next.width / 2, y: own.y + own.height / 2 }, { drop: false });
      await look("drag");
      equal(await page.script("return getSelection().toString()"), "", "what a drag has selected");
      await page.driver.actions([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [{ type: "pointerUp", button: 0 }] }]);
      await page.find("dialog", "Gate review G0", { exact: false });
      await look("gate");
      await decideGo(page, "G0");
      await inColumn(page, "Gamma", "initiation");
      await page.saved();

      await (async () => {
        await page.script("arguments[0].focus()", await card(page, "Beta"));
        await page.press("Space", "ArrowRight", "Space");
      })();
      await page.find("dialog", "Gate review G0", { exact: false });
      await page.press("Escape");
      await page.gone("dialog", "Gate review G0", { exact: false });
      equal(await columnOf(page, "Beta"), "ideas", "a gate that was left");
    },
  ],
  [
    "the example portfolio",
    async ({ page, look }) => {
      await page.click("button", "My portfolio");
      await page.find("dialog", "Workspaces");
      await look("workspaces");
      await page.press("Escape");
      await page.gone("dialog", "Workspaces");
      await page.press("Control+k");
      await page.driver.type(await page.find("combobox", null, { within: await page.find("dialog", "Find anything") }), "example");
      await page.text("Look at an example");
      await page.press("Enter");
      await page.text("This is an example");
      await page.route("#/");
      await page.heading("Overview");
      await page.saved();
      await look("overview");
      await page.route("#/board");
      await page.text(`${EXAMPLE_PROJECTS} projects`);
      await look("board");
    },
  ],
  [
    "a project's page and its fields",
    async ({ page, look }) => {
      await page.click("[data-card] a", "Electric ferry pilot");
      await page.heading("Electric ferry pilot");
      await look("project");
      await page.click("link", "All fields");
      await page.click("button", "/^Summary: .*, change$/");
      await page.fill("textbox", "/^Summary/", "Ferries without smoke");
      await look("field");
      await page.click("button", "Save");
      await page.find("button", "Summary: Ferries without smoke, change");
      await page.click("button", "/^Planned finish: .*, change$/");
      const date = await page.find("input[type=date]");
      await look("date");
      await page.script("arguments[0].value = '2027-05-01'; arguments[0].dispatchEvent(new Event('input', { bubbles: true })); arguments[0].dispatchEvent(new Event('change', { bubbles: true }))", date);
      await page.click("button", "Save");
      await page.find("button", "/^Planned finish: (1 May|May 1,) 2027, change$/");
      await page.press("Control+z");
      await page.press("Control+z");
      await page.gone("button", "Summary: Ferries without smoke, change");
      for (const tab of ["Gates", "History"]) {
        await page.click("link", tab, { within: await page.find("navigation", "Project") });
        await pause(300);
        await look(`project-${tab.toLowerCase()}`);
      }
    },
  ],
  [
    "the register: sort, filter, edit, scroll",
    async ({ page, look }) => {
      await page.route("#/projects?columns=name,priority,budget,lead,phase");
      await page.find("table", "Projects");
      await look("register");
      const names = () => page.script("return [...document.querySelectorAll('[role=rowheader]')].map((own) => own.textContent.trim())");
      const before = await names();
      await page.click("[role=columnheader]", "/^Name/");
      await page.until("the order", "return document.querySelector('[aria-sort=ascending]') !== null");
      equal((await names()).slice(0, 2).toSorted(), (await names()).slice(0, 2), "sorted");
      if (before.length < EXAMPLE_PROJECTS) throw new Error(`${before.length} rows`);
      await page.route("#/projects?columns=name,priority,budget,lead,phase");
      await page.until("no order", "return document.querySelector('[aria-sort=ascending]') === null");

      await page.click("button", "Filter");
      await look("filter");
      await page.script("const select = arguments[0]; select.value = [...select.options].find((own) => own.text === 'Phase').value; select.dispatchEvent(new Event('change', { bubbles: true }))", await page.find("combobox", "/^Filter by/"));
      await page.click("checkbox", "Planning");
      await page.text("3 of 14 projects");
      await page.press("Escape");
      await page.click("button", "Remove filter Phase: Planning");
      await page.fill("input[type=search]", "/^Search projects/", "PORTAL");
      await page.text("1 of 14 projects");
      await page.fill("input[type=search]", "/^Search projects/", "\uE003");
      await page.text("14 projects");

      const cell = await page.until(
        "the cell",
        `const row = [...document.querySelectorAll("[role=row]")].find((own) => own.querySelector("[role=rowheader]")?.textContent.trim() === "Loyalty card");
         const column = [...document.querySelectorAll("[role=columnheader]")].find((own) => own.textContent.trim().startsWith("Priority")).getAttribute("aria-colindex");
         return row?.querySelector('[aria-colindex="' + column + '"]');`,
      );
      await page.script("arguments[0].focus()", cell);
      await page.press("Enter");
      await page.fill("textbox", "Priority", "first");
      await page.press("Enter");
      await page.text("Priority must be a whole number.");
      await look("cell-refused");
      await page.fill("textbox", "Priority", "7");
      await page.press("Tab");
      await page.find("textbox", "Budget");
      await page.fill("textbox", "Budget", "75k");
      await page.press("Enter");
      await page.until("the cell has the focus", "return /75,000/.test(document.activeElement.textContent)");
      await page.press("Control+z", "Control+z");
      await page.saved();
    },
  ],
  [
    "decisions, people and the directory",
    async ({ page, look }) => {
      await page.route("#/decisions");
      await page.heading("Decisions");
      await look("decisions");
      await page.click("button", "Record a decision");
      const dialog = await page.find("dialog", "Record a decision");
      await page.fill("textbox", "/^Question/", "Which supplier do we take?", { within: dialog });
      await look("decision");
      await page.click("button", "Record decision", { within: dialog });
      await page.gone("dialog", "Record a decision");
      await page.text("Which supplier do we take?");
      for (const [route, name] of [["#/people", "people"], ["#/programmes", "programmes"]]) {
        await page.route(route);
        await pause(500);
        await look(name);
      }
    },
  ],
  [
    "the data page: figures, backup, restore, a copy in the browser",
    async ({ page, look }) => {
      await page.route("#/data");
      await page.heading("Data");
      await pause(500);
      await look("data");
      const text = await downloaded(page, ".json", () => page.click("button", "Download: save a backup"));
      const message = await page.find(".toast");
      await look("message");
      const { height } = await page.box(message);
      if (height > 120) throw new Error(`the message is ${height} px high`);
      if (!text.startsWith('{"format":"pocket-pmo')) throw new Error(`the backup begins ${text.slice(0, 60)}`);
      const { downloads } = page.driver;
      const file = join(downloads, readdirSync(downloads).find((name) => name.endsWith(".json")));
      await page.driver.type(await page.find("file", "/Choose a backup/"), file);
      await page.text("What restoring would change");
      await look("restore");
      await page.click("button", "Cancel");
      await page.route("#/data/history");
      await page.heading("History");
      await page.text("Which supplier do we take?");
      await look("history");
      await page.route("#/data/as-it-was");
      await page.heading("As it was");
      await pause(500);
      await look("as-it-was");
      await page.route("#/data/settings");
      await page.heading("Settings");
      await pause(300);
      await look("settings");
      await page.route("#/data/quality");
      await pause(500);
      await look("quality");
    },
  ],
  [
    "a list is imported",
    async ({ page, look }) => {
      await page.route("#/data/import");
      await page.heading("Import a list");
      await look("import");
      await page.driver.type(await page.find("file", "/Choose a CSV file/"), LIST);
      await page.text("Which column is which field?");
      await look("columns");
      await page.click("button", "Rehearse");
      await page.text("What would happen");
      await look("rehearsal");
      await page.click("button", "/^Import 72 projects/");
      await page.text("86 projects");
      await page.saved();
      await page.route("#/projects");
      await page.find("table", "Projects");
      // The window of rows follows the scrolling.
      const scroller = await page.script("let own = document.querySelector('[role=grid]'); while (own && own.scrollHeight <= own.clientHeight + 1) own = own.parentElement; return own ?? document.scrollingElement");
      const last = () => page.script("return [...document.querySelectorAll('[role=grid] [role=row]')].map((own) => Number(own.getAttribute('aria-rowindex'))).reduce((a, b) => Math.max(a, b), 0)");
      await page.script("arguments[0].scrollTop = arguments[0].scrollHeight", scroller);
      await page.until("the last rows", "return [...document.querySelectorAll('[role=grid] [role=rowheader]')].length > 5");
      await pause(300);
      await look("register-scrolled");
      if ((await last()) < 80) throw new Error(`the last row drawn is ${await last()}`);
    },
  ],
  [
    "maturity: a quick check, the result, the example's report",
    async ({ page, look }) => {
      await page.route("#/maturity");
      await page.heading("Maturity");
      await look("maturity");
      await page.click("button", "/^Start (an assessment|the quick check)/");
      const form = await page.find("dialog", "Start an assessment");
      await page.choose("radio", "/^Quick check/", { within: form });
      await page.fill("textbox", "/^Who answers/", "Ada", { within: form });
      await look("assessment-start");
      await page.click("button", "Start", { within: form });
      for (let number = 1; number <= 10; number += 1) {
        await page.text(`Question ${number} of`);
        await focused(page, "the question", "own.matches('h2')");
        if (number === 1) await look("question");
        await page.press(String((number % 5) + 1));
        await focused(page, "the answer", "own.matches('input[type=radio]:checked')");
        await page.press("Enter");
      }
      await page.text("All answered");
      await page.press("Enter");
      await page.text("What the quick check says");
      await page.click("link", "Result");
      await pause(700);
      await look("result");
      await page.route("#/maturity/time");
      await pause(700);
      await look("maturity-time");
      await page.click("link", "/Second assessment/", { within: await page.find("main") });
      await pause(500);
      await page.click("link", "Report", { within: await page.find("navigation", "Assessment") });
      await page.find("article", "Report");
      await look("report");
      const html = await downloaded(page, ".html", () => page.click("button", "Save as HTML file"));
      if (!html.includes("Content-Security-Policy")) throw new Error("the report has no policy");
    },
  ],
  [
    "the palette, the shortcuts and the dark theme",
    async ({ page, look }) => {
      await page.route("#/board");
      await page.heading("Board");
      await page.press("Control+k");
      await page.find("dialog", "Find anything");
      await page.driver.type(await page.find("combobox", null, { within: await page.find("dialog", "Find anything") }), "ferry");
      await page.text("Electric ferry pilot");
      await look("palette");
      await page.press("Escape");
      await page.gone("dialog", "Find anything");
      await page.press("?");
      await page.find("dialog", null);
      await look("shortcuts");
      await page.press("Escape");
      await page.gone("dialog", null);
      await page.press("Control+k");
      await page.driver.type(await page.find("combobox", null, { within: await page.find("dialog", "Find anything") }), "theme dark");
      await pause(200);
      await page.press("Enter");
      await page.until("the dark theme", "return document.documentElement.dataset.theme === 'dark' && matchMedia('all').matches");
      await pause(400);
      for (const [route, name] of [["#/board", "board"], ["#/", "overview"], ["#/data", "data"], ["#/projects", "register"]]) {
        await page.route(route);
        await pause(600);
        await look(`dark-${name}`);
      }
      await page.script("localStorage.setItem('ppmo/prefs/theme', 'light')");
    },
  ],
  [
    "a second tab sees edits, and both survive a reload",
    async ({ page, home }) => {
      await page.route("#/board");
      await page.heading("Board");
      const first = await page.driver.tab();
      const second = await page.driver.newTab();
      await page.driver.toTab(second);
      await page.driver.go(`${home}#/board`);
      await page.ready();
      await page.driver.toTab(first);
      await newProject(page, "Seen by both");
      await page.saved();
      await page.driver.toTab(second);
      await card(page, "Seen by both");
      await newProject(page, "Made in the second");
      await page.saved();
      await page.driver.closeTab();
      await page.driver.toTab(first);
      await card(page, "Made in the second");
      await page.driver.reload();
      await page.ready();
      await card(page, "Made in the second");
      await card(page, "Seen by both");
      await page.saved();
    },
  ],
  [
    "a narrow window",
    async ({ page, look, home }) => {
      await page.driver.size(390, 800);
      await page.driver.go(home);
      await page.ready();
      for (const { route, name } of PLACES) {
        await page.route(route);
        await pause(700);
        await look(`narrow-${name}`);
        const wide = await page.script("return document.documentElement.scrollWidth - innerWidth");
        if (wide > 0) throw new Error(`${route} is ${wide} px wider than the window`);
      }
      await page.click("button", "Menu");
      await pause(400);
      await look("narrow-menu");
      await page.click("link", "Board", { within: await page.find("navigation", "Main") });
      await page.heading("Board");
      await page.click("button", "New project");
      await page.find("dialog", "New project");
      await pause(300);
      await look("narrow-new-project");
      await page.press("Escape");
      await page.gone("dialog", "New project");
      await page.script("arguments[0].focus()", await card(page, "Seen by both"));
      await page.press("Space", "ArrowRight", "Space");
      await page.find("dialog", "Gate review G0", { exact: false });
      await pause(300);
      await look("narrow-gate");
      await page.press("Escape");
      await page.gone("dialog", "Gate review G0", { exact: false });
      await page.driver.size(1440, 900);
    },
  ],
  [
    "print",
    async ({ page, keep, skip }) => {
      if (!page.driver.print) return skip("this browser prints nothing by WebDriver");
      await page.route("#/board");
      await page.heading("Board");
      keep("board.pdf", Buffer.from(await page.driver.print(), "base64"));
      await page.route("#/");
      await page.heading("Overview");
      keep("overview.pdf", Buffer.from(await page.driver.print(), "base64"));
    },
  ],
  [
    "without a network",
    async ({ page, look, skip, stopServer }) => {
      if (!(await page.script("return 'serviceWorker' in navigator"))) return skip("this browser gives the page no service worker here");
      await page.until("kept for opening without a network", "return document.documentElement.dataset.offline === 'ready'", [], 60);
      await page.until("the worker has taken over", "return navigator.serviceWorker.controller !== null", [], 30);
      await stopServer();
      await page.route("#/board");
      await page.driver.reload();
      await page.ready();
      await card(page, "Seen by both");
      await newProject(page, "Without a network");
      await page.saved();
      await page.route("#/maturity");
      await page.heading("Maturity");
      await page.text("Second assessment");
      await page.driver.reload();
      await page.ready();
      await page.route("#/board");
      await card(page, "Without a network");
      await look("offline");
    },
  ],
];
