// Shared by all views. Each view's own module follows this text in one ES module; there are no imports and no network.

function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "g", "path", "rect", "text", "clipPath"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// A number as Python's view.number writes it.
function number(x) {
  if (x === null || x === undefined) return "not yet";
  if (!Number.isFinite(x)) return String(x).replace("Infinity", "inf").replace("NaN", "nan");
  if (x === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(Number(x.toPrecision(4)))));
  if (size >= -4 && size < 4) return String(Number(x.toPrecision(4)));
  const [digits, exponent] = x.toExponential(3).split("e");
  const sign = exponent[0], power = exponent.slice(1).padStart(2, "0");
  return `${String(Number(digits))}e${sign}${power}`;
}

// The frame of a view: JupyterLab must not take its keys for notebook shortcuts.
function frame(el, title) {
  const root = make("div", { class: "medu", role: "group", "aria-label": title, "data-lm-suppress-shortcuts": "true" });
  root.append(make("p", { class: "medu-title" }, title));
  el.append(root);
  return root;
}

// The sentence that says what is seen. Its height is kept at that of the longest one.
function sayer(root, longest = "") {
  const say = make("p", { class: "medu-say", "aria-live": "polite" });
  root.append(say);
  const measure = () => {
    const now = say.textContent;
    say.style.minHeight = "";
    say.textContent = longest;
    const height = say.getBoundingClientRect().height;
    say.textContent = now;
    if (height) say.style.minHeight = `${height}px`;
  };
  if (longest) new ResizeObserver(() => requestAnimationFrame(measure)).observe(root);
  return (text) => { say.textContent = text; };
}

// First, previous, next, last, a slider, and arrow keys anywhere in the view. Calls show(k) for 0 <= k < count.
function stepper(root, count, show, what = "step", before = null) {
  let now = 0;
  const go = (k) => {
    now = Math.max(0, Math.min(count - 1, k));
    slider.value = now;
    slider.setAttribute("aria-valuetext", `${what} ${now + 1} of ${count}`);
    place.textContent = `${what} ${now + 1} of ${count}`;
    for (const [button, off] of [[first, now === 0], [previous, now === 0], [next, now === count - 1], [last, now === count - 1]])
      button.setAttribute("aria-disabled", off);
    show(now);
  };
  const button = (sign, name, action) => make("button", { type: "button", onclick: action }, `${sign} ${name}`);
  const first = button("|◀", "First", () => go(0));
  const previous = button("◀", "Previous", () => go(now - 1));
  const next = button("▶", "Next", () => go(now + 1));
  const last = button("▶|", "Last", () => go(count - 1));
  const slider = make("input", { type: "range", min: 0, max: count - 1, value: 0, oninput: () => go(Number(slider.value)) });
  const place = make("span");
  const bar = make("div", { class: "medu-controls" }, first, previous, next, last, make("label", {}, "Move to", slider), place);
  if (before) root.insertBefore(bar, before);
  else root.append(bar);
  root.addEventListener("keydown", (event) => {
    // the slider too: JupyterLab keeps the browser from moving it
    const hasOwnKeys = event.target.matches("input, select, textarea, .medu-picture") && event.target !== slider;
    if (bar.hidden || hasOwnKeys) return;
    const step = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: count - 1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(step);
  });
  return { go, bar, at: () => now, resize: (n) => { count = n; slider.max = n - 1; go(Math.min(now, n - 1)); } };
}

function table(caption, head, rows) {
  const body = make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((text) => make("td", {}, text)))));
  const top = make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)));
  return make("table", {}, make("caption", {}, caption), make("thead", {}, top), body);
}

function folded(summary, ...children) {
  const scroll = make("div", { class: "medu-scroll", tabindex: "0", role: "region", "aria-label": summary }, ...children);
  return make("details", {}, make("summary", {}, summary), scroll);
}

