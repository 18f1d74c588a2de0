// Owns: amounts where nothing says how they are meant: of a list that is taken over, and typed before the workspace has a currency.
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { expectSaved, newProject, openProject } from "./people.ts";

const main = (page: Page) => page.getByRole("main");
const choice = (page: Page, name: string) => main(page).getByRole("combobox", { name, exact: true });
const button = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name });
const fixture = (name: string) => join(ROOT, "tests/fixtures/cases", name);

/** A list, up to the choice of its columns. */
async function take(page: Page, text: string) {
  await page.goto("./#/data/import");
  await main(page).getByRole("textbox", { name: /paste/i }).fill(text);
  await button(page, "Read pasted cells").click();
  await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeVisible();
}

async function takeFile(page: Page, name: string) {
  await page.goto("./#/data/import");
  await page.getByLabel("Choose a CSV file").setInputFiles(fixture(name));
  await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeVisible();
}

test("a unit that is not understood stops the import until somebody has said it, and its currency", async ({ page }) => {
  await openApp(page);
  await take(page, "Name\tBudget (XBT)\nApollo\t5\nZeus\t7\n");
  await button(page, "Rehearse").click();
  await expect(page.getByRole("alert")).toContainText("Choose the unit of the amounts in “Budget (XBT)”. “XBT” is not understood.");
  await expect(choice(page, "Unit of Budget (XBT)"), "the question has the focus").toBeFocused();
  await choice(page, "Unit of Budget (XBT)").selectOption({ label: "In thousands" });
  await expect(page.getByRole("alert")).toHaveCount(0);
  await button(page, "Rehearse").click();
  await expect(page.getByRole("alert")).toContainText("Choose the currency of the amounts in “Budget (XBT)”.");
  await expect(choice(page, "Currency of Budget (XBT)")).toBeFocused();
  await choice(page, "Currency of Budget (XBT)").selectOption("EGP");
  await button(page, "Rehearse").click();
  await expect(main(page), "the totals show a factor of a thousand").toContainText("EGP 12,000 in 2 amounts");
  await button(page, "Import 2 projects").click();
  await expect(page.getByRole("heading", { name: "2 projects imported" })).toBeFocused();
  await expectSaved(page);
  // The same list again is read as was chosen, without a question.
  await button(page, "Import another list").click();
  await take(page, "Name\tBudget (XBT)\nApollo\t5\nZeus\t7\n");
  await button(page, "Rehearse").click();
  await expect(main(page)).toContainText("There is nothing to import.");
});

test("a mark that may stand before decimals or thousands is asked, with a control for each column", async ({ page }) => {
  await openApp(page);
  await take(page, "Name\tBudget (k€)\nApollo\t1.500\nZeus\t2.750\n");
  for (const name of ["Unit of Budget (k€)", "Currency of Budget (k€)", "Decimal mark of Budget (k€)"]) await expect(choice(page, name)).toBeVisible();
  await expect(choice(page, "Unit of Budget (k€)")).toHaveValue("3");
  await expect(choice(page, "Currency of Budget (k€)")).toHaveValue("EUR");
  await button(page, "Rehearse").click();
  await expect(page.getByRole("alert")).toContainText("Choose the decimal mark of “Budget (k€)”: in 1.500 it may stand before decimals or before thousands.");
  await expect(choice(page, "Decimal mark of Budget (k€)")).toBeFocused();
  for (const [mark, total] of [["point", "€4,250 in 2 amounts"], ["comma", "€4,250,000 in 2 amounts"]] as const) {
    await choice(page, "Decimal mark of Budget (k€)").selectOption(mark);
    await button(page, "Rehearse").click();
    await expect(main(page)).toContainText(total);
    await button(page, "Back").click();
  }
});

test("a column gives the currency row by row; the totals are told by currency", async ({ page }) => {
  await openApp(page);
  await takeFile(page, "05-currency-column/list-budget.csv");
  await expect(choice(page, "Field for Currency")).toHaveValue("currency_of_row");
  await button(page, "Rehearse").click();
  await expect(main(page)).toContainText("¥52,000,000");
  await expect(main(page)).toContainText("£781,688.85");
  await button(page, "Back").click();
  // Without that column nothing says the currency but the region.
  await choice(page, "Field for Currency").selectOption("keep");
  await choice(page, "Field for Currency").selectOption("currency_of_row");
  await expect(choice(page, "Field for Currency"), "drawn anew, the focus stays").toBeFocused();
});

test("thousands with points alone are thousands, whatever the browser writes", async ({ page }) => {
  await openApp(page);
  await takeFile(page, "01-de-thousands-only/list-one.csv");
  await button(page, "Rehearse").click();
  await expect(main(page)).toContainText("€354,750 in 4 amounts");
});

test.describe("in a German browser", () => {
  test.use({ locale: "de-DE" });

  test("an amount without a currency takes that of the region and says so; once there is one, it may follow", async ({ page }) => {
    await openApp(page);
    await newProject(page, "Netz");
    await openProject(page, "Netz");
    await button(page, /^Budget: .*, change$/).click();
    await expect(main(page)).toContainText("In EUR, by the region of your browser, until the settings name a currency.");
    await page.getByRole("textbox", { name: "Budget" }).fill("100000");
    await page.keyboard.press("Enter");
    await expect(button(page, /^Budget: 100\.000\s€, change$/)).toBeFocused();
    for (const [typed, shown] of [["1.250 CHF", /^Budget: 1\.250\sCHF, change$/], ["12 EUR", /^Budget: 12\s€, change$/]] as const) {
      await button(page, /^Budget: .*, change$/).click();
      await page.getByRole("textbox", { name: "Budget" }).fill(typed);
      await page.keyboard.press("Enter");
      await expect(button(page, shown)).toBeFocused();
    }

    await page.goto("./#/data/settings");
    await page.getByRole("textbox", { name: "Currency", exact: true }).fill("EURO");
    await page.keyboard.press("Enter");
    await expect(main(page)).toContainText("Currency must be a currency such as EUR.");
    await page.getByRole("textbox", { name: "Currency", exact: true }).fill("SEK");
    await page.keyboard.press("Enter");
    await expect(main(page)).toContainText("1 amount is in EUR: it was given while the workspace had no currency. Meant in SEK?");
    await button(page, "Change to SEK").click();
    await expect(button(page, "Change to SEK")).toHaveCount(0);
    await openProject(page, "Netz");
    await expect(button(page, /^Budget: 12\sSEK, change$/)).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(button(page, /^Budget: 12\s€, change$/)).toBeVisible();
  });
});
