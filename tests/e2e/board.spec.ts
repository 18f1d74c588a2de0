// Owns: what a person does on the board - with keys, mouse, finger and menu - and that undo, redo and a reload keep it.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, board, card, cardLink, carry, chooseGo, column, conditionalGo, day, expectCards, expectSaved, gateDialog, listenToSpeech, newProject, openExample, openWith, openWithByHand, wholeBoard } from "./people.ts";

const dialogs = (page: Page) => page.getByRole("dialog");
const toHistory = async (page: Page) => {
  await page.goto("./#/data/history");
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeVisible();
};

test.describe("over a border", () => {
  test("by keys: gate, conditional go, history, undo, redo, reload", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWithByHand(page, ["Apollo"]);
    await expect(cardLink(board(page), "Apollo"), "the new card has the focus").toBeFocused();

    await page.keyboard.press("Space");
    await speech.expect("Apollo lifted from Ideas, position 1 of 1");
    await page.keyboard.press("ArrowRight");
    await speech.expect("Apollo: Initiation, position 1 of 1. Drop here to open gate G0, idea to initiation");
    await page.keyboard.press("Space");

    const gate = gateDialog(page, "G0");
    await expect(gate).toBeVisible();
    // What was moved where chooses nothing: the evidence comes first.
    await expect(gate.getByRole("radio", { name: /^Go/ })).not.toBeChecked();
    await expect(gate.getByRole("radio", { name: /^Go/ })).toHaveAccessibleName(/what the move means/);
    await conditionalGo(gate);

    await expectCards(page, "Ideas", []);
    await expectCards(page, "Initiation", ["Apollo"]);
    await expect(cardLink(column(page, "Initiation"), "Apollo")).toBeFocused();
    await expect(card(page, "Apollo")).toContainText("1 condition");
    await speech.expect("G0: Conditional go for Apollo");
    const decided = await wholeBoard(page);

    await page.getByRole("button", { name: "Undo: G0: Conditional go for Apollo" }).click();
    await expectCards(page, "Ideas", ["Apollo"]);
    await expectCards(page, "Initiation", []);
    await expect(card(page, "Apollo")).not.toContainText("condition");
    await page.getByRole("button", { name: "Redo: G0: Conditional go for Apollo" }).click();
    await expect.poll(() => wholeBoard(page)).toEqual(decided);

    await page.keyboard.press("Control+z");
    await expectCards(page, "Ideas", ["Apollo"]);
    await speech.expect("Undone: G0: Conditional go for Apollo");
    await page.keyboard.press("Control+Shift+Z");
    await expect.poll(() => wholeBoard(page)).toEqual(decided);
    await speech.expect("Done again: G0: Conditional go for Apollo");

    await expectSaved(page);
    await page.reload();
    await expect(card(page, "Apollo")).toBeVisible();
    expect(await wholeBoard(page)).toEqual(decided);
    await expect(page.getByRole("button", { name: "Undo: G0: Conditional go for Apollo" }), "undo reaches over the reload").toBeEnabled();

    await toHistory(page);
    await expect(page.getByRole("main")).toContainText("G0: Conditional go for Apollo");
  });

  test("the decision stands on the project's page", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await carry(page, "Apollo", ["ArrowRight"]);
    await conditionalGo(gateDialog(page, "G0"));
    await cardLink(board(page), "Apollo").click();
    await expect(page.getByRole("heading", { level: 1, name: /Apollo/ })).toBeVisible();
    await page.getByRole("tab", { name: "Gates" }).or(page.getByRole("link", { name: "Gates" })).click();
    const main = page.getByRole("main");
    for (const words of ["Conditional go", "It is worth planning.", "Ada Lovelace", "Name a deputy", "Grace Hopper"]) await expect(main).toContainText(words);
    await page.getByRole("tab", { name: "History" }).or(page.getByRole("link", { name: "History" })).click();
    await expect(main).toContainText("G0: Conditional go for Apollo");
  });

  test("who records the first decision is asked once, and stands in the history", async ({ page }) => {
    await openWith(page, ["Apollo", "Borealis"]);
    await carry(page, "Apollo", ["ArrowRight"]);
    const gate = gateDialog(page, "G0");
    await gate.getByRole("combobox", { name: /^Recorded by/ }).fill("Mary Jackson");
    await conditionalGo(gate);
    await expect(page.getByRole("button", { name: "Working as Mary Jackson" })).toBeVisible();
    await carry(page, "Borealis", ["ArrowRight"]);
    await expect(gate).toBeVisible();
    await expect(gate.getByRole("combobox", { name: /^Recorded by/ })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await toHistory(page);
    await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Conditional go for Apollo" })).toContainText("Mary Jackson");
  });

  test("says at once what a decision still demands, and moves nothing", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await carry(page, "Apollo", ["ArrowRight"]);
    const gate = gateDialog(page, "G0");
    await gate.getByRole("button", { name: "Record decision" }).click();
    const missing = gate.getByRole("alert", { name: "Still missing" });
    await expect(missing).toBeFocused();
    await expect(missing).toContainText("Choose a decision.");
    await chooseGo(gate);
    await expect(missing).not.toContainText("Choose a decision.");
    await expect(gate.getByText("Not answered").first()).toBeVisible();
    await expect(missing).toContainText("Go needs every Must criterion met or not applicable.");
    await expect(missing).toContainText("Say who decides.");
    await missing.getByRole("button", { name: "Say who decides." }).click();
    await expect(gate.getByLabel("Decided by")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialogs(page)).toHaveCount(0);
    await expectCards(page, "Ideas", ["Apollo"]);
    await expect(page.getByRole("button", { name: "Undo: Add project Apollo" })).toBeVisible();
  });

  test("by mouse: the drop opens the gate, cancelling puts back, go moves on", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await drag(page, "Apollo", "Initiation");
    const gate = gateDialog(page, "G0");
    await expect(gate).toBeVisible();
    await gate.getByRole("button", { name: "Cancel" }).click();
    await expectCards(page, "Ideas", ["Apollo"]);

    await drag(page, "Apollo", "Initiation");
    await answerAll(gate);
    await expect(gate.getByRole("region", { name: "Suggestion" })).toContainText("16 of 20 points = 80%");
    await chooseGo(gate);
    await gate.getByLabel("Decided by").fill("Ada Lovelace");
    await gate.getByLabel("Reasons").fill("A clear case.");
    await gate.getByLabel("Funding released").fill("0");
    await gate.getByRole("button", { name: "Record decision" }).click();
    await expectCards(page, "Initiation", ["Apollo"]);
    await expect(page, "a drag is no click on the link").toHaveURL(/#\/board$/);
  });

  test("several borders at once open the first gate", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await carry(page, "Apollo", ["ArrowRight", "ArrowRight", "ArrowRight"]);
    await expect(gateDialog(page, "G0")).toContainText("Gate G0 comes first, idea to initiation. Execution follows after G1 and G2.");
  });

  test("backward is recycle, into a lane is hold or stop, out of hold is resume", async ({ page }) => {
    await openExample(page);
    for (const [name, target, title, decision] of [
      ["Electric ferry pilot", "Initiation", "Gate review G2", /^Recycle/],
      ["Electric ferry pilot", "On hold", "Gate review G2", /^Hold/],
      ["New booking system", "Stopped", "Gate review G3", /^Stop/],
      ["Loyalty card", "Planning", "Gate review: resume", /^Go/],
    ] as const) {
      await moveBy(page, name, `Move to ${target}…`);
      const dialog = page.getByRole("dialog", { name: title });
      await expect(dialog.getByRole("radio", { name: decision }), `${name} to ${target}`).toHaveAccessibleName(/what the move means|suggested/);
      await expect(dialog.getByRole("radio", { name: decision })).not.toBeChecked();
      await page.keyboard.press("Escape");
      await expect(dialogs(page)).toHaveCount(0);
    }
  });

  test("hold: onto its lane with all that it demands, and back by undo", async ({ page }) => {
    await openExample(page);
    await moveBy(page, "Electric ferry pilot", "Move to On hold…");
    const gate = gateDialog(page, "G2");
    await gate.getByRole("radio", { name: /^Hold/ }).check({ force: true });
    await gate.getByLabel("Decided by").fill("Ingrid Solheim");
    await gate.getByLabel("Reasons").fill("The grid is not ready.");
    await gate.getByLabel("What must change before it goes on").fill("The operator's offer.");
    await gate.getByLabel("People and money meanwhile").fill("Two people go to the booking system.");
    await gate.getByLabel("Review on").fill(day(60));
    await gate.getByRole("button", { name: "Record decision" }).click();
    await expect(cardLink(column(page, "On hold"), "Electric ferry pilot")).toBeFocused();
    await page.keyboard.press("Control+z");
    await expectCards(page, "Planning", ["Electric ferry pilot", "Shore power at Northpier"]);
  });

  test("a move that cannot be is refused with the reason", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openExample(page);
    await carry(page, "Freight portal", ["ArrowLeft"]);
    const why = "A stopped project can only be closed. Move it to Closed.";
    await expect(page.getByRole("region", { name: "Messages" }).getByText(why)).toBeVisible();
    await speech.expect(why);
    await expectCards(page, "Stopped", ["Freight portal"]);
    await expect(cardLink(board(page), "Freight portal")).toBeFocused();
    await card(page, "Freight portal").getByRole("button").click();
    await expect(page.getByRole("menuitem", { name: /^Move to/ }), "the menu offers only what can be").toHaveText(["Move to Closed…"]);
  });
});

