// Keeps what a lab has needed, so that it opens again at once, and without a network; the rest is JupyterLite's own worker.
// Each version of the site has a worker and a cache of its own (lab-page.js): its files are never mixed with another's. What a
// learner writes is not in there, but in the browser's database, which no version replaces.

const OURS = `micrograd-edu ${self.registration.scope} `;
const KEPT = OURS + location.search;
const BEFORE = ["notebooks/index.html", "lab/index.html", `lab-page.js${location.search}`]; // what comes before their worker

self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || /\/api\/(drive|stdin|service-worker-heartbeat)/.test(pathname)) return;
  event.stopImmediatePropagation();
  event.respondWith(request.mode === "navigate" ? page(request) : file(event, request));
});
self.importScripts(`jupyterlite-worker.js${location.search}`);

async function begin() {
  const cache = await caches.open(KEPT);
  await cache.addAll(BEFORE.map((name) => new Request(name, { cache: "no-cache" })));
}

async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== KEPT) await caches.delete(name);
}

// A page says which version it is of, so it comes from the network where there is one.
async function page(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const address = new URL(request.url);
    address.search = "";
    if (address.pathname.endsWith("/")) address.pathname += "index.html";
    const kept = await (await caches.open(KEPT)).match(address);
    if (!kept) throw problem;
    return kept;
  }
}

async function file(event, request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const fresh = await fetched(request);
  if (fresh.status === 200) event.waitUntil(cache.put(request.url, fresh.clone()));
  return fresh;
}

// "no-cache": the browser's own cache may hold the file of another version.
async function fetched(request) {
  if (!request.url.endsWith(".wasm")) return fetch(request, { cache: "no-cache" });
  // a third of the bytes, also from a host that compresses nothing
  const response = await fetch(`${request.url}.compressed`, { cache: "no-cache" });
  if (!response.ok) return fetch(request, { cache: "no-cache" });
  const unpacked = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked, { headers: { "Content-Type": "application/wasm" } });
}
