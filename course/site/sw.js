// Keeps what has been seen, so that the next visit is quick, and works without a network. A page comes from the network where
// there is one; all else from here, and anew for next time. JupyterLite's own worker takes this in
// (build.py): it keeps less.

const CACHE = "precache"; // as JupyterLite calls it

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || /\/api\/(drive|stdin|service-worker)/.test(pathname)) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(event, request));
});

async function answer(event, request) {
  const cache = await caches.open(CACHE);
  const fresh = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(request, response.clone());
    return response;
  });
  const kept = await cache.match(request);
  if (!kept) return fresh;
  if (request.mode === "navigate") return fresh.catch(() => kept);
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}
