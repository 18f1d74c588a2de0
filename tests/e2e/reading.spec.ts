// Owns: that the page never stops, whatever is changed, opened and closed under whatever is being drawn: pages, dialogs and menus
// at random, while another tab changes records.
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { anotherTab, changeField, conditionalGo, carry, expectSaved, gateDialog, openExample, openProject } from "./people.ts";

const STEPS = Number(process.env.STEPS ?? 1_500);
/** The channel by which the page that walks asks the other one for a change. */
const CHANGE = "test-change";

/** Random steps in the page, the same ones for the same seed. Gives how many there were of each kind. */
const wander = (page: Page, seed: number, steps: number) =>
  page.evaluate(
    async ({ seed, steps, channel }) => {
      const other = new BroadcastChannel(channel);
      const next = () => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return seed / 2 ** 32;
      };
      const pick = <T>(from: T[]) => from[Math.floor(next() * from.length)];
      const pages = ["", "board", "projects", "decisions", "people", "programmes", "maturity", "maturity/records", "maturity/time", "data", "data/import", "data/history", "data/as-it-was", "data/quality", "data/settings"];
      // Nothing that downloads, prints, asks for a file, leaves the workspace or the page.
      const leave = /download|save|print|backup|remove|copy|csv|export|example|workspace|delete|reload|update|archive|file|undo|redo|report/i;
      const isOpen = (own: Element) => (own as HTMLElement).checkVisibility?.() ?? true;
      const told: Record<string, number> = {};
      const key = (name: string, more: KeyboardEventInit = {}) =>
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
      const acts: Record<string, () => void> = {
        page: () => (location.hash = `#/${pick(pages)}`),
        link: () => pick([...document.querySelectorAll<HTMLAnchorElement>('main a[href^="#/"]')].filter(isOpen))?.click(),
        button: () => pick([...document.querySelectorAll<HTMLElement>("dialog[open] button, main button, summary")].filter((own) => isOpen(own) && !leave.test(own.textContent + (own.getAttribute("aria-label") ?? ""))))?.click(),
        menu: () => pick([...document.querySelectorAll<HTMLElement>("[role=menuitem], [role=menuitemradio]")].filter((own) => isOpen(own) && !leave.test(own.textContent ?? "")))?.click(),
        focus: () => pick([...document.querySelectorAll<HTMLElement>("main input, main select, main textarea, main button, main a, dialog[open] input")].filter(isOpen))?.focus(),
        type: () => {
          const own = pick([...document.querySelectorAll<HTMLInputElement>("main input:not([type=file]), dialog[open] input:not([type=file])")].filter(isOpen));
          if (!own) return;
          own.focus();
          if (own.type === "text" || own.type === "search") own.value = pick(["a", "cbf", "", "12"]);
          own.dispatchEvent(new Event("input", { bubbles: true }));
          if (next() < 0.3) own.dispatchEvent(new Event("change", { bubbles: true }));
        },
        escape: () => key("Escape"),
        keys: () => key(pick(["Enter", "ArrowDown", "ArrowRight", "Tab", " ", "n", "?", "x", "e"])),
        palette: () => key("k", { ctrlKey: true }),
        cancel: () => document.querySelector("dialog[open]")?.dispatchEvent(new Event("cancel", { cancelable: true })),
        // Own edits in the midst of it all.
        back: () => key("z", { ctrlKey: true }),
        again: () => key("z", { ctrlKey: true, shiftKey: true }),
      };
      const often = ["page", "page", "link", "link", "button", "button", "button", "menu", "focus", "type", "escape", "escape", "keys", "palette", "cancel", "back", "again"];
      for (let at = 0; at < steps; at += 1) {
        if (next() < 0.5) other.postMessage("");
        const name = pick(often);
        told[name] = (told[name] ?? 0) + 1;
        acts[name]();
        // Mostly the next act comes in the same task or right after what was changed is drawn; now and then a frame goes by.
        const pace = next();
        if (pace < 0.4) await Promise.resolve();
        else if (pace < 0.9) await new Promise((then) => setTimeout(then, 0));
        else if (pace < 0.97) await new Promise((then) => requestAnimationFrame(then));
        if (document.querySelector("#failure[open]")) throw new Error(`the page stopped at step ${at}, ${name}`);
      }
      return told;
    },
    { seed, steps, channel: CHANGE },
  );

/**
 * Takes back and does again what was done, over and over, whenever the other page asks for it: each is a change that the other
 * tabs hear of. Asked for, because a page that draws slowly on a busy machine would hear of nothing else.
 */
const changing = (page: Page) =>
  page.evaluate((name) => {
    let round = 0;
    new BroadcastChannel(name).onmessage = () => {
      const back = round++ % 8 < 4;
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, shiftKey: !back, bubbles: true, cancelable: true }));
    };
  }, CHANGE);

test("pages, dialogs and menus at random, while another tab changes everything", async ({ page, context }) => {
  test.setTimeout(900_000);
  await openExample(page);
  await openProject(page, "New booking system");
  await changeField(page, "Name", "Booking system 2");
  await expectSaved(page);
  const second = await anotherTab(context, "/board");
  await carry(second, "Winter timetable tool", ["ArrowRight"]);
  await conditionalGo(gateDialog(second, "G0"));
  await expectSaved(second);
  await changing(second);
  const told = await wander(page, 20_261_129, STEPS);
  expect(Object.keys(told).length, "every kind of step was taken").toBe(12);
  for (const own of [page, second]) await expect(own.locator("#failure[open]")).toHaveCount(0);
});
