// Owns: what a person does on the boards of work of a project - with keys, menu, finger and a pasted list - and that undo and a reload
// keep it.
import { type Locator, type Page } from "@playwright/test";
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

  const paste = async (count: number) => {
    const text = Array.from({ length: count }, (_, at) => `- Step ${at + 1}`).join("\n");
    await page.getByRole("textbox", { name: "Add a card to To do" }).evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await expect(add.getByRole("textbox", { name: "Cards" })).toBeFocused();
    await page.keyboard.press("Control+Enter");
  };
  await paste(5001);
  await expect(add).toContainText("At most 5000 cards at once; these are 5001.");
  await page.keyboard.press("Escape");
  await paste(5000);
  await expect(add).toContainText("the last one “Step 5000”");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("main")).toContainText(/5,?000 cards/);
  await expect(link(page, "Step 5000"), "the last one has the focus").toBeFocused();
});

test("columns are added, renamed, reordered and removed with a say about their cards", async ({ page }) => {
  await openWork(page, ["Charter"]);
  await carry(page, "Charter", ["ArrowRight"]);
  await page.getByRole("button", { name: "Columns and limits" }).click();
  const columns = dialog(page, "Columns and limits");
  const names = columns.getByRole("textbox", { name: "Name" });
  await names.first().fill("Inbox");
  await columns.getByRole("button", { name: "Add column" }).click();
  await expect(names.nth(3)).toBeFocused();
  await page.keyboard.insertText("Parked");
  await columns.getByRole("button", { name: "Move earlier: Parked" }).click();
  await columns.getByRole("button", { name: "Remove Drafting" }).click();
  await columns.getByRole("button", { name: "Save" }).click();
  await expect(columns.getByRole("alert")).toContainText("Say where the 1 card of “Drafting” goes.");
  await columns.getByRole("combobox", { name: "Where 1 card of Drafting goes" }).selectOption("In review");
  await columns.getByRole("button", { name: "Save" }).click();
  await expectCards(page, "In review", ["Charter"]);
  await expect(board(page).getByRole("heading", { level: 2 })).toHaveText(["Inbox", "Parked", "In review", "Agreed"]);
  await page.keyboard.press("Control+z");
  await expect(board(page).getByRole("heading", { level: 2 })).toHaveText(["To do", "Drafting", "In review", "Agreed"]);
  await expectCards(page, "Drafting", ["Charter"]);
});

