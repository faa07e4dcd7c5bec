// Before a lab's page does anything, the worker of its version looks after it, and so keeps all that the page comes to need.

const here = new URL(import.meta.url);
const worker = new URL(`service-worker.js${here.search}`, here);

if ("serviceWorker" in navigator) {
  const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  try {
    // a worker that JupyterLite does not know of is one of its own to it, of another version, to be removed
    localStorage.setItem(`${worker}-version`, here.searchParams.get("jupyterlite"));
    const { active } = await navigator.serviceWorker.register(worker);
    if (active?.scriptURL !== worker.href) await taken;
  } catch (problem) {
    console.warn("What this lab needs is not kept:", problem); // in a window that is private, or full
  }
}