test.describe("inside a column", () => {
  const three = ["Alpha", "Beta", "Gamma"];

  test("by keys", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, three);
    await expectCards(page, "Ideas", three);
    await carry(page, "Alpha", ["ArrowDown"]);
    await expectCards(page, "Ideas", ["Beta", "Alpha", "Gamma"]);
    await speech.expect("Alpha: Ideas, position 2 of 3");
    await expect(cardLink(board(page), "Alpha")).toBeFocused();
    await carry(page, "Alpha", ["ArrowDown"]);
    await expectCards(page, "Ideas", ["Beta", "Gamma", "Alpha"]);
    await page.keyboard.press("Control+z");
    await expectCards(page, "Ideas", ["Beta", "Alpha", "Gamma"]);
    await expectSaved(page);
    await page.reload();
    await expectCards(page, "Ideas", ["Beta", "Alpha", "Gamma"]);
  });

  test("Escape puts a lifted card back, wherever it was carried", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, three);
    await cardLink(board(page), "Alpha").focus();
    for (const key of ["Space", "ArrowDown", "ArrowRight", "Escape"]) await page.keyboard.press(key);
    await speech.expect("Alpha put back");
    await expect(dialogs(page)).toHaveCount(0);
    await expectCards(page, "Ideas", three);
    await expect(cardLink(board(page), "Alpha")).toBeFocused();
    await expect(page.getByRole("button", { name: "Undo: Add project Gamma" })).toBeVisible();
  });

  test("a lifted card that is left is put back, and that is said", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, three);
    await cardLink(board(page), "Alpha").focus();
    for (const key of ["Space", "ArrowDown", "Tab"]) await page.keyboard.press(key);
    await speech.expect("Alpha put back");
    await expectCards(page, "Ideas", three);
  });

  test("a card that goes leaves the focus to the next one, and one that comes back has it again", async ({ page }) => {
    await openWith(page, three);
    await cardLink(board(page), "Gamma").focus();
    await page.keyboard.press("Control+z");
    await expectCards(page, "Ideas", ["Alpha", "Beta"]);
    await expect(cardLink(board(page), "Beta")).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(cardLink(board(page), "Alpha")).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeFocused();
  });

  test("the focus follows a card that undo takes to another column", async ({ page }) => {
    await openWith(page, three);
    await carry(page, "Beta", ["ArrowRight"]);
    await conditionalGo(gateDialog(page, "G0"));
    await expect(cardLink(column(page, "Initiation"), "Beta")).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(cardLink(column(page, "Ideas"), "Beta")).toBeFocused();
    await page.keyboard.press("Control+Shift+Z");
    await expect(cardLink(column(page, "Initiation"), "Beta")).toBeFocused();
  });

  test("arrow keys go from card to card, and Enter opens one", async ({ page }) => {
    await openWith(page, three);
    await cardLink(board(page), "Alpha").focus();
    await page.keyboard.press("ArrowDown");
    await expect(cardLink(board(page), "Beta")).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(cardLink(board(page), "Alpha")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: /Alpha/ })).toBeVisible();
  });

  test("by mouse", async ({ page }) => {
    await openWith(page, three);
    await dragOnto(page, "Gamma", "Alpha");
    await expectCards(page, "Ideas", ["Gamma", "Alpha", "Beta"]);
    await expect(page).toHaveURL(/#\/board$/);
    await expect(dialogs(page)).toHaveCount(0);
  });

  test("Escape during a drag puts back", async ({ page }) => {
    await openWith(page, three);
    const from = await middle(page, "Gamma");
    const to = await middle(page, "Alpha");
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y - 20, { steps: 8 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expectCards(page, "Ideas", three);
    await expect(dialogs(page)).toHaveCount(0);
  });

  test("by menu, with keys alone", async ({ page }) => {
    await openWith(page, three);
    const button = card(page, "Alpha").getByRole("button", { name: "Move or open P-001 Alpha" });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Open project" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "Move up" }), "what cannot be done now can be read").toBeFocused();
    for (const key of ["Enter", "d", "Control+z", "ArrowDown"]) await page.keyboard.press(key);
    await expect(page.getByRole("menuitem", { name: "Move down" }), "the page hears no key that is meant for the menu").toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    await expectCards(page, "Ideas", three);
    await moveBy(page, "Alpha", "Move down");
    await expectCards(page, "Ideas", ["Beta", "Alpha", "Gamma"]);
    await moveBy(page, "Gamma", "Move up");
    await expectCards(page, "Ideas", ["Beta", "Gamma", "Alpha"]);
    await card(page, "Beta").getByRole("button").click();
    await expect(page.getByRole("menuitem", { name: "Move up" })).toBeDisabled();
  });
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true });

  test("the grip carries a card over the border; elsewhere a finger scrolls", async ({ page, context }) => {
    await openWith(page, ["Apollo", "Borealis"]);
    const finger = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    const swipe = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
      await touch("touchStart", from.x, from.y);
      for (let step = 1; step <= 8; step += 1) await touch("touchMove", from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
      await touch("touchEnd");
    };
    const at = await boxOf(page, "Apollo");
    const target = await column(page, "Initiation").boundingBox();
    const to = { x: (target?.x ?? 0) + 60, y: at.y + 20 };

    await swipe(await middle(page, "Apollo"), to);
    await expect(dialogs(page)).toHaveCount(0);
    await expectCards(page, "Ideas", ["Apollo", "Borealis"]);

    // The finger may have scrolled, and what was thrown rolls on for a while.
    const rests = async () => {
      const before = await boxOf(page, "Apollo");
      await page.waitForTimeout(200);
      return JSON.stringify(before) === JSON.stringify(await boxOf(page, "Apollo"));
    };
    await expect.poll(rests, { message: "the board rests" }).toBe(true);
    // The grip is decoration to a screen reader, so it has no name: it stands in the first corner of the card.
    const own = await boxOf(page, "Apollo");
    const over = await column(page, "Initiation").boundingBox();
    await swipe({ x: own.x + 16, y: own.y + 18 }, { x: (over?.x ?? 0) + 60, y: own.y + 20 });
    await expect(gateDialog(page, "G0")).toBeVisible();
  });
});

