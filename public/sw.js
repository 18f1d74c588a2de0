/*
 * Owns: opening the page without a network. A service worker that keeps one complete version of the published files and
 * answers with it. It never sees, keeps or deletes what people store: its own caches are all it touches.
 * scripts/precache.mjs puts the version and the files with their digests in; it is served under this name alone.
 *
 * Messages from the page: "activate" (the person agreed to the new version), "ready" (this version runs: the one before is
 * not needed any more), "before" (is there a version before), "rollback" (go back to it), "version" (which one is served).
 */
"use strict";

const VERSION = "version-of-the-files";
/** Names, relative to the scope, and digests. */
const FILES = new Map([]);

const SCOPE = self.registration.scope;
/** Beginning of the names of our caches: other pages on the origin, and other copies of this one, have others. */
const OWN = `pocket-pmo:${new URL(SCOPE).pathname}:`;
/** Cache that remembers whether the version before is served. */
const STATE = `${OWN}state`;
const CHOSEN = new URL("served-version", SCOPE).href;
/** Never answered from a cache: the file that tells which version is published, and this one. */
const NETWORK_ONLY = new Set(["version.json", "sw.js"]);
/** A name that carries the hash of its content, so that it is the same in every version. */
const HASHED = /-[0-9a-f]{16}(?:_bg)?\.[a-z0-9]+$/;
const AT_ONCE = 6;

/** A folder stands for its page: some hosts answer "index.html" with a redirection to it. */
const address = (name) => new URL(name === "index.html" ? "./" : name, SCOPE).href;

// ---------------------------------------------------------------------------------------------- installing

/** Fetches a file. The browser refuses one whose digest is another. */
async function fetched(name, integrity) {
  const cache = HASHED.test(name) ? "default" : "no-cache";
  const response = await fetch(address(name), { integrity, cache, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  // As it came: the browser then also keeps what it has compiled of it.
  if (!response.redirected) return response;
  // A response that was redirected may not answer a navigation, so it is made anew; what was packed is unpacked now.
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  return new Response(await response.arrayBuffer(), { headers });
}

/** All files or none: one that cannot be had, or is not the published one, fails the installation. */
async function install() {
  await caches.delete(OWN + VERSION);
  const cache = await caches.open(OWN + VERSION);
  const waiting = [...FILES];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await cache.put(address(next[0]), await fetched(...next));
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    waiting.length = 0;
    await caches.delete(OWN + VERSION);
    throw error;
  }
}

// No skipWaiting here: a new version waits until the person agrees, or until the last page of the old one is closed.
self.addEventListener("install", (event) => event.waitUntil(install()));

// The caches of the versions before stay until this one has proved that it runs.
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      await caches.delete(STATE);
      // A first visit: what the page loads later on comes from here as well.
      await self.clients.claim();
    })(),
  ),
);

// ----------------------------------------------------------------------------------------------- answering

/** Caches with the files of a version, oldest first. */
const versions = async () => (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== STATE);

/** Cache of the version that is served. */
async function served() {
  const chosen = await (await caches.match(CHOSEN, { cacheName: STATE }))?.text();
  return chosen && (await caches.has(chosen)) ? chosen : OWN + VERSION;
}

async function answer(name, request) {
  const found = await caches.match(address(name), { cacheName: await served() });
  if (found) return found;
  // A page of another version that is still open asks for its own files: the hash in the name says which they are.
  if (HASHED.test(name)) {
    for (const cacheName of await versions()) {
      const other = await caches.match(address(name), { cacheName });
      if (other) return other;
    }
  }
  // Not a file of ours, or the browser has cleared the cache.
  return fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !(url.origin + url.pathname).startsWith(SCOPE)) return;
  let name = url.pathname.slice(new URL(SCOPE).pathname.length) || "index.html";
  if (name === "recover") name = "recover.html";
  if (NETWORK_ONLY.has(name)) return;
  event.respondWith(answer(name, request));
});

// ------------------------------------------------------------------------------------------------ messages

/** Caches of versions before this one, oldest first. One that was made later is a newer version that waits. */
async function before() {
  const all = await versions();
  return all.slice(0, Math.max(all.indexOf(OWN + VERSION), 0));
}

/** Deletes the caches of the versions before, unless one of them is served. */
async function forgetBefore() {
  if ((await served()) !== OWN + VERSION) return;
  for (const name of await before()) await caches.delete(name);
}

/** Serves the version before from now on; false if there is none. */
async function rollBack() {
  // The oldest: it is the last that has proved that it runs.
  const [last] = await before();
  if (!last) return false;
  await (await caches.open(STATE)).put(CHOSEN, new Response(last));
  return true;
}

self.addEventListener("message", (event) => {
  if (!event.source?.url?.startsWith(SCOPE)) return;
  const reply = (answer) => event.ports[0]?.postMessage(answer);
  switch (event.data) {
    case "activate":
      event.waitUntil(self.skipWaiting());
      break;
    case "ready":
      event.waitUntil(forgetBefore());
      break;
    case "rollback":
      event.waitUntil(rollBack().then(reply));
      break;
    case "before":
      event.waitUntil(before().then((names) => reply(names.length > 0)));
      break;
    case "version":
      event.waitUntil(served().then((name) => reply(name.slice(OWN.length))));
      break;
    default:
  }
});
