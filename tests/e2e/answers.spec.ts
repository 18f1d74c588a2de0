// Owns: that every act answers. One message says what was done and offers Undo; it stays five seconds, longer under the pointer, moves
// nothing, and what was changed is marked. And that what was said before is not read in a dialog that opens.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { board, card, cardLink, carry, changeField, column, conditionalGo, gateDialog, listenToSpeech, newProject, openExample, openProject, openWith, openWithByHand } from "./people.ts";

const messages = (page: Page) => page.getByRole("region", { name: "Messages" });

/** Expects one message that says this, and nothing else. */
const expectAnswer = (page: Page, words: string | RegExp) => expect(messages(page).getByRole("paragraph")).toHaveText(words);

const undo = (page: Page) => messages(page).getByRole("button", { name: "Undo", exact: true });

test("creating, moving, changing and deleting answer with Undo, and Undo with Redo", async ({ page }) => {
  const speech = await listenToSpeech(page);
  await openWithByHand(page, ["Gamma", "Apollo"]);
  await expectAnswer(page, "Add project Apollo");
  await speech.expect("Add project Apollo");

  await carry(page, "Apollo", ["ArrowUp"]);
  await expectAnswer(page, /^Move Apollo/);
  await undo(page).click();
  await expectAnswer(page, /^Undone: Move Apollo/);
  await speech.expect(/^Undone: Move Apollo/);
  await messages(page).getByRole("button", { name: "Redo", exact: true }).click();
  await expectAnswer(page, /^Done again: Move Apollo/);
  await undo(page).click();

  await openProject(page, "Apollo");
  await changeField(page, "Summary", "To the moon.");
  await expectAnswer(page, "Change summary of Apollo");
  await undo(page).click();
  await expect(page.getByRole("button", { name: "Summary: Not given, change" })).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Delete project/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Delete/ }).click();
  await expectAnswer(page, "Delete Apollo");
  await undo(page).click();
  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
});

test("a gate decision answers with Undo, its record and its print", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", document.querySelector("h1")?.textContent ?? "");
  });
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  await expectAnswer(page, "G0: Conditional go for Apollo");
  await expect(messages(page).getByRole("button")).toHaveText(["Undo", "Open record", "Print", ""]);
  await messages(page).getByRole("button", { name: "Print" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "Apollo");
  await expect(page.getByRole("heading", { name: "G0: Conditional go" })).toBeVisible();
  await page.goto("./#/board");
  await expect(column(page, "Initiation").getByRole("link", { name: "Apollo" })).toBeVisible();
});

test("settings, an import and a bulk change answer with Undo", async ({ page }) => {
  await openApp(page, "/settings");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Harbour");
  await page.keyboard.press("Enter");
  await expect(undo(page)).toBeVisible();

  await page.goto("./#/data/import");
  await page.getByRole("textbox", { name: /paste/i }).fill("Name\tBudget (GBP)\nApollo\t1000\nZeus\t2000");
  await page.getByRole("button", { name: "Read pasted cells" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: /^Import 2 projects/ }).click();
  await expectAnswer(page, /^Import 2 projects/);
  await expect(undo(page)).toBeVisible();

  await page.goto("./#/projects");
  await page.getByRole("rowheader", { name: "Apollo" }).focus();
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: "Set field…" }).click();
  await page.getByRole("dialog").getByRole("combobox").first().selectOption({ label: "Programme" });
  await page.getByRole("dialog").getByRole("combobox", { name: "Programme" }).fill("Moon");
  await page.getByRole("dialog").getByRole("button", { name: /^Set/ }).click();
  await expectAnswer(page, "Change programme of 2 projects");
  // The rows say so too, though the column is not shown.
  await undo(page).click();
  await expectAnswer(page, "Undone: Change programme of 2 projects");
});

test("the message goes after five seconds, waits under the pointer and with the focus, and moves nothing", async ({ page }) => {
  await page.clock.install();
  await openWith(page, ["Apollo"]);
  const before = await column(page, "Ideas").boundingBox();
  await newProject(page, "Zeus");
  await expectAnswer(page, "Add project Zeus");
  expect(await column(page, "Ideas").boundingBox()).toEqual(before);
  await undo(page).hover();
  await page.clock.runFor(20_000);
  await expectAnswer(page, "Add project Zeus");
  await page.mouse.move(5, 5);
  await undo(page).focus();
  await page.clock.runFor(20_000);
  await expectAnswer(page, "Add project Zeus");
  await cardLink(board(page), "Zeus").focus();
  await page.clock.runFor(4_000);
  await expectAnswer(page, "Add project Zeus");
  await page.clock.runFor(2_000);
  await expect(messages(page).getByRole("paragraph")).toHaveCount(0);
});

test("what was changed is marked for a moment", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.evaluate(() => {
    const seen = new Set<string>();
    new MutationObserver((changes) => {
      for (const { target } of changes) if (target instanceof Element && target.classList.contains("changed")) seen.add(target.textContent ?? "");
      document.documentElement.setAttribute("data-seen", [...seen].join("|"));
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
  });
  await newProject(page, "Zeus");
  await expect(page.locator("html")).toHaveAttribute("data-seen", /Zeus/);
  await expect(page.locator("html")).not.toHaveAttribute("data-seen", /Apollo/);
  await expect(card(page, "Zeus")).not.toHaveClass(/changed/);
});

test("the focus goes back to where it was, and a dialog does not hear what was said before", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/projects");
  await page.getByRole("rowheader", { name: "Freight portal" }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Escape");
  await page.getByRole("rowheader", { name: "Freight portal" }).focus();
  for (const key of ["F2", "End", "!", "Enter"]) await page.keyboard.press(key);
  await expectAnswer(page, /^Change name of/);
  await expect(page.getByRole("rowheader", { name: "Freight portal!" })).toBeFocused();
  await undo(page).click();
  await expect(page.getByRole("rowheader", { name: "Freight portal", exact: true })).toBeFocused();
  const said = () => page.locator("[aria-live]").evaluateAll((all) => all.map((own) => own.textContent).join(""));
  expect(await said()).toContain("Undone");
  await expect.poll(async () => {
    await page.keyboard.press("Control+k");
    const words = await said();
    await page.keyboard.press("Control+k");
    return words;
  }).toBe("");
});

test("a workspace that is deleted answers with Undo", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.getByRole("button", { name: "My portfolio", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Workspaces" });
  await dialog.getByRole("textbox", { name: "New workspace" }).fill("Second");
  await dialog.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Second", exact: true }).click();
  await dialog.getByRole("button", { name: "Delete My portfolio" }).click();
  await dialog.getByRole("button", { name: "Delete workspace" }).click();
  await expectAnswer(page, "Deleted My portfolio");
  await undo(page).click();
  await expect(dialog.getByRole("button", { name: "Open My portfolio" })).toBeVisible();
});
