// What the pages of the site do beyond being read: they are kept for the next visit, and their live pieces start when asked.

const site = new URL("../../", document.currentScript.src);

if (location.protocol === "file:") {
  for (const link of document.querySelectorAll(".start-lab")) {
    const note = document.createElement("p");
    note.className = "needs-server";
    note.textContent = "From files alone the labs do not run. In the folder of this site: python3 -m http.server, then open http://localhost:8000";
    link.closest("p").after(note);
  }
} else if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(new URL("sw.js", site));
}

function load(place, asked) {
  const script = document.createElement("script");
  script.src = new URL(`book/_static/pieces/${place.dataset.piece}.js`, site);
  if (asked) script.onload = () => place.querySelector("button, input, select")?.focus({ preventScroll: true });
  document.head.append(script);
}

for (const place of document.querySelectorAll("[data-piece]")) {
  const button = place.querySelector("button");
  if (button) button.addEventListener("click", () => load(place, true));
  else load(place, false);
}
