// An engine to type into: Python in a worker of its own, from the files that the labs have, fetched when Run is first pressed.

export function engine(place, code) {
  const element = (name, given) => Object.assign(document.createElement(name), given);
  const label = element("label", { textContent: "Python, with the engine of this course. The value in the last line is drawn." });
  const area = element("textarea", { value: code, rows: code.split("\n").length + 2, spellcheck: false });
  const button = element("button", { type: "button", textContent: "Run" });
  const shown = element("div", { className: "shown" });
  shown.setAttribute("role", "status");
  label.append(area);
  place.classList.add("engine");
  place.replaceChildren(label, button, shown);

  let worker;
  let runs = false;
  const rest = () => {
    runs = false;
    button.textContent = "Run";
  };
  const say = (text) => shown.replaceChildren(element("pre", { textContent: text, tabIndex: 0 }));
  const stop = (text) => {
    worker.terminate();
    worker = undefined;
    rest();
    say(text);
  };

  button.addEventListener("click", () => {
    if (runs) return stop("Stopped.");
    if (!worker) {
      say("Python is coming.");
      worker = new Worker(new URL("engine-worker.js", import.meta.url), { type: "module" });
      worker.onerror = () => stop("Python did not come. It needs a server, and the first time a network.");
      worker.onmessage = ({ data: { printed, drawn } }) => {
        rest();
        shown.replaceChildren();
        if (printed) say(printed);
        if (drawn) shown.insertAdjacentHTML("beforeend", drawn);
      };
    }
    runs = true;
    button.textContent = "Stop";
    worker.postMessage(area.value);
  });
}
