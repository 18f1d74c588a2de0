// Owns: a lesson from its capture in one project to a gate of another at which it is applied: by keyboard, counted, and taken back.
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { answerAll, carry, chooseGo, expectSaved, gateDialog, openExample, openProject, openWith } from "./people.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Lessons" });
const row = (page: Page, name: string) => grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const cell = async (page: Page, name: string, heading: string) => {
  const at = await grid(page).getByRole("columnheader", { name: new RegExp(`^${heading}(,|$)`) }).getAttribute("aria-colindex");
  return row(page, name).locator(`[aria-colindex="${at}"]`);
};
const capture = (page: Page) => page.getByRole("dialog", { name: "Capture a lesson" });
const panel = (page: Page) => page.getByRole("complementary");
const NAME = "The quay was closed in our only window";

/** Opens the palette and starts what it finds first. */
async function find(page: Page, words: string) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Find/ }).fill(words);
  await page.keyboard.press("Enter");
}

/** Brings the lesson that lies open beside the list to a state. */
async function bringTo(page: Page, state: string) {
  await panel(page).getByRole("button", { name: /^State: / }).press("Enter");
  await panel(page).getByRole("combobox", { name: "State" }).selectOption(state);
  await panel(page).getByRole("button", { name: "Save", exact: true }).press("Enter");
}

test("a lesson is captured in one project, offered and applied at a gate of another, counted, and taken back, by keyboard", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await openProject(page, "Apollo", "Summary");
  await find(page, "Capture a lesson");
  await capture(page).getByRole("textbox", { name: "Lesson", exact: true }).fill(NAME);
  await capture(page).getByRole("textbox", { name: "What happened" }).fill("The port dredged, and had told nobody.");
  await page.keyboard.press("Control+Enter");
  await expect(capture(page)).toHaveCount(0);

  await page.goto("./#/lessons");
  await expect(await cell(page, NAME, "Project")).toHaveText("Apollo");
  await expect(await cell(page, NAME, "Times applied")).toHaveText("0");
  await row(page, NAME).getByRole("link").focus();
  await page.keyboard.press("Shift+Enter");
  // What says nothing to do is offered to nobody.
  await bringTo(page, "Reviewed");
  await expect(panel(page)).toContainText("“Reviewed” needs: recommendation.");
  await panel(page).getByRole("button", { name: "Cancel", exact: true }).press("Enter");
  await panel(page).getByRole("button", { name: /^Recommendation: / }).press("Enter");
  await panel(page).getByRole("textbox", { name: "Recommendation" }).fill("Ask the port for its calendar of works.");
  await page.keyboard.press("Control+Enter");
  await bringTo(page, "Reviewed");
  await expect(await cell(page, NAME, "State")).toHaveText("Reviewed");

  await page.goto("./#/board");
  await carry(page, "Borealis", ["ArrowRight"]);
  const gate = gateDialog(page, "G0");
  const offer = gate.getByRole("region", { name: "Lessons of other projects" });
  await expect(offer).toContainText("Ask the port for its calendar of works.");
  await expect(offer).toContainText("From Apollo · phase idea.");
  await answerAll(gate);
  await offer.getByRole("radiogroup", { name: NAME }).getByRole("radio").first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(offer.getByRole("radio", { name: "Applied", exact: true })).toBeChecked();
  await expect(offer).toContainText("1 of 1");
  await chooseGo(gate);
  await gate.getByRole("textbox", { name: "Reasons" }).fill("A clear case.");
  await gate.getByRole("textbox", { name: "Funding released" }).fill("0");
  await gate.getByRole("combobox", { name: "Decided by" }).fill("Ada Lovelace");
  await gate.getByRole("button", { name: "Record decision" }).press("Enter");
  await expect(gate).toHaveCount(0);

  await openProject(page, "Borealis", "Gates");
  await expect(page.getByRole("article").filter({ hasText: "G0: Go" })).toContainText(`Lessons applied${NAME}`);
  await page.goto("./#/lessons");
  await expect(await cell(page, NAME, "Times applied")).toHaveText("1");
  await row(page, NAME).getByRole("link").focus();
  await page.keyboard.press("Shift+Enter");
  await expect(panel(page).getByRole("heading", { name: /^Applied at/ })).toBeVisible();
  await expect(panel(page)).toContainText("decided by Ada Lovelace");
  await panel(page).getByRole("link", { name: "G0 of Borealis" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Borealis" })).toBeVisible();

  await page.keyboard.press("Control+z");
  await page.goto("./#/lessons");
  await expect(await cell(page, NAME, "Times applied")).toHaveText("0");
  await expectSaved(page);
});

test("a lesson is captured from what it came from, and stands on the tab of its project", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/raid/issues");
  const issue = "Neighbours complain of noise from the fans";
  await page.getByRole("grid", { name: "Issues" }).getByRole("link", { name: issue }).focus();
  await page.keyboard.press("Shift+Enter");
  await panel(page).getByRole("button", { name: "Capture a lesson" }).press("Enter");
  await expect(capture(page)).toContainText(issue);
  await capture(page).getByRole("textbox", { name: "Lesson", exact: true }).fill("Nobody asked the neighbours");
  await capture(page).getByRole("textbox", { name: "Recommendation" }).fill("Measure at the nearest window before the order.");
  await page.keyboard.press("Control+Enter");
  await expect(capture(page)).toHaveCount(0);
  await expect(panel(page).getByRole("link", { name: "Nobody asked the neighbours" })).toBeVisible();

  await openProject(page, "Car deck ventilation", "Lessons");
  await expect(await cell(page, "Nobody asked the neighbours", "For phase")).toHaveText("Execution");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { name: "No lessons yet" })).toBeVisible();
});

test("the lessons offered at a gate read well on a phone and in both themes", async ({ page }) => {
  await openExample(page);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await openProject(page, "Passenger information screens", "Summary");
    await page.getByRole("button", { name: /^Open gate G1/ }).click();
    const offer = gateDialog(page, "G1").getByRole("region", { name: "Lessons of other projects" });
    await offer.scrollIntoViewIfNeeded();
    await expect(offer.getByRole("listitem")).toHaveCount(3);
    await expect(offer).toContainText("applied 1 time");
    await expectClean(page, `lessons at a gate, ${width} px`);
    expect(await offer.evaluate((own) => own.scrollWidth - own.clientWidth)).toBeLessThanOrEqual(0);
    await page.keyboard.press("Escape");
  }
});
