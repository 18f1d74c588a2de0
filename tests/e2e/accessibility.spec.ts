// Owns: that everybody can use it. axe finds nothing on any page or dialog, in both themes, wide and narrow; all of it
// can be done with the keyboard alone; the focus can be seen, and returns to where it was.
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { ROOT } from "./dist.ts";
import { expect, openApp, test } from "./fixtures.ts";
import { ofRecords, PLACES, visit } from "./pages.ts";
import { board, card, cardLink, carry, column, expectCards, gateDialog, listenToSpeech, openExample, openWith, strike } from "./people.ts";

/** The dialog that is open. */
const dialog = (page: Page) => page.getByRole("dialog");

async function closeDialog(page: Page) {
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
}

for (const width of [1440, 390]) {
  test.describe(`axe, ${width} px, both themes`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("pages", async ({ page }) => {
      test.setTimeout(480_000);
      await openApp(page);
      await expectClean(page, "the welcome");
      for (const route of [...PLACES.filter((route) => route !== "/"), "/nowhere"]) {
        await visit(page, route);
        await expectClean(page, `${route}, empty`);
      }
      await page.goto("./#/");
      await page.getByRole("button", { name: /^Look at an example/ }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
      for (const route of [...PLACES, ...(await ofRecords(page))]) {
        await visit(page, route);
        await expectClean(page, route);
      }
      await page.goto("./#/board");
      await page.getByRole("button", { name: "Unfold Closed" }).click();
      await expectClean(page, "the board");
      await page.goto("./#/board?lanes=programme");
      await expect(board(page).getByRole("button", { name: "Cleaner Fleet", exact: true })).toBeVisible();
      await expectClean(page, "the board in lanes");
    });

    test("an import, step by step", async ({ page }) => {
      await openApp(page, "/data/import");
      await expectClean(page, "the source of an import");
      const text = "Name,Start,Budget,Secret\nApollo,3/4/2026,tbc,x\nZeus,5/6/2026,£5,y\n,7/8/2026,,\n";
      await page.getByLabel("Choose a CSV file").setInputFiles({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await expect(page.getByRole("heading", { name: "Which column is which field?" })).toBeFocused();
      await expectClean(page, "the columns of an import");
      await page.getByRole("button", { name: "Rehearse" }).click();
      await expect(page.getByRole("alert")).toContainText("whether day or month comes first");
      await expectClean(page, "the columns of an import, with a question");
      await page.getByRole("combobox", { name: "Order of day and month in Start" }).selectOption("Day first, as 31/12");
      await page.getByRole("button", { name: "Rehearse" }).click();
      await expect(page.getByRole("heading", { name: "What would happen" })).toBeFocused();
      await expectClean(page, "the rehearsal of an import");
      await page.goto("./#/data");
      await page.getByLabel("Choose a backup").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
      await expect(page.getByRole("alert")).toContainText("not a backup");
      await expectClean(page, "a restore that is refused");
      await page.getByLabel("Choose a backup").setInputFiles(join(ROOT, "target/hostile/backup.json"));
      await expect(page.getByRole("heading", { name: /^Restore/ })).toBeFocused();
      await expectClean(page, "the rehearsal of a restore");
    });

    test("the register of projects", async ({ page }) => {
      await openApp(page, "/projects");
      await expectClean(page, "projects, empty");
      await openExample(page);
      for (const query of ["", "?group=phase&sort=-budget,name&filter=phase:is:planning,closing,execution", "?text=nothing"]) {
        await page.goto(`./#/projects${query}`);
        await expect(page.getByRole("grid", { name: "Projects" })).toBeVisible();
        await expectClean(page, `projects ${query}`);
      }
      await page.goto("./#/projects?columns=name,priority,phase");
      for (const name of ["Filter", "Columns"]) {
        await page.getByRole("button", { name, exact: true }).click();
        await expect(page.getByRole("group", { name, exact: true })).toBeVisible();
        await expectClean(page, `the panel ${name}`);
        await page.keyboard.press("Escape");
      }
      await page.getByRole("rowheader", { name: "Freight portal" }).focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await page.getByRole("textbox", { name: "Priority" }).fill("first");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Priority must be a whole number.")).toBeVisible();
      await expectClean(page, "a cell with an error");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Set field…" }).click();
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "a field for many projects");
    });

    test("dialogs and menus", async ({ page }) => {
      test.setTimeout(180_000);
      await openExample(page);
      await page.keyboard.press("Control+k");
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "the palette");
      await closeDialog(page);
      await page.keyboard.press("?");
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "the shortcuts");
      await closeDialog(page);
      await page.keyboard.press("n");
      await expect(dialog(page)).toBeVisible();
      await page.keyboard.press("Enter");
      await expectClean(page, "a new project with an error");
      await closeDialog(page);
      for (const item of ["Delete person", "Merge person"]) {
        await page.goto("./#/people");
        await page.getByRole("table").getByRole("link").first().click();
        await page.getByRole("button", { name: "More" }).click();
        await page.getByRole("menuitem", { name: item }).click();
        await expect(dialog(page)).toBeVisible();
        if (item === "Merge person") await dialog(page).getByRole("combobox", { name: "Merge into" }).selectOption({ index: 1 });
        await expectClean(page, item);
        await closeDialog(page);
      }
      await page.goto("./#/decisions");
      await page.getByRole("button", { name: "Record a decision" }).click();
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "a decision outside a gate");
      await closeDialog(page);
      await page.getByRole("button", { name: /^Close condition: / }).first().click();
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "closing a condition");
      await closeDialog(page);
      await page.goto("./#/board");
      await carry(page, "Electric ferry pilot", ["ArrowRight"]);
      await expect(gateDialog(page, "G2")).toBeVisible();
      await expectClean(page, "a gate review");
      await gateDialog(page, "G2").getByRole("button", { name: "Record decision" }).click();
      await expectClean(page, "a gate review that demands more");
      await closeDialog(page);
      await card(page, "Electric ferry pilot").getByRole("button").click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectClean(page, "the menu of a card");
      await page.keyboard.press("Escape");
      await carry(page, "Freight portal", ["ArrowLeft"]);
      await expect(page.getByRole("region", { name: "Messages" }).getByText("A stopped project")).toBeVisible();
      await expectClean(page, "the board with a message");
      if (width < 900) await page.getByRole("button", { name: "Menu", exact: true }).click();
      await expectClean(page, "the navigation");
      await page.getByRole("button", { name: "Who are you?" }).click();
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "working as");
      await closeDialog(page);
      if (width < 900) await page.getByRole("button", { name: "Menu", exact: true }).click();
      await page.getByRole("button", { name: "Example: Calder Bay Ferries" }).click();
      await expect(dialog(page)).toBeVisible();
      await expectClean(page, "workspaces");
      await closeDialog(page);
    });
  });
}