// A plot with axes. Ranges are [from, to]; a logarithmic axis has `log: true`. Returns where a point lies, and a way to draw.
function plot(label, { width = 400, height = 280, x, y, xLabel, yLabel }) {
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
  const box = { left: 62, right: width - 22, top: 12, bottom: height - 42 };
  const scale = (axis, from, to) => {
    const f = axis.log ? Math.log10 : (v) => v;
    const [low, high] = axis.range.map(f);
    return (v) => from + ((f(v) - low) / (high - low || 1)) * (to - from);
  };
  const place = {};
  const axes = make("g");
  const drawing = make("g");
  const clip = `medu-clip-${Math.random().toString(36).slice(2)}`;
  svg.append(make("clipPath", { id: clip }, make("rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top })), axes, drawing);
  function setRanges(xRange, yRange) {
    x.range = xRange;
    y.range = yRange;
    place.x = scale(x, box.left, box.right);
    place.y = scale(y, box.bottom, box.top);
    axes.replaceChildren();
    for (const [axis, vertical] of [[x, false], [y, true]]) {
      for (const tick of ticks(axis)) {
        const at = vertical ? place.y(tick) : place.x(tick);
        axes.append(make("path", { class: "grid", d: vertical ? `M${box.left} ${at}H${box.right}` : `M${at} ${box.top}V${box.bottom}` }));
        axes.append(make("text", vertical ? { class: "small", x: box.left - 6, y: at + 4, "text-anchor": "end" }
          : { class: "small", x: at, y: box.bottom + 16, "text-anchor": "middle" }, axis.log ? `1e${Math.round(Math.log10(tick))}` : number(tick)));
      }
    }
    axes.append(make("path", { class: "axis", d: `M${box.left} ${box.top}V${box.bottom}H${box.right}` }));
    axes.append(make("text", { class: "small", x: (box.left + box.right) / 2, y: height - 6, "text-anchor": "middle" }, xLabel));
    axes.append(make("text", { class: "small", transform: `translate(13 ${(box.top + box.bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, yLabel));
  }
  setRanges(x.range, y.range);
  const inside = (v, axis) => Math.min(Math.max(v, Math.min(...axis.range)), Math.max(...axis.range));
  return {
    svg, box, setRanges, clear: () => drawing.replaceChildren(), add: (...elements) => drawing.append(...elements),
    at: (a, b) => [place.x(inside(a, x)), place.y(inside(b, y))],
    line(points, name) {
      // what lies outside is cut off, not bent to the edge; a logarithm has no place for 0
      const far = (v) => Math.max(-1e5, Math.min(1e5, v)).toFixed(1);
      const path = points.filter(([, b]) => b !== null && Number.isFinite(b))
        .map(([a, b]) => `${far(place.x(x.log ? inside(a, x) : a))} ${far(place.y(y.log ? inside(b, y) : b))}`);
      drawing.append(make("path", { class: `curve ${name}`, "clip-path": `url(#${clip})`, d: path.length ? `M${path.join("L")}` : "" }));
    },
    mark(a, b) {
      const [u, v] = this.at(a, b);
      drawing.append(make("path", { class: "mark", d: `M${u} ${v - 7}L${u + 7} ${v}L${u} ${v + 7}L${u - 7} ${v}Z` }));
    },
  };
}

function ticks(axis) {
  const [low, high] = [Math.min(...axis.range), Math.max(...axis.range)];
  if (axis.log) {
    const [a, b] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    const every = Math.max(1, Math.ceil((b - a) / 8));
    return Array.from({ length: Math.floor((b - a) / every) + 1 }, (_, i) => 10 ** (a + i * every));
  }
  const step = [1, 2, 5, 10].map((m) => m * 10 ** Math.floor(Math.log10((high - low) / 5 || 1))).find((s) => (high - low) / s <= 6);
  return Array.from({ length: 12 }, (_, i) => (Math.ceil(low / step - 1e-9) + i) * step).filter((t) => t <= high + step * 1e-9);
}

function choice(label, options, onchange) {
  const select = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
  select.addEventListener("change", () => onchange(select.value));
  return [make("label", {}, label, select), select];
}
