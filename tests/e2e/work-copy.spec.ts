// Owns: the work of another project copied into one, with its dates moved, rehearsed and undone; accepting what is done already; and a step
// over several cards of which one refuses.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openProject, openWith } from "./people.ts";

const board = (page: Page) => page.getByRole("region", { name: "Work board" });
const column = (page: Page, name: string) => board(page).getByRole("region", { name, exact: true });
const link = (page: Page, name: string) => board(page).getByRole("link", { name, exact: true });
const expectCards = (page: Page, name: string, cards: string[]) => expect(column(page, name).getByRole("listitem").getByRole("link")).toHaveText(cards);
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });

async function add(page: Page, to: string, cards: string[]) {
  for (const card of cards) {
    await column(page, to).getByRole("textbox", { name: `Add a card to ${to}` }).fill(card);
    await page.keyboard.press("Enter");
    await expect(link(page, card)).toBeVisible();
  }
}

async function carry(page: Page, card: string, keys: string[]) {
  await link(page, card).focus();
  for (const key of ["Space", ...keys, "Space"]) await page.keyboard.press(key);
}

test("the work of another project comes in one step, after it was shown what would come", async ({ page }) => {
  await openWith(page, ["Apollo", "Gemini"]);
  await openProject(page, "Apollo", "Work");
  await add(page, "To do", ["Charter", "Risk list"]);
  await openProject(page, "Gemini", "Work");
  await page.getByRole("button", { name: "Copy the work of another project…" }).click();
  const copy = dialog(page, "Copy the work of another project");
  await copy.getByRole("button", { name: "Copy work" }).click();
  await expect(copy).toContainText("Choose a project.");
  await copy.getByRole("combobox", { name: "From" }).selectOption({ label: "P-001 Apollo, 2 cards" });
  await expect(copy.getByRole("status")).toContainText("2 cards come: 2 in initiation.");
  await expect(copy.getByRole("row", { name: /^Charter/ })).toContainText("Initiation");
  await copy.getByRole("button", { name: "Copy work" }).click();
  await expect(copy).toHaveCount(0);
  await expectCards(page, "To do", ["Charter", "Risk list"]);
  await page.keyboard.press("Control+z");
  await expect(column(page, "To do").getByRole("listitem").getByRole("link")).toHaveCount(0);
  await page.keyboard.press("Control+Shift+Z");
  await expectCards(page, "To do", ["Charter", "Risk list"]);
  await page.getByRole("button", { name: "More", exact: true }).last().click();
  await page.getByRole("menuitem", { name: "Copy the work of another project…" }).click();
  await expect(copy).toBeVisible();
});

test("what is done without anybody who accepted it is accepted later, never by its owner", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo", "Work");
  await add(page, "To do", ["Charter"]);
  await carry(page, "Charter", ["ArrowRight", "ArrowRight", "ArrowRight"]);
  await dialog(page, "Who accepts it?").getByRole("button", { name: "Finish" }).click();
  await expectCards(page, "Agreed", ["Charter"]);
  await page.getByRole("button", { name: "Move or change Charter" }).click();
  await page.getByRole("menuitem", { name: "Accept…" }).click();
  const accept = dialog(page, "Who accepts it?");
  await accept.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(accept.getByRole("alert")).toHaveText("Say who accepts it.");
  await accept.getByRole("combobox", { name: "Accepted by" }).fill("Grace Hopper");
  await accept.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(column(page, "Agreed")).toContainText("Accepted by Grace Hopper");
  await page.getByRole("button", { name: "Move or change Charter" }).click();
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Accept…" })).toHaveCount(0);
});

test("where one of several cards cannot be moved it is named, and the others can go on", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo", "Work");
  await add(page, "To do", ["Charter", "Risk list", "Plan"]);
  await page.getByRole("button", { name: "Move or change Risk list" }).click();
  await page.getByRole("menuitem", { name: "Block…" }).click();
  await dialog(page, "Block").getByRole("textbox", { name: "Why it cannot go on" }).fill("The sponsor is away");
  await dialog(page, "Block").getByRole("button", { name: "Block" }).click();
  await link(page, "Charter").focus();
  await page.keyboard.press("x");
  await link(page, "Risk list").focus();
  await page.keyboard.press("x");
  await link(page, "Plan").focus();
  await page.keyboard.press("x");
  await carry(page, "Charter", ["ArrowRight"]);
  const others = dialog(page, "Not all of them");
  await expect(others).toContainText("2 of 3 work items are moved. The others stay as they are:");
  await expect(others).toContainText("“Risk list”: It is blocked. Unblock it first.");
  await others.getByRole("button", { name: "Move the others" }).click();
  await expect(column(page, "Drafting").getByRole("listitem").getByRole("link")).toHaveCount(2);
  await expectCards(page, "To do", ["Risk list"]);
});
