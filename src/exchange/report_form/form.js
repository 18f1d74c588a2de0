/*
 * Owns: the form of a status report inside its own file: draws it from the data that stands beside it, and offers what was filled in as a
 * file. It asks nobody for anything and makes no markup of text: whatever somebody wrote goes through textContent or into a field.
 */
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const MOST = 20_000;
  const main = document.getElementById("form");
  const controls = new Map();
  let isSaved = true;

  /** An element with attributes, a text, and what is in it. */
  const make = (name, attributes = {}, text = "", children = []) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    if (text !== "") element.textContent = text;
    element.append(...children);
    return element;
  };

  const changed = () => {
    isSaved = false;
    said.textContent = "";
  };

  /** A field with its label, and what the last report said. */
  const field = (key, label, element, value, beside = []) => {
    element.id = key;
    element.value = value;
    element.addEventListener("input", changed);
    controls.set(key, element);
    return make("div", { class: "field" }, "", [make("label", { for: key }, label), element, ...beside]);
  };

  const area = (attributes = {}) => make("textarea", { maxlength: MOST, rows: 3, ...attributes });
  const last = (words) => (words === "" ? [] : [make("p", { class: "last" }, words)]);
  const lines = (words) => (words.length === 0 ? [] : [make("ul", { "aria-label": "From the records" }, "", words.map((line) => make("li", {}, line)))]);

  const COLOURS = [["green", "Green"], ["amber", "Amber"], ["red", "Red"]];
  const row = ({ key, label, last: before, lastNote, status, note }) => {
    const choices = COLOURS.map(([value, word]) => {
      const choice = make("input", { type: "radio", name: key, value });
      choice.checked = value === status;
      choice.addEventListener("change", changed);
      return make("label", { class: value }, "", [choice, make("span", {}, word)]);
    });
    const group = make("div", { class: "choices" }, "", choices);
    group.addEventListener("keydown", (event) => {
      const at = "gar".indexOf(event.key.toLowerCase());
      if (at < 0 || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = group.querySelectorAll("input")[at];
      choice.checked = true;
      choice.focus();
      changed();
    });
    const words = COLOURS.find(([value]) => value === before)?.[1] ?? "";
    const text = area({ class: "note", rows: 1, placeholder: "Why, and what is done", "aria-label": `${label} note` });
    text.id = `${key}-note`;
    text.value = note;
    text.addEventListener("input", changed);
    const said = [words, lastNote].filter((part) => part !== "").join(": ");
    return make("fieldset", { id: key }, "", [
      make("legend", {}, label),
      group,
      ...last(said === "" ? "" : `Last report: ${said}`),
      make("div", { class: "field" }, "", [text]),
    ]);
  };

  const said = make("p", { role: "status" });
  const wrong = (element, words) => {
    said.className = "wrong";
    said.textContent = words;
    element.focus();
    return null;
  };

  /** What was filled in; nothing if a date is half typed. */
  const answers = () => {
    const filled = {};
    for (const { key } of data.rows) {
      const chosen = document.querySelector(`input[name="${key}"]:checked`);
      filled[key] = { status: chosen?.value ?? "", note: document.getElementById(`${key}-note`).value.trim() };
    }
    for (const [key, element] of controls) {
      if (element.validity.badInput) return wrong(element, "A date needs day, month and year.");
      filled[key] = element.value.trim();
    }
    return filled;
  };

  const save = () => {
    const filled = answers();
    if (filled === null) return;
    const { version, portfolio, project, code, name, from, to, currency } = data;
    const file = { format: "pocket-pmo-report-answers", version, portfolio, project, code, name, from, to, currency, answers: filled };
    const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
    const link = make("a", { href: address, download: `${data.file}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    isSaved = true;
    said.className = "done";
    said.textContent = `Saved as “${data.file}.json” in your downloads. Send that file back to ${data.back}.`;
  };

  document.title = `Status report: ${data.name}, ${data.period}`;
  const button = make("button", { type: "button" }, "Save answers");
  button.addEventListener("click", save);
  main.append(
    make("h1", {}, `${data.name}: status report`),
    make("p", { class: "muted" }, [data.code, data.period, data.due].filter((part) => part !== "").join(", ")),
    make("p", {}, "Fill it in, save the answers, and send the saved file back. Nothing you type leaves this page by itself. In grey: what the last report said."),
    make("h2", {}, "Status"),
    make("p", { class: "small muted" }, "On a status press G, A or R."),
    ...data.rows.map(row),
    make("h2", {}, "Forecasts"),
    make("div", { class: "pair" }, "", [
      field("forecast_finish", "Forecast finish", make("input", { type: "date" }), data.finish, last(data.lastFinish)),
      field("forecast_cost", data.currency === "XXX" ? "Forecast cost" : `Forecast cost (${data.currency})`, make("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 40 }), data.cost, last(data.lastCost)),
    ]),
    make("h2", {}, "In words"),
    ...data.texts.map(({ key, label, text, last: before, lines: from }) => field(key, label, area(), text, [...lines(from), ...last(before)])),
    make("h2", {}, "Recovery plan"),
    make("p", { class: "small muted" }, "Where the project as a whole is amber or red: how it comes back on course, who sees to that, and by when."),
    field("recovery", "How it comes back on course", area(), data.recovery),
    make("div", { class: "pair" }, "", [
      field("recovery_owner", "Owner", make("input", { type: "text", maxlength: 200, autocomplete: "off" }), data.recoveryOwner),
      field("recovery_due", "Back on course by", make("input", { type: "date" }), data.recoveryDue),
    ]),
    make("div", { class: "foot" }, "", [button, said]),
  );
  addEventListener("beforeunload", (event) => {
    if (!isSaved) event.preventDefault();
  });
})();