test.describe("several cards at once", () => {
  const five = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"];
  const chosen = (page: Page) => page.getByRole("group", { name: "Selected cards" });

  test("selected with X and with Ctrl and a click, they move inside the column in one step", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, five);
    await cardLink(board(page), "Alpha").focus();
    await page.keyboard.press("x");
    await speech.expect("Alpha selected, 1 card in all");
    await expect(cardLink(board(page), "Alpha")).toHaveAccessibleDescription(/^Selected\./);
    await cardLink(board(page), "Gamma").click({ modifiers: ["ControlOrMeta"] });
    await expect(chosen(page)).toContainText("2 cards selected");
    await expect(page).toHaveURL(/#\/board$/);
    await carry(page, "Alpha", ["ArrowDown", "ArrowDown", "ArrowDown"]);
    await speech.expect("Alpha and 1 other lifted from Ideas");
    await expectCards(page, "Ideas", ["Beta", "Delta", "Alpha", "Gamma", "Epsilon"]);
    await expect(page.getByRole("button", { name: "Undo: Move 2 projects within their column" })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expectCards(page, "Ideas", five);
    await cardLink(board(page), "Gamma").focus();
    await page.keyboard.press("Escape");
    await expect(chosen(page)).toHaveCount(0);
    await expect(cardLink(board(page), "Alpha")).not.toHaveAccessibleDescription(/^Selected\./);
  });

  test("over a border one review follows the other, and leaving one leaves those that remain", async ({ page }) => {
    await openWith(page, ["Alpha", "Beta", "Gamma"]);
    for (const name of ["Alpha", "Beta", "Gamma"]) {
      await cardLink(board(page), name).focus();
      await page.keyboard.press("x");
    }
    await chosen(page).getByRole("button", { name: "Move to…" }).click();
    await page.getByRole("menuitem", { name: "Move to Initiation…" }).click();
    const gate = gateDialog(page, "G0");
    for (const [place, name] of [["1 of 3", "Alpha"], ["2 of 3", "Beta"]] as const) {
      await expect(gate).toContainText(`${place}: P-00`);
      await expect(gate).toContainText(name);
      await answerAll(gate);
      await chooseGo(gate);
      await gate.getByLabel("Decided by").fill("Ada Lovelace");
      await gate.getByLabel("Reasons").fill("A clear case.");
      await gate.getByLabel("Funding released").fill("0");
      await gate.getByRole("button", { name: "Record decision" }).click();
    }
    await expect(gate).toContainText("3 of 3: P-003 Gamma");
    await gate.getByRole("button", { name: "Cancel" }).click();
    await expect(dialogs(page)).toHaveCount(0);
    await expectCards(page, "Initiation", ["Alpha", "Beta"]);
    await expectCards(page, "Ideas", ["Gamma"]);
    await expect(chosen(page)).toContainText("1 card selected");
    await carry(page, "Gamma", ["ArrowRight"]);
    await expect(gate, "a review of its own").not.toContainText("3 of 3");
  });
});

