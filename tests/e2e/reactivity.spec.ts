// Owns: one edit of a large portfolio redraws what it changes and nothing else.
import { type Page } from "@playwright/test";
import { LARGE_PROJECTS, storeLargePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, cardsOf, carry, expectSaved } from "./people.ts";

/** Counts what changes inside the lists of the board from now on. Counts and undo are aggregates and stand elsewhere. */
async function watchCards(page: Page) {
  await board(page).evaluate((board) => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const describe = (node: Node) => (node instanceof Element ? (node.matches("[data-card]") ? "card" : node.localName) : `text ${node.textContent}`);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (!(change.target instanceof Element ? change.target : change.target.parentElement)?.closest("ul")) continue;
        if (change.type === "characterData") seen.push(`changed ${describe(change.target)}`);
        for (const node of change.removedNodes) seen.push(`removed ${describe(node)}`);
        for (const node of change.addedNodes) seen.push(`added ${describe(node)}`);
      }
    }).observe(board, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
}

test.describe("with a large portfolio", () => {
  test.beforeEach(async ({ page }) => {
    await storeLargePortfolio(page);
    await openApp(page, "/board");
    await expect(page.getByText(`${LARGE_PROJECTS} projects`, { exact: true })).toBeVisible();
  });

  test("the board shows every project", async ({ page }) => {
    // A folded column shows its cards to nobody, so it is unfolded first.
    await page.getByRole("button", { name: "Unfold Closed" }).click();
    await expect(board(page).getByRole("listitem").getByRole("link")).toHaveCount(LARGE_PROJECTS);
  });

  test("a card that moves inside its column is one moved row", async ({ page }) => {
    const names = await cardsOf(page, "Ideas");
    const seen = await watchCards(page);
    await carry(page, names[1] ?? "", ["ArrowDown"]);
    await expect(cardLink(board(page), names[1] ?? "")).toBeFocused();
    await expectSaved(page);
    const now = await cardsOf(page, "Ideas");
    expect(now.slice(0, 4)).toEqual([names[0], names[2], names[1], names[3]]);
    expect(await seen()).toEqual(["removed card", "added card"]);
  });
});
