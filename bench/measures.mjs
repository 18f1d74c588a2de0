// Owns: what the benchmarks measure with: what is noted in the page, the time of its main thread, and a list that is sorted, searched,
// scrolled and edited. Must not know which portfolio is open.

export const ROUNDS = 5;

export const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const mebi = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const spread = (values) => `${ms(median(values))} (${ms(Math.min(...values))} to ${ms(Math.max(...values))})`;

/** Runs in the page before anything else: notes when what happens, without a hook in the program. */
export function instrument() {
  const bench = { puts: [], confirmed: [], sets: [], setTime: 0, long: [], firstCard: 0, cardsDone: 0, ready: 0, memory: null };
  Object.assign(window, { bench });
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    const begun = performance.now();
    setItem.call(this, key, value);
    bench.setTime += performance.now() - begun;
    bench.sets.push(key);
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...given) {
    bench.puts.push(performance.now());
    this.transaction.addEventListener("complete", () => bench.confirmed.push(performance.now()));
    return put.apply(this, given);
  };
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiateStreaming.apply(WebAssembly, given);
    bench.memory = made.instance.exports.memory;
    return made;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.long.push(entry.duration);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver((changes) => {
    const isCard = (node) => node instanceof Element && (node.matches("[data-card]") || node.querySelector("[data-card]"));
    if (changes.some((change) => [...change.addedNodes].some(isCard))) bench.cardsDone = performance.now();
    if (!bench.ready && document.documentElement?.dataset.ready) bench.ready = performance.now();
    if (!bench.firstCard && document.querySelector("[data-card]")) requestAnimationFrame(() => setTimeout(() => (bench.firstCard ||= performance.now())));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
}

export const bench = (page) => page.evaluate(() => ({ ...window.bench, memory: window.bench.memory?.buffer.byteLength ?? 0, heap: performance.memory?.usedJSHeapSize ?? 0 }));
export const forget = (page) => page.evaluate(() => Object.assign(window.bench, { puts: [], confirmed: [], sets: [], setTime: 0, long: [] }));
export const saved = (page) => page.getByRole("navigation", { name: "Main" }).getByRole("status").filter({ hasText: /^Saved$/ }).waitFor({ timeout: 120_000 });

/** Time on the main thread since the last call, by the browser's own account. */
export async function meter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  let before = {};
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const now = Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1000]));
    const since = Object.fromEntries(["ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration"].map((name) => [name, now[name] - (before[name] ?? 0)]));
    before = now;
    return since;
  };
}

/** Clicks in the page and gives when that was and how long the click's own task took, with all effects that follow in it. */
export const clickTask = (button) =>
  button.evaluate(async (element) => {
    const begun = performance.now();
    element.click();
    for (let microtask = 0; microtask < 50; microtask += 1) await null;
    return { begun, took: performance.now() - begun };
  });

/** The lists: where they are, and what is sorted, searched and edited there. */
export const PROJECT_LIST = { address: "#/projects", name: "Projects", date: "Planned finish", search: "Search projects", words: ["ferry", "harbour pi"], field: "name" };
export const WORK_LIST = { address: "#/work", name: "Work items", date: "Due", search: "Search work items", words: ["draft", "install the c"], field: "title" };

/** A list: sorting, filtering, scrolling from top to bottom, and one edit. */
export async function register(page, what, { address, name, date, search: label, words, field }) {
  await page.goto(`./${address}`);
  const grid = page.getByRole("grid", { name });
  await grid.getByRole("rowheader").first().waitFor();
  await page.waitForTimeout(1_000);
  const heading = page.getByRole("columnheader", { name: new RegExp(`^${date}\\b`) });
  const [sorts, filters, edits, scripts, longest] = [[], [], [], [], []];
  for (let round = 0; round < ROUNDS; round += 1) sorts.push((await clickTask(heading)).took);
  const search = page.getByRole("searchbox", { name: label });
  for (let round = 0; round < ROUNDS; round += 1) {
    filters.push(
      await search.evaluate(async (input, words) => {
        const begun = performance.now();
        input.value = words;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        for (let microtask = 0; microtask < 50; microtask += 1) await null;
        return performance.now() - begun;
      }, words[round % words.length]),
    );
    await page.waitForTimeout(100);
  }
  await search.fill("");
  await page.waitForTimeout(500);
  for (let round = 0; round < ROUNDS; round += 1) {
    await forget(page);
    await page.locator(".grid").evaluate(async (grid) => {
      for (let step = 0; step <= 120; step += 1) {
        grid.scrollTop = (grid.scrollHeight * step) / 120;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      }
      grid.scrollTop = 0;
    });
    await page.waitForTimeout(300);
    longest.push(Math.max(0, ...(await bench(page)).long));
  }
  // Names edited in their place, with the keyboard; then taken back, each time with one click.
  const meters = await meter(page);
  await grid.getByRole("gridcell").nth(1).click();
  await page.keyboard.press("ArrowLeft");
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.waitForFunction(() => document.activeElement?.closest("[role=gridcell],[role=rowheader]") && !(document.activeElement instanceof HTMLInputElement));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement && document.activeElement.type !== "checkbox");
    await page.keyboard.press("End");
    await page.keyboard.type(" x");
    await page.keyboard.press("Enter");
    // The next key must not come before the cell has the focus again.
    await page.waitForFunction(() => document.activeElement?.closest("[role=gridcell],[role=rowheader]") && !(document.activeElement instanceof HTMLInputElement));
    await saved(page);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const button = page.getByRole("button", { name: new RegExp(`^Undo: Change ${field}`) }).first();
    await button.waitFor();
    await saved(page);
    await page.waitForTimeout(300);
    await meters();
    edits.push((await clickTask(button)).took);
    await saved(page);
    await page.waitForTimeout(200);
    scripts.push((await meters()).ScriptDuration);
  }
  return [
    [`${what}: sort`, spread(sorts)],
    [`${what}: filter by a word`, spread(filters)],
    [`${what}: longest task while scrolling through`, spread(longest), "50 ms"],
    [`${what}: one edit, its task`, spread(edits), "8 ms"],
    [`${what}: one edit, all scripting until saved`, spread(scripts)],
  ];
}
