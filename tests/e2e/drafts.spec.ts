// Owns: what was typed into a form and not sent: it is there again after Escape, Back, a reload and in another visit, until it is
// sent or discarded, and goes with its workspace.
import { type Locator, type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, board, cardLink, carry, chooseGo, conditionalGo, day, expectSaved, gateDialog, newProject, openProject, openWith } from "./people.ts";

const newDialog = (page: Page) => page.getByRole("dialog", { name: "New project" });
const note = (within: Page | Locator) => within.getByRole("group", { name: "Draft" });
const drafts = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ppmo/drafts/")));

async function openNew(page: Page) {
  await page.getByRole("button", { name: "New project" }).click();
  return newDialog(page);
}

async function openGate(page: Page) {
  await carry(page, "Apollo", ["ArrowRight"]);
  return gateDialog(page, "G0");
}

test("a gate review is there again after Escape, Back and a reload, with every answer", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  let gate = await openGate(page);
  await expect(note(gate)).toHaveCount(0);
  await answerAll(gate);
  await gate.getByRole("radio", { name: /^Conditional go/ }).check({ force: true });
  await gate.getByRole("textbox", { name: "Condition 1", exact: true }).fill("Name a deputy");
  await gate.getByRole("button", { name: "Add a condition" }).click();
  await gate.getByRole("textbox", { name: "Condition 2", exact: true }).fill("Sign the lease");
  await gate.getByRole("button", { name: /^Note on/ }).first().click();
  await gate.getByRole("textbox", { name: /^Note on/ }).first().fill("As agreed with Grace.");
  await gate.getByRole("textbox", { name: "Reasons" }).fill("It is worth planning.");

  const isBack = async () => {
    await expect(note(gate)).toContainText(/^Draft of \d\d?:\d\d( [ap]m)? – 6 answers, 5 fields/i);
    await expect(gate.getByRole("radio", { name: "Yes", exact: true }).first()).toBeChecked();
    await expect(gate.getByRole("radio", { name: /^Conditional go/ })).toBeChecked();
    await expect(gate.getByRole("textbox", { name: "Condition 1", exact: true })).toHaveValue("Name a deputy");
    await expect(gate.getByRole("textbox", { name: "Condition 2", exact: true })).toHaveValue("Sign the lease");
    await expect(gate.getByRole("textbox", { name: /^Note on/ }).first()).toHaveValue("As agreed with Grace.");
    await expect(gate.getByRole("textbox", { name: "Reasons" })).toHaveValue("It is worth planning.");
  };
  await page.keyboard.press("Escape");
  await expect(gate).toHaveCount(0);
  gate = await openGate(page);
  await isBack();

  await page.reload();
  gate = await openGate(page);
  await isBack();
  await page.goto("./#/projects");
  await page.goto("./#/board");
  await page.reload();
  gate = await openGate(page);
  await isBack();

  // "Continue" only takes the note away.
  await note(gate).getByRole("button", { name: "Continue" }).click();
  await expect(note(gate)).toHaveCount(0);
  await expect(gate.getByRole("textbox", { name: "Reasons" })).toHaveValue("It is worth planning.");
  await page.keyboard.press("Escape");
  gate = await openGate(page);
  await note(gate).getByRole("button", { name: "Discard" }).click();
  await expect(note(gate)).toHaveCount(0);
  await expect(gate.getByRole("radio", { name: "Yes", exact: true }).first()).not.toBeChecked();
  await expect(gate.getByRole("radio", { name: /^Conditional go/ })).not.toBeChecked();
  expect(await drafts(page)).toEqual([]);
  await page.keyboard.press("Escape");
  gate = await openGate(page);
  await expect(note(gate)).toHaveCount(0);
});

test("what was sent leaves no draft, and one gate's draft is not another's", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  const gate = await openGate(page);
  await conditionalGo(gate);
  expect(await drafts(page)).toEqual([]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await expect(gateDialog(page, "G1")).toBeVisible();
  await expect(note(gateDialog(page, "G1"))).toHaveCount(0);
});

test("a new project and a decision are there again after Back and Forward and after Escape", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/projects");
  await page.goto("./#/board");
  let dialog = await openNew(page);
  await dialog.getByRole("textbox", { name: "Name" }).fill("Borealis");
  await dialog.getByRole("combobox", { name: /^Lead/ }).fill("Ada Lovelace");
  await page.goBack();
  await page.goForward();
  await page.reload();
  dialog = await openNew(page);
  await expect(note(dialog)).toContainText("– 2 fields");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("Borealis");
  await expect(dialog.getByRole("combobox", { name: /^Lead/ })).toHaveValue("Ada Lovelace");
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(cardLink(board(page), "Borealis")).toBeVisible();
  dialog = await openNew(page);
  await expect(dialog.getByRole("textbox", { name: "Name" }), "it was sent").toHaveValue("");
  await page.keyboard.press("Escape");

  await page.goto("./#/decisions");
  const record = page.getByRole("button", { name: "Record a decision" });
  await record.click();
  const decision = page.getByRole("dialog", { name: "Record a decision" });
  await decision.getByRole("textbox", { name: "Question" }).fill("Which mast?");
  await decision.getByRole("textbox", { name: "Context" }).fill("A page of text.");
  await decision.getByRole("button", { name: "Add an option" }).click();
  await decision.getByRole("textbox", { name: "Option 1", exact: true }).fill("Steel");
  await page.keyboard.press("Escape");
  await record.click();
  await expect(decision.getByRole("textbox", { name: "Question" })).toHaveValue("Which mast?");
  await expect(decision.getByRole("textbox", { name: "Context" })).toHaveValue("A page of text.");
  await expect(decision.getByRole("textbox", { name: "Option 1", exact: true })).toHaveValue("Steel");
});

