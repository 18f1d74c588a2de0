/*
 * Owns: what recover.html shows and what its buttons do. Every action ends in a sentence. How things are stored is the
 * business of stored.js, and what people have stored is never overwritten or deleted here.
 */
(() => {
  "use strict";

  const stored = window.ppmoStored;
  const by = (id) => document.getElementById(id);
  const CACHES = `pocket-pmo:${new URL("./", document.baseURI).pathname}:`;
  const number = new Intl.NumberFormat("en-GB");
  const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

  let all = null;

  // --------------------------------------------------------------------------------------------- small parts

  const say = (text, isBad = false) => {
    const said = by("said");
    said.textContent = text;
    said.classList.toggle("bad", isBad);
  };

  const element = (name, attributes, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content.filter((part) => part !== ""));
    return made;
  };

  const count = (howMany, one, more = `${one}s`) => `${number.format(howMany)} ${howMany === 1 ? one : more}`;
  const size = (characters) => (characters < 1_000 ? count(characters, "byte") : characters < 1_000_000 ? `${number.format(Math.round(characters / 1_000))} kB` : `${number.format(Math.round(characters / 100_000) / 10)} MB`);
  const nameOf = ({ name, isExample }) => name || (isExample ? "Example" : "My portfolio");

  /** Does something once, with the button out of use meanwhile; what goes wrong becomes a sentence. */
  const act = (button, busy, work) => async () => {
    button.disabled = true;
    say(busy);
    try {
      say(await work());
    } catch (error) {
      say(error instanceof stored.Refused ? error.message : `This did not work: ${error?.message ?? error}. Nothing that is stored was changed.`, true);
    } finally {
      button.disabled = false;
    }
  };

  const button = (words, label, busy, work) => {
    const made = element("button", { type: "button", class: "button", "aria-label": label }, words);
    made.addEventListener("click", act(made, busy, work));
    return made;
  };

  const download = (file, name) => {
    const link = element("a", { href: URL.createObjectURL(file), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return `Downloaded as ${name} (${size(file.size)}).`;
  };

  const today = () => new Date().toISOString().slice(0, 10);
  const row = (title, details, ...buttons) => element("li", {}, element("div", {}, element("p", {}, title), element("p", { class: "quiet" }, details)), element("div", { class: "row" }, ...buttons));
  const empty = (words) => element("li", { class: "quiet" }, words);
  const fill = (id, rows, words) => by(id).replaceChildren(...(rows.length > 0 ? rows : [empty(words)]));

  // ----------------------------------------------------------------------------------------- what is stored

  const FAULT = "could not be read: ";

  const showPlaces = () => {
    const total = (entries) => entries.reduce((sum, [key, value]) => sum + key.length + stored.sizeOf(value), 0);
    const rows = [
      row("Local storage", all.faults.has("local") ? FAULT + all.faults.get("local") : `${count(all.local.length, "entry", "entries")}, ${size(total(all.local))}`),
      ...all.stores.map(([name, entries]) =>
        row(name === "quarantine" ? "Database: set aside as unreadable" : name === "records" ? "Database" : `Database: ${name}`, `${count(entries.length, "entry", "entries")}, ${size(total(entries))}`),
      ),
      row("Backups kept by the program", all.faults.has("files") ? FAULT + all.faults.get("files") : `${count(all.files.length, "file")}, ${size(all.files.reduce((sum, { file }) => sum + file.size, 0))}`),
    ];
    if (all.faults.has("database")) rows.splice(1, 0, row("Database", FAULT + all.faults.get("database")));
    else if (all.stores.length === 0) rows.splice(1, 0, row("Database", "Nothing is stored."));
    by("places").replaceChildren(...rows);
  };

  const openNext = (id, name, words = `“${name}”`) => {
    try {
      stored.openNext(id, name);
    } catch (error) {
      throw new stored.Refused(`The browser does not take it: ${error.message}. Nothing was changed.`);
    }
    return `Pocket PMO will open ${words} at its next start. Nothing else was changed.`;
  };

  const showWorkspaces = () => {
    const rows = stored
      .workspaces(all)
      .filter((own) => !own.isRemoved)
      .map((own) => {
        const marks = [own.isOpen && "open at the moment", own.isExample && "example", own.isTrashed && "deleted, can be restored in the program under Workspaces"];
        const details = [own.keys.size === 0 ? "Nothing is stored" : `${count(own.keys.size, "entry", "entries")}, ${size(own.characters)}`, ...marks.filter(Boolean)].join("; ");
        const name = nameOf(own);
        return row(name, details, own.isTrashed || own.isOpen ? "" : button("Open next time", `Open ${name} next time`, "", async () => openNext(own.id, name)));
      });
    fill("workspaces", rows, "There is none.");
  };

  const showBroken = () => {
    const broken = stored.broken(all);
    by("broken-text").textContent =
      broken.length === 0
        ? "Everything that has a checksum passes its check."
        : `${count(broken.length, "entry", "entries")} ${broken.length === 1 ? "is" : "are"} not as the program wrote ${broken.length === 1 ? "it" : "them"}. The program leaves that alone and uses another copy where there is one.`;
    const rows = broken.map(({ place, key, value, fault }) => {
      const name = `${key.replace(/[^A-Za-z0-9.-]+/g, "-")}.txt`;
      const save = button("Download", `Download ${key} of ${place}`, "", async () => download(new Blob([value], { type: "text/plain" }), name));
      return element("li", {}, element("div", {}, element("p", { class: "key" }, key), element("p", { class: "quiet" }, `${place}. ${fault}`)), save);
    });
    by("broken").replaceChildren(...rows);
  };

  // ------------------------------------------------------------------------------------------------- restore

  const restored = async (own) => {
    const { left } = await stored.restore(own);
    await read();
    const lost = left > 0 ? ` ${count(left, "entry", "entries")} in it did not pass ${left === 1 ? "its" : "their"} check and ${left === 1 ? "was" : "were"} left out.` : "";
    return `Restored as a workspace of its own: “${nameOf(own)}”.${lost} Pocket PMO will open it at its next start. Nothing was overwritten.`;
  };

  const offer = (name, found) => {
    const rows = found.map((own) => {
      const words = nameOf(own);
      return row(words, `${name}: ${count(own.entries.length, "entry", "entries")}`, button("Restore as a new workspace", `Restore ${words} as a new workspace`, "Restoring …", () => restored(own)));
    });
    by("found").replaceChildren(...rows);
    return `${name} was read: ${found.length === 1 ? "one workspace" : `${found.length} workspaces`}. Choose what to restore.`;
  };

  const look = async (name, file) => {
    by("found").replaceChildren();
    try {
      return offer(name, await stored.workspacesIn(file));
    } catch (error) {
      throw error instanceof stored.Refused ? new stored.Refused(`${name}: ${error.message}`) : error;
    }
  };

  const showBackups = () => {
    const rows = all.files.map(({ name, file }) =>
      row(
        name,
        `${moment.format(file.lastModified)}, ${size(file.size)}`,
        button("Download", `Download ${name}`, "", async () => download(file, name.split("/").pop())),
        button("Look into it", `Look into ${name}`, `Reading ${name} …`, async () => {
          const said = await look(name, file);
          by("found").scrollIntoView({ block: "center" });
          return said;
        }),
      ),
    );
    fill("backups", rows, "There are none. Backups that were saved as files are where you saved them.");
  };

  // ------------------------------------------------------------------------------------------------- program

  const ask = (worker, question) =>
    new Promise((then, failed) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => then(data);
      setTimeout(() => failed(new Error("the browser does not answer")), 5_000);
      worker.postMessage(question, [port2]);
    });

  const registration = async () => (await navigator.serviceWorker?.getRegistration())?.active ?? null;

  const published = async () => {
    if (navigator.onLine === false) throw new Error("there is no network");
    const response = await fetch("version.json", { cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).version;
  };

  const showProgram = async () => {
    const worker = await registration();
    by("go-back").hidden = !worker || !(await ask(worker, "before").catch(() => false));
    const version = worker ? await ask(worker, "version").catch(() => "") : "";
    const newest = await published().catch(() => "");
    const own = version ? `Version ${version} is kept in this browser, apart from your data, so that it opens without a network.` : "Its files are not kept in this browser.";
    const other = newest === "" ? "The network cannot be reached." : newest === version ? "It is the one that is published." : `Published is version ${newest}.`;
    by("program-text").textContent = `${own} ${other}`;
  };

  const loadAnew = async () => {
    try {
      await published();
    } catch {
      throw new stored.Refused("The place where Pocket PMO is published cannot be reached. Nothing was changed: without the network the kept files are all there is.");
    }
    const own = await navigator.serviceWorker?.getRegistration();
    await own?.unregister();
    for (const name of (await window.caches?.keys()) ?? []) if (name.startsWith(CACHES)) await caches.delete(name);
    // The browser's own cache of these pages.
    await Promise.all(["./", "recover.html"].map((name) => fetch(name, { cache: "reload" }).catch(() => {})));
    await showProgram();
    return "The kept files of the program are gone; Pocket PMO is loaded anew when you open it. Your data was not touched.";
  };

  const goBack = async () => {
    const worker = await registration();
    if (!worker || !(await ask(worker, "rollback"))) throw new stored.Refused("There is no version before in this browser. Nothing was changed.");
    await showProgram();
    return "The version before opens from now on, until a newer one is published. Your data was not touched.";
  };

  // --------------------------------------------------------------------------------------------------- start

  const read = async () => {
    all = await stored.readAll();
    showPlaces();
    showWorkspaces();
    showBroken();
    showBackups();
    by("parts").hidden = false;
  };

  const bind = (id, busy, work) => by(id).addEventListener("click", act(by(id), busy, work));

  const start = async () => {
    try {
      const theme = localStorage.getItem("ppmo/prefs/theme");
      if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    } catch {
      // Storage is blocked: the list of places says so.
    }
    // A page around this one could make a person click on what they do not see.
    if (window.top !== window.self) return say("This page does not run inside another page. Open it in its own tab.", true);
    bind("save-all", "Collecting everything …", async () => {
      all = await stored.readAll();
      const missing = all.faults.size > 0 ? ` Not in it, because it could not be read: ${[...all.faults.keys()].join(", ")}.` : "";
      return download(await stored.rescueFile(all), `pocket-pmo-rescue-${today()}.json`) + missing;
    });
    bind("save-readable", "Unpacking everything …", async () => {
      all = await stored.readAll();
      const { file, read: howMany, unread } = await stored.readableFile(all);
      return `${download(file, `pocket-pmo-readable-${today()}.json`)} ${count(howMany, "entry", "entries")} in it${unread > 0 ? `, ${number.format(unread)} could not be read` : ""}.`;
    });
    bind("open-empty", "", async () => openNext(stored.freshId(), "", "an empty workspace"));
    bind("load-anew", "Loading …", loadAnew);
    bind("go-back", "", goBack);
    const input = by("file");
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      await act(input, `Reading ${file.name} …`, () => look(file.name, file))();
      input.value = "";
    });
    say("Reading what is stored …");
    await read();
    say("");
    await showProgram();
  };

  start().catch((error) => say(`This page could not read what is stored: ${error?.message ?? error}. Nothing was changed.`, true));
})();
