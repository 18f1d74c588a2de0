/*
 * Owns: the kill switch. Published under the name sw.js, it takes the place of the service worker, deletes the caches of
 * the program's files and unregisters itself: from the next load on, the page comes from the network. What people have
 * stored is not touched. See docs/hosting.md.
 */
"use strict";

const OWN = `pocket-pmo:${new URL(self.registration.scope).pathname}:`;

// A page that registers it again before it is gone brings it back to life; the page then says that it is ready.
self.addEventListener("message", (event) => event.waitUntil(self.registration.unregister()));
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(OWN)) await caches.delete(name);
      await self.registration.unregister();
    })(),
  ),
);