test("nothing is wider than the screen at 360 px", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await openExample(page);
  for (const route of [...PLACES, ...(await ofRecords(page))]) {
    await visit(page, route);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), route).toBe(0);
  }
});

test("from nothing to a decision with the keyboard alone", async ({ page }) => {
  await openApp(page);
  const focused = page.locator(":focus");
  const tabTo = async (name: string | RegExp) => {
    for (let presses = 0; presses < 200; presses += 1) {
      const own = await focused.count() ? page.locator(":focus") : null;
      if (own && (await own.evaluate((element) => element.matches("a, button, input, select, textarea, [tabindex]"))) && (await matches(own, name))) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never came to ${name}`);
  };
  const matches = async (own: typeof focused, name: string | RegExp) => {
    try {
      await expect(own).toHaveAccessibleName(name, { timeout: 1 });
      return true;
    } catch {
      return false;
    }
  };

  await tabTo(/^Start empty/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Apollo");
  await page.keyboard.press("Enter");
  await expect(cardLink(board(page), "Apollo")).toBeFocused();

  for (const key of ["Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
  const gate = gateDialog(page, "G0");
  await expect(gate).toBeVisible();
  const type = async (name: string | RegExp, text: string) => {
    await tabTo(name);
    await page.keyboard.type(text);
  };
  // Radio buttons: Tab enters a group, Space chooses, arrows go on.
  for (let group = 0; group < 4; group += 1) {
    await tabTo("Yes");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
  }
  await tabTo(/^(Go|Conditional go|Hold|Recycle|Stop)\b/);
  const conditional = gate.getByRole("radio", { name: /^Conditional go/ });
  for (let presses = 0; presses < 5 && !(await conditional.isChecked()); presses += 1) await page.keyboard.press("ArrowDown");
  await expect(conditional).toBeChecked();
  await type("Condition 1", "Name a deputy");
  await type("Owner of condition 1", "Grace Hopper");
  await tabTo("Due date of condition 1");
  // Day, month and year, in whatever order this browser has them.
  for (const key of ["ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
  await type("Reasons", "It is worth planning.");
  await type("Funding released", "25k");
  await type("Decided by", "Ada Lovelace");
  await tabTo("Record decision");
  await page.keyboard.press("Enter");
  await expect(gate).toHaveCount(0);
  await expect(cardLink(column(page, "Initiation"), "Apollo")).toBeFocused();
});

test("the palette finds actions and projects, and opens them", async ({ page }) => {
  await openWith(page, ["Apollo", "Borealis"]);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Find actions and projects" });
  await expect(field).toBeFocused();
  await page.keyboard.type("borea");
  await expect(page.getByRole("option").first()).toContainText("Borealis");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Borealis" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("audit");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/data\/history$/);
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("qqqq");
  await expect(dialog(page).getByRole("status")).toContainText("No matches.");
  await page.keyboard.press("Control+k");
  await expect(dialog(page)).toHaveCount(0);
});

test("the help lists the shortcuts, and they work", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Shortcuts" });
  await expect(help.getByRole("row", { name: /Find anything/ })).toContainText("Ctrl+K");
  await expect(help.getByRole("row", { name: /Lift and drop the card/ })).toContainText("Space");
  await closeDialog(page);
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/#\/data$/);
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/#\/board$/);
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("nnn?");
  await expect(page.getByRole("textbox", { name: "Name" }), "while typing, letters are letters").toHaveValue("nnn?");
});

test("the focus returns to what opened a dialog, however it is closed", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  for (const opener of [
    page.getByRole("button", { name: "New project" }),
    page.getByRole("button", { name: "Who are you?" }),
    page.getByRole("button", { name: "My portfolio" }),
    page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: /^Find anything/ }),
  ]) {
    for (const way of ["Escape", "Cancel"]) {
      await opener.focus();
      await page.keyboard.press("Enter");
      await expect(dialog(page)).toBeVisible();
      const cancel = dialog(page).getByRole("button", { name: "Cancel" });
      if (way === "Cancel" && (await cancel.count()) > 0) await cancel.click();
      else await page.keyboard.press("Escape");
      await expect(dialog(page)).toHaveCount(0);
      await expect(opener, way).toBeFocused();
    }
  }
  await cardLink(board(page), "Apollo").focus();
  for (const key of ["Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
  await expect(gateDialog(page, "G0")).toBeVisible();
  await closeDialog(page);
  await expect(cardLink(board(page), "Apollo"), "after a gate that was left").toBeFocused();
  await expectCards(page, "Ideas", ["Apollo"]);
});

test("the focus can be seen on everything that takes it", async ({ page }) => {
  await openWith(page, ["Apollo"]);
  await page.locator("body").click({ position: { x: 700, y: 700 } });
  const unseen: string[] = [];
  for (let stop = 0; stop < 22; stop += 1) {
    await page.keyboard.press("Tab");
    const element = page.locator(":focus");
    if ((await element.count()) === 0) continue;
    const name = await element.evaluate((own) => own.getAttribute("aria-label") ?? own.textContent ?? own.localName);
    const box = await element.evaluate((own) => (own.closest("[data-card], label") ?? own).getBoundingClientRect().toJSON() as { x: number; y: number; width: number; height: number });
    const clip = { x: Math.max(0, box.x - 5), y: Math.max(0, box.y - 5), width: box.width + 10, height: box.height + 10 };
    const shown = await page.screenshot({ clip });
    await element.evaluate((own) => (own as HTMLElement).blur());
    const hidden = await page.screenshot({ clip });
    // Blurring keeps the place from which Tab goes on.
    if (shown.equals(hidden)) unseen.push(name);
  }
  expect(unseen).toEqual([]);
});

test("each page has one heading of the first level, a title of its own and the landmarks", async ({ page }) => {
  await openExample(page);
  const titles = new Set<string>();
  for (const route of [...PLACES, "/nowhere"]) {
    await page.goto(`./#${route}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    const heading = () => page.getByRole("heading", { level: 1 }).innerText();
    await expect.poll(async () => titles.has(await heading()), `${route} has a title of its own`).toBe(false);
    await expect(page).toHaveTitle(`${await heading()} – Pocket PMO`);
    titles.add(await heading());
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(1);
  }
});

test.describe("somebody who has a keyboard alone", () => {
  test("closes the palette by its own key, and finds the focus where it was", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await cardLink(board(page), "Apollo").focus();
    for (const key of ["Control+k", "Escape"]) {
      await page.keyboard.press("Control+k");
      await expect(dialog(page)).toBeVisible();
      await page.keyboard.press(key);
      await expect(dialog(page)).toHaveCount(0);
      await expect(cardLink(board(page), "Apollo"), key).toBeFocused();
    }
  });

  test("types on in the palette where nothing is found", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Find actions and projects" });
    await page.keyboard.type("qqqq");
    await page.keyboard.press("Enter");
    await expect(field).toBeFocused();
    await expect(field, "there is no option to be at").not.toHaveAttribute("aria-activedescendant");
  });

  test("sees the option that the arrow keys have come to, in a low window", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 420 });
    await openWith(page, ["Apollo"]);
    await page.keyboard.press("Control+k");
    for (let presses = 0; presses < 9; presses += 1) await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("option", { selected: true })).toBeInViewport({ ratio: 1 });
  });

  test("loses nothing typed to a shortcut that opens something else", async ({ page }) => {
    await openWith(page, ["Apollo"]);
    await page.keyboard.press("n");
    await page.keyboard.type("Borealis");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Borealis");
    await expect(page.getByRole("dialog", { name: "New project" })).toBeVisible();
  });

  test("keeps the focus where what had it is taken away", async ({ page }) => {
    await openExample(page);
    await cardLink(board(page), "Electric ferry pilot").press("Enter");
    await page.getByRole("link", { name: "Change people" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Electric ferry pilot" })).toBeFocused();
    await page.keyboard.press("b");
    await page.getByRole("note").getByRole("button", { name: "Remove the example" }).press("Enter");
    await expect(page.getByRole("button", { name: "My portfolio" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("does not find the focus moved by the page after pressing beside everything", async ({ page }) => {
    await openExample(page);
    await page.getByRole("note").getByRole("button", { name: "Remove the example" }).focus();
    await page.mouse.click(900, 850);
    await page.evaluate(() => document.querySelector("[role=note]")?.remove());
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test("hears what was chosen", async ({ page }) => {
    const speech = await listenToSpeech(page);
    await openWith(page, ["Apollo"]);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("theme dark");
    await page.keyboard.press("Enter");
    await speech.expect("Theme: dark");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("whom");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Ada Lovelace");
    await page.keyboard.press("Enter");
    await speech.expect("Working as Ada Lovelace");
  });

  test("closes the menu of a narrow screen by choosing from it", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await openWith(page, ["Apollo"]);
    const menu = page.getByRole("button", { name: "Menu", exact: true });
    const navigation = page.getByRole("navigation", { name: "Main" });
    await menu.press("Enter");
    await navigation.getByRole("link", { name: /^Board/ }).press("Enter");
    await expect(navigation, "the page that is open already").toBeHidden();
    await expect(menu).toBeFocused();
    await menu.press("Enter");
    await navigation.getByRole("button", { name: "Who are you?" }).press("Enter");
    await expect(dialog(page)).toBeVisible();
    await closeDialog(page);
    await expect(menu, "after a dialog").toBeFocused();
    await menu.press("Enter");
    await navigation.getByRole("link", { name: "Data" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Data" })).toBeFocused();
  });
});

test.describe("no key is lost, however fast they come", () => {
  test("a new project, over a border, left, and on", async ({ page }) => {
    await openApp(page);
    await strike(page, ["n", '"Apollo"', "Enter", "Space", "ArrowRight", "Space"]);
    await expect(gateDialog(page, "G0")).toBeVisible();
    await expect(dialog(page)).toHaveCount(1);
    await strike(page, ["Escape", "Space", "ArrowRight", "Space", "Escape", "n", '"Borealis"', "Enter"]);
    await expect(dialog(page)).toHaveCount(0);
    await expect(cardLink(board(page), "Borealis")).toBeFocused();
    await expectCards(page, "Ideas", ["Apollo", "Borealis"]);
  });

  test("three projects, and from card to card", async ({ page }) => {
    await openApp(page);
    await strike(page, ["n", '"Alpha"', "Enter", "n", '"Beta"', "Enter", "n", '"Gamma"', "Enter", "ArrowUp", "ArrowUp"]);
    await expect(cardLink(board(page), "Alpha")).toBeFocused();
    await strike(page, ["Space", "ArrowDown", "Space", "ArrowDown"]);
    await expectCards(page, "Ideas", ["Beta", "Alpha", "Gamma"]);
    await expect(cardLink(board(page), "Gamma")).toBeFocused();
    await strike(page, ["Control+z", "Control+z", "ArrowUp", "Enter"]);
    await expect(page.getByRole("heading", { level: 1, name: "Alpha" })).toBeVisible();
  });

  test("the palette, a page, the shortcuts, and the board again", async ({ page }) => {
    await openWith(page, ["Apollo", "Borealis"]);
    await strike(page, ["Control+k", '"borea"', "Enter"]);
    await expect(page.getByRole("heading", { level: 1, name: "Borealis" })).toBeFocused();
    await strike(page, ["?", "Escape", "b", "Control+k", '"audit"', "Escape", "d", "Control+k", "Control+k", "h"]);
    await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeFocused();
    await expect(dialog(page)).toHaveCount(0);
    // What was closed hears of it late, and must not close what is open again.
    await strike(page, ["Control+k", "Escape", "Control+k", "Control+k", "Control+k", '"apol"']);
    await expect(page.getByRole("combobox", { name: "Find actions and projects" })).toHaveValue("apol");
    await strike(page, ["Escape", "?", "Escape", "?"]);
    await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  });

  test("the menu of a card, and the menu of a project", async ({ page }) => {
    await openWith(page, ["Alpha", "Beta", "Gamma"]);
    await card(page, "Alpha").getByRole("button").focus();
    // The first card cannot go up: that is said, and not done.
    await strike(page, ["Enter", "ArrowDown", "Enter", "ArrowDown", "Enter", "Space", "ArrowDown", "Space"]);
    await expectCards(page, "Ideas", ["Beta", "Gamma", "Alpha"]);
    await expect(cardLink(board(page), "Alpha")).toBeFocused();
    await strike(page, ["Enter"]);
    await expect(page.getByRole("heading", { level: 1, name: "Alpha" })).toBeFocused();
    await page.getByRole("button", { name: "More" }).focus();
    await strike(page, ["Enter", "ArrowDown", "Escape", "Enter", "ArrowUp", "Enter"]);
    await expect(page.getByRole("dialog", { name: "Delete project" })).toBeVisible();
    await strike(page, ["Escape", "Enter"]);
    await expect(page.getByRole("menu", { name: "More" })).toBeVisible();
  });
});
