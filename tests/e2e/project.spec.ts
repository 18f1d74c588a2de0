// Owns: the page of one project, as its lead reads and keeps it: how the status went, gates on the line, links, the history
// with its filters. Everything is found by role and name.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, changeField, conditionalGo, day, expectSaved, gateDialog, listenToSpeech, newProject, openExample, openProject } from "./people.ts";

const main = (page: Page) => page.getByRole("main");
const tab = (page: Page, name: string) => page.getByRole("navigation", { name: "Project" }).getByRole("link", { name, exact: true });
const trend = (page: Page, of: string) => main(page).getByRole("list", { name: `${of} status over time` });
const found = (page: Page) => main(page).getByRole("status").filter({ hasText: /change/ });
const entries = (page: Page) => main(page).locator("ol.history > li");

/** Makes a project that somebody has reported on, planned and taken through its first gate. */
async function openApollo(page: Page) {
  await openApp(page);
  await newProject(page, "Apollo");
  await openProject(page, "Apollo");
  await changeField(page, "Summary", "To the moon and back");
  await changeField(page, "Planned finish", "2027-05-01");
  await page.getByRole("button", { name: /^Schedule status: .*, change$/ }).click();
  await main(page).getByRole("combobox", { name: "Status" }).selectOption("Amber");
  await main(page).getByRole("textbox", { name: "Note" }).fill("The rocket is heavy");
  await main(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Schedule status: Amber/ })).toBeFocused();
}

test("the trend of each constraint stands beside its status, with dates and in words", async ({ page }) => {
  await openExample(page);
  await openProject(page, "New booking system", "Summary");
  await expect(trend(page, "Schedule").getByRole("listitem")).toHaveText([/G\s*Green\s+\d/, /A\s*Amber\s+\d/, /A\s*Amber\s+\d/, /R\s*Red\s+\d/]);
  await expect(main(page)).toContainText(/Worse since \d+ \w+, amber before/);
  await expect(trend(page, "Scope"), "one report is no trend").toHaveCount(0);

  await tab(page, "All fields").click();
  await page.getByRole("button", { name: /^Schedule status: .*, change$/ }).click();
  await main(page).getByRole("combobox", { name: "Status" }).selectOption("Green");
  await main(page).getByRole("button", { name: "Save", exact: true }).click();
  await tab(page, "Summary").click();
  await expect(trend(page, "Schedule").getByRole("listitem")).toHaveCount(5);
  await expect(main(page)).toContainText(/Better since \d+ \w+, red before/);
  await expectSaved(page);
  await page.reload();
  await expect(trend(page, "Schedule").getByRole("listitem")).toHaveCount(5);
  await page.keyboard.press("Control+z");
  await expect(trend(page, "Schedule").getByRole("listitem"), "what was undone was never reported").toHaveCount(4);
});

test("the gates stand on the line of the phases with dates and decisions, and lead to the reviews", async ({ page }) => {
  await openExample(page);
  await openProject(page, "Electric ferry pilot", "Summary");
  const line = page.getByRole("list", { name: "Phases" });
  await expect(line.getByRole("link")).toHaveText([/^G0 go, /, /^G1 conditional go, /, /^G2 on /]);
  await expect(line.getByRole("listitem").filter({ hasText: "Planning" })).toHaveAttribute("aria-current", "step");
  await line.getByRole("link", { name: /^G1 conditional go/ }).click();
  await expect(page.getByRole("heading", { name: "G1: Conditional go" })).toBeVisible();
});

test("dates and money stand beside each other with their difference, and people lead to their pages", async ({ page }) => {
  await openExample(page);
  await openProject(page, "New booking system", "Summary");
  const plan = main(page).getByRole("table");
  await expect(plan.getByRole("columnheader")).toHaveText(["Planned", "Forecast", "Actual", "Difference"]);
  await expect(plan.getByRole("row", { name: /^Finish/ })).toContainText("50 working days");
  await expect(plan.getByRole("row", { name: /^Cost/ })).toContainText("7% over");
  await main(page).locator("section").filter({ has: page.getByRole("heading", { name: "People" }) }).getByRole("link", { name: /Aisha Karim/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aisha Karim" })).toBeVisible();
});

test("links are kept in their place on the summary; only what opens something becomes one", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await openProject(page, "Apollo", "Summary");
  await page.getByRole("button", { name: "Links: Not given, change" }).click();
  await main(page).getByRole("textbox", { name: "Links" }).fill(
    ["Plan https://example.org/plan?a=1", "Ask mailto:pmo@example.org", "Call tel:+441234", "Bad javascript:alert(1)", "Worse data:text/html,<script>1</script>", "Share file:///etc/passwd"].join("\n"),
  );
  await page.keyboard.press("Control+Enter");
  const links = main(page).locator("section").filter({ has: page.getByRole("heading", { name: "Links" }) });
  await expect(links.getByRole("link")).toHaveText(["Plan", "Ask", "Call"]);
  for (const link of await links.getByRole("link").all()) {
    await expect(link).toHaveAttribute("rel", "noopener noreferrer");
    await expect(link).toHaveAttribute("target", "_blank");
  }
  await expect(links).toContainText("Bad (javascript:alert(1))");
  await expect(links).toContainText("Share (file:///etc/passwd)");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Links: Not given, change" })).toBeVisible();
});

test("cells of an imported list that belong to no field are on the summary", async ({ page }) => {
  await openApp(page, "/data/import");
  await page.getByRole("textbox", { name: /paste/i }).fill("Name\tWeather station\nApollo\tKeeper of the north mast");
  await page.getByRole("button", { name: "Read pasted cells" }).click();
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: /^Import 1 project/ }).click();
  await expect(page.getByRole("heading", { name: "1 project imported" })).toBeVisible();
  await openProject(page, "Apollo", "Summary");
  await main(page).getByText("1 cell", { exact: true }).click();
  await expect(main(page).getByText("Keeper of the north mast")).toBeVisible();
});

