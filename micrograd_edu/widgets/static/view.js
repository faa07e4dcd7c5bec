// What all views are made of: elements, numbers, the frame, the sentence, native controls, tables.

const SVG = ["svg", "g", "path", "rect", "circle", "text", "tspan", "clipPath", "defs", "pattern", "title"];
const TAKES_KEYS = ["button", "input", "select", "summary"];

export function make(tag, attributes = {}, ...children) {
  const element = SVG.includes(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  // JupyterLab takes keys for its own (d d deletes the cell) unless the very element that has the focus says no
  if (TAKES_KEYS.includes(tag) || "tabindex" in attributes) element.setAttribute("data-lm-suppress-shortcuts", "true");
  element.append(...children);
  return element;
}

// A number as Python's view.number writes it.
export function number(x) {
  if (x === null || x === undefined) return "not yet";
  if (!Number.isFinite(x)) return String(x).replace("Infinity", "inf").replace("NaN", "nan");
  if (x === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(Number(x.toPrecision(4)))));
  if (size >= -4 && size < 4) return String(Number(x.toPrecision(4)));
  const [digits, exponent] = x.toExponential(3).split("e");
  const sign = exponent[0], power = exponent.slice(1).padStart(2, "0");
  return `${String(Number(digits))}e${sign}${power}`;
}

export const still = matchMedia("(prefers-reduced-motion: reduce)");

// The frame of a view, with a title and, right of it, what its shapes mean.
export function frame(el, title, ...legend) {
  const root = make("section", { class: "medu", "aria-label": title });
  root.append(make("header", {}, make("h3", {}, title), make("p", { class: "medu-legend" }, ...legend)));
  el.append(root);
  return root;
}

// The sentence that says what is seen: text, or parts [kind, text], where the kind is a class. As high as its longest one, so
// that nothing below moves. It is said once a step, not once a frame.
export function sayer(root, longest = "") {
  const words = (said) => (typeof said === "string" ? [["", said]] : said);
  const fill = (element, said) =>
    element.replaceChildren(...words(said).map(([kind, text]) => (kind ? make("span", { class: `medu-${kind}` }, text) : text)));
  const measure = make("p", { class: "medu-say medu-measure", "aria-hidden": "true" });
  const say = make("p", { class: "medu-say", "aria-live": "polite" });
  fill(measure, longest);
  root.append(make("div", { class: "medu-saying" }, measure, say));
  let now = "";
  return (said, kind = "", live = "polite") => {
    say.dataset.kind = kind;
    say.setAttribute("aria-live", live); // "off" while playing: ten sentences a second help nobody
    const key = JSON.stringify(said);
    if (key !== now) fill(say, said);
    now = key;
  };
}

export function button(name, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, name);
}

const ICONS = { play: "M3 1.5v11l9-5.5z", pause: "M2.5 1.5h3v11h-3zM8.5 1.5h3v11h-3z", previous: "M11 1.5v11L3 7z", next: "M3 1.5v11L11 7z",
  again: "M7 2.2V0L3 3.2 7 6.4V4.1a3.4 3.4 0 1 1-3.4 3.4H1.7A5.3 5.3 0 1 0 7 2.2z" };
export function icon(name) {
  return make("svg", { viewBox: "0 0 14 14", width: 14, height: 14, class: "medu-icon", "aria-hidden": "true" }, make("path", { d: ICONS[name] }));
}

