// Owns: the parts of the program that load on first need: when they are fetched, and what is said when they cannot be.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIST, published, read, serveCopy, sha384 } from "./dist.ts";
import { Complaints, expect, openApp, test, watch } from "./fixtures.ts";
import { expectSaved, openWith } from "./people.ts";

const chapters = readdirSync(join(DIST, "chapters"));

test("every chapter has a name with its hash, and the loader its digest", () => {
  expect(chapters.length).toBeGreaterThan(2);
  const loader = read(published("chapters.js"));
  for (const name of chapters) {
    expect(name).toMatch(/-[0-9a-f]{16}\.wasm$/);
    expect(loader).toContain(`["chapters/${name}","${sha384(readFileSync(join(DIST, "chapters", name)))}"`);
  }
});

test("a first visit fetches what changes need, once the page stands; a page fetches its own once", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    const name = /chapters\/(.*?)-[0-9a-f]{16}\.wasm$/.exec(request.url())?.[1];
    if (name) fetched.push(name);
  });
  await openApp(page, "/board");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(fetched).toEqual(["editing"]);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Storage", level: 2 })).toBeVisible();
  expect(fetched).toContain("split_data");
  expect(new Set(fetched).size).toBe(fetched.length);
  const before = fetched.length;
  await page.getByRole("link", { name: "Board", exact: true }).click();
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Storage", level: 2 })).toBeVisible();
  expect(fetched).toHaveLength(before);
});

test("a page that cannot be loaded says so, and comes when it can be", async ({ page, context, allow }) => {
  allow(/Failed to load resource|Failed to fetch|ERR_FAILED/);
  await openApp(page, "/board");
  await context.route(/chapters\//, (route) => route.abort());
  await page.getByRole("link", { name: "Projects", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await context.unroute(/chapters\//);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "Loading this page" })).toBeHidden();
});

test("while what changes need cannot be loaded, everything can be looked at, and it is said; then it comes by itself", async ({ page, context, allow }) => {
  allow(/Failed to load resource|Failed to fetch|ERR_FAILED/);
  await context.route(/chapters\//, (route) => route.abort());
  await page.goto("./#/board");
  await expect(page.getByText("nothing can be changed yet")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
  await expect(page.locator("html")).not.toHaveAttribute("data-ready", "1");
  await context.unroute(/chapters\//);
  await expect(page.locator("html")).toHaveAttribute("data-ready", "1");
  await expect(page.getByText("nothing can be changed yet")).toBeHidden();
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog", { name: "New project" })).toBeVisible();
});

test("keys on a card that come before anything can be changed are kept, and done once it can be", async ({ page }) => {
  const cards = page.getByRole("region", { name: "Ideas", exact: true }).getByRole("listitem").getByRole("link");
  await openWith(page, ["Alpha", "Beta", "Gamma"]);
  await expectSaved(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/chapters\/editing-/, async (route) => {
    await released;
    await route.continue();
  });
  await page.reload();
  await expect(cards).toHaveText(["Alpha", "Beta", "Gamma"]);
  await cards.first().focus();
  for (const key of ["Space", "ArrowDown", "Enter", "ArrowDown", "x"]) await page.keyboard.press(key);
  await expect(page.locator("html")).not.toHaveAttribute("data-ready", "1");
  release();
  await expect(cards).toHaveText(["Beta", "Alpha", "Gamma"]);
  await expect(cards.last(), "a key goes to the card that the one before led to").toBeFocused();
  await expect(page.getByRole("group", { name: "Selected cards" })).toContainText("1 card selected");
  await expectSaved(page);
});

test("a chapter that is not the one that was published is refused", async ({ browser }) => {
  const copy = await serveCopy({
    change: (dir) => {
      for (const name of chapters) {
        const file = join(dir, "chapters", name);
        const bytes = readFileSync(file);
        bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      }
    },
  });
  try {
    const context = await browser.newContext();
    const complaints = new Complaints();
    complaints.allow(/integrity|Failed to fetch|Failed to find a valid digest/);
    await watch(context, new URL(copy.url).origin, complaints);
    const page = await context.newPage();
    await page.goto(`${copy.url}#/decisions`);
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await page.getByRole("link", { name: "Board", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
    expect(complaints.unexpected).toEqual([]);
    await context.close();
  } finally {
    await copy.close();
  }
});
