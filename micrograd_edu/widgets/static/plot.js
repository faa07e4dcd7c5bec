// A plot with axes, as wide as its place, so that its text has the size of the page's.

import { make, number } from "./view.js";

// x and y: { range: [from, to], log: true for a logarithmic axis }. `draw(plot)` is called at each change of width.
export function plot(title, { height = 280, x, y, xLabel, least = 300 }, draw) {
  const svg = make("svg", { class: "medu-plot", height, role: "img", "aria-label": title });
  const clip = make("rect");
  const id = `medu-clip-${Math.random().toString(36).slice(2)}`;
  const axes = make("g"), drawing = make("g");
  svg.append(make("clipPath", { id }, clip), axes, drawing);
  const box = { left: 58, top: 30, bottom: height - 40, right: 0 };
  let width = 0;

  const scaled = (axis, v) => (axis.log ? Math.log10(v) : v);
  const share = (axis, v) => {
    const [low, high] = axis.range.map((end) => scaled(axis, end));
    return (scaled(axis, v) - low) / (high - low || 1);
  };
  const inside = (axis, v) => Math.min(Math.max(v, Math.min(...axis.range)), Math.max(...axis.range));
  const placeX = (v) => box.left + share(x, v) * (box.right - box.left);
  const placeY = (v) => box.bottom + share(y, v) * (box.top - box.bottom);

  function drawAxes() {
    const text = (attributes, words) => make("text", attributes, words);
    const parts = [text({ class: "medu-plot-title", x: box.left, y: 16 }, title)];
    for (const tick of ticks(x, width < 420 ? 5 : 8)) {
      const at = placeX(tick);
      parts.push(make("path", { class: "medu-grid", d: `M${at} ${box.top}V${box.bottom}` }), text({ x: at, y: box.bottom + 18, "text-anchor": "middle" }, tickName(x, tick)));
    }
    for (const tick of ticks(y, height < 200 ? 4 : 7)) {
      const at = placeY(tick);
      parts.push(make("path", { class: "medu-grid", d: `M${box.left} ${at}H${box.right}` }), text({ x: box.left - 8, y: at + 4.5, "text-anchor": "end" }, tickName(y, tick)));
    }
    parts.push(make("path", { class: "medu-axis", d: `M${box.left} ${box.top}V${box.bottom}H${box.right}` }));
    if (xLabel) parts.push(text({ x: box.right, y: height - 4, "text-anchor": "end" }, xLabel));
    axes.replaceChildren(...parts);
  }

  const self = {
    svg, box,
    setTitle(words) {
      title = words;
    },
    setRanges(xRange, yRange) {
      x.range = xRange;
      y.range = yRange;
    },
    at: (a, b) => [placeX(inside(x, a)), placeY(inside(y, b))],
    from: (pixel) => { // the x that lies at a pixel
      const [low, high] = x.range.map((end) => scaled(x, end));
      const v = low + ((pixel - box.left) / (box.right - box.left)) * (high - low);
      return inside(x, x.log ? 10 ** v : v);
    },
    add: (...elements) => drawing.append(...elements),
    // What lies outside is cut off, not bent to the edge; where there is no number, the line has a gap.
    line(points, kind) {
      const far = (v) => Math.max(-1e5, Math.min(1e5, v)).toFixed(1);
      let pen = "M";
      const path = points.map(([a, b]) => {
        if (!Number.isFinite(b) || (y.log && b <= 0)) { pen = "M"; return ""; }
        const move = `${pen}${far(placeX(a))} ${far(placeY(b))}`;
        pen = "L";
        return move;
      });
      drawing.append(make("path", { class: `medu-curve ${kind}`, "clip-path": `url(#${id})`, d: path.join("") }));
    },
    mark(a, b, kind = "medu-diamond") {
      const [u, v] = self.at(a, b);
      const shapes = { "medu-diamond": `M${u} ${v - 7}l7 7l-7 7l-7-7Z`, "medu-cross": `M${u - 5} ${v - 5}l10 10m0-10l-10 10`, "medu-turned": `M${u} ${v - 6}l6 6l-6 6l-6-6Z`, "medu-dot": `M${u - 5} ${v}a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z` };
      drawing.append(make("path", { class: kind, d: shapes[kind] }));
    },
    // `draw` may set ranges and title, before its first curve; so the axes come after it.
    redraw() {
      if (!width) return;
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("width", width);
      box.right = width - self.margin;
      for (const [attribute, value] of Object.entries({ x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top })) clip.setAttribute(attribute, value);
      drawing.replaceChildren();
      draw(self);
      drawAxes();
    },
    margin: 24,
  };
  const holder = make("div", { class: "medu-plot-place" }, svg);
  new ResizeObserver(([{ contentRect }]) => {
    if (Math.round(contentRect.width) === width) return;
    width = Math.max(least, Math.round(contentRect.width));
    self.redraw();
  }).observe(holder);
  self.element = holder;
  return self;
}

const tickName = (axis, tick) => (axis.log ? `1e${Math.round(Math.log10(tick))}` : number(tick));

function ticks(axis, most) {
  const [low, high] = [Math.min(...axis.range), Math.max(...axis.range)];
  if (axis.log) {
    const [a, b] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    const every = Math.max(1, Math.ceil((b - a) / most));
    return Array.from({ length: Math.floor((b - a) / every) + 1 }, (_, i) => 10 ** (a + i * every));
  }
  const size = 10 ** Math.floor(Math.log10((high - low) / most || 1));
  const step = [1, 2, 5, 10, 20].map((m) => m * size).find((s) => (high - low) / s <= most);
  return Array.from({ length: most + 2 }, (_, i) => Number(((Math.ceil(low / step - 1e-9) + i) * step).toPrecision(12))).filter((t) => t <= high + step * 1e-9);
}
