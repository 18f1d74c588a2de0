// Owns: what a person does on the boards of work of a project - with keys, menu, finger and a pasted list - and that undo and a reload
// keep it.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { anotherTab, expectSaved, listenToSpeech, openProject, openWith } from "./people.ts";

const board = (page: Page) => page.getByRole("region", { name: "Work board" });
const column = (page: Page, name: string) => board(page).getByRole("region", { name, exact: true });
const link = (page: Page, name: string) => board(page).getByRole("link", { name, exact: true });
const expectCards = (page: Page, name: string, cards: string[]) => expect(column(page, name).getByRole("listitem").getByRole("link")).toHaveText(cards);
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });

/** A project with these cards in the first column of its board. */
async function openWork(page: Page, cards: string[]) {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo", "Work");
  for (const card of cards) {
    await column(page, "To do").getByRole("textbox", { name: "Add a card to To do" }).fill(card);
    await page.keyboard.press("Enter");
    await expect(link(page, card)).toBeVisible();
  }
}

async function carry(page: Page, card: string, keys: string[]) {
  await link(page, card).focus();
  await page.keyboard.press("Space");
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press("Space");
}

test("cards are added, carried by keys, and each move is spoken, undone and kept over a reload", async ({ page }) => {
  const speech = await listenToSpeech(page);
  await openWork(page, ["Charter", "Risk list"]);
  await expectCards(page, "To do", ["Charter", "Risk list"]);
  await carry(page, "Charter", ["ArrowRight"]);
  await expectCards(page, "Drafting", ["Charter"]);
  await expect(link(page, "Charter"), "the focus follows").toBeFocused();
  await speech.expect("Card Charter, moved from To do to Drafting, position 1 of 1, limit 1 of 3");
  await page.keyboard.press("Control+z");
  await expectCards(page, "To do", ["Charter", "Risk list"]);
  await page.keyboard.press("Control+Shift+Z");
  await expectCards(page, "Drafting", ["Charter"]);
  await expectSaved(page);
  await page.reload();
  await expectCards(page, "Drafting", ["Charter"]);
});

test("a limit that is broken asks why, and the last column asks who accepts, never the owner", async ({ page }) => {
  await openWork(page, ["A", "B", "C", "D"]);
  for (const card of ["A", "B", "C"]) await carry(page, card, ["ArrowRight"]);
  await carry(page, "D", ["ArrowRight"]);
  const why = dialog(page, "Over the limit");
  await expect(why).toContainText("Drafting would have 4 of 3.");
  await why.getByRole("textbox", { name: "Why over the limit" }).fill("The sponsor waits");
  await why.getByRole("button", { name: "Move", exact: true }).click();
  await expect(column(page, "Drafting").getByText("4 of 3")).toBeAttached();
  await carry(page, "A", ["ArrowRight", "ArrowRight"]);
  const accept = dialog(page, "Who accepts it?");
  await accept.getByRole("combobox", { name: "Accepted by" }).fill("Grace Hopper");
  await accept.getByRole("button", { name: "Finish" }).click();
  await expectCards(page, "Agreed", ["A"]);
  await expect(column(page, "Agreed")).toContainText("Accepted by Grace Hopper");
});

test("a pasted list becomes many cards in one step, rehearsed when it is long", async ({ page }) => {
  await openWork(page, []);
  await page.getByRole("button", { name: "Add cards" }).click();
  const add = dialog(page, "Add cards");
  await add.getByRole("textbox", { name: "Cards" }).fill(Array.from({ length: 60 }, (_, at) => `Step ${at + 1}`).join("\n"));
  await expect(add).toContainText("This makes 60 cards.");
  await add.getByRole("button", { name: "Add cards" }).click();
  await expect(add).toContainText("Nothing is added yet.");
  await add.getByRole("button", { name: "Add cards" }).click();
  await expect(page.getByRole("main")).toContainText("60 cards");
  await page.keyboard.press("Control+z");
  await expect(column(page, "To do")).toContainText("No cards. Add one, or paste a list.");
});

test("columns are added, renamed and removed with a say about their cards", async ({ page }) => {
  await openWork(page, ["Charter"]);
  await carry(page, "Charter", ["ArrowRight"]);
  await page.getByRole("button", { name: "Columns and limits" }).click();
  const columns = dialog(page, "Columns and limits");
  await columns.getByRole("textbox", { name: "Name" }).first().fill("Inbox");
  await columns.getByRole("button", { name: "Remove Drafting" }).click();
  await columns.getByRole("button", { name: "Save" }).click();
  await expect(columns.getByRole("alert")).toContainText("Say where the 1 card of “Drafting” goes.");
  await columns.getByRole("combobox", { name: "Where 1 card of Drafting goes" }).selectOption("In review");
  await columns.getByRole("button", { name: "Save" }).click();
  await expectCards(page, "In review", ["Charter"]);
  await expect(column(page, "Inbox")).toBeVisible();
  await expect(column(page, "Drafting")).toHaveCount(0);
});

test("the deliverables of the size class are taken in one step, and one is left out with its reason", async ({ page }) => {
  await openWork(page, []);
  await page.getByRole("button", { name: "Take deliverables…" }).click();
  const offer = dialog(page, "Take deliverables into work");
  await offer.getByRole("checkbox", { name: /^Project charter/ }).uncheck();
  await offer.getByRole("textbox", { name: "Why it may be left out" }).fill("The contract says it");
  await offer.getByRole("combobox", { name: "Approved by" }).fill("Ada Lovelace");
  await offer.getByRole("button", { name: "Take into work" }).click();
  await expect(offer).toHaveCount(0);
  await expect(column(page, "To do").getByRole("listitem")).not.toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(column(page, "To do")).toContainText("No cards.");
});

test("a second tab sees the move", async ({ page, context }) => {
  await openWork(page, ["Charter"]);
  await expectSaved(page);
  const other = await anotherTab(context, new URL(page.url()).hash.slice(1));
  await expectCards(other, "To do", ["Charter"]);
  await carry(page, "Charter", ["ArrowRight"]);
  await expectCards(other, "Drafting", ["Charter"]);
});

test.describe("with a finger", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("the menu of a card moves it", async ({ page }) => {
    await openWork(page, ["Charter"]);
    await board(page).getByRole("button", { name: "Move or change Charter" }).tap();
    await page.getByRole("menuitem", { name: "Move to Drafting" }).tap();
    await expectCards(page, "Drafting", ["Charter"]);
  });
});
