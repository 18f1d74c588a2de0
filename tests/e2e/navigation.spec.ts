// Owns: finding one's way: what the navigation says, addresses that people guess, and that everything can be found by a word.
import { expect, openApp, test } from "./fixtures.ts";
import { conditionalGo, gateDialog, carry, openExample, openWith } from "./people.ts";

test("the navigation says Portfolio, Governance, PMO, Data, and the settings have an entry of their own", async ({ page }) => {
  await openExample(page);
  const nav = page.getByRole("navigation", { name: "Main" });
  await expect(nav.getByRole("heading")).toHaveText(["Portfolio", "Governance", "PMO"]);
  await nav.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page).toHaveURL(/#\/settings$/);
  await expect(nav.getByRole("link", { name: "Settings" })).toHaveAttribute("aria-current", "page");
  await expect(nav.getByRole("link", { name: "Data" })).not.toHaveAttribute("aria-current", "page");
  await nav.getByRole("link", { name: "Data" }).click();
  await expect(page.getByRole("navigation", { name: "Data" }).getByRole("link", { name: "Settings" })).toHaveCount(0);
});

test("the overview and the settings are found under the addresses that people guess", async ({ page }) => {
  await openExample(page);
  for (const [route, heading] of [["/overview", "Overview"], ["/settings", "Settings"], ["/data/settings", "Settings"]] as const) {
    await page.goto(`./#${route}`);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  }
});

test("a word finds projects, people, programmes, decisions, gates and conditions", async ({ page }) => {
  await openExample(page);
  const find = async (words: string, name: RegExp, kind: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /^Find actions/ }).fill(words);
    const option = page.getByRole("option", { name }).filter({ hasText: kind }).first();
    await expect(option, words).toBeVisible();
    await option.click();
  };
  await find("sign for changes", /Who may sign for changes of cost/, "Decision");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await find("g2 booking", /G2 Go: New booking system/, "Gate review");
  await expect(page.getByRole("heading", { level: 1, name: "New booking system" })).toBeVisible();
  await find("ingrid", /Ingrid Solheim/, "Person");
  await expect(page.getByRole("heading", { level: 1, name: "Ingrid Solheim" })).toBeVisible();
  await find("cleaner", /Cleaner Fleet/, "Programme");
  await expect(page.getByRole("heading", { level: 1, name: "Cleaner Fleet" })).toBeVisible();
});

test("the first word looked for on a fresh page finds a condition too", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await carry(page, "Apollo", ["ArrowRight"]);
  await conditionalGo(gateDialog(page, "G0"));
  await openApp(page, "/board");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Find actions/ }).fill("deputy");
  await page.getByRole("option", { name: /Name a deputy, Apollo/ }).click();
  await expect(page.getByRole("heading", { name: "G0: Conditional go" })).toBeVisible();
});

test("closing one of several conditions gives the focus to the next, and the last one to the heading", async ({ page }) => {
  await openExample(page);
  await page.goto("./#/decisions");
  await page.getByRole("radiogroup", { name: "What waits" }).getByText("Conditions", { exact: true }).click();
  const buttons = page.getByRole("button", { name: /^Close condition: / });
  await expect(buttons.first()).toBeVisible();
  const names = await buttons.evaluateAll((all) => all.map((own) => own.getAttribute("aria-label") ?? ""));
  expect(names.length).toBeGreaterThan(1);
  await buttons.first().press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Close condition" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: names[1], exact: true })).toBeFocused();
  for (let left = names.length - 1; left > 0; left -= 1) {
    await buttons.first().press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Close condition" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
