/* My shop without network. The shell is kept under its version; a screen to say
 * something is kept for the person it was made for, until she signs out. */
"use strict";

const SHELL = "myshop-shell-{{ version }}";
const OWN = "myshop-own";
const FILES = [{% for file in shell %}"{{ file|escapejs }}",{% endfor %}];
const PATHS = FILES.map((address) => address.split("?")[0]);
const OFFLINE = "{{ offline|escapejs }}";
const SAYING = /^\/ma-boutique\/dire\/([a-z-]+\/)?$/;

importScripts({% for file in shared %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %});

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll([...FILES, OFFLINE]);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("myshop-shell-") && name !== SHELL) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/* A screen comes from the town; without network, as it was kept. */
const screen = async (request) => {
  const { pathname } = new URL(request.url);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && SAYING.test(pathname)) {
      const own = await caches.open(OWN);
      await own.put(pathname, answer.clone());
    }
    return answer;
  } catch {
    const own = await caches.open(OWN);
    return (await own.match(pathname)) || (await caches.match(OFFLINE));
  }
};

/* A file of the shell; a new version comes with a new worker. A screen that was kept
 * names the version of its day: without network, what is here must do. */
const file = async (request) => {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch {
    return caches.match(request, { cacheName: SHELL, ignoreSearch: true });
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(screen(request));
  else if (PATHS.includes(pathname)) event.respondWith(file(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "myshop-outbox") return;
  const flush = async () => {
    const letters = await myshop.outbox.flush();
    // An error makes the browser try again later, by itself.
    if (letters.some(({ why }) => why === "offline" || why === "later")) {
      throw new Error("still waiting");
    }
  };
  event.waitUntil(flush());
});
