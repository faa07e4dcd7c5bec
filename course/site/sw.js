// Keeps what has been seen of the book, so that it is there without a network. A page comes from the network where there is one;
// all else from here, and anew for next time. The labs have a worker of their own (lab-worker.js); a chapter that runs Python gets without a network what they have kept.

const LABS = new URL("lab-app/", self.registration.scope).href;
const CACHE = "micrograd-edu";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (!request.url.startsWith(LABS)) event.respondWith(answer(event, request));
  else if (request.mode !== "navigate") event.respondWith(ofLabs(request));
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

async function ofLabs(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = await caches.match(request.url);
    if (!kept) throw problem;
    return kept;
  }
}
