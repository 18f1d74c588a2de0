// Owns: the board divided - lanes by programme or lead, phases in steps - and how cards are carried between them by keys, mouse
// and menu; and that what is carried stays in sight on a narrow screen.
import { type Page } from "@playwright/test";
import { storeLargePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, card, cardLink, carry, column, expectSaved, gateDialog, listenToSpeech, openExample, openWith } from "./people.ts";

const lane = (page: Page, name: string) => board(page).getByRole("region", { name, exact: true });
const cell = (page: Page, name: string) => board(page).getByRole("list", { name, exact: true });
const cardsIn = (page: Page, name: string) => cell(page, name).getByRole("link");
const choose = async (page: Page, menu: string, entry: string | RegExp) => {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("menu").getByText(entry, { exact: typeof entry === "string" }).click();
};

test.describe("lanes", () => {
  test("by programme: chosen from the menu, in the link, folded and unfolded", async ({ page }) => {
    await openExample(page);
    await choose(page, "Lanes", "Programme");
    await expect(page).toHaveURL(/#\/board\?lanes=programme$/);
    const digital = lane(page, "Digital Crossing");
    await expect(digital.getByText("4 projects")).toBeVisible();
    await expect(cardsIn(page, "Digital Crossing, Closing, 1")).toHaveText(["Crew rostering"]);
    await digital.getByRole("button", { name: "Digital Crossing", exact: true }).click();
    await expect(cardLink(digital, "Crew rostering")).toHaveCount(0);
    await expect(page).toHaveURL(/folded=/);
    await page.reload();
    await expect(digital.getByRole("button", { name: "Digital Crossing", expanded: false })).toBeVisible();
    await expect(cardLink(digital, "Crew rostering")).toHaveCount(0);
    await digital.getByRole("button", { name: "Digital Crossing", exact: true }).click();
    await expect(cardLink(digital, "Crew rostering")).toBeVisible();
    await choose(page, "Lanes: Programme", "No lanes");
    await expect(column(page, "Closing").getByRole("link", { name: "Crew rostering" })).toBeVisible();
  });

  test("keys carry a card to another lane, which sets the programme; undo brings it back", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openExample(page);
    await page.goto("./#/board?lanes=programme");
    await expect(cardsIn(page, "Better Terminals, Execution, 1")).toHaveText(["Northpier linkspan renewal"]);
    await carry(page, "Northpier linkspan renewal", ["ArrowDown"]);
    await speech.expect("Northpier linkspan renewal: Execution, Cleaner Fleet, position 1 of 1");
    await expect(lane(page, "Better Terminals").getByRole("link", { name: "Northpier linkspan renewal" })).toHaveCount(0);
    await speech.expect(/^Move Northpier linkspan renewal to programme /);
    await expect(cardLink(board(page), "Northpier linkspan renewal")).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(cardsIn(page, "Better Terminals, Execution, 1")).toHaveText(["Northpier linkspan renewal"]);
    await expect(cardLink(board(page), "Northpier linkspan renewal")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(cardLink(board(page), "Northpier linkspan renewal"), "arrows go on to the next lane").not.toBeFocused();
  });

  test("a border crossed on the way opens the gate still", async ({ page }) => {
    await openExample(page);
    await page.goto("./#/board?lanes=lead");
    await carry(page, "Electric ferry pilot", ["ArrowRight"]);
    await expect(gateDialog(page, "G2")).toBeVisible();
  });

  test("by mouse and by menu", async ({ page }) => {
    await openExample(page);
    await page.goto("./#/board?lanes=programme");
    const from = await cardLink(board(page), "Northpier linkspan renewal").boundingBox();
    const to = await cell(page, "Cleaner Fleet, Execution, 0").boundingBox();
    if (!from || !to) throw new Error("not to be seen");
    await page.mouse.move(from.x + 20, from.y + 6);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + 20, { steps: 8 });
    await page.mouse.up();
    await expect(cardsIn(page, "Cleaner Fleet, Execution, 1")).toHaveText(["Northpier linkspan renewal"]);
    await card(page, "Northpier linkspan renewal").getByRole("button").click();
    await page.getByRole("menuitem", { name: "Move to Better Terminals" }).click();
    await expect(cardsIn(page, "Better Terminals, Execution, 1")).toHaveText(["Northpier linkspan renewal"]);
    await expectSaved(page);
  });
});

