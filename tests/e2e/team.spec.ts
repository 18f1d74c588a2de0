// Owns: the team of the PMO: a member added, skills set, a gap against a service found, a training planned for it, an action taken from a hint. By keyboard.
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { expectSaved, openExample } from "./people.ts";

const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).first().focus();
  await page.keyboard.press("Enter");
};

async function addMember(page: Page, button: string, person: string, post: string, above: string) {
  await press(page, button);
  const dialog = page.getByRole("dialog", { name: "New member" });
  await dialog.getByRole("combobox", { name: /^Person/ }).fill(person);
  await dialog.getByLabel("Post").fill(post);
  if (above) await dialog.getByRole("combobox", { name: /^Reports to/ }).fill(above);
  await page.keyboard.press("Control+Enter");
  return dialog;
}

test("a member is added, a gap against a service is found, a training planned and an action taken, by keyboard", async ({ page }) => {
  await openApp(page, "/office/services");
  await press(page, "Add the first service");
  const service = page.getByRole("dialog", { name: "New service" });
  await service.getByLabel("Service", { exact: true }).fill("Risk workshop");
  await service.getByLabel("Skills needed").fill("Risk");
  await page.keyboard.press("Control+Enter");
  await expect(service).toHaveCount(0);

  await page.goto("./#/office/team");
  const dialog = await addMember(page, "Add the first member", "Ada Lovelace", "Head of PMO", "");
  await expect(dialog).toHaveCount(0);
  await expect(await addMember(page, "New member", "Grace Hopper", "Analyst", "Ada Lovelace")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Organisation chart" })).toContainText("Grace Hopper");

  await page.goto("./#/office/team/skills");
  const matrix = page.getByRole("region", { name: "Skill matrix" });
  const risk = matrix.getByRole("row", { name: /^Risk/ });
  await expect(risk).toContainText("Gap");
  await expect(risk).toContainText("Risk workshop");
  await risk.getByRole("button", { name: "Plan a training: Risk" }).press("Enter");
  const training = page.getByRole("dialog", { name: "Plan a training" });
  await training.getByLabel("Training").fill("Two days on risk");
  await page.keyboard.press("Control+Enter");
  await expect(training).toHaveCount(0);
  await expectClean(page, "the skill matrix");
  await matrix.getByRole("combobox", { name: "Grace Hopper, Risk" }).selectOption("3");
  await expect(risk).not.toContainText("Gap");

  await page.goto("./#/office/training");
  await expect(page.getByRole("main")).toContainText("Two days on risk");

  await page.goto("./#/office/team");
  await page.getByRole("button", { name: /^Take an action: / }).first().press("Enter");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(/^Action: /).first()).toBeVisible();
  await expectClean(page, "the team");
  for (const _ of [1, 2]) await page.keyboard.press("Control+z");
  await page.goto("./#/office/team/skills");
  await expect(risk).toContainText("Gap");
  await expectSaved(page);
});

test("the team of the example reads well on a phone, and on paper", async ({ page }) => {
  await openExample(page);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const tab of ["", "/skills", "/careers", "/roles"]) {
    await page.goto(`./#/office/team${tab}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectClean(page, `the team${tab}, 390 px`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
