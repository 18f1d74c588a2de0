// Owns: what the walk says to a page: find by role and name, click, type, press, wait. Knows WebDriver by drivers.mjs alone.
import { pause } from "./drivers.mjs";

/** Runs in the page: elements that are shown, of a role, whose name is or contains these words. */
const FIND = `
  const [role, name, within, exact] = arguments;
  const ROLES = {
    button: "button, input[type=button], input[type=submit], [role=button]",
    link: "a[href]", heading: "h1, h2, h3, h4, [role=heading]", dialog: "dialog, [role=dialog]", menuitem: "[role^=menuitem]",
    textbox: "input:not([type]), input[type=text], input[type=search], input[type=number], textarea, [role=textbox]",
    combobox: "select, input[list], [role=combobox]", checkbox: "input[type=checkbox]", radio: "input[type=radio]", file: "input[type=file]",
    field: "input, select, textarea", status: "[role=status]", option: "option, [role=option]", navigation: "nav", main: "main",
    region: "section[aria-label], section[aria-labelledby], [role=region]", listitem: "li, [role=listitem]", gridcell: "[role=gridcell]",
    row: "tr, [role=row]", cell: "td, th, [role=gridcell], [role=columnheader], [role=rowheader]", group: "[role=group], fieldset, details", table: "table, [role=grid], [role=table]", summary: "summary", tab: "[role=tab]", any: "*",
  };
  const squeeze = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const named = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return squeeze(by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
    const label = element.getAttribute("aria-label");
    if (label) return squeeze(label);
    if (element.labels?.length) return squeeze([...element.labels].map((own) => own.textContent).join(" "));
    return squeeze(element.textContent) || squeeze(element.title);
  };
  const shown = (element) => element.matches("input[type=radio], input[type=checkbox], input[type=file]") ? element.parentElement.checkVisibility() : element.checkVisibility();
  const matches = (text) => typeof name === "string" && name.startsWith("/") ? new RegExp(name.slice(1, -1)).test(text) : exact ? text === name : text.includes(name);
  const found = [...(within ?? document).querySelectorAll(ROLES[role] ?? role)].filter((element) => shown(element) && (name === null || matches(named(element))));
`;

const KEYS = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", Space: " ", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015", Home: "\uE011", End: "\uE010", Shift: "\uE008", Control: "\uE009", Backspace: "\uE003", F2: "\uE032", PageDown: "\uE00F" };

/** Safari on a Mac gives no focus to a button that is clicked: what is around it has it then, or nothing. */
const AS_ON_MAC = `
  document.addEventListener("mousedown", (event) => {
    const control = event.target.closest("button, summary, input:is([type=radio], [type=checkbox], [type=file])");
    if (!control || control.hasAttribute("tabindex")) return;
    event.preventDefault();
    const around = control.parentElement?.closest("[tabindex]");
    if (around) around.focus();
    else document.activeElement?.blur();
  }, true);
`;

export class Page {
  constructor(driver) {
    this.driver = driver;
  }

  script(script, ...args) {
    return this.driver.script(script, args);
  }

  /** Waits until the script gives something that is true, and gives that. */
  async until(what, script, args = [], seconds = 15) {
    const end = Date.now() + seconds * 1_000;
    let last;
    for (;;) {
      try {
        last = await this.driver.script(script, args);
        if (last) return last;
      } catch (error) {
        // An element that was redrawn meanwhile, or a page that is being reloaded.
        last = error.message;
      }
      if (Date.now() > end) throw new Error(`waited in vain for ${what} (${JSON.stringify(last)})`);
      await pause(50);
    }
  }

  find(role, name = null, { within = null, exact = true, seconds } = {}) {
    return this.until(`${role} "${name}"`, `${FIND} return found[0] ?? null;`, [role, name, within, exact], seconds);
  }

  count(role, name = null, { within = null, exact = true } = {}) {
    return this.driver.script(`${FIND} return found.length;`, [role, name, within, exact]);
  }

  gone(role, name = null, { within = null, exact = true } = {}) {
    return this.until(`no ${role} "${name}"`, `${FIND} return found.length === 0;`, [role, name, within, exact]);
  }

  async click(role, name = null, options = {}) {
    const end = Date.now() + 15_000;
    for (;;) {
      try {
        return await this.driver.click(await this.find(role, name, options));
      } catch (error) {
        if (Date.now() > end) throw new Error(`${role} "${name}": ${error.message}`);
        await pause(100);
      }
    }
  }

  /** Chooses what stands in a label: the control itself is drawn over. */
  async choose(role, name, options = {}) {
    const control = await this.find(role, name, options);
    await this.driver.click(await this.script("return arguments[0].labels[0] ?? arguments[0].closest('label')", control));
  }

  /** Puts text in the place of what a field holds, as a person who selects all and types. */
  async fill(role, name, text, options = {}) {
    const field = await this.find(role, name, options);
    await this.script("arguments[0].focus(); arguments[0].select?.();", field);
    await this.driver.type(field, text);
  }

  async press(...keys) {
    for (const key of keys) {
      const parts = key.length > 1 ? key.split("+") : [key];
      const values = parts.map((part) => KEYS[part] ?? part);
      const actions = [...values.map((value) => ({ type: "keyDown", value })), ...values.toReversed().map((value) => ({ type: "keyUp", value }))];
      await this.driver.actions([{ type: "key", id: "keyboard", actions }]);
    }
  }

  /** Carries what stands at a point to another, with the button held. */
  async drag(from, to, { drop = true } = {}) {
    const steps = Array.from({ length: 8 }, (_, at) => ({ type: "pointerMove", duration: 30, x: Math.round(from.x + ((to.x - from.x) * (at + 1)) / 8), y: Math.round(from.y + ((to.y - from.y) * (at + 1)) / 8) }));
    const actions = [{ type: "pointerMove", duration: 0, x: Math.round(from.x), y: Math.round(from.y) }, { type: "pointerDown", button: 0 }, ...steps, { type: "pause", duration: 100 }];
    if (drop) actions.push({ type: "pointerUp", button: 0 });
    await this.driver.actions([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }]);
  }

  box(element) {
    return this.script("arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest' }); const { x, y, width, height } = arguments[0].getBoundingClientRect(); return { x, y, width, height };", element);
  }

  text(words, seconds) {
    return this.until(`the words "${words}"`, "return document.body.innerText.includes(arguments[0])", [words], seconds);
  }

  heading(name, seconds) {
    return this.find("h1", name, { exact: false, seconds });
  }

  saved() {
    return this.until("Saved", "return [...document.querySelectorAll('header [role=status], nav [role=status]')].some((status) => status.textContent.trim() === 'Saved')");
  }

  async ready() {
    await this.until("the program", "return document.documentElement.dataset.ready === '1' && !document.documentElement.dataset.failed", [], 60);
    if (this.driver.asOnMac) await this.script(AS_ON_MAC);
  }

  async route(hash) {
    await this.script("location.hash = arguments[0]", hash);
  }
}
