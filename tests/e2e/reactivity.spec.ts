// Owns: one edit of a large portfolio redraws what it changes and nothing else.
import { type Page } from "@playwright/test";
import { LARGE_PROJECTS, storeLargePortfolio } from "./browser.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { board, cardLink, cardsOf, carry, changeField, column, expectSaved, openProject } from "./people.ts";

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
    // Those closed in earlier fiscal years are left away until they are asked for.
    await page.goto("./#/board?closed=all");
    // A folded column shows its cards to nobody, so it is unfolded first.
    await page.getByRole("button", { name: "Unfold Closed" }).click();
    await expect(board(page).getByRole("listitem").getByRole("link")).toHaveCount(LARGE_PROJECTS);
  });

  test("a new name, given in another tab, is one changed text", async ({ page, context }) => {
    const [, name = ""] = await cardsOf(page, "Ideas");
    const second = await context.newPage();
    await openApp(second, "/board");
    await openProject(second, name);
    const seen = await watchCards(page);
    await changeField(second, "Name", "Apollo");
    await expect(cardLink(board(page), "Apollo")).toBeVisible();
    await expectSaved(page);
    expect(await seen()).toEqual(["changed text Apollo"]);
  });

  test("a field that no card shows changes nothing on the board", async ({ page, context }) => {
    const [, name = ""] = await cardsOf(page, "Ideas");
    const second = await context.newPage();
    await openApp(second, "/board");
    await openProject(second, name);
    const seen = await watchCards(page);
    await changeField(second, "Objective", "Something that can be measured.");
    await changeField(second, "Name", "Apollo");
    await expect(cardLink(board(page), "Apollo")).toBeVisible();
    expect(await seen(), "of two edits, the second is seen alone").toEqual(["changed text Apollo"]);
  });

  test("a card that moves inside its column is one moved row, however far it goes", async ({ page }) => {
    const names = await cardsOf(page, "Ideas");
    await carry(page, names[1] ?? "", ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"]);
    await expect(column(page, "Ideas").getByRole("listitem").getByRole("link").nth(6)).toHaveText(names[1] ?? "");
    await expectSaved(page);
    const seen = await watchCards(page);
    await page.keyboard.press("Control+z");
    await expect(column(page, "Ideas").getByRole("listitem").getByRole("link").nth(1)).toHaveText(names[1] ?? "");
    await expectSaved(page);
    expect(await seen()).toEqual(["removed card", "added card"]);
  });

  test("the focus stays in its card and the list where it was scrolled, whichever card moves", async ({ page }) => {
    const names = await cardsOf(page, "Ideas");
    const [first = "", second = "", third = ""] = names;
    const list = column(page, "Ideas").getByRole("list");
    await carry(page, second, ["ArrowUp"]);
    await expect(column(page, "Ideas").getByRole("listitem").getByRole("link").first()).toHaveText(second);
    const watch = async (name: string) => {
      await cardLink(board(page), name).focus();
      await list.evaluate((list) => list.scrollTo(0, 40));
      const scrolled = await list.evaluate((list) => list.scrollTop);
      await cardLink(board(page), name).evaluate((link) => {
        Object.assign(window, { blurred: 0 });
        link.addEventListener("blur", () => Object.assign(window, { blurred: 1 }));
      });
      return async () => {
        await expect(cardLink(board(page), name)).toBeFocused();
        expect(await list.evaluate((list) => list.scrollTop), "scrolled as before").toBe(scrolled);
        return page.evaluate(() => (window as unknown as { blurred: number }).blurred);
      };
    };
    const unmoved = await watch(third);
    await page.keyboard.press("Control+z");
    await expect(column(page, "Ideas").getByRole("listitem").getByRole("link").first()).toHaveText(first);
    expect(await unmoved(), "a card that does not move never loses the focus").toBe(0);
    const moved = await watch(second);
    await page.keyboard.press("Control+Shift+Z");
    await expect(column(page, "Ideas").getByRole("listitem").getByRole("link").first()).toHaveText(second);
    await moved();
    await (await watch(first))();
    await page.keyboard.press("Control+z");
    await expect(cardLink(board(page), first)).toBeFocused();
  });
});