test("the history is filtered by kind, person, days and words; the filter is in the address, and Back takes it back", async ({ page }) => {
  await openApollo(page);
  await page.getByRole("button", { name: /^Open gate G0/ }).click();
  await conditionalGo(gateDialog(page), { text: "Find fuel", owner: "Grace Hopper", due: day(30) });
  await tab(page, "Summary").click();
  await main(page).getByRole("button", { name: "Close condition: Find fuel" }).click();
  await page.getByRole("dialog", { name: "Close condition" }).getByRole("button", { name: "Close condition" }).click();
  await tab(page, "History").click();
  await expect(found(page)).toHaveText("6 changes");
  await expect(entries(page).first(), "what was done to its conditions belongs to it").toContainText("Find fuel: Closed on");

  const kind = main(page).getByRole("combobox", { name: "Kind of change" });
  await kind.selectOption("Status");
  await expect(found(page)).toHaveText("1 change");
  await expect(entries(page)).toContainText("The rocket is heavy");
  await expect(page).toHaveURL(/history\?kind=status$/);
  await kind.selectOption("Gates and decisions");
  await expect(entries(page)).toHaveCount(2);
  await kind.selectOption("Dates and money");
  await expect(entries(page)).toContainText("1 May 2027");
  await page.goBack();
  await page.goBack();
  await expect(kind).toHaveValue("status");
  await expect(found(page)).toHaveText("1 change");
  await page.reload();
  await expect(found(page)).toHaveText("1 change");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(found(page)).toHaveText("6 changes");

  const search = main(page).getByRole("searchbox", { name: "Search history" });
  await search.pressSequentially("moon back");
  await expect(entries(page)).toHaveCount(1);
  await expect(search, "letters typed one after the other stay").toBeFocused();
  await page.goBack();
  await expect(found(page), "Back leads to before the first letter").toHaveText("6 changes");

  await main(page).getByLabel("From", { exact: true }).fill(day(1));
  await expect(main(page)).toContainText("No matches.");
  await main(page).getByLabel("From", { exact: true }).fill(day(-1));
  await main(page).getByLabel("To", { exact: true }).fill(day(1));
  await expect(found(page)).toHaveText("6 changes");
  await expect(page).toHaveURL(/from=.*&to=/);
  await main(page).getByRole("combobox", { name: "Person" }).selectOption("Not named");
  await expect(entries(page).first()).toBeVisible();
});

test("a date that was begun and not finished gets a sentence", async ({ page }) => {
  await openApp(page);
  await newProject(page, "Apollo");
  await openProject(page, "Apollo");
  await page.getByRole("button", { name: "Actual finish: Not given, change" }).click();
  await expect(main(page).getByLabel("Actual finish", { exact: true })).toBeFocused();
  await page.keyboard.type("12");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(main(page)).toContainText("Actual finish needs day, month and year.");
  await expect(main(page).getByLabel("Actual finish", { exact: true })).toBeFocused();
  await main(page).getByLabel("Actual finish", { exact: true }).fill("2026-12-24");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Actual finish: 24 Dec 2026, change" })).toBeFocused();
});

test("the suggestion of a gate is spoken when it changes, and only then", async ({ page }) => {
  const spoken = await listenToSpeech(page);
  await openApp(page);
  await newProject(page, "Apollo");
  await openProject(page, "Apollo", "Summary");
  await page.getByRole("button", { name: /^Open gate G0/ }).click();
  const dialog = gateDialog(page);
  const suggestion = dialog.getByRole("region", { name: "Suggestion" });
  const status = suggestion.getByRole("status");
  await expect(status).toHaveText("");
  await answerAll(dialog);
  await spoken.expect("Suggested: Go");
  await expect(status).toHaveText("Suggested: Go");
  expect(await suggestion.evaluate((own) => own.closest("[aria-live]") === null), "the arithmetic is not spoken whole").toBe(true);
  await dialog.getByRole("radio", { name: "No", exact: true }).first().check({ force: true });
  await expect(status).not.toHaveText("Suggested: Go");
});

test("removing the example from the page of one of its projects does not end at a project that is gone", async ({ page }) => {
  await openExample(page);
  await openProject(page, "New booking system", "Summary");
  await page.getByRole("button", { name: "Remove the example" }).click();
  await expect(page.getByRole("button", { name: /^Look at an example/ })).toBeVisible();
  await expect(main(page)).not.toContainText("Project not found");
});

test("one page is printed from any tab", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", `${location.hash} ${document.querySelector("main h2")?.textContent}`);
  });
  await openExample(page);
  await openProject(page, "New booking system", "History");
  await main(page).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Print one page" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", /^#\/projects\/\w+\/summary Status by constraint$/);
  await expect(main(page).getByRole("heading", { name: "Status by constraint" })).toBeVisible();
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("each figure of a table whose rows are cards stands under its own heading", async ({ page }) => {
    await openExample(page);
    await openProject(page, "Car deck ventilation", "Summary");
    const cost = page.getByRole("region", { name: "Dates and money" }).getByRole("row", { name: /^Cost/ }).getByRole("cell");
    for (const [at, heading] of ["Planned", "Forecast", "Actual", "Difference"].entries()) {
      await expect(cost.nth(at)).toHaveAttribute("data-label", heading);
    }
  });
});
