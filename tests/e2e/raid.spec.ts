// Owns: the registers of risk, assumption, issue and dependency: raised, scored, found on the map, become an issue, escalated, answered;
// of one project, and between two. By keyboard where it says so.
import { type Page } from "@playwright/test";
import { expect, openApp, test } from "./fixtures.ts";
import { day, expectSaved, newProject, openExample, openProject } from "./people.ts";

const grid = (page: Page, name: string) => page.getByRole("grid", { name });
const row = (page: Page, list: string, name: string) => grid(page, list).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const column = async (page: Page, list: string, heading: string) =>
  grid(page, list).getByRole("columnheader", { name: new RegExp(`^${heading}(,|$)`) }).getAttribute("aria-colindex");
const cell = async (page: Page, list: string, name: string, heading: string) => row(page, list, name).locator(`[aria-colindex="${await column(page, list, heading)}"]`);
const lists = (page: Page) => page.getByRole("navigation", { name: "RAID lists" });

async function press(page: Page, button: RegExp) {
  await page.getByRole("button", { name: button }).last().focus();
  await page.keyboard.press("Enter");
}

test("a risk is raised, lies on the map, occurs, and the issue it becomes is escalated and answered, by keyboard, and each is taken back", async ({ page }) => {
  await openApp(page, "/raid");
  await press(page, /^Add the first risk$/);
  const dialog = page.getByRole("dialog", { name: "New risk" });
  await dialog.getByLabel("Event").fill("Ice on the quay");
  await dialog.getByRole("combobox", { name: /^Owner/ }).fill("Ada Lovelace");
  await dialog.getByLabel("Probability").fill("7");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Probability must lie from 1 to 5");
  await dialog.getByLabel("Probability").fill("4");
  await dialog.getByLabel("Impact on cost").fill("4");
  await page.keyboard.press("Enter");
  await expect(row(page, "Risks", "Ice on the quay")).toBeVisible();
  await expect(await cell(page, "Risks", "Ice on the quay", "State")).toHaveText("Open");
  await expect(await cell(page, "Risks", "Ice on the quay", "Score")).toHaveText("16");
  await expect(await cell(page, "Risks", "Ice on the quay", "Band")).toHaveText("Critical");

  const onMap = page.getByRole("link", { name: "Threats before response: probability 4, impact 4, score 16, critical, 1 risk" });
  await onMap.focus();
  await page.keyboard.press("Enter");
  await expect(onMap).toHaveAttribute("aria-current", "true");
  await expect(page).toHaveURL(/filter=.*probability:from:4/);
  await expect(row(page, "Risks", "Ice on the quay")).toBeVisible();

  await row(page, "Risks", "Ice on the quay").getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await press(page, /^It occurred…$/);
  await page.getByRole("dialog", { name: "It occurred" }).getByLabel("Issue due").fill(day(5));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await lists(page).getByRole("link", { name: /^Issues/ }).focus();
  await page.keyboard.press("Enter");
  await expect(row(page, "Issues", "Ice on the quay")).toBeVisible();
  await row(page, "Issues", "Ice on the quay").getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await press(page, /^Escalate…$/);
  const escalate = page.getByRole("dialog", { name: "Escalate" });
  await escalate.getByLabel("Answer wanted by").fill(day(-1));
  await page.keyboard.press("Enter");
  await expect(escalate).toContainText("Answer wanted by cannot be before the day of the escalation.");
  await escalate.getByLabel("Answer wanted by").fill(day(3));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await press(page, /^Answer…$/);
  await page.getByRole("dialog", { name: "Answer an escalation" }).getByLabel("Answer").fill("Salt the quay every morning.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // The issue leads back to the risk, and all of it can be taken back.
  await row(page, "Issues", "Ice on the quay").getByRole("link").focus();
  await page.keyboard.press("Shift+Enter");
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("button", { name: /^Answer: Salt the quay/ })).toBeVisible();
  await expect(panel.getByRole("button", { name: /^Came from: .*Ice on the quay/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { name: "No issues yet" })).toBeVisible();
  await page.goto("./#/raid");
  await expect(await cell(page, "Risks", "Ice on the quay", "State")).toHaveText("Open");
  await expectSaved(page);
});

test("a dependency is broken by a date of the giver, and both projects and the overview say so", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/raid/dependencies");
  await expect(page.getByText("Shore power at Northpier waits for Northpier linkspan renewal: Cable ducts under the new linkspan")).toBeVisible();
  await expect(await cell(page, "Dependencies", "Cable ducts under the new linkspan", "Outlook")).toHaveText("Broken");
  for (const project of ["Northpier linkspan renewal", "Shore power at Northpier"]) {
    await openProject(page, project, "RAID");
    await lists(page).getByRole("link", { name: /^Dependencies/ }).click();
    await expect(await cell(page, "Dependencies", "Cable ducts under the new linkspan", "Outlook")).toHaveText("Broken");
  }
  await openProject(page, "Northpier linkspan renewal", "Summary");
  await expect(page.getByRole("link", { name: "Dependency: Cable ducts under the new linkspan" })).toBeVisible();
});

test("what is added from a project is of that project, and is found over all projects", async ({ page }) => {
  await openApp(page, "/board");
  await newProject(page, "Apollo");
  await openProject(page, "Apollo", "RAID");
  await lists(page).getByRole("link", { name: /^Actions/ }).click();
  await press(page, /^Add the first action$/);
  const dialog = page.getByRole("dialog", { name: "New action" });
  await dialog.getByLabel("Action").fill("Ask the harbour master");
  await expect(dialog).toContainText("P-001 Apollo");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(row(page, "Actions", "Ask the harbour master")).toBeVisible();
  await page.goto("./#/actions");
  await expect(row(page, "Actions", "Ask the harbour master")).toBeVisible();
});