test.describe("steps of a phase", () => {
  test("chosen for the workspace, and moved into by keys, mouse and menu without a gate", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, ["Apollo", "Borealis"]);
    await choose(page, "Steps", "Show Ideas in steps");
    await expect(cardsIn(page, "Ideas, New, 2")).toHaveText(["Apollo", "Borealis"]);
    await carry(page, "Apollo", ["ArrowRight"]);
    await speech.expect("Apollo: Ideas, Shaping, position 1 of 1");
    await speech.expect("Move Apollo to Shaping");
    await expect(cardsIn(page, "Ideas, Shaping, 1")).toHaveText(["Apollo"]);
    await expect(cardLink(board(page), "Apollo")).toBeFocused();
    const from = await cardLink(board(page), "Borealis").boundingBox();
    const to = await cell(page, "Ideas, Ready for G0, 0").boundingBox();
    if (!from || !to) throw new Error("not to be seen");
    await page.mouse.move(from.x + 20, from.y + 6);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + 60, { steps: 8 });
    await page.mouse.up();
    await expect(cardsIn(page, "Ideas, Ready for G0, 1")).toHaveText(["Borealis"]);
    await card(page, "Borealis").getByRole("button").click();
    await page.getByRole("menuitem", { name: "Move to Shaping" }).click();
    await expect(cardsIn(page, "Ideas, Shaping, 2")).toHaveText(["Apollo", "Borealis"]);
    await page.reload();
    await expect(cardsIn(page, "Ideas, Shaping, 2")).toHaveText(["Apollo", "Borealis"]);
    await carry(page, "Apollo", ["ArrowRight", "ArrowRight"]);
    await expect(gateDialog(page, "G0"), "behind the last step is the gate").toBeVisible();
    await page.keyboard.press("Escape");
    await choose(page, "Steps", "Show Ideas as a whole");
    await expect(cardsIn(page, "Ideas, 2")).toHaveText(["Apollo", "Borealis"]);
  });
});

test.describe("with a large portfolio", () => {
  test("lanes are drawn by and by, and a card that moves in its cell is one moved row", async ({ page }) => {
    await storeLargePortfolio(page);
    await openApp(page, "/board?lanes=lead");
    const lanes = board(page).locator("h3").filter({ has: page.getByRole("button") });
    await expect(lanes).toHaveCount(58);
    await page.goto("./#/board");
    await page.goto("./#/board?lanes=programme");
    const list = board(page).getByRole("list", { name: /^No programme, Ideas, / });
    const names = await list.getByRole("link").allTextContents();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes) if (node instanceof Element && node.matches("[data-card]")) seen.push("moved");
      }).observe(document.body, { subtree: true, childList: true });
    });
    await carry(page, names[0] ?? "", ["ArrowDown", "ArrowDown"]);
    await expect(list.getByRole("link").nth(2)).toHaveText(names[0] ?? "");
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["moved"]);
  });
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("what keys carry stays in sight, and so does the place where it would fall", async ({ page }) => {
    await openExample(page);
    await cardLink(board(page), "Winter timetable tool").focus();
    for (const key of ["Space", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    await expect(column(page, "Planning")).toBeInViewport({ ratio: 0.5 });
    const carried = page.getByText("Planning, position 1. Drop here to open gate G0, idea to initiation");
    await expect(carried).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Escape");
    await expect(carried).toHaveCount(0);
  });
});