test("cards are found, laid in lanes, selected, archived and brought back, and go to another phase and project", async ({ page }) => {
  const menu = async (card: string, entry: string) => {
    await board(page).getByRole("button", { name: `Move or change ${card}` }).click();
    await page.getByRole("menuitem", { name: entry, exact: true }).click();
  };
  await openWith(page, ["Apollo", "Borealis"]);
  await openProject(page, "Apollo", "Work");
  await page.getByRole("button", { name: "Add cards" }).click();
  await dialog(page, "Add cards").getByRole("textbox", { name: "Cards" }).fill("Alpha\nBeta\nGamma\nDelta");
  await page.keyboard.press("Control+Enter");
  await expectCards(page, "To do", ["Alpha", "Beta", "Gamma", "Delta"]);

  await test.step("a card that is opened leaves the filter as it is", async () => {
    await page.getByRole("searchbox", { name: "Search the board" }).fill("alph");
    await expectCards(page, "To do", ["Alpha"]);
    await link(page, "Alpha").click();
    const panel = page.getByRole("complementary");
    await expect(panel.getByRole("heading", { level: 2, name: "Alpha" })).toBeVisible();
    await expect(page).toHaveURL(/text=alph/);
    await panel.getByRole("button", { name: /^Owner/ }).click();
    await panel.getByRole("combobox", { name: "Owner" }).fill("Ada Lovelace");
    await page.keyboard.press("Enter");
    await expect(board(page)).toContainText("Ada Lovelace");
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await panel.getByRole("button", { name: /^Close/ }).click();
  });

  await test.step("a lane gives its owner to a card that is carried into it", async () => {
    await page.getByRole("button", { name: "Lanes" }).click();
    await page.getByRole("menuitemradio", { name: "Owner" }).or(page.getByRole("menuitemcheckbox", { name: "Owner" })).click();
    const lane = board(page).getByRole("region", { name: "Ada Lovelace" });
    await expect(lane.getByRole("link")).toHaveText(["Alpha"]);
    await carry(page, "Beta", ["ArrowUp"]);
    await expect(lane.getByRole("link", { name: "Beta" })).toBeFocused();
    await page.getByRole("button", { name: /^Lanes/ }).click();
    await page.getByRole("menuitemradio", { name: "No lanes" }).or(page.getByRole("menuitemcheckbox", { name: "No lanes" })).click();
  });

  await test.step("several go to another phase, and leave the focus in their column", async () => {
    for (const card of ["Gamma", "Delta"]) {
      await link(page, card).focus();
      await page.keyboard.press("x");
    }
    await page.getByRole("group", { name: "Selected cards" }).getByRole("button", { name: "Move to…" }).click();
    await page.getByRole("menuitem", { name: "Move to the board of planning" }).click();
    await expect(column(page, "To do").getByRole("listitem").getByRole("link")).toHaveCount(2);
    await expect(column(page, "To do").getByRole("link").and(page.locator(":focus"))).toHaveCount(1);
    await expect(page.getByRole("group", { name: "Selected cards" })).toHaveCount(0);
  });

  await test.step("an archived card is found and brought back", async () => {
    await menu("Alpha", "Archive");
    await expectCards(page, "To do", ["Beta"]);
    await expect(link(page, "Beta"), "the next card has the focus").toBeFocused();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("combobox", { name: "State" }).selectOption("Archived");
    await expectCards(page, "To do", ["Alpha"]);
    await menu("Alpha", "Bring back");
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await expect(column(page, "To do").getByRole("listitem").getByRole("link")).toHaveCount(2);
  });

  await test.step("one goes to another project", async () => {
    await menu("Beta", "Move to another project…");
    const elsewhere = dialog(page, "Move to another project");
    await elsewhere.getByRole("combobox", { name: "Project" }).selectOption("P-002 Borealis");
    await elsewhere.getByRole("button", { name: "Move" }).click();
    await expectCards(page, "To do", ["Alpha"]);
    await menu("Alpha", "Delete");
    await expect(page.getByRole("heading", { level: 1, name: "Apollo" }), "no card is left to have the focus").toBeFocused();
    await page.keyboard.press("Control+z");
    await expectCards(page, "To do", ["Alpha"]);
    await openProject(page, "Borealis", "Work");
    await expectCards(page, "To do", ["Beta"]);
  });
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

  test("its grip carries a card to the next column, and its menu moves it", async ({ page, context }) => {
    await openWork(page, ["Charter"]);
    const boxOf = async (target: Locator) => (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const card = board(page).getByRole("listitem").filter({ has: page.getByRole("link", { name: "Charter", exact: true }) });
    await card.scrollIntoViewIfNeeded();
    const finger = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    // The grip is decoration to a screen reader, so it has no name: it stands in the first corner of the card.
    const { x, y } = await boxOf(card);
    await touch("touchStart", x + 16, y + 18);
    for (let step = 1; step <= 8; step += 1) await touch("touchMove", x + 16 + ((370 - x - 16) * step) / 8, y + 18);
    // Held at the edge, the board goes on to the next column by itself.
    await expect.poll(async () => (await boxOf(column(page, "Drafting"))).x, { intervals: [20] }).toBeLessThan(300);
    await touch("touchMove", 195, y + 18);
    const drafting = await boxOf(column(page, "Drafting"));
    await touch("touchMove", Math.round((Math.max(drafting.x, 52) + Math.min(drafting.x + drafting.width, 338)) / 2), y + 18);
    await touch("touchEnd");
    await expectCards(page, "Drafting", ["Charter"]);
    const inReview = page.getByRole("menuitem", { name: "Move to In review" });
    // The board may still be gliding to where the card fell.
    await expect(async () => {
      if (!(await inReview.isVisible())) await board(page).getByRole("button", { name: "Move or change Charter" }).tap();
      await expect(inReview).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await inReview.tap();
    await expectCards(page, "In review", ["Charter"]);
  });
});
