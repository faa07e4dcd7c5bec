// Keeps what has been seen of the book, so that it is there without a network. A page comes from the network where there is one;
// all else from here, and anew for next time. It stays out of JupyterLite's folder: that takes any worker for its own.

const CACHE = "micrograd-edu";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
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
