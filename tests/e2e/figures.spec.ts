// Owns: that no figure is ever cut: no page, at no width, with a font of usual width or a wider one, shows a part of a number, an amount
// or a date. And that tables are cards on a narrow screen, and the tab of the page is in sight.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { board, openExample } from "./people.ts";

/** With the usual font; a wider one is tried where columns change their number. */
const WIDTHS = { usual: [320, 390, 640, 768, 1024, 1100, 1280, 1440, 2560], wide: [320, 390, 640, 768, 1024, 1280, 2560] };

/** Figures of which a part cannot be seen: the text of each is measured against everything around it that cuts. */
const cutFigures = (page: Page) =>
  page.evaluate(() => {
    const units = /\b(days?|weeks?|months?|years?|late|early|over|under|projects?|people|million|billion|phase|today|overdue|conditions?|gates?|changes?|items?|answers?|records?)\b/giu;
    const isFigure = (text: string) => /\d/u.test(text) && text.length <= 40 && !/\p{L}{4,}/u.test(text.replace(units, ""));
    const found: string[] = [];
    const walker = document.createTreeWalker(document.querySelector("#main") ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const own = node.parentElement;
      if (!own || !isFigure(text) || !own.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || own.closest(".visually-hidden, svg, [popover]:not(:popover-open)")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
      for (let around: Element | null = own; around && around !== document.documentElement; around = around.parentElement) {
        const { overflowX, textOverflow, clipPath } = getComputedStyle(around);
        // Not there to be seen, as the headings of a table that is cards.
        if (clipPath !== "none") break;
        if (overflowX === "visible" || getComputedStyle(around).display === "inline") continue;
        const box = around.getBoundingClientRect();
        const scrolls = overflowX === "auto" || overflowX === "scroll";
        // A grid and a board are scrolled; what lies wholly beyond their edge is not cut, nor what their edge runs through.
        if (scrolls && around.matches(".grid, .board, .board-columns, .board-rows")) break;
        const isCut = rects.some((rect) => {
          const beyond = rect.right > box.right + 1 || rect.left < box.left - 1;
          return beyond && (!scrolls || (rect.left < box.right && rect.right > box.left));
        });
        if (isCut || (textOverflow === "ellipsis" && around === own && around.scrollWidth > around.clientWidth)) {
          found.push(`${text} in ${around.tagName.toLowerCase()}.${around.className}`);
          break;
        }
      }
    }
    return [...new Set(found)];
  });

/** Letters as wide as in a font 15 % wider. */
const widen = (page: Page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { letter-spacing: .08em !important; }");
    document.adoptedStyleSheets = [sheet];
  });
const usual = (page: Page) => page.evaluate(() => void (document.adoptedStyleSheets = []));

const soft = expect.configure({ soft: true });
/** Milliseconds in which a page has followed a change of its width, on a busy machine. */
const SETTLED = 2_000;

/** Looks at the page that is open at all widths, with both fonts. */
async function walk(page: Page, where: string) {
  for (const font of ["usual", "wide"] as const) {
    await (font === "wide" ? widen(page) : usual(page));
    for (const width of WIDTHS[font]) {
      await page.setViewportSize({ width, height: 900 });
      // Rows of the grid follow the size of the window a frame or two later.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await soft.poll(() => cutFigures(page), { message: `${where}, ${width} px, ${font} font`, timeout: SETTLED }).toEqual([]);
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (font === "usual") await soft.poll(beyond, { message: `${where}, ${width} px: wider than the screen`, timeout: SETTLED }).toBe(0);
    }
  }
}

