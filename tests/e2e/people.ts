// Owns: what a person does in the page, step by step, for the tests that are about something else. Everything is found
// as a person finds it: by role and by name.
import { type BrowserContext, type Locator, type Page } from "@playwright/test";
import { layStored, openBlank, type Stored, takeStored } from "./browser.ts";
import { expect, openApp } from "./fixtures.ts";

/** A project of the example portfolio in each column that has one. */
export const EXAMPLE_PROJECTS = 14;

/** How many days before it is opened the example says it was set up, which is where its history begins. */
export const EXAMPLE_DAYS = 92;

export const board = (page: Page) => page.getByRole("region", { name: "Phase board" });

/** A column or lane of the board. */
export const column = (page: Page, name: string) => board(page).getByRole("region", { name, exact: true });

/** The link that is the card's name, and has its keys. */
export const cardLink = (within: Page | Locator, name: string) => within.getByRole("link", { name, exact: true });

/** The card of a project, anywhere on the board. */
export const card = (page: Page, name: string) => board(page).getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });

/** Names of the cards of a column from top to bottom. */
export const cardsOf = (page: Page, name: string) => column(page, name).getByRole("listitem").getByRole("link").allTextContents();

/** Expects the cards of a column, from top to bottom. */
export const expectCards = (page: Page, name: string, cards: string[]) => expect(column(page, name).getByRole("listitem").getByRole("link")).toHaveText(cards);

/** Every card of the board with its column and all that it shows. */
export const wholeBoard = async (page: Page) => {
  const columns = await board(page).getByRole("region").all();
  return Promise.all(columns.map(async (own) => [await own.getAttribute("data-column"), await own.getByRole("listitem").filter({ has: page.getByRole("link") }).allInnerTexts()]));
};

/** The word for how saving stands. */
export const saveStatus = (page: Page) => page.getByRole("navigation", { name: "Main" }).or(page.getByRole("banner")).getByRole("status");

/** Waits until every edit is confirmed. */
export const expectSaved = (page: Page) => expect(saveStatus(page)).toHaveText("Saved");

/** Makes a project in the column Ideas. `byKey`: without the button, which moves where a message comes or goes at that moment. */
export async function newProject(page: Page, name: string, fields: { lead?: string; size?: "Small" | "Medium" | "Large"; byKey?: boolean } = {}) {
  if (fields.byKey) await page.keyboard.press("n");
  else await page.getByRole("button", { name: "New project" }).or(page.getByRole("button", { name: /^Start empty/ })).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  if (fields.lead) await dialog.getByRole("combobox", { name: /^Lead/ }).fill(fields.lead);
  if (fields.size) await dialog.getByRole("combobox", { name: "Size class" }).selectOption(fields.size);
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(cardLink(column(page, "Ideas"), name)).toBeVisible();
}

/** Opens the program with a workspace that has these projects, at the board: as on a later visit, with nothing to take back. */
export async function openWith(page: Page, names: string[]) {
  const key = names.join("\n");
  const stored = workspaces.get(key);
  if (!stored) {
    await openWithByHand(page, names);
    await expectSaved(page);
    workspaces.set(key, await takeStored(page));
    // A page of its own also for the first test of a process: it finds what the others find.
    await openBlank(page);
  } else await layStored(page, stored);
  await page.goto("./#/board");
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  for (const name of names) await expect(cardLink(column(page, "Ideas"), name)).toBeVisible();
}

/** Opens the program with an empty workspace, and makes these projects: they can be taken back. */
export async function openWithByHand(page: Page, names: string[]) {
  await openApp(page);
  for (const name of names) await newProject(page, name);
}

/** What a browser keeps in which projects of these names were made: the first test of a process makes them by hand, the others find them. */
const workspaces = new Map<string, Stored>();

/** Opens the program with the example portfolio, at the board. */
export async function openExample(page: Page) {
  if (!example) return void (example = await openExampleByHand(page).then(() => takeStored(page)));
  await layStored(page, example);
  await page.goto("./#/board");
  await expectExample(page);
}

