// Owns: what a person finds on the board - search and filter, in the address and in words -, how dense it is, how a large
// one is drawn and gone through with keys, and what is asked when a phase is full.
import { type Page } from "@playwright/test";
import { storeLargePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, board, card, cardLink, cardsOf, carry, changeField, column, day, EXAMPLE_PROJECTS, expectCards, gateDialog, listenToSpeech, newProject, openExample, openProject, openWith } from "./people.ts";

const search = (page: Page) => page.getByRole("searchbox", { name: "Search the board" });
const counted = (page: Page, words: string) => expect(page.getByRole("main").getByText(words, { exact: true })).toBeVisible();
const everything = (page: Page) => counted(page, `${EXAMPLE_PROJECTS} projects`);
const clear = (page: Page) => page.getByRole("button", { name: "Clear filters" });

test.describe("filter", () => {
  test("searching shows what has all the words, says how many, and Back shows everything", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openExample(page);
    await expect(clear(page)).toHaveCount(0);
    await search(page).pressSequentially("portal book");
    await counted(page, `1 of ${EXAMPLE_PROJECTS} projects`);
    await speech.expect(`1 of ${EXAMPLE_PROJECTS} projects`);
    await expectCards(page, "Stopped", ["Freight portal"]);
    await expectCards(page, "Execution", []);
    await expect(column(page, "Execution")).toContainText("Nothing here passes the filter.");
    await expect(page).toHaveURL(/#\/board\?text=portal%20book$/);
    await expect(search(page), "typing goes on").toBeFocused();
    await page.goBack();
    await everything(page);
    await expect(search(page)).toHaveValue("");
    await page.goForward();
    await counted(page, `1 of ${EXAMPLE_PROJECTS} projects`);
    await expect(search(page)).toHaveValue("portal book");
  });

  test("programme, lead, status and tag narrow it together, stand in the link, and go one by one or all at once", async ({ page }) => {
    await openExample(page);
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("combobox", { name: "Lead" }).selectOption("Elena Kovacs");
    await counted(page, `2 of ${EXAMPLE_PROJECTS} projects`);
    await page.getByRole("combobox", { name: "Programme" }).selectOption("Digital Crossing");
    await counted(page, `1 of ${EXAMPLE_PROJECTS} projects`);
    await expect(cardLink(board(page), "Crew rostering")).toBeVisible();
    await page.getByRole("combobox", { name: "Tag" }).selectOption("crews");
    await counted(page, `1 of ${EXAMPLE_PROJECTS} projects`);
    const link = page.url();
    await page.getByRole("button", { name: "Remove Programme: Digital Crossing" }).click();
    await page.getByRole("button", { name: "Remove Tag: crews" }).click();
    await counted(page, `2 of ${EXAMPLE_PROJECTS} projects`);
    await page.getByRole("combobox", { name: "Status" }).selectOption("Red");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await everything(page);
    await page.goto(link);
    await page.reload();
    await counted(page, `1 of ${EXAMPLE_PROJECTS} projects`);
    await expect(page.getByRole("main")).toContainText("Lead: Elena Kovacs");
    await clear(page).click();
    await everything(page);
    await expect(page).toHaveURL(/#\/board$/);
  });

  test("a project that comes to pass, or passes no more, comes and goes", async ({ page }) => {
    await openWith(page, ["Alpha", "Beta"]);
    await search(page).fill("gamma");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await newProject(page, "Gamma");
    await expectCards(page, "Ideas", ["Alpha", "Beta", "Gamma"]);
    await expect(page, "a new project is seen, so the filter is gone").toHaveURL(/#\/board$/);
    await page.goto("./#/board?q=gamma");
    await expectCards(page, "Ideas", ["Gamma"]);
    await page.getByRole("button", { name: "Undo: Add project Gamma" }).click();
    await expectCards(page, "Ideas", []);
    await page.keyboard.press("Control+Shift+Z");
    await expectCards(page, "Ideas", ["Gamma"]);
  });

  test("moving among those shown keeps to the neighbours that are shown", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, ["Red one", "Blue", "Red two", "Green", "Red three"]);
    await page.goto("./#/board?q=red");
    await expectCards(page, "Ideas", ["Red one", "Red two", "Red three"]);
    await expect(board(page).getByRole("list", { name: "Ideas, 3 of 5 shown", exact: true })).toBeVisible();
    await carry(page, "Red three", ["ArrowUp"]);
    await speech.expect("Red three: Ideas, position 2 of 3");
    await expectCards(page, "Ideas", ["Red one", "Red three", "Red two"]);
    await clear(page).click();
    await expectCards(page, "Ideas", ["Red one", "Red three", "Blue", "Red two", "Green"]);
  });
});