/** Opens a page and waits for its heading. */
async function open(page: Page, route: string) {
  await page.goto(`./#${route}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Loading this page …")).toHaveCount(0);
}

const COLUMNS = "code,name,phase,lead,budget,forecast_cost,actual_cost,late,variance,conditions,age,planned_finish";
/** All pages, in parts of a minute or so each. A project and an entry of a directory are named by what leads there. */
const PARTS: Record<string, string[]> = {
  "overview and board": ["/", "/board", "/board?lanes=programme"],
  register: ["/projects", `/projects?columns=${COLUMNS}`, "/projects?group=phase"],
  "decisions and directories": ["/decisions", "/people", "/programmes", "first of /people", "first of /programmes"],
  maturity: ["/maturity", "/maturity/records", "/maturity/time", "/maturity/model", "first of /maturity"],
  data: ["/data", "/data/history", "/data/as-it-was", "/data/quality", "/settings"],
  "a project": ["summary", "fields", "gates", "history"].map((tab) => `New booking system: ${tab}`),
  "another project": ["summary", "fields", "gates", "history"].map((tab) => `Electric ferry pilot: ${tab}`),
};

/** The address of a page of the list above; nothing if there is none. */
async function addressOf(page: Page, route: string) {
  const [project, tab] = route.split(": ");
  if (project && tab) {
    const href = await board(page).getByRole("link", { name: project, exact: true }).getAttribute("href");
    return (href ?? "").replace(/^#/, "").replace(/summary$/, tab);
  }
  if (!route.startsWith("first of ")) return route;
  const list = route.slice("first of ".length);
  await open(page, list);
  const first = page.getByRole("main").getByRole("link", { name: list === "/maturity" ? /20\d\d|assessment/i : /./ });
  return ((await first.first().getAttribute("href")) ?? "").replace(/^#/, "");
}

for (const [part, routes] of Object.entries(PARTS)) {
  test(`no figure is cut at any width: ${part}`, async ({ page }) => {
    test.slow();
    await openExample(page);
    // Amounts of a size that public lists have.
    await page.goto("./#/data/import");
    const rows = ["Very large programme of works\t67446000000\t71000000000", "Another very large one\t8123456789\t7000000000"];
    await page.getByRole("textbox", { name: /paste/i }).fill(["Name\tBudget (GBP)\tForecast cost (GBP)", ...rows].join("\n"));
    await page.getByRole("button", { name: "Read pasted cells" }).click();
    await page.getByRole("button", { name: "Rehearse" }).click();
    await page.getByRole("button", { name: /^Import 2 projects/ }).click();
    await expect(page.getByRole("heading", { name: "2 projects imported" })).toBeVisible();
    for (const route of routes) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await usual(page);
      await open(page, "/board");
      const address = await addressOf(page, route);
      expect(address, route).not.toBe("");
      await open(page, address);
      await walk(page, route);
    }
  });
}

test("tables are cards on a narrow screen, and still tables to a screen reader", async ({ page }) => {
  await openExample(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/people");
  const table = page.getByRole("table").first();
  const row = table.getByRole("row").nth(1);
  await expect(row.getByRole("rowheader")).toBeVisible();
  const cells = row.getByRole("cell");
  expect(await cells.count()).toBeGreaterThan(1);
  await expect(cells.first()).toHaveAttribute("data-label", (await table.getByRole("columnheader").nth(1).textContent()) ?? "");
  // What a cell is stands beside it, and the row is no wider than the screen.
  expect(await cells.first().evaluate((cell) => getComputedStyle(cell, "::before").content)).toContain(await cells.first().getAttribute("data-label"));
  const box = await row.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1024, height: 844 });
  expect(await cells.first().evaluate((cell) => getComputedStyle(cell).display)).toBe("table-cell");
});

test("the current tab is in sight, and the tools of the board are behind one button on a phone", async ({ page }) => {
  await openExample(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/data/quality");
  await expect(page.getByRole("main").getByRole("link", { name: "Data quality", exact: true })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await open(page, "/board");
  await expect(page.getByRole("button", { name: "Steps" })).toBeHidden();
  await page.getByRole("button", { name: "View", exact: true }).click();
  await expect(page.getByRole("button", { name: "Steps" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Compact" })).toBeVisible();
  await page.getByRole("button", { name: "View", exact: true }).click();
  await expect(page.getByRole("button", { name: "Steps" })).toBeHidden();
});

test("selecting cards and carrying one over an empty strip moves nothing", async ({ page }) => {
  await openExample(page);
  const places = () => page.locator("[data-column]").evaluateAll((all) => all.map((own) => Math.round(own.getBoundingClientRect().top)));
  const before = await places();
  const link = board(page).getByRole("link", { name: "Electric ferry pilot", exact: true });
  await link.focus();
  await page.keyboard.press("x");
  await expect(page.getByRole("group", { name: "Selected cards" })).toBeVisible();
  expect(await places()).toEqual(before);
});