/** The same on another day or in another browser than the tests before: nothing is laid ready for it, and nothing is kept of it. */
export async function openExampleByHand(page: Page) {
  await openApp(page);
  await page.getByRole("button", { name: /^Look at an example/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goto("./#/board");
  await expectExample(page);
}

async function expectExample(page: Page) {
  await expect(page.getByText(`${EXAMPLE_PROJECTS} projects`, { exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  await expectSaved(page);
}

/** What a browser keeps in which the example was opened: the first test of a process opens it by hand, the others find it. */
let example: Stored | undefined;

/** Lifts a card, carries it, and drops it. */
export async function carry(page: Page, name: string, keys: string[]) {
  // After a reload cards are there before edits open.
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  await cardLink(board(page), name).focus();
  for (const key of ["Space", ...keys, "Space"]) await page.keyboard.press(key);
}

/** Days as they are where the pages of the tests are (playwright.config.ts): in summer the day begins before it does by UTC. */
const LONDON = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit" });

/** A day some days from today, as date fields take it. */
export function day(from = 0): string {
  return LONDON.format(new Date(Date.now() + from * 86_400_000));
}

export const gateDialog = (page: Page, gate = "") => page.getByRole("dialog", { name: `Gate review ${gate}`.trim() });

/** Answers what a gate asks: every fact and document yes, every other criterion 8 of 10. */
export async function answerAll(dialog: Locator) {
  await expect(dialog).toBeVisible();
  for (const yes of await dialog.getByRole("radio", { name: "Yes", exact: true }).all()) await yes.check({ force: true });
  for (const points of await dialog.getByRole("radio", { name: "8", exact: true }).all()) await points.check({ force: true });
}

/** Chooses go, which asks for reasons and money. */
export const chooseGo = (dialog: Locator) => dialog.getByRole("radio", { name: /^Go/ }).check({ force: true });

/** Fills in and records a conditional go with one condition. */
export async function conditionalGo(dialog: Locator, condition = { text: "Name a deputy", owner: "Grace Hopper", due: day(30) }) {
  await answerAll(dialog);
  await dialog.getByRole("radio", { name: /^Conditional go/ }).check({ force: true });
  await dialog.getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace");
  await dialog.getByRole("textbox", { name: "Reasons" }).fill("It is worth planning.");
  await dialog.getByRole("textbox", { name: "Condition 1", exact: true }).fill(condition.text);
  await dialog.getByRole("combobox", { name: "Owner of condition 1" }).fill(condition.owner);
  await dialog.getByLabel("Due date of condition 1").fill(condition.due);
  await dialog.getByRole("textbox", { name: "Funding released" }).fill("25k");
  await dialog.getByRole("button", { name: "Record decision" }).click();
  await expect(dialog).toHaveCount(0);
}

/** Opens a tab of a project's page. */
export async function openProject(page: Page, name: string, tab = "All fields") {
  await page.goto("./#/board");
  await cardLink(board(page), name).click();
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: tab, exact: true }).click();
}

/** Changes a field of the project whose fields are shown. */
export async function changeField(page: Page, label: string, text: string) {
  await page.getByRole("button", { name: new RegExp(`^${label}: .*, change$`) }).click();
  const control = page.getByRole("main").getByLabel(label, { exact: true });
  await control.fill(text);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: new RegExp(`^${label}: .*, change$`) })).toBeFocused();
}

/** Opens the page for imports at its first step, wherever an import before was left. */
export async function openImport(page: Page) {
  await page.goto("./#/data/import");
  const source = page.getByRole("heading", { name: "Where does the list come from?" });
  const again = page.getByRole("button", { name: /^(Import another list|Start over)$/ });
  await expect(source.or(again)).toBeVisible();
  if (await again.isVisible()) await again.click();
  await expect(source).toBeVisible();
}

/** Another tab of the same browser. */
export async function anotherTab(context: BrowserContext, route = "") {
  const page = await context.newPage();
  await openApp(page, route);
  return page;
}

/** What has been said to screen readers since the page was opened. Call `listenToSpeech` before opening it. */
export async function listenToSpeech(page: Page) {
  const spoken: string[] = [];
  await page.exposeBinding("spoken", (_source, text: string) => spoken.push(text));
  await page.addInitScript(() => {
    const { spoken } = window as unknown as { spoken: (text: string) => void };
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest("[aria-live], [role=status], [role=alert]");
        const text = region?.textContent?.trim();
        if (text) spoken(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return {
    /** Expects that something with these words has been said, or will be soon. */
    expect: (words: string | RegExp) =>
      expect
        .poll(() => spoken.some((text) => (typeof words === "string" ? text.includes(words) : words.test(text))), { message: `spoken: ${words}` })
        .toBe(true),
  };
}

/** Keys that are no letters, with the text they type and the number that browsers still know them by. */
const NAMED: Record<string, [text: string, number: number]> = {
  Enter: ["\r", 13],
  Escape: ["", 27],
  Space: [" ", 32],
  Tab: ["", 9],
  ArrowLeft: ["", 37],
  ArrowUp: ["", 38],
  ArrowRight: ["", 39],
  ArrowDown: ["", 40],
};

/**
 * Strikes keys faster than the page is drawn, on a machine twenty times as slow: every key has arrived before the first has
 * been answered. A word in quotes is typed letter by letter; "Control+k" holds Control.
 */
export async function strike(page: Page, keys: string[]) {
  const slow = await page.context().newCDPSession(page);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 20 });
  const sent: Promise<unknown>[] = [];
  const press = (key: string, control = false) => {
    const [text, number] = NAMED[key] ?? [key, key.toUpperCase().charCodeAt(0)];
    const event = { key: key === "Space" ? " " : key, code: key in NAMED ? key : "", windowsVirtualKeyCode: number, modifiers: control ? 2 : 0 };
    sent.push(slow.send("Input.dispatchKeyEvent", { type: text && !control ? "keyDown" : "rawKeyDown", ...event, ...(control ? {} : { text }) }));
    sent.push(slow.send("Input.dispatchKeyEvent", { type: "keyUp", ...event }));
  };
  for (const key of keys) {
    if (key.startsWith('"')) for (const letter of key.slice(1, -1)) press(letter);
    else if (key.startsWith("Control+")) press(key.slice("Control+".length), true);
    else press(key);
  }
  await Promise.all(sent);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await slow.detach();
}
