/*
 * Owns: all that must hold even when the program fails: the Trusted Types policy, the theme before first paint,
 * the frame check, the watchdog, and the failure dialog with its rescue copy.
 * A classic script, the first of the page. It may know nothing of the program but the names below.
 *
 *   document.documentElement.dataset.ready    set by the program once it is mounted
 *   document.documentElement.dataset.failed   set here; the program writes nothing to storage while it stands
 *   window.ppmoFail(message)                  called by the program's panic hook
 */
(() => {
  "use strict";

  const root = document.documentElement;
  const WATCHDOG_MS = 15_000;
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

  const rescue = () => {
    // A list of pairs, not an object: a key named __proto__ would be lost in one.
    const entries = [];
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i);
      if (key !== null && key.startsWith(STORAGE_PREFIX)) entries.push([key, localStorage.getItem(key)]);
    }
    const takenAt = new Date().toISOString();
    const text = JSON.stringify({ format: "pocket-pmo-rescue", version: 1, takenAt, entries }, null, 1);
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
      document.getElementById("failure-reload").onclick = () => location.reload();
      const button = document.getElementById("failure-rescue");
      button.hidden = tab;
      button.onclick = () => {
        try {
          rescue();
        } catch (error) {
          set("failure-detail", `The rescue copy could not be made: ${error.message}`);
        }
      };
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
        "Reload to go on. To be safe, download a rescue copy first.",
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

  window.addEventListener("unhandledrejection", (event) => {
    const reason = event.reason;
    window.ppmoFail(reason instanceof Error ? reason.message : reason);
  });

  // ------------------------------------------------------------------------------------------ watchdog

  setTimeout(() => {
    if (root.dataset.ready || root.dataset.failed) return;
    open({
      title: "Pocket PMO is taking long to start",
      text:
        "It has not started within 15 seconds. On a slow connection it may still come, and this message then goes away. " +
        "Otherwise reload. What you saved in this browser is untouched.",
    });
    new MutationObserver((_, observer) => {
      if (root.dataset.failed) observer.disconnect();
      else if (root.dataset.ready) {
        observer.disconnect();
        document.getElementById("failure").close();
        const app = document.getElementById("app");
        app.inert = false;
        app.hidden = false;
      }
    }).observe(root, { attributes: true, attributeFilter: ["data-ready", "data-failed"] });
  }, WATCHDOG_MS);
})();
