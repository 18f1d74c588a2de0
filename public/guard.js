/*
 * Owns: all that must hold even when the program fails: the Trusted Types policy, the theme before first paint,
 * the frame check, the watchdog, and the failure dialog with its rescue copy.
 * A classic script, the first of the page. It may know nothing of the program but the names below.
 *
 *   document.documentElement.dataset.fetched  set by boot.js once the wasm has arrived
 *   document.documentElement.dataset.ready    set by the program once it is mounted
 *   document.documentElement.dataset.failed   set here; the program writes nothing to storage while it stands
 *   window.ppmoFail(message)                  called by the program's panic hook
 */
(() => {
  "use strict";

  const root = document.documentElement;
  /** Seconds that starting may take once all files are there; on a large portfolio the board is shown long before the end. */
  const START_S = 15;
  const START_WITH_BOARD_S = 60;
  /** Seconds without a file arriving before a slow line counts as none. */
  const DOWNLOAD_S = 60;
  const STORAGE_PREFIX = "ppmo/";

  // ------------------------------------------------------------------------------------- Trusted Types

  // Defence in depth behind the content security policy: static markup that the framework clones is let through,
  // markup that could run anything is not. Deliberately coarse: all markup of the program is known when it is built.
  const RUNS_CODE = /<\s*\/?\s*(?:script|iframe|frame|object|embed|base|link|meta|style|form)\b|[\s"'/]on[a-z]{3,}\s*=|javascript:|\bsrcdoc\b/i;

  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", {
      createHTML: (html) => (RUNS_CODE.test(html) ? null : html),
      createScriptURL: (address) => {
        const url = new URL(address, document.baseURI);
        // The origin of a blob: address is the page's own, so the scheme is asked as well.
        return url.origin === location.origin && url.protocol === location.protocol ? url.href : null;
      },
    });
  }

  // --------------------------------------------------------------------------------------------- theme

  try {
    const theme = localStorage.getItem("ppmo/prefs/theme");
    root.dataset.theme = theme === "light" || theme === "dark" ? theme : "system";
  } catch {
    // Storage is blocked: the program says so itself.
    root.dataset.theme = "system";
  }

  // ------------------------------------------------------------------------------------------- failure

  const whenParsed = (then) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", then, { once: true });
    else then();
  };

  const set = (id, text) => {
    const node = document.getElementById(id);
    node.textContent = text;
    node.hidden = text === "";
  };

  /** Keys and values of one store of the database. It is never made here. */
  const readDatabase = () =>
    new Promise((then) => {
      const none = () => then([]);
      setTimeout(none, 5_000);
      const request = indexedDB.open("ppmo");
      request.onupgradeneeded = () => request.transaction.abort();
      request.onerror = (event) => {
        event.preventDefault();
        none();
      };
      request.onsuccess = () => {
        const database = request.result;
        const stores = [...database.objectStoreNames];
        if (stores.length === 0) return none();
        const transaction = database.transaction(stores);
        const read = stores.map((name) => [name, transaction.objectStore(name).getAllKeys(), transaction.objectStore(name).getAll()]);
        transaction.oncomplete = () => {
          database.close();
          then(read.map(([name, keys, values]) => [name, keys.result.map((key, at) => [key, values.result[at]])]));
        };
        transaction.onabort = none;
      };
    });

  const rescue = async () => {
    // Lists of pairs, not objects: a key named __proto__ would be lost in one.
    const entries = [];
    try {
      for (let i = 0; i < localStorage.length; i += 1) {
        const key = localStorage.key(i);
        if (key !== null && key.startsWith(STORAGE_PREFIX)) entries.push([key, localStorage.getItem(key)]);
      }
    } catch {
      // Blocked: the database may have it.
    }
    const database = await readDatabase();
    const takenAt = new Date().toISOString();
    const text = JSON.stringify({ format: "pocket-pmo-rescue", version: 2, takenAt, entries, database }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `pocket-pmo-rescue-${takenAt.slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  const open = ({ title, text, detail = "", tab = false }) => {
    whenParsed(() => {
      const dialog = document.getElementById("failure");
      const app = document.getElementById("app");
      set("failure-title", title);
      set("failure-text", text);
      set("failure-detail", detail);
      const link = document.getElementById("failure-tab");
      link.hidden = !tab;
      if (tab) link.href = location.href;
      // With a newer version at hand, if there is one: reloading alone would bring back the one that failed.
      document.getElementById("failure-reload").onclick = () => (window.ppmoReload ? window.ppmoReload() : location.reload());
      const button = document.getElementById("failure-rescue");
      button.hidden = tab;
      document.getElementById("failure-recover").hidden = tab;
      button.onclick = () => rescue().catch((error) => set("failure-detail", `The rescue copy could not be made: ${error.message}`));
      dialog.addEventListener("cancel", (event) => event.preventDefault());
      // Before the program is there, the skeleton is only in the way, above all where the style sheet is missing.
      app.inert = true;
      app.hidden = !root.dataset.ready;
      // Modal, so that it also stands above a dialog of the program.
      if (!dialog.open) dialog.showModal();
    });
  };

  const fail = (what) => {
    if (root.dataset.failed) return; // the first failure is the cause, the rest follow from it
    root.dataset.failed = "1";
    open(what);
  };

  window.ppmoFail = (message) =>
    fail({
      title: "Pocket PMO has stopped",
      text:
        "It met something it did not expect and has stopped, so that nothing is damaged. What was saved is still in this browser. " +
        "Reload to go on. To be safe, download a rescue copy first. If it stops again, the recovery page shows and saves all that is stored.",
      detail: String(message),
    });

  window.ppmoLoadFailed = (file) =>
    fail({
      title: "Pocket PMO could not start",
      text:
        "A part of it could not be loaded, or is not the file that was published. Nothing was started, and what you saved in this " +
        "browser is untouched. Reload; if this message stays, tell whoever hosts this page.",
      detail: `File: ${file}`,
    });

  // ----------------------------------------------------------------------------------------- the frame

  // A meta policy cannot carry frame-ancestors, so a page that frames this one is answered here.
  if (window.top !== window.self) {
    fail({
      title: "Pocket PMO does not run inside another page",
      text: "A page around it could make you click on what you do not see. Your data is not shown here.",
      tab: true,
    });
  }

  // -------------------------------------------------------------------------------------------- errors

  const fileName = (address) => new URL(address, document.baseURI).pathname.split("/").pop();

  const isOurs = (event) => !event.filename || event.filename.startsWith(location.origin);

  // Capturing: the error of a script or link element does not bubble.
  window.addEventListener(
    "error",
    (event) => {
      const element = event.target;
      if (element instanceof HTMLScriptElement) window.ppmoLoadFailed(fileName(element.src));
      else if (element instanceof HTMLLinkElement) {
        // The wasm's preload is only a head start: boot.js fetches it with its digest and answers for it.
        if (element.rel === "stylesheet" || element.rel === "modulepreload") window.ppmoLoadFailed(fileName(element.href));
      } else if (element === window) {
        // The browser's word for "one more frame is needed"; nothing is wrong.
        if (String(event.message).includes("ResizeObserver loop")) return;
        // Browser extensions report into the page as well.
        if (isOurs(event)) window.ppmoFail(event.message);
      }
    },
    true,
  );

  // A style sheet before this script has told nobody that it could not be loaded: the script waits for it, and begins only now.
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) if (!link.sheet) window.ppmoLoadFailed(fileName(link.href));

  window.addEventListener("unhandledrejection", (event) => {
    const reason = event.reason;
    window.ppmoFail(reason instanceof Error ? reason.message : reason);
  });

  // ------------------------------------------------------------------------------------------ watchdog

  // Counted in ticks and not by the clock: a page that sleeps, or that nobody sees, is not one that hangs.
  let ticks = 0;
  let isOpen = false;
  const again = () => (ticks = 0);
  // Every file that arrives is a sign of life. A browser without this counts from the start.
  if (window.PerformanceObserver?.supportedEntryTypes?.includes("resource")) {
    new PerformanceObserver(() => {
      if (!root.dataset.fetched) again();
    }).observe({ type: "resource" });
  }
  new MutationObserver(again).observe(root, { attributes: true, attributeFilter: ["data-fetched"] });

  const watch = () => {
    if (root.dataset.failed) return clearInterval(timer);
    if (root.dataset.ready) {
      clearInterval(timer);
      if (!isOpen) return;
      document.getElementById("failure").close();
      const app = document.getElementById("app");
      app.inert = false;
      app.hidden = false;
      return;
    }
    ticks += 1;
    if (isOpen) return;
    const isShown = !document.getElementById("skeleton");
    if (root.dataset.fetched && ticks >= (isShown ? START_WITH_BOARD_S : START_S)) {
      isOpen = true;
      open({
        title: "Pocket PMO does not get ready",
        text:
          `It is loaded, but has not finished opening what is stored here within ${isShown ? START_WITH_BOARD_S : START_S} seconds. ` +
          "It may still come, and this message then goes away. Otherwise reload, or look at the recovery page, which works without " +
          "the program. What you saved in this browser is untouched.",
      });
    } else if (!root.dataset.fetched && ticks >= DOWNLOAD_S) {
      isOpen = true;
      open({
        title: "Pocket PMO is taking long to load",
        text:
          "For a minute no part of it has arrived. On a slow connection it may still come, and this message then goes away. " +
          "Otherwise reload. What you saved in this browser is untouched, and the recovery page shows it.",
      });
    } else if (!root.dataset.fetched && ticks >= START_S) {
      const status = document.querySelector(".skeleton-status");
      if (status && !status.dataset.slow) {
        status.dataset.slow = "1";
        status.textContent = "Still loading: the connection is slow. It goes on by itself.";
      }
    }
  };
  const timer = setInterval(watch, 1_000);
  // Ready is answered at once, not a second later.
  new MutationObserver(() => {
    if (isOpen && root.dataset.ready) watch();
  }).observe(root, { attributes: true, attributeFilter: ["data-ready"] });
})();
