// Owns: the work of a project from nothing to its planning by keyboard alone: deliverables taken and worked through, a limit broken with its
// reason, a card blocked and seen on Overview, the gate that reads what was accepted and waived, and every step undone to the beginning.
import { type Locator, type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { day, expectSaved, gateDialog, listenToSpeech } from "./people.ts";

const board = (page: Page) => page.getByRole("region", { name: "Work board" });
const column = (page: Page, name: string) => board(page).getByRole("region", { name, exact: true });
const link = (page: Page, name: string) => board(page).getByRole("link", { name, exact: true });
const titles = (page: Page, name: string) => column(page, name).getByRole("listitem").getByRole("link");
/** What the list of a column says of how many cards it has. */
const expectCount = (page: Page, name: string, count: string) => expect(column(page, name).getByRole("list", { name: `${name}, ${count}`, exact: true })).toBeAttached();
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

/** Goes to something with Tab, or back with Shift and Tab. */
async function tabTo(page: Page, target: Locator, key = "Tab") {
  await expect(target).toBeVisible();
  const element = await target.elementHandle();
  for (let step = 0; step < 300; step += 1) {
    if (await page.evaluate((own) => document.activeElement === own, element)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function press(page: Page, keys: string) {
  for (const key of keys.split(" ")) await page.keyboard.press(key);
}

async function pressOn(page: Page, target: Locator, keys = "Enter") {
  await tabTo(page, target);
  await press(page, keys);
}

/** Goes through the open menu to an entry, and chooses it. */
async function choose(page: Page, entry: string) {
  const item = page.getByRole("menuitem", { name: entry, exact: true });
  await tabTo(page, item, "ArrowDown");
  await page.keyboard.press("Enter");
}

/** Fills in the field that Tab leads to. */
async function typeInto(page: Page, target: Locator, text: string) {
  await tabTo(page, target);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

/** Answers each question of a gate as Tab comes to it, up to where it is asked who decides. */
async function answerByKeys(page: Page, gate: Locator) {
  const end = gate.getByRole("combobox", { name: "Decided by" });
  await expect(end).toBeAttached();
  const answered = new Set<string>();
  for (let step = 0; step < 200; step += 1) {
    if (await end.evaluate((own) => document.activeElement === own)) return;
    const question = await page.evaluate(() => {
      const radio = document.activeElement;
      if (!(radio instanceof HTMLInputElement) || radio.type !== "radio") return undefined;
      const labels = [...document.querySelectorAll<HTMLInputElement>(`input[name="${radio.name}"]`)].map((own) => own.labels?.[0]?.textContent?.trim() ?? "");
      return { name: radio.name, labels, isWaived: radio.closest("li")?.textContent?.includes("Proposed: Not applicable") };
    });
    if (question && !answered.has(question.name)) {
      answered.add(question.name);
      if (question.isWaived) await press(page, "n ArrowRight");
      else if (question.labels.includes("Yes")) await page.keyboard.press("y");
      else if (question.labels.includes("8")) await page.keyboard.press("8");
    }
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead through the gate");
}

async function decideByKeys(page: Page, gate: Locator) {
  await typeInto(page, gate.getByRole("combobox", { name: "Decided by" }), "Grace Hopper");
  // Tab comes to the radio at which one was last, arrow keys go on from there.
  const go = gate.getByRole("radio", { name: /^Go/ });
  for (let step = 0; step < 100 && !(await gate.getByRole("group", { name: "Decision" }).locator(":focus").count()); step += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  for (let step = 0; step < 5 && !(await go.isChecked()); step += 1) await page.keyboard.press("ArrowDown");
  await expect(go).toBeChecked();
  await typeInto(page, gate.getByRole("textbox", { name: "Reasons" }), "A clear case.");
  await typeInto(page, gate.getByRole("textbox", { name: "Funding released" }), "0");
  await pressOn(page, gate.getByRole("button", { name: "Record decision" }));
  await expect(gate).toHaveCount(0);
}

test("a medium project goes from nothing to its planning by keyboard alone, and every step back", async ({ page }) => {
  const speech = await listenToSpeech(page);
  await openApp(page);

  await test.step("a project is made and its first gate passed", async () => {
    await pressOn(page, page.getByRole("button", { name: /^Start empty/ }));
    const made = dialog(page, "New project");
    await expect(made.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.insertText("Apollo");
    await typeInto(page, made.getByRole("combobox", { name: /^Lead/ }), "Ada Lovelace");
    await pressOn(page, made.getByRole("combobox", { name: "Size class" }), "M");
    await expect(made.getByRole("combobox", { name: "Size class" })).toHaveValue("m");
    await pressOn(page, made.getByRole("button", { name: "Create project" }));
    await expect(page.getByRole("link", { name: "Apollo", exact: true })).toBeFocused();
    await press(page, "Space ArrowRight Space");
    await answerByKeys(page, gateDialog(page, "G0"));
    await decideByKeys(page, gateDialog(page, "G0"));
    await expect(page.getByRole("region", { name: "Initiation", exact: true }).getByRole("link", { name: "Apollo" })).toBeFocused();
  });

  await test.step("its deliverables are taken", async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Apollo" })).toBeFocused();
    await pressOn(page, page.getByRole("main").getByRole("link", { name: "Work", exact: true }));
    await pressOn(page, page.getByRole("button", { name: "Take deliverables…" }));
    await pressOn(page, dialog(page, "Take deliverables into work").getByRole("button", { name: "Take into work" }));
    await expectCount(page, "To do", "9");
  });

  await test.step("they are drafted, the fourth with the reason for going over the limit", async () => {
    await tabTo(page, titles(page, "To do").first());
    const first = await titles(page, "To do").first().textContent();
    await press(page, "Space ArrowRight Space");
    await speech.expect(`Card ${first}, moved from To do to Drafting, position 1 of 1, limit 1 of 3`);
    for (const count of [2, 3]) {
      await page.keyboard.press("ArrowLeft");
      await press(page, "Space ArrowRight Space");
      await expectCount(page, "Drafting", `${count} of 3`);
    }
    await page.keyboard.press("ArrowLeft");
    await press(page, "Space ArrowRight Space");
    const why = dialog(page, "Over the limit");
    await expect(why.getByRole("textbox", { name: "Why over the limit" })).toBeFocused();
    await page.keyboard.insertText("The sponsor waits");
    await pressOn(page, why.getByRole("button", { name: "Move", exact: true }));
    await expectCount(page, "Drafting", "4 of 3");
    await speech.expect(/moved from To do to Drafting, position \d of 4, limit 4 of 3/);
  });

  await test.step("one is blocked for nine days, which Overview says", async () => {
    const name = (await page.evaluate(() => document.activeElement?.textContent)) ?? "";
    await expect(titles(page, "Drafting").filter({ hasText: name })).toBeFocused();
    const menu = board(page).getByRole("button", { name: `Move or change ${name}` });
    await pressOn(page, menu);
    await choose(page, "Block…");
    const block = dialog(page, "Block");
    await expect(block.getByRole("textbox", { name: "Why it cannot go on" })).toBeFocused();
    await page.keyboard.insertText("No sponsor yet");
    await tabTo(page, block.getByLabel("Since"));
    // Which part of a date is typed first is the browser's business.
    await block.getByLabel("Since").fill(day(-9));
    await page.keyboard.press("Enter");
    await expect(block).toHaveCount(0);
    await expect(link(page, name)).toBeFocused();
    await expect(column(page, "Drafting")).toContainText("Blocked 9 days");
    await press(page, "o");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeFocused();
    await expect(page.getByRole("main")).toContainText("blocked for 9 days: No sponsor yet");
    await pressOn(page, page.getByRole("link", { name: `Open: Blocked: ${name}` }));
    await expect(page.getByRole("complementary").getByRole("heading", { level: 2, name })).toBeVisible();
    await page.goBack();
    await page.goBack();
    await pressOn(page, page.getByRole("button", { name: `Move or change ${name}` }));
    await choose(page, "Unblock");
    await expect(column(page, "Drafting")).not.toContainText("Blocked");
  });

  await test.step("all but one are accepted by somebody else, several of them at once", async () => {
    await pressOn(page, link(page, "Project charter"), "Space ArrowRight ArrowRight Space");
    const who = dialog(page, "Who accepts it?");
    await expect(who.getByRole("combobox", { name: "Accepted by" })).toBeFocused();
    await page.keyboard.insertText("Ada Lovelace");
    await page.keyboard.press("Enter");
    await expect(who).toContainText("owner");
    await typeInto(page, who.getByRole("combobox", { name: "Accepted by" }), "Grace Hopper");
    await page.keyboard.press("Enter");
    await expect(who).toHaveCount(0);
    await expectCount(page, "Agreed", "1");
    await speech.expect(/^Card .* moved from Drafting to Agreed, position 1 of 1$/);
    await tabTo(page, titles(page, "To do").first(), "Shift+Tab");
    await press(page, "x ArrowDown x ArrowDown x ArrowDown x");
    await speech.expect("selected, 4 cards in all");
    await press(page, "ArrowRight Home x ArrowDown x ArrowDown x");
    await expect(page.getByRole("group", { name: "Selected cards" })).toContainText("7 cards selected");
    await press(page, "Space ArrowRight ArrowRight Space");
    await expect(who.getByRole("combobox", { name: "Accepted by" })).toBeFocused();
    await page.keyboard.insertText("Grace Hopper");
    await page.keyboard.press("Enter");
    await expectCount(page, "Agreed", "8");
  });

  await test.step("the gate says what is missing, that is waived, and the project goes on", async () => {
    await press(page, "b");
    await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeFocused();
    await expect(page.getByRole("region", { name: "Phase board" })).toContainText("8 of 9");
    await pressOn(page, page.getByRole("link", { name: "Apollo", exact: true }), "Space ArrowRight Space");
    const gate = gateDialog(page, "G1");
    const missing = "Lessons of earlier projects checked";
    const lessons = gate.getByRole("listitem").filter({ hasText: missing }).first();
    await expect(lessons).toContainText("Open To do, owner Ada Lovelace");
    await expect(gate.getByRole("listitem").filter({ hasText: "Project charter" }).first()).toContainText("Accepted by Grace Hopper");
    await pressOn(page, lessons.getByText("Waive it…"));
    await typeInto(page, lessons.getByRole("textbox", { name: "Reason" }), "First project of its kind");
    await typeInto(page, lessons.getByRole("combobox", { name: "Approved by" }), "Mary Jackson");
    await pressOn(page, lessons.getByRole("button", { name: `Waive ${missing}` }));
    await expect(lessons).toContainText(/Waived by Mary Jackson until .*: First project of its kind. Proposed: Not applicable/);
    await expect(lessons.locator(":focus"), "the focus stays at the criterion").toHaveCount(1);
    await tabTo(page, gate.getByRole("radio").first(), "Shift+Tab");
    await answerByKeys(page, gate);
    await decideByKeys(page, gate);
    await pressOn(page, page.getByRole("link", { name: "Apollo", exact: true }));
    await pressOn(page, page.getByRole("main").getByRole("link", { name: "Work", exact: true }));
    await expect(page.getByRole("navigation", { name: "Boards by phase" }).getByRole("link").first()).toHaveAccessibleName(/^Planning ?, the project is here/);
    await expectCount(page, "To do", "12");
    await expect(column(page, "Checked by second person")).toBeVisible();
  });

  await test.step("every step is undone to the beginning", async () => {
    await press(page, "b");
    await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeFocused();
    const undo = page.getByRole("button", { name: /^Undo: / });
    const redo = page.getByRole("button", { name: /^Redo: / });
    for (let step = 0; (await undo.count()) > 0; step += 1) {
      expect(step).toBeLessThan(30);
      const label = await undo.getAttribute("aria-label");
      await page.keyboard.press("Control+z");
      await expect(redo).toHaveAccessibleName(`Redo: ${label?.slice("Undo: ".length)}`);
    }
    await expect(page.getByRole("region", { name: "Phase board" }).getByRole("listitem").getByRole("link")).toHaveCount(0);
    await expectSaved(page);
  });
});
