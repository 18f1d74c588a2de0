// Owns: two tabs of one browser. Both show the same, and what either did is kept.
import { deafen } from "./browser.ts";
import { expect, test } from "./fixtures.ts";
import { anotherTab, card, changeField, cardLink, board, carry, conditionalGo, expectCards, expectSaved, gateDialog, newProject, openExample, openProject, openWith, wholeBoard } from "./people.ts";

test("a second tab sees every edit, and can undo it", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Ideas", ["Apollo"]);

  await newProject(page, "Borealis");
  await expectCards(second, "Ideas", ["Apollo", "Borealis"]);

  await carry(second, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(second, "G0"));
  await expectCards(page, "Initiation", ["Apollo"]);
  await expect(card(page, "Apollo")).toContainText("1 condition");
  await expect.poll(async () => JSON.stringify(await wholeBoard(page)) === JSON.stringify(await wholeBoard(second))).toBe(true);

  await second.keyboard.press("Control+z");
  await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
  await expectCards(second, "Ideas", ["Apollo", "Borealis"]);
});

test("two tabs that edit at the same time agree in the end", async ({ page, context }) => {
  await openWith(page, ["Alpha", "Beta", "Gamma", "Delta"]);
  const second = await anotherTab(context, "/board");
  await expectCards(second, "Ideas", ["Alpha", "Beta", "Gamma", "Delta"]);
  await cardLink(board(page), "Alpha").focus();
  await cardLink(board(second), "Delta").focus();
  const keys = async (own: typeof page, keys: string[]) => {
    for (const key of keys) await own.keyboard.press(key);
  };
  await Promise.all([
    keys(page, ["Space", "ArrowDown", "Space", "Space", "ArrowDown", "Space"]),
    keys(second, ["Space", "ArrowUp", "Space", "Space", "ArrowUp", "Space"]),
  ]);
  await Promise.all([newProject(page, "Epsilon"), newProject(second, "Zeta")]);
  await expectSaved(page);
  await expectSaved(second);
  await expect.poll(async () => JSON.stringify(await wholeBoard(page)) === JSON.stringify(await wholeBoard(second))).toBe(true);
  const agreed = await wholeBoard(page);
  expect(JSON.stringify(agreed)).toContain("Epsilon");
  expect(JSON.stringify(agreed)).toContain("Zeta");
  await page.reload();
  await expect(card(page, "Zeta")).toBeVisible();
  expect(await wholeBoard(page)).toEqual(agreed);
});

test("tabs that do not hear each other lose nothing either", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  const deaf = await context.newPage();
  await deafen(deaf);
  await deaf.goto("./#/board");
  await expectCards(deaf, "Ideas", ["Apollo"]);

  await newProject(deaf, "Borealis");
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  await expectCards(deaf, "Ideas", ["Apollo", "Borealis"]);
  await expectSaved(page);
  await expectSaved(deaf);
  for (const own of [page, deaf]) {
    await own.reload();
    await expectCards(own, "Ideas", ["Borealis"]);
    await expectCards(own, "Initiation", ["Apollo"]);
  }
});

test("two fields of one project, changed in two tabs that do not hear each other, both survive", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  await openProject(page, "Apollo");
  const deaf = await context.newPage();
  await deafen(deaf);
  await deaf.goto(page.url());
  // What is being typed in the first tab would be offered here as a draft, were this tab still loading by then.
  await expect(deaf.locator("html")).toHaveAttribute("data-ready", "1");
  await changeField(page, "Summary", "Lands on the moon.");
  await changeField(page, "Name", "Apollo 11");
  await changeField(deaf, "Objective", "Two people walk there.");
  await changeField(deaf, "Name", "Apollo eleven");
  await expectSaved(page);
  await expectSaved(deaf);
  for (const own of [page, deaf]) {
    await own.reload();
    await expect(own.getByRole("button", { name: "Summary: Lands on the moon., change" })).toBeVisible();
    await expect(own.getByRole("button", { name: "Objective: Two people walk there., change" })).toBeVisible();
    await expect(own.getByRole("button", { name: "Name: Apollo eleven, change" }), "the later one wins").toBeVisible();
    await expect(own.getByText("Another version: Apollo 11"), "and the other is not lost").toBeVisible();
  }
});

test("a tab opened after another was closed inherits its undo", async ({ page, context }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await expectSaved(page);
  await page.close();
  const second = await anotherTab(context, "/board");
  await second.keyboard.press("Control+z");
  await expectCards(second, "Ideas", ["Apollo"]);
  await second.keyboard.press("Control+Shift+Z");
  await expectCards(second, "Ideas", ["Apollo", "Borealis"]);
});

test("the example removed in one tab: the other keeps it until it is loaded anew, and loses nothing", async ({ page, context }) => {
  await openExample(page);
  const second = await anotherTab(context, "/board");
  await expect(cardLink(board(second), "Winter timetable tool")).toBeVisible();
  await page.getByRole("note").getByRole("button", { name: "Remove the example" }).click();
  await expect(page.getByRole("button", { name: "My portfolio" })).toBeVisible();
  await expect(cardLink(board(second), "Winter timetable tool")).toBeVisible();
  await second.reload();
  await expect(second.getByRole("button", { name: "My portfolio" })).toBeVisible();
});
