// Owns: decision rights: the usual ones entered in one step and taken back in one, a body with its people, a gate decided by somebody who has
// not the right to, with the reason, and by the body under its own name. By keyboard.
import { expectClean } from "./axe.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { answerAll, board, cardLink, carry, changeField, chooseGo, expectSaved, gateDialog, openProject, openWith } from "./people.ts";


test("the usual rights are entered in one step, shown with the path of escalation, and taken back", async ({ page }) => {
  await openApp(page, "/office/governance");
  await page.getByRole("button", { name: "Enter the usual ones…" }).press("Enter");
  const usual = page.getByRole("dialog", { name: "Enter the usual decision rights" });
  await expect(usual).toContainText("Portfolio board");
  await usual.getByRole("button", { name: "Enter them" }).press("Enter");
  await expect(usual).toHaveCount(0);
  await expect(page.getByRole("grid", { name: "Decision rights" }).getByRole("row").filter({ hasText: "Gate G0" }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Escalation" })).toContainText("Executive board");
  await expect(page.getByRole("region", { name: "Limits and tolerances" })).toContainText("The rights below say who decides changes");
  await expectSaved(page);
  await expectClean(page, "decision rights");
  await page.getByRole("region", { name: "Escalation" }).getByRole("link", { name: "Portfolio board" }).first().press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Bodies" })).toBeVisible();
  await expect(page.getByRole("complementary")).toContainText("Portfolio board");
  await expectClean(page, "bodies");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Add the first body" })).toBeVisible();
});

test("somebody without the right decides a gate with a reason, and a board decides under its own name", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await openProject(page, "Apollo");
  await changeField(page, "Sponsor", "Ingrid Solheim");
  await page.goto("./#/office/bodies");
  await page.getByRole("button", { name: "Add the first body" }).press("Enter");
  const body = page.getByRole("dialog", { name: "New body" });
  await body.getByLabel("Body", { exact: true }).fill("Portfolio board");
  await page.keyboard.press("Control+Enter");
  await expect(body).toHaveCount(0);
  await page.goto("./#/office/governance");
  await page.getByRole("button", { name: "Add the first decision right" }).press("Enter");
  const right = page.getByRole("dialog", { name: "New decision right" });
  await right.getByLabel("What is decided").selectOption("Gate G0");
  await right.getByLabel("Decided by a role").selectOption("Sponsor of the project");
  await page.keyboard.press("Control+Enter");
  await expect(right).toHaveCount(0);

  await page.goto("./#/board");
  await expect(cardLink(board(page), "Apollo")).toBeVisible();
  await carry(page, "Apollo", ["ArrowRight"]);
  const gate = gateDialog(page, "G0");
  await answerAll(gate);
  await chooseGo(gate);
  await expect(gate).toContainText("By the decision rights the sponsor of the project, Ingrid Solheim, decides.");
  await gate.getByRole("combobox", { name: "Decided by" }).fill("Grace Hopper");
  await gate.getByRole("textbox", { name: "Reasons" }).fill("A clear case.");
  await gate.getByRole("textbox", { name: "Funding released" }).fill("0");
  await gate.getByRole("button", { name: "Record decision" }).press("Enter");
  await expect(gate.getByRole("alert").filter({ hasText: "Say why somebody else decides." }).first()).toBeVisible();
  await expectClean(page, "the gate that asks why");
  await gate.getByRole("textbox", { name: "Why somebody else decides" }).fill("The sponsor is at sea until May.");
  await gate.getByRole("button", { name: "Record decision" }).press("Enter");
  await expect(gate).toHaveCount(0);
  await openProject(page, "Apollo", "Gates");
  await expect(page.getByRole("article").first()).toContainText("The sponsor is at sea until May.");
  await page.keyboard.press("Control+z");

  // A board is no person: it decides under its own name, and a slip is noticed.
  await page.goto("./#/board");
  await carry(page, "Apollo", ["ArrowRight"]);
  const again = gateDialog(page, "G0");
  await expect(again).toBeVisible();
  await again.getByRole("combobox", { name: "Decided by" }).fill("Portfolio bord");
  await expect(again.getByText("New person: Portfolio bord")).toBeVisible();
  await again.getByRole("button", { name: "Did you mean Portfolio board?" }).press("Enter");
  await expect(again.getByRole("combobox", { name: "Decided by" })).toHaveValue("Portfolio board");
  await expect(again.getByText("New person:")).toHaveCount(0);
  await expect(again.getByRole("textbox", { name: "Why somebody else decides" })).toBeVisible();
});
