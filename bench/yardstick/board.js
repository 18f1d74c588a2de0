// Owns: the yardstick of the board, as somebody would write it by hand who knows how: no framework, no reactivity, plain
// objects; only the cards in sight and a margin are on the page, heights are measured once drawn and estimated until then.
// It does on the page what the product's board does, and stores nothing.
const COLUMNS = ["Ideas", "Initiation", "Planning", "Execution", "Closing", "Closed", "On hold", "Stopped"];
const WORDS = [["Ferry", "Harbour", "Ticketing", "Crew", "Fleet", "Freight", "Terminal", "Timetable"], ["renewal", "migration", "pilot", "review", "extension", "portal", "safety case", "redesign"]];
const LEADS = ["Ada Lovelace", "Grace Hopper", "Mary Jackson", "Ingrid Solheim", "Karen Jones", "Edith Clarke"];
const ROW = 98;
const SPACE = 8;
const MARGIN = 400;

const state = { cards: [], columns: [], filter: "" };
const board = document.getElementById("board");
const sub = document.getElementById("sub");

function cards(count) {
  const made = [];
  for (let at = 0; at < count; at += 1) {
    const name = `${WORDS[0][at % 8]} ${WORDS[1][(at >> 3) % 8]} ${at + 1}`;
    made.push({ id: at, code: `P-${String(at + 1).padStart(3, "0")}`, name, lead: LEADS[at % 6], gate: at % 3 ? "G2 on 14 December" : "", letter: "GAR"[at % 3], age: `${at % 300} d in phase`, column: (at * 7) % 8 });
  }
  return made;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function draw(card) {
  const own = element("li", "card");
  own.dataset.card = card.id;
  const top = element("div", "top");
  top.append(element("span", "", card.code), element("b", "", card.letter));
  const link = element("a", "", card.name);
  link.href = `#${card.id}`;
  link.draggable = false;
  const foot = element("div", "foot");
  foot.append(element("span", "", card.lead), element("i", "", card.age));
  own.append(top, link, foot);
  if (card.gate) own.insertBefore(element("span", "gate", card.gate), foot);
  return own;
}

class Column {
  constructor(at) {
    this.at = at;
    this.all = [];
    this.shown = [];
    this.heights = new Map();
    this.nodes = new Map();
    this.range = [0, 0];
    this.own = element("section", "col");
    this.head = element("h2", "", COLUMNS[at]);
    this.list = element("ul");
    this.before = element("li");
    this.after = element("li");
    this.list.append(this.before, this.after);
    this.own.append(this.head, this.list);
    this.list.addEventListener("scroll", () => this.window(), { passive: true });
  }

  height(card) {
    return this.heights.get(card.id) ?? ROW;
  }

  fill(filter) {
    this.shown = filter ? this.all.filter((card) => card.name.toLowerCase().includes(filter)) : this.all;
    this.sums = new Float64Array(this.shown.length + 1);
    for (let at = 0; at < this.shown.length; at += 1) this.sums[at + 1] = this.sums[at] + this.height(this.shown[at]);
    this.head.textContent = `${COLUMNS[this.at]} ${this.shown.length}`;
    this.window(true);
  }

  find(distance) {
    let [low, high] = [0, this.shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle + 1] <= distance) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  window(again = false) {
    const top = this.list.scrollTop;
    const seen = this.list.clientHeight || 700;
    const from = this.find(Math.max(0, top - MARGIN));
    const to = Math.min(this.shown.length, this.find(top + seen + MARGIN) + 1);
    if (!again && from >= this.range[0] && to <= this.range[1]) return;
    this.range = [from, to];
    const wanted = this.shown.slice(from, to);
    const keep = new Set(wanted.map((card) => card.id));
    for (const [id, node] of this.nodes) {
      if (keep.has(id)) continue;
      node.remove();
      this.nodes.delete(id);
    }
    let next = this.after;
    for (let at = wanted.length - 1; at >= 0; at -= 1) {
      const card = wanted[at];
      let node = this.nodes.get(card.id);
      if (!node) this.nodes.set(card.id, (node = draw(card)));
      if (node.nextSibling !== next) this.list.insertBefore(node, next);
      node.setAttribute("aria-posinset", from + at + 1);
      node.setAttribute("aria-setsize", this.shown.length);
      next = node;
    }
    this.before.style.height = `${Math.max(0, this.sums[from] - SPACE)}px`;
    this.after.style.height = `${Math.max(0, this.sums[this.shown.length] - this.sums[to] - SPACE)}px`;
    requestAnimationFrame(() => this.measure());
  }

  measure() {
    for (const [id, node] of this.nodes) this.heights.set(id, node.offsetHeight + SPACE);
  }
}

function render(count) {
  board.replaceChildren();
  state.cards = cards(count);
  state.columns = COLUMNS.map((_, at) => new Column(at));
  for (const card of state.cards) state.columns[card.column].all.push(card);
  board.append(...state.columns.map((column) => column.own));
  for (const column of state.columns) column.fill("");
  sub.textContent = `${count} projects`;
}

function filter(text) {
  for (const column of state.columns) {
    column.list.scrollTop = 0;
    column.fill(text.trim().toLowerCase());
  }
  sub.textContent = `${state.columns.reduce((sum, column) => sum + column.shown.length, 0)} of ${state.cards.length} projects`;
}

function move(column, at) {
  const own = state.columns[column];
  [own.all[at], own.all[at + 1]] = [own.all[at + 1], own.all[at]];
  own.fill("");
}

function rename(column, at, name) {
  const own = state.columns[column];
  own.all[at].name = name;
  const link = own.nodes.get(own.all[at].id)?.querySelector("a");
  if (link) link.textContent = name;
}

document.getElementById("search").addEventListener("input", (event) => filter(event.target.value));
document.getElementById("move").addEventListener("click", () => move(0, 1));
let edits = 0;
document.getElementById("edit").addEventListener("click", () => rename(0, 1, `Edited ${(edits += 1)}`));

let drag = null;
const put = (point) => {
  const under = document.elementFromPoint(point.clientX, point.clientY);
  const list = under?.closest(".col")?.querySelector("ul");
  drag.marked?.classList.remove("drop-before");
  drag.marked = null;
  if (!list) return;
  for (const card of list.querySelectorAll(".card")) {
    const area = card.getBoundingClientRect();
    if (card === drag.card || area.top + area.height / 2 < point.clientY) continue;
    drag.marked = card;
    card.classList.add("drop-before");
    break;
  }
};
const end = () => {
  drag?.ghost?.remove();
  drag?.marked?.classList.remove("drop-before");
  drag?.card.classList.remove("dragging");
  drag = null;
};
board.addEventListener("pointerdown", (event) => {
  const card = event.target.closest(".card");
  if (card) drag = { card, x: event.clientX, y: event.clientY, ghost: null, marked: null };
});
board.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.ghost) {
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 5) return;
    drag.ghost = element("div", "ghost", drag.card.querySelector("a").textContent);
    document.body.append(drag.ghost);
    drag.card.classList.add("dragging");
    drag.card.setPointerCapture(event.pointerId);
  }
  drag.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
  put(event);
});
board.addEventListener("pointerup", end);
addEventListener("keydown", (event) => event.key === "Escape" && end());
addEventListener("dragstart", (event) => event.preventDefault());
