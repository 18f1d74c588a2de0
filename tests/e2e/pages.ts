// Owns: which pages there are, as the program's own table has them: pages.json is written from it, and a native test fails while
// the two differ. Tests that concern every page go through these lists, so that a page is tested on the day it is entered.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

type Row = { address: string; title: string; ofRecord: boolean; tabs: string[] };

const TABLE = JSON.parse(readFileSync(join(import.meta.dirname, "pages.json"), "utf8")) as Row[];

const address = (...parts: string[]) => `/${parts.filter((part) => part !== "").join("/")}`;

/** The addresses of all pages that are of no single record, each tab for itself. */
export const PLACES = TABLE.filter((row) => !row.ofRecord).flatMap((row) => (row.tabs.length > 0 ? row.tabs.map((tab) => address(row.address, tab)) : [address(row.address)]));

/** Waits until the page of an address is drawn, and what it loads is there. */
export async function drawn(page: Page) {
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/^Loading (this page|the questionnaire) …$/)).toHaveCount(0);
}

/** Goes to an address and waits until it is drawn. */
export async function visit(page: Page, route: string) {
  await page.goto(`./#${route}`);
  await drawn(page);
}

/** The addresses of the pages of one record of each kind that has them, each tab for itself: the first of its list. */
export async function ofRecords(page: Page) {
  const found: string[] = [];
  for (const row of TABLE.filter((row) => row.ofRecord)) {
    await visit(page, address(row.address));
    const lists = TABLE.filter((list) => !list.ofRecord && list.address === row.address).flatMap((list) => list.tabs);
    const links = page.getByRole("main").locator(`a[href^="#/${row.address}/"]`);
    const ids = async () => {
      const hrefs = await links.evaluateAll((all) => all.map((link) => (link.getAttribute("href") ?? "").split("/")[2] ?? ""));
      return hrefs.filter((id) => id !== "" && !lists.includes(id));
    };
    await expect.poll(ids, `the list ${row.address} has a record`).not.toEqual([]);
    const [id = ""] = await ids();
    found.push(...(row.tabs.length > 0 ? row.tabs : [""]).map((tab) => address(row.address, id, tab)));
  }
  return found;
}
