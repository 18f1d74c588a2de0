// Owns: a board of 5,000 cards, of which only those in sight are on the page: the keyboard alone, the focus while one scrolls, what a
// screen reader is told, dragging into what was out of sight, and that paper and the browser's search reach every card.
import { type Locator, type Page } from "@playwright/test";
import { MANY_PROJECTS, storePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, carry, column, listenToSpeech } from "./people.ts";

const list = (page: Page, name: string) => column(page, name).getByRole("list");
const cards = (page: Page) => board(page).getByRole("listitem").filter({ has: page.getByRole("link") });
const focused = (page: Page) => board(page).getByRole("listitem").filter({ has: page.locator(":focus") });
const place = async (card: Locator) => [Number(await card.getAttribute("aria-posinset")), Number(await card.getAttribute("aria-setsize"))];

/** Every card of the list that is in sight now, from top to bottom, by its place; and whether they leave a hole. */
const inSight = (list: Locator) =>
  list.evaluate((list) => {
    const view = list.getBoundingClientRect();
    const areas = [...list.querySelectorAll("[data-card]")].map((card) => ({ place: Number(card.getAttribute("aria-posinset")), area: card.getBoundingClientRect() }));
    const seen = areas.filter(({ area }) => area.bottom > view.top && area.top < view.bottom);
    const first = seen.at(0)?.area.top ?? Infinity;
    const last = seen.at(-1)?.area.bottom ?? -Infinity;
    return { places: seen.map(({ place }) => place), hole: first > view.top + 30 || last < view.bottom - 30 };
  });

test.beforeEach(async ({ page }) => {
  await storePortfolio(page, "e2e-board");
  await openApp(page, "/board");
  await expect(cards(page).first()).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  // What is in sight is drawn first, the margin around it then.
  await expect.poll(() => cards(page).count()).toBeGreaterThan(50);
});

test("only what is in sight and a margin is on the page, and a card has few nodes", async ({ page }) => {
  expect(await cards(page).count()).toBeLessThan(140);
  const nodes = await cards(page).evaluateAll((cards) =>
    cards.map((card) => {
      const walker = document.createTreeWalker(card, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      let nodes = 1;
      while (walker.nextNode()) nodes += 1;
      return nodes;
    }),
  );
  expect(Math.max(...nodes)).toBeLessThanOrEqual(16);
});

test("with the keyboard alone: to the end, back, card by card, and a card carried far down", async ({ page }) => {
  const speech = await listenToSpeech(page);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  await cards(page).first().getByRole("link").focus();
  await page.keyboard.press("End");
  await expect.poll(async () => (await place(focused(page)))[0]).toBeGreaterThan(500);
  const [last = 0, size] = await place(focused(page));
  expect(last).toBe(size);
  await expect(focused(page)).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await place(focused(page)))[0]).toBe(last - 1);
  await page.keyboard.press("Home");
  await expect.poll(async () => (await place(focused(page)))[0]).toBe(1);
  for (let step = 2; step <= 40; step += 1) {
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => (await place(focused(page)))[0]).toBe(step);
  }
  await expect(focused(page)).toBeInViewport({ ratio: 0.9 });
  const name = (await focused(page).getByRole("link").textContent()) ?? "";
  await carry(page, name, Array<string>(30).fill("ArrowDown"));
  await expect(cardLink(board(page), name)).toBeFocused();
  await expect.poll(async () => (await place(focused(page)))[0]).toBe(70);
  await speech.expect(`${name}: Ideas, position 70 of ${size}`);
  await page.keyboard.press("ArrowRight");
  await expect(focused(page)).toBeInViewport({ ratio: 0.9 });
  await expect(list(page, "Initiation").getByRole("listitem").filter({ has: page.locator(":focus") })).toHaveAttribute("aria-posinset", "70");
});

test("the card that has the focus keeps it while one scrolls away, and keys go on from there", async ({ page }) => {
  const ideas = list(page, "Ideas");
  await ideas.getByRole("link").nth(2).focus();
  const name = (await focused(page).getByRole("link").textContent()) ?? "";
  await ideas.evaluate((list) => list.scrollTo(0, 40_000));
  await expect.poll(async () => (await inSight(ideas)).places[0]).toBeGreaterThan(200);
  await expect(cardLink(board(page), name)).toBeFocused();
  expect((await inSight(ideas)).hole).toBe(false);
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await place(focused(page)))[0]).toBe(4);
  await expect(focused(page)).toBeInViewport({ ratio: 0.9 });
});

