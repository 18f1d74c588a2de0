// Owns: looking at the portfolio as it was, taking records back, and the copies that the browser keeps.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.ts";
import { board, cardLink, changeField, day, EXAMPLE_DAYS, expectSaved, newProject, openExampleByHand, openProject, openWith } from "./people.ts";

test("the portfolio as it was on a day, and a record taken back", async ({ page }) => {
  // The example is opened 100 days ago; what follows happens today.
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() - 86_400_000 * Number(sessionStorage.getItem("days-ago") ?? 100);
    window.Date = new Proxy(Date, { construct: (own, given) => Reflect.construct(own, given.length > 0 ? given : [own.now()]) });
  });
  await openExampleByHand(page);
  await page.evaluate(() => sessionStorage.setItem("days-ago", "0"));
  await page.reload();
  const name = (await board(page).getByRole("listitem").getByRole("link").first().textContent()) ?? "";
  await openProject(page, name);
  await changeField(page, "Name", "Renamed by mistake");

  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "As it was", exact: true }).click();
  const then = page.getByRole("region", { name: "Projects as they were" });
  await page.getByRole("button", { name: "Yesterday" }).click();
  await expect(page.getByRole("heading", { name: "What differs now: 1 record" })).toBeVisible();
  await expect(then.getByRole("link", { name, exact: true })).toBeVisible();
  const entry = page.getByRole("listitem").filter({ hasText: "Renamed by mistake" }).first();
  await expect(entry).toContainText(name);

  await entry.getByRole("button", { name: "Take back “Renamed by mistake”" }).click();
  await expect(page.getByText("Everything is as it was.")).toBeVisible();
  await page.getByRole("button", { name: /^Undo: Change name of / }).click();
  await expect(page.getByRole("button", { name: "Take back “Renamed by mistake”" })).toBeVisible();

  // What was renamed and then deleted comes back under its old name, in one step.
  await openProject(page, "Renamed by mistake");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Delete/ }).click();
  await page.getByRole("dialog", { name: "Delete project" }).getByRole("button", { name: "Delete project" }).click();
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "As it was", exact: true }).click();
  await expect(then.getByText("deleted since")).toBeVisible();
  await page.getByRole("button", { name: `Take back “${name}”` }).click();
  await expect(page.getByText("Everything is as it was.")).toBeVisible();
  await page.getByRole("button", { name: `Undo: Restore ${name}` }).click();
  await expect(then.getByText("deleted since")).toBeVisible();
  await page.getByRole("button", { name: /^Undo: Delete / }).click();
  await expect(page.getByRole("button", { name: "Take back “Renamed by mistake”" })).toBeVisible();

  // Before the first change there was nothing to see; the day of the first change is as far back as one can look. That is when the
  // example says it was set up, and much has been decided and reported in it since.
  const end = page.getByLabel("End of the day");
  await end.fill("2000-01-01");
  await end.blur();
  await expect(end).toHaveValue(day(-100 - EXAMPLE_DAYS));
  await expect(page.getByRole("heading", { name: /^What differs now: [1-9]\d+ records$/ })).toBeVisible();
  // By the day on which it was opened all of that had happened.
  await end.fill(day(-100));
  await end.blur();
  await expect(end).toHaveValue(day(-100));
  await expect(then.getByText("now Renamed by mistake")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "What differs now: 1 record" })).toBeVisible();
});

test("before a restore the browser keeps a copy, which can be looked at and downloaded", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.goto("./#/data");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a backup" }).click();
  const backup = readFileSync(await (await download).path());
  await page.goto("./#/board");
  await newProject(page, "Borealis");
  await page.goto("./#/data");
  await page.getByLabel("Choose a backup").setInputFiles({ name: "backup.json", mimeType: "application/json", buffer: backup });
  await page.getByRole("button", { name: "Change this workspace" }).click();
  // It waits for the copy, then leads to the board.
  await expect(page).toHaveURL(/#\/board$/);
  await expect(cardLink(board(page), "Borealis")).toHaveCount(0);
  await expectSaved(page);

  await page.goto("./#/data");
  const copies = page.getByRole("region", { name: "Copies in this browser" });
  await expect(copies.getByText(/^before a restore/)).toBeVisible();
  const again = page.waitForEvent("download");
  await copies.getByRole("button", { name: /^Download the copy of/ }).click();
  expect(readFileSync(await (await again).path(), "utf8")).toContain("Borealis");
  await copies.getByRole("button", { name: /^Preview the copy of/ }).click();
  await expect(page.getByRole("heading", { name: /^Restore/ })).toBeFocused();
  await page.getByRole("button", { name: "Change this workspace" }).click();
  await expect(cardLink(board(page), "Borealis")).toBeVisible();
});

test("a browser that cannot write such files says so, and loses nothing else", async ({ page }) => {
  // Safari before 26 has the files and no way to write one from a page.
  await page.addInitScript(() => Reflect.deleteProperty(FileSystemFileHandle.prototype, "createWritable"));
  await openWith(page, ["Apollo"]);
  await page.goto("./#/data");
  await expect(page.getByRole("region", { name: "Copies in this browser" })).toContainText("This browser keeps no files for a page.");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a backup" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("Apollo");
});