// Play, previous, next, a slider; arrow keys wherever no control has its own use for them. The step is the state's.
// `wait(k)` says for how many milliseconds step k is looked at while playing.
export function player(root, state, count, wait, what = "step") {
  const last = () => count() - 1;
  let timer = null;
  const go = (k) => state.set({ step: Math.max(0, Math.min(last(), k)) });
  const jump = (k) => { stop(); go(k); };
  const by = (n) => jump(state.get("step") + n);
  const play = button("", () => (timer ? stop() : start()), { class: "medu-main" });
  const previous = button("Previous", () => by(-1));
  const next = button("Next", () => by(1));
  previous.prepend(icon("previous"));
  next.append(icon("next"));
  const slider = make("input", { type: "range", min: 0, "aria-label": `Move to ${what}`, oninput: () => jump(Number(slider.value)) });
  const marks = make("div", { class: "medu-marks", "aria-hidden": "true" });
  const place = make("span", { class: "medu-place" });
  const bar = make("div", { class: "medu-controls" }, play, previous, next, make("div", { class: "medu-scrub" }, slider, marks), place);
  root.append(bar);

  function start() {
    if (state.get("step") >= last()) go(0);
    tick();
  }
  function tick() {
    timer = setTimeout(() => {
      if (!root.isConnected) return stop();
      go(state.get("step") + 1);
      if (state.get("step") < last()) tick();
      else stop();
    }, wait(state.get("step")));
    refresh();
  }
  function stop() {
    clearTimeout(timer);
    timer = null;
    refresh();
  }
  function refresh() {
    const k = state.get("step");
    slider.max = last();
    slider.value = k;
    place.textContent = `${k} of ${last()}`;
    slider.setAttribute("aria-valuetext", `${what} ${k} of ${last()}`);
    previous.setAttribute("aria-disabled", k <= 0); // not `disabled`: the focus stays
    next.setAttribute("aria-disabled", k >= last());
    play.replaceChildren(icon(timer ? "pause" : "play"), timer ? "Pause" : "Play");
  }
  root.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    // the slider too: JupyterLab keeps the browser from moving it
    const hasOwnKeys = event.target !== slider && event.target.matches("input:not([type=checkbox]), select, .medu-scroll");
    if (step === undefined || hasOwnKeys || bar.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    by(step);
  });
  state.watch((names) => { if (names.includes("step")) refresh(); });
  refresh();
  // a sign under the slider for each step: a dot, or a letter where something special happens
  const mark = (signs) => marks.replaceChildren(...signs.map((sign, i) => {
    const at = make("i", sign ? { class: "medu-letter" } : {}, sign);
    at.style.left = `${(100 * i) / Math.max(1, signs.length - 1)}%`;
    return at;
  }));
  return { bar, stop, refresh, mark, playing: () => timer !== null };
}

// A drop-down that shows and sets one of the state's choices. `also()` gives what else it sets.
export function choice(label, options, state, name, also = () => ({})) {
  const take = () => {
    state.set({ [name]: options[select.selectedIndex][0] });
    state.set(also());
  };
  const select = make("select", { onchange: take },
    ...options.map(([value, text]) => make("option", { value }, text)));
  const refresh = () => { select.selectedIndex = options.findIndex(([value]) => value === state.get(name)); };
  state.watch((names) => { if (names.includes(name)) refresh(); });
  refresh();
  return make("label", { class: "medu-field" }, label, select);
}

// A number that is taken when it is in range; what is out of range is said, and not taken.
export function numberField(label, state, name, { min = -Infinity, max = Infinity, step = "any", whole = false, above = -Infinity }) {
  const id = `medu-${Math.random().toString(36).slice(2)}`;
  const problem = make("span", { class: "medu-problem", role: "status", id });
  const limits = { min: Number.isFinite(min) ? min : null, max: Number.isFinite(max) ? max : null };
  const input = make("input", { type: "number", step, ...limits, "aria-describedby": id, oninput: () => {
    const x = input.valueAsNumber;
    const wrong = !Number.isFinite(x) ? "a number" : whole && !Number.isInteger(x) ? "a whole number"
      : x <= above ? `more than ${above}` : x < min ? `${min} or more` : x > max ? `${max} or less` : "";
    input.setAttribute("aria-invalid", wrong !== "");
    problem.textContent = wrong && `not taken: ${wrong}, please`;
    if (!wrong) state.set({ [name]: x });
  } });
  const refresh = () => { if (input.valueAsNumber !== state.get(name)) input.value = state.get(name); };
  state.watch((names) => { if (names.includes(name)) refresh(); });
  refresh();
  return make("div", { class: "medu-field" }, make("label", { class: "medu-field" }, label, input), problem);
}

export function checkbox(label, state, name) {
  const box = make("input", { type: "checkbox", onchange: () => state.set({ [name]: box.checked }) });
  const refresh = () => { box.checked = state.get(name); };
  state.watch((names) => { if (names.includes(name)) refresh(); });
  refresh();
  return make("label", { class: "medu-option" }, box, label);
}

export function table(caption, head, rows) {
  const body = make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((text) => make("td", {}, text)))));
  const top = make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)));
  return make("table", {}, make("caption", {}, caption), make("thead", {}, top), body);
}

export function scrolled(label, ...children) {
  return make("div", { class: "medu-scroll", tabindex: "0", role: "region", "aria-label": label }, ...children);
}

export function folded(summary, ...children) {
  return make("details", {}, make("summary", {}, summary), scrolled(summary, ...children));
}

// A small drawing for a legend.
export function sign(...shapes) {
  return make("svg", { viewBox: "0 0 22 14", width: 22, height: 14, class: "medu-sign", "aria-hidden": "true" }, ...shapes);
}
