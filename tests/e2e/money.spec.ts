// Owns: the tab of a project with its money: costs entered and added up, whose figures count, benefits promised and reviewed, what the
// project is worth, and the lists of all costs and benefits.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { day, openExample, openProject, openWith } from "./people.ts";

const total = (page: Page, label: string) => page.getByRole("region", { name: "Totals by state" }).getByText(label, { exact: true }).locator("..");
const table = (page: Page, name: string) => page.getByRole("region", { name, exact: true }).getByRole("table");
const tab = (page: Page) => page.getByRole("navigation", { name: "Project" }).getByRole("link", { name: "Money" });

async function addCost(page: Page, what: string, state: string, amount: string, on: string) {
  await page.getByRole("button", { name: "Add cost", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Add cost" });
  await dialog.getByRole("textbox", { name: "For what" }).fill(what);
  await dialog.getByRole("combobox", { name: "State" }).selectOption(state);
  await dialog.getByRole("textbox", { name: "Amount" }).fill(amount);
  await dialog.getByLabel("Date").fill(on);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  return dialog;
}

test("costs are entered, added up by state and year, and count as the project's money once that is chosen", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo", "Money");
  await expect(page.getByRole("heading", { name: "No costs and no benefits yet" })).toBeVisible();
  await expect(await addCost(page, "Licences", "Planned", "1200", day(-40))).toHaveCount(0);
  await expect(await addCost(page, "Licences", "Actual", "500", day(-20))).toHaveCount(0);

  // What is wrong is said beside the form, and nothing typed is lost.
  const dialog = await addCost(page, "Training", "Actual", "300", day(5));
  await expect(dialog.getByText("Date cannot be still to come for an actual cost; enter it as committed or forecast.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "State" }).selectOption("Committed");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog).toHaveCount(0);

  await expect(total(page, "Planned")).toContainText("1,200");
  await expect(total(page, "Expected in total")).toContainText("800");
  await expect(total(page, "Expected in total")).toContainText("33% under the plan");
  await expect(table(page, "Cost entries").getByRole("row")).toHaveCount(4);
  await page.getByRole("radiogroup", { name: "Entries" }).getByText("Actual").click();
  await expect(page).toHaveURL(/costs=actual$/);
  await expect(table(page, "Costs by financial year").getByRole("row").last()).toContainText("500");
  await expect(page.getByRole("img", { name: /^Chart: Cash flow in [A-Z]{3}\. Planned .*1,200/ })).toBeVisible();

  // The typed figures count until the entries are chosen; then the head of the page tells those.
  const head = page.getByText("Budget", { exact: true }).locator("..");
  await expect(head).toHaveCount(0);
  await page.getByRole("radiogroup", { name: "Budget, forecast and actual cost" }).getByText("From entries").click();
  await expect(head.first()).toContainText("1,200");
  await page.getByRole("button", { name: "Licences" }).last().click();
  const change = page.getByRole("dialog", { name: "Change cost entry" });
  await change.getByRole("textbox", { name: "Amount" }).fill("2200");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(change).toHaveCount(0);
  await expect(head.first()).toContainText("2,200");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(head).toHaveCount(0);
});

test("a benefit is promised, measured and counted, and both lists lead to it", async ({ page }) => {
  await openExample(page);
  // It is closed: the board does not show it.
  await page.goto("./#/projects");
  await page.getByRole("grid", { name: "Projects" }).getByRole("link", { name: "Step-free terminals", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "Money", exact: true }).click();
  const benefits = table(page, "Benefits");
  await expect(benefits.getByRole("row", { name: /Passengers board without help/ })).toContainText("80%");
  await expect(benefits.getByRole("row", { name: /Fewer claims after falls/ })).toContainText("Due, never measured");
  await expect(page.getByText(/^This project: 69% of what was promised by now is achieved, over 3 benefits; 1 due and never measured\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Review Fewer claims after falls" }).click();
  const dialog = page.getByRole("dialog", { name: "Review benefit" });
  await dialog.getByRole("textbox", { name: "Measured value" }).fill("10");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(benefits.getByRole("row", { name: /Fewer claims after falls/ })).toContainText("75%");
  await expect(page.getByText(/^This project: 90% of what was promised by now is achieved, over 3 benefits\.$/)).toBeVisible();
  await expect(table(page, "Benefit reviews").getByRole("row")).toHaveCount(5);
  await page.getByRole("region", { name: "Benefits", exact: true }).locator("..").getByRole("link", { name: "All as a list" }).click();
  await expect(page.getByRole("grid", { name: "Benefits" }).getByRole("rowheader", { name: "Fewer claims after falls" })).toBeVisible();
  // The lists stand on the tab of the project, with its own records alone.
  await expect(page.getByRole("heading", { level: 1, name: "Step-free terminals" })).toBeVisible();
  const lists = page.getByRole("navigation", { name: "Money of the project" });
  await expect(lists.getByRole("link", { name: /^Benefits 3$/ })).toHaveAttribute("aria-current", "page");
  await lists.getByRole("link", { name: "Figures" }).focus();
  await page.keyboard.press("Enter");
  await expect(benefits.getByRole("row", { name: /Fewer claims after falls/ })).toBeVisible();
});

test("what a project is worth is told by plan and as expected now, with what is not defined", async ({ page }) => {
  await openExample(page);
  await openProject(page, "New booking system", "Money");
  const worth = table(page, "Return");
  await expect(worth.getByRole("row", { name: /Net present value/ })).toContainText(/£[\d,]+/);
  await expect(worth.getByRole("row", { name: /Internal rate of return/ })).toContainText(/\d+(\.\d+)?%/);
  await expect(page.getByText("1 benefit does not count: it has no value per year, no target date or no number of years.")).toBeVisible();
  await openProject(page, "Car deck ventilation", "Money");
  await expect(page.getByRole("heading", { name: "No costs and no benefits yet" })).toBeVisible();
  await expect(tab(page)).toHaveAttribute("aria-current", "page");
});
