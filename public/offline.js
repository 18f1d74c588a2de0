/*
 * Owns: what the page has to do with its service worker: registering it, saying that a new version waits, changing to it
 * without losing anything, and the hint to install where that protects the data. Works also when the program does not.
 * May know nothing of the program but these names:
 *
 *   data-update on <html>       "" | "waiting" | "unsaved" | "busy" | "elsewhere" | "applying" | "behind"
 *   data-offline on <html>      "" | "ready" | "refused": whether the page opens without a network
 *   data-install on <html>      "home" | "dock": installing keeps this browser from clearing what is stored
 *   data-busy-… on <html>       the program is in the middle of something that only this page knows: an import, a restore
 *   data-saves-fields on <form> it saves each of its fields when it is left
 *   event "ppmo-update"         one of them has changed
 *   event "ppmo-before-reload"  cancelled by the program while it has edits that are not saved
 *   window.ppmoUpdate()         changes to the version that waits
 *   window.ppmoReload()         reloads a page that has failed, with the newest version there is
 */
(() => {
  "use strict";

  const root = document.documentElement;
  const HOUR = 3_600_000;
  /** How long other tabs have to say that they are not saved. One that is frozen looks after itself when it wakes. */
  const ANSWER_MS = 400;
  const APPLY_MS = 10_000;
  /** A version that has run for so long after it was ready is one that runs. */
  const PROVED_MS = 5_000;

  const say = (name, value) => {
    if ((root.dataset[name] ?? "") === value) return;
    root.dataset[name] = value;
    window.dispatchEvent(new Event("ppmo-update"));
  };

  // ---------------------------------------------------------------------------------------- the hint to install

  // WebKit clears what a page has stored after seven days without a visit, but not that of an installed one.
  if (navigator.vendor?.startsWith("Apple") && !navigator.standalone && !matchMedia("(display-mode: standalone)").matches) {
    say("install", navigator.maxTouchPoints > 1 ? "home" : "dock");
  }

  // ------------------------------------------------------------------------------------------------- the worker

  const container = navigator.serviceWorker;
  // Not there without https; and a page in a frame is not started at all.
  if (!container || window.top !== window.self) return;

  let registration = null;
  /** The worker of this page's version: the one that answered, or the first one to take over. */
  let own = container.controller;

  /** What has failed has nothing more to save. */
  const isSaved = () => root.dataset.failed || window.dispatchEvent(new Event("ppmo-before-reload", { cancelable: true }));

  /** Forms in which something was typed since they were last sent. */
  const typed = new Set();
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form) typed.add(form);
  });
  document.addEventListener("submit", ({ target }) => typed.delete(target));
  // Such a form saves each field when it is left, or says in it why it cannot.
  document.addEventListener("change", ({ target }) => {
    const form = target instanceof Element ? target.closest("form[data-saves-fields]") : null;
    if (form) typed.delete(form);
  });
  /** Whether something is begun and not finished that only this page knows. */
  const holdsMore = () => {
    for (const form of typed) if (!form.isConnected) typed.delete(form);
    if (typed.size > 0 || document.querySelector("form [aria-invalid=true]")) return true;
    return Object.keys(root.dataset).some((name) => name.startsWith("busy"));
  };

  /** Whether somebody is in the middle of something. */
  const isBusy = () => {
    if (holdsMore()) return true;
    const { activeElement } = document;
    const types = activeElement?.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    return Boolean(types) || document.querySelector("dialog[open], [popover]:popover-open form") !== null;
  };

  const follow = (worker) => {
    const look = () => {
      if (worker.state === "installed" && container.controller) say("update", "waiting");
      if (worker.state === "activated") say("offline", "ready");
      // Not installed, although there is none: a file could not be had, or is not the published one.
      if (worker.state === "redundant" && !registration.active) say("offline", "refused");
    };
    worker.addEventListener("statechange", look);
    look();
  };

  const check = () => registration?.update().catch(() => {}); // no network: another time

  const register = async () => {
    try {
      registration = await container.register("sw.js", { updateViaCache: "none" });
    } catch {
      // Refused by the browser, or there is no network: the page works all the same.
      return;
    }
    if (!registration) return;
    registration.addEventListener("updatefound", () => follow(registration.installing));
    for (const worker of [registration.active, registration.waiting, registration.installing]) if (worker) follow(worker);
    let checked = Date.now();
    const now = () => {
      if (document.visibilityState !== "visible" || Date.now() - checked < HOUR) return;
      checked = Date.now();
      check();
    };
    setInterval(now, HOUR / 4);
    document.addEventListener("visibilitychange", now);
    const prove = () => {
      if (root.dataset.failed || !root.dataset.ready) return;
      if (own) own.postMessage("ready");
      else setTimeout(prove, PROVED_MS);
    };
    setTimeout(prove, PROVED_MS);
  };

  /** Once the program runs, so that the first visit loads nothing twice at the same time; or when it has failed. */
  const whenSettled = (then) => {
    const settled = () => root.dataset.ready || root.dataset.failed;
    const idle = () => (window.requestIdleCallback ?? ((call) => setTimeout(call, 1_000)))(then, { timeout: 5_000 });
    if (settled()) return idle();
    const observer = new MutationObserver(() => {
      if (!settled()) return;
      observer.disconnect();
      idle();
    });
    observer.observe(root, { attributes: true, attributeFilter: ["data-ready", "data-failed"] });
  };
  whenSettled(register);

  // --------------------------------------------------------------------------------- changing to a new version

  const channel = new BroadcastChannel(`ppmo-update:${new URL("./", document.baseURI).pathname}`);
  let unsavedElsewhere = () => {};
  channel.onmessage = ({ data }) => {
    if (data === "saved?" && !isSaved()) channel.postMessage("unsaved");
    if (data === "unsaved") unsavedElsewhere();
  };

  window.ppmoUpdate = () => {
    const { waiting } = registration ?? {};
    if (root.dataset.update === "behind") return reloadSoon(true);
    if (!waiting) return say("update", "");
    if (!isSaved()) return say("update", "unsaved");
    if (holdsMore()) return say("update", "busy");
    say("update", "applying");
    const timer = setTimeout(() => {
      unsavedElsewhere = () => {};
      waiting.postMessage("activate");
      setTimeout(() => {
        // The browser did not change workers: it can be asked again.
        if (root.dataset.update === "applying") say("update", registration.waiting ? "waiting" : "");
      }, APPLY_MS);
    }, ANSWER_MS);
    unsavedElsewhere = () => {
      clearTimeout(timer);
      say("update", "elsewhere");
    };
    channel.postMessage("saved?");
  };

  let isReloading = false;
  const reload = () => {
    if (isReloading) return;
    isReloading = true;
    location.reload();
  };

  /** Reloads when nothing can be lost by it. In the tab where the person asked for it, at once. */
  const reloadSoon = (asked) => {
    // A page that has failed says so until somebody has read it.
    if (isReloading || root.dataset.failed) return;
    if (isSaved() && (asked || !isBusy())) return reload();
    say("update", "behind");
    setTimeout(() => reloadSoon(false), 2_000);
  };

  container.addEventListener("controllerchange", () => {
    // The first worker of a first visit only takes over the page that is there.
    if (own) reloadSoon(root.dataset.update === "applying");
    own ??= container.controller;
  });

  window.ppmoReload = async () => {
    const { waiting } = registration ?? {};
    if (!waiting) return reload();
    // The program has stopped here and has nothing more to save; other tabs look after themselves.
    setTimeout(reload, 3_000);
    container.addEventListener("controllerchange", reload);
    waiting.postMessage("activate");
  };
})();