test("the first change after the board was drawn leaves its columns where they are", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await page.goto("./#/projects");
  await expect(board(page)).toHaveCount(0);
  await page.goto("./#/board");
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
  await page.evaluate(() => document.querySelectorAll(".board .col").forEach((column) => column.setAttribute("data-drawn-before", "")));
  await page.getByRole("button", { name: /^Undo: / }).click();
  await expectCards(page, "Ideas", ["Apollo"]);
  expect(await page.locator(".board .col:not([data-drawn-before])").count()).toBe(0);
});

test("the columns say how many they hold and how many they may", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await expect(board(page).getByRole("list", { name: "Ideas, 1", exact: true })).toBeVisible();
  await expect(board(page).getByRole("list", { name: "Initiation, 0 of 5", exact: true })).toBeVisible();
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  await expect(board(page).getByRole("list", { name: "Initiation, 1 of 5", exact: true })).toBeVisible();
});

test("every step back to the beginning, and every step forward again", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo", { lead: "Ada Lovelace", size: "Small" });
  await newProject(page, "Borealis");
  await carry(page, "Borealis", ["ArrowUp"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  const end = await wholeBoard(page);
  const undo = page.getByRole("button", { name: /^Undo: / });
  const redo = page.getByRole("button", { name: /^Redo: / });
  for (let step = 0; step < 4; step += 1) {
    await expect(undo).toBeVisible();
    const label = await undo.getAttribute("aria-label");
    await page.keyboard.press("Control+z");
    await expect(redo).toHaveAccessibleName(`Redo: ${label?.slice("Undo: ".length)}`);
  }
  await expect(page.getByRole("button", { name: "Nothing to undo" })).toBeVisible();
  await page.reload();
  await expect(redo).toBeVisible();
  for (let step = 0; step < 4; step += 1) {
    const label = await redo.getAttribute("aria-label");
    await page.keyboard.press("Control+Shift+Z");
    await expect(undo).toHaveAccessibleName(`Undo: ${label?.slice("Redo: ".length)}`);
  }
  await expect.poll(() => wholeBoard(page)).toEqual(end);
});

async function boxOf(page: Page, name: string) {
  const box = await card(page, name).boundingBox();
  if (!box) throw new Error(`the card ${name} is not on screen`);
  return box;
}

async function middle(page: Page, name: string) {
  const box = await boxOf(page, name);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags a card with the mouse into a column. */
async function drag(page: Page, name: string, to: string) {
  const from = await middle(page, name);
  const target = await column(page, to).boundingBox();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((target?.x ?? 0) + 60, from.y, { steps: 8 });
  await page.mouse.up();
}

/** Drags a card with the mouse above another. */
async function dragOnto(page: Page, name: string, above: string) {
  const from = await middle(page, name);
  const to = await boxOf(page, above);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 8, { steps: 8 });
  await page.mouse.up();
}

/** Chooses an entry of a card's menu. */
async function moveBy(page: Page, name: string, entry: string) {
  await card(page, name).getByRole("button").click();
  await page.getByRole("menuitem", { name: entry }).click();
}