test("each card tells its place among all of its column", async ({ page }) => {
  const ideas = list(page, "Ideas");
  const count = Number(/\d+/.exec((await ideas.getAttribute("aria-label")) ?? "")?.[0]);
  expect(count).toBeGreaterThan(500);
  for (const to of [0, 9_000, 1e9]) {
    await ideas.evaluate((list, to) => list.scrollTo(0, to), to);
    await expect.poll(async () => (await inSight(ideas)).hole).toBe(false);
    const { places } = await inSight(ideas);
    expect(places).toEqual(places.map((_, at) => (places[0] ?? 0) + at));
    if (to === 0) expect(places[0]).toBe(1);
    if (to === 1e9) expect(places.at(-1)).toBe(count);
  }
  expect(new Set(await ideas.getByRole("listitem").evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-setsize"))))).toEqual(new Set([String(count)]));
});

test("scrolling up through cards that were never drawn moves nothing by more than was scrolled", async ({ page }) => {
  const ideas = list(page, "Ideas");
  await ideas.evaluate((list) => list.scrollTo(0, 30_000));
  await expect.poll(async () => (await inSight(ideas)).hole).toBe(false);
  const worst = await ideas.evaluate(async (list) => {
    let worst = 0;
    for (let step = 0; step < 100; step += 1) {
      const top = list.getBoundingClientRect().top;
      const card = [...list.querySelectorAll("[data-card]")].find((card) => card.getBoundingClientRect().bottom > top + 100);
      if (!card) return Infinity;
      const before = card.getBoundingClientRect().top;
      list.scrollTop -= 45;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      worst = Math.max(worst, Math.abs(card.getBoundingClientRect().top - before - 45));
    }
    return worst;
  });
  expect(worst).toBeLessThan(2);
});

test("the mouse drags a card into what was out of sight: the list scrolls on while it is held at the edge", async ({ page }) => {
  const ideas = list(page, "Ideas");
  const name = (await ideas.getByRole("link").nth(1).textContent()) ?? "";
  const from = await cardLink(ideas, name).boundingBox();
  const area = await ideas.boundingBox();
  if (!from || !area) throw new Error("not to be seen");
  await page.mouse.move(from.x + 30, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(area.x + 80, area.y + area.height - 20, { steps: 6 });
  await expect.poll(() => ideas.evaluate((list) => list.scrollTop), { message: "it scrolls without the mouse moving", timeout: 30_000 }).toBeGreaterThan(2_000);
  await page.mouse.move(area.x + 80, area.y + area.height / 2, { steps: 2 });
  await page.mouse.up();
  await expect(cardLink(ideas, name)).toBeFocused();
  await expect.poll(async () => (await place(focused(page)))[0]).toBeGreaterThan(15);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await place(focused(page)))[0]).toBe(2);
});

test("paper has every card, and afterwards the page has few again", async ({ page }) => {
  // All are drawn in one task, and laid out.
  test.slow();
  await page.goto("./#/board?closed=all");
  await expect(page.getByRole("main").getByText(/^5.000 projects$/)).toBeVisible();
  const drawn = () => page.locator("[data-card]").count();
  // A browser takes the page as it is once the handlers and what they asked for in the same task are done.
  const printed = await page.evaluate(async () => {
    dispatchEvent(new Event("beforeprint"));
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    return document.querySelectorAll("[data-card]").length;
  });
  expect(printed).toBe(MANY_PROJECTS);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(drawn, { timeout: 60_000 }).toBeLessThan(200);
});

test("the browser's search finds every card: its key has all of them drawn, by and by", async ({ page }) => {
  test.slow();
  const before = await cards(page).count();
  await page.keyboard.press("Control+f");
  await expect.poll(() => page.locator("[data-card]").count(), { timeout: 60_000 }).toBeGreaterThan(4_000);
  await page.keyboard.press("b");
  await expect.poll(() => cards(page).count()).toBeLessThanOrEqual(before + 20);
});

test("lanes draw what is in sight and a margin while one scrolls, also those that were drawn late", async ({ page }) => {
  await page.goto("./#/board?lanes=lead");
  const rows = page.locator(".board-rows");
  await expect.poll(() => rows.evaluate((rows) => rows.scrollHeight / rows.clientHeight)).toBeGreaterThan(4);
  const look = () =>
    rows.evaluate((rows) => {
      const view = rows.getBoundingClientRect();
      const within = (selector: string, from: number, to: number) =>
        [...rows.querySelectorAll(selector)].map((one) => one.getBoundingClientRect()).filter(({ top, bottom, height }) => height > 1 && bottom > from && top < to).length;
      return { holes: within(".card-gap", view.top, view.bottom), below: within("[data-card]", view.bottom + 40, view.bottom + 4_000) };
    });
  for (let turn = 1; turn <= 3; turn += 1) {
    await rows.evaluate((rows) => (rows.scrollTop += rows.clientHeight));
    await expect.poll(look, { message: `after ${turn} screens` }).toMatchObject({ holes: 0 });
    expect((await look()).below, `cards below the edge after ${turn} screens`).toBeGreaterThan(0);
  }
});

test("lanes draw few cards, and End leads to the last of a cell", async ({ page }) => {
  await page.goto("./#/board?lanes=lead");
  await expect(board(page).getByRole("heading", { level: 3 }).filter({ has: page.getByRole("button") }).first()).toBeVisible();
  await expect.poll(() => cards(page).count()).toBeGreaterThan(20);
  expect(await page.locator("[data-card]").count()).toBeLessThan(400);
  const first = cards(page).first();
  await first.getByRole("link").focus();
  await page.keyboard.press("End");
  await expect.poll(async () => (await place(focused(page)))[0]).toBe((await place(focused(page)))[1]);
  await expect(focused(page)).toBeInViewport({ ratio: 0.9 });
});