test("a summary that is written in its place is in sight again, and gone once it is saved", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo");
  const summary = page.getByRole("textbox", { name: "Summary" });
  await page.getByRole("button", { name: /^Summary: / }).click();
  await summary.fill("Three days of work,\nhalf done.");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Board/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
  await page.goBack();
  await expect(summary).toHaveValue("Three days of work,\nhalf done.");
  await page.reload();
  await expect(summary).toHaveValue("Three days of work,\nhalf done.");
  await page.keyboard.press("Escape");
  await summary.press("Escape");
  await expect(summary).toHaveCount(0);
  await page.getByRole("button", { name: /^Summary: / }).click();
  await expect(note(page)).toBeVisible();
  await expect(summary).toHaveValue("Three days of work,\nhalf done.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Summary: Three days/ })).toBeVisible();
  expect(await drafts(page)).toEqual([]);
});

test("closing a condition and changing the criteria of a gate keep what was typed", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await conditionalGo(await openGate(page), { text: "Name a deputy", owner: "Grace Hopper", due: day(30) });
  await page.goto("./#/decisions");
  const close = page.getByRole("button", { name: "Close condition: Name a deputy" });
  await close.click();
  const dialog = page.getByRole("dialog", { name: "Close condition" });
  await dialog.getByRole("textbox", { name: /^How it was met/ }).fill("Mary is the deputy.");
  await page.keyboard.press("Escape");
  await close.click();
  await expect(dialog.getByRole("textbox", { name: /^How it was met/ })).toHaveValue("Mary is the deputy.");
  await page.keyboard.press("Escape");

  await page.goto("./#/data/settings");
  const change = page.getByRole("button", { name: "Change the criteria of G0", exact: true });
  await change.click();
  const criteria = page.getByRole("dialog", { name: "Criteria of G0" });
  await criteria.getByRole("button", { name: /^Add a criterion to “Must criteria”/ }).click();
  await page.keyboard.type("The mast stands");
  await page.keyboard.press("Escape");
  await expect(criteria).toHaveCount(0);
  await change.click();
  await expect(note(criteria)).toBeVisible();
  await expect(criteria.getByRole("textbox", { name: "Criterion 5", exact: true })).toHaveValue("The mast stands");
});

test("drafts belong to their workspace, and go with it", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await (await openNew(page)).getByRole("textbox", { name: "Name" }).fill("Secret plan");
  await page.keyboard.press("Escape");
  await expectSaved(page);
  const workspaces = page.getByRole("dialog", { name: "Workspaces" });
  const open = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("button", { name, exact: true }).press("Enter");
  await open("My portfolio");
  await workspaces.getByRole("textbox", { name: "New workspace" }).fill("Second house");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: "Second house", exact: true })).toBeVisible();
  await expectSaved(page);
  await page.goto("./#/board");
  const other = await openNew(page);
  await expect(note(other)).toHaveCount(0);
  await expect(other.getByRole("textbox", { name: "Name" })).toHaveValue("");
  await page.keyboard.press("Escape");

  expect((await drafts(page)).length).toBe(1);
  await open("Second house");
  await workspaces.getByRole("button", { name: "Delete My portfolio" }).press("Enter");
  await workspaces.getByRole("button", { name: "Delete workspace" }).press("Enter");
  await workspaces.getByRole("button", { name: "Delete My portfolio for good" }).press("Enter");
  await workspaces.getByRole("button", { name: "Delete for good" }).press("Enter");
  await expect.poll(() => drafts(page)).toEqual([]);
});

test("a review whose project goes away in another tab says so and keeps what was typed", async ({ page, context }) => {
  await openWith(page, ["Apollo"]);
  await expectSaved(page);
  let gate = await openGate(page);
  await answerAll(gate);
  await chooseGo(gate);
  await gate.getByRole("textbox", { name: "Reasons" }).fill("It is worth planning.");
  const other = await context.newPage();
  await openApp(other, "/board");
  await cardLink(board(other), "Apollo").click();
  await other.getByRole("main").getByRole("button", { name: "More" }).click();
  await other.getByRole("menuitem", { name: "Delete project" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Delete project" }).click();
  const away = gate.getByRole("alert").filter({ hasText: "This project was taken away meanwhile" });
  await expect(away).toBeVisible();
  await gate.getByRole("button", { name: "Record decision" }).click();
  await expect(away).toBeFocused();
  await page.keyboard.press("Escape");
  await other.keyboard.press("Control+z");
  gate = await openGate(page);
  await expect(gate.getByRole("textbox", { name: "Reasons" })).toHaveValue("It is worth planning.");
});