test("projects closed before this fiscal year are left away until they are asked for", async ({ page }) => {
  await openExample(page);
  await page.getByRole("button", { name: "Unfold Closed" }).click();
  const name = "Step-free terminals";
  await expectCards(page, "Closed", [name]);
  await expect(page.getByRole("button", { name: "Show all closed" })).toHaveCount(0);
  await openProject(page, name);
  await changeField(page, "Actual finish", day(-400));
  await page.goto("./#/board");
  await page.getByRole("button", { name: "Unfold Closed" }).click();
  await expectCards(page, "Closed", []);
  await expect(column(page, "Closed")).toContainText("Nothing closed in this financial year.");
  await page.getByRole("button", { name: "Show all closed" }).click();
  await expectCards(page, "Closed", [name]);
  await expect(page).toHaveURL(/#\/board\?closed=all$/);
  await page.getByRole("button", { name: "Show this financial year only" }).click();
  await expectCards(page, "Closed", []);
  await search(page).fill("step-free");
  await expectCards(page, "Closed", [name]);
});

test("the density of the cards is chosen for this browser", async ({ page }) => {
  await openExample(page);
  const height = async () => (await card(page, "New booking system").boundingBox())?.height ?? 0;
  const before = await height();
  const choice = page.getByRole("radiogroup", { name: "Density of the cards" });
  await choice.getByText("Compact").click();
  expect(await height()).toBeLessThan(before * 0.6);
  await page.reload();
  await expect(choice.getByRole("radio", { name: "Compact" })).toBeChecked();
  expect(await height()).toBeLessThan(before * 0.6);
});

test.describe("with a large portfolio", () => {
  test("End and Home reach the last card and the first before all are drawn, and the menu moves them", async ({ page }) => {
    await storeLargePortfolio(page);
    await openApp(page, "/board");
    const links = column(page, "Ideas").getByRole("link");
    await links.first().focus();
    await page.keyboard.press("End");
    await expect(links.last()).toBeFocused();
    const names = await cardsOf(page, "Ideas");
    await expect(column(page, "Ideas").getByRole("list"), "the name of the list says how many").toHaveAccessibleName(`Ideas, ${names.length}`);
    await page.keyboard.press("Home");
    await expect(links.first()).toBeFocused();
    await card(page, names[0] ?? "").getByRole("button").click();
    await page.getByRole("menuitem", { name: "Move down" }).click();
    await expect(links.nth(1)).toHaveText(names[0] ?? "");
    await expect(links.nth(1)).toBeFocused();
  });
});

test("one project more than the limit of a phase is asked about, and the answer stands with the reasons", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/data/settings");
  await page.getByRole("textbox", { name: "Limit in initiation" }).fill("2");
  await page.keyboard.press("Tab");
  await page.goto("./#/board");
  await expect(board(page).getByRole("list", { name: "Initiation, 2 of 2", exact: true })).toBeVisible();
  await carry(page, "Winter timetable tool", ["ArrowRight"]);
  const gate = gateDialog(page, "G0");
  await answerAll(gate);
  const why = gate.getByRole("textbox", { name: "Initiation holds 2 of 2. Why one more?" });
  await gate.getByRole("radio", { name: /^Go/ }).check({ force: true });
  await expect(why).toBeVisible();
  await gate.getByRole("radio", { name: /^Hold/ }).check({ force: true });
  await expect(why, "only a decision that fills the phase asks").toHaveCount(0);
  await gate.getByRole("radio", { name: /^Go/ }).check({ force: true });
  await gate.getByLabel("Decided by").fill("Ingrid Solheim");
  await gate.getByLabel("Reasons").fill("A clear case.");
  await gate.getByLabel("Funding released").fill("0");
  await gate.getByRole("button", { name: "Record decision" }).click();
  await gate.getByRole("alert", { name: "Still missing" }).getByRole("button", { name: "Initiation holds 2 of 2. Say why it takes one more." }).click();
  await expect(why).toBeFocused();
  await why.fill("The season begins in May.");
  await gate.getByRole("button", { name: "Record decision" }).click();
  await expect(cardLink(column(page, "Initiation"), "Winter timetable tool")).toBeFocused();
  await expect(column(page, "Initiation")).toContainText("Over limit");
  await page.keyboard.press("Enter");
  await page.getByRole("main").getByRole("link", { name: "Gates", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("A clear case.");
  await expect(page.getByRole("main")).toContainText("Over the limit (Initiation held 2 of 2): The season begins in May.");
});
