// FiniteDifferenceExplorer: facts = { title, functions: [{key, name, x, from, to}], sides, exponents }
// Numbers are computed here, in JavaScript's float64: the same arithmetic as Python's.

import { choice, folded, frame, make, number, numberField, player, sayer, sign, table } from "./view.js";
import { plot } from "./plot.js";

const FUNCTIONS = {
  square: [(x) => x * x, (x) => 2 * x],
  cube: [(x) => x * x * x, (x) => 3 * x * x],
  exp: [Math.exp, Math.exp],
  sin: [Math.sin, Math.cos],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  reciprocal: [(x) => 1 / x, (x) => -1 / (x * x)],
};
const LEAST = 1e-17; // where the error plot ends: an error of 0 has no logarithm

function quotient(f, x, h, side) {
  return side === "central" ? (f(x + h) - f(x - h)) / (2 * h) : (f(x + h) - f(x)) / h;
}

// What the error at h is made of. `rounding` is how far the last digits of f alone can move the difference, at each h; an
// error far above it comes from the formula.
export function explain(errors, rounding, k) {
  const error = errors[k];
  if (!Number.isFinite(error)) return "That is no number: f has no finite value at x or beside it.";
  if (errors.every((e) => e === 0)) return "There is no error here, at any h.";
  if (errors[0] <= 8 * rounding[0]) return "The formula leaves nothing out here: the error is rounding alone, and a smaller h makes it worse.";
  const best = errors.indexOf(Math.min(...errors.filter(Number.isFinite)));
  if (Math.abs(k - best) <= 3) return "This is near the bottom of the U: of the two errors neither is large.";
  return error > 8 * rounding[k] && k < best ? "Truncation dominates: the secant is not yet the tangent. A smaller h helps."
    : "Rounding dominates: f at the two points agrees in so many digits that little is left of the difference. A smaller h makes it worse.";
}

export function show(el, facts, state) {
  const { exponents } = facts;
  const about = () => facts.functions.find((f) => f.key === state.get("function"));
  const root = frame(el, facts.title,
    make("span", {}, sign(make("path", { class: "medu-curve medu-b", d: "M0 7h22" })), "forward difference, one side"),
    make("span", {}, sign(make("path", { class: "medu-curve medu-a", d: "M0 7h22" })), "central difference, both sides"));
  root.append(make("div", { class: "medu-fields" },
    choice("Function", facts.functions.map((f) => [f.key, f.name]), state, "function", () => ({ x: about().x })),
    numberField("x", state, "x", { step: 0.1, min: -100, max: 100 }),
    choice("Difference", facts.sides, state, "side")));

  const curve = plot("the function and the secant", { x: { range: [0, 1] }, y: { range: [0, 1] } }, drawCurve);
  const errors = plot("error of the derivative, both axes logarithmic",
    { x: { range: [1e-1, 1e-15], log: true }, y: { range: [LEAST, 10], log: true }, xLabel: "step h, smaller to the right" }, drawErrors);
  root.append(make("div", { class: "medu-row" }, curve.element, errors.element));
  const say = sayer(root, "h = 1e-10.25: the central difference is 0.54030230586814, the derivative 0.54030230586814, the error 1.234e-11. Rounding dominates: f at the two points agrees in so many digits that little is left of the difference. A smaller h makes it worse.");
  player(root, state, () => exponents.length, () => 160, "h");
  const rows = make("div");
  root.append(make("div", { class: "medu-options" }, folded("The same as a table", rows)));

  const step = () => 10 ** exponents[state.get("step")];
  const roundingOf = (side) => {
    const [f] = FUNCTIONS[state.get("function")];
    const x = state.get("x");
    return exponents.map((e) => (Number.EPSILON * Math.max(Math.abs(f(x + 10 ** e)), Math.abs(f(side === "central" ? x - 10 ** e : x)))) / 10 ** e);
  };
  const errorsOf = (side) => {
    const [f, slope] = FUNCTIONS[state.get("function")];
    const x = state.get("x");
    return exponents.map((e) => Math.abs(quotient(f, x, 10 ** e, side) - slope(x)));
  };

  // The left plot comes closer as h shrinks, so that the two points stay apart in it; from then on its axes count from (x, f(x)).
  function drawCurve(p) {
    const [f] = FUNCTIONS[state.get("function")];
    const x = state.get("x"), h = step(), side = state.get("side");
    const close = 4 * h < 1.2;
    const width = close ? 4 * h : 1.6;
    const [x0, y0] = close ? [x, f(x)] : [0, 0];
    const points = Array.from({ length: 241 }, (_, i) => x - width + (i / 120) * width).map((v) => [v - x0, f(v) - y0])
      .filter(([, y]) => Number.isFinite(y) && Math.abs(y) < 50);
    const q = quotient(f, x, h, side), from = side === "central" ? x - h : x;
    const secant = [x - width, x + width].map((v) => [v - x0, f(from) - y0 + q * (v - from)]);
    const ys = [...points, ...(close ? secant : [])].map(([, y]) => y).filter(Number.isFinite);
    const [low, high] = ys.length ? [Math.min(...ys), Math.max(...ys)] : [-1, 1];
    const room = 0.08 * (high - low) || 1e-17;
    p.setRanges([x - width - x0, x + width - x0], [low - room, high + room]);
    p.setTitle(close ? "the function and the secant, seen from (x, f(x))" : "the function and the secant");
    p.line(points, "");
    p.line(secant, side === "central" ? "medu-a" : "medu-b");
    for (const v of [from, x + h]) if (Number.isFinite(f(v))) p.mark(v - x0, f(v) - y0);
  }

  function drawErrors(p) {
    for (const [side, kind] of [["forward", "medu-b"], ["central", "medu-a"]]) {
      p.line(errorsOf(side).map((error, i) => [10 ** exponents[i], Number.isFinite(error) ? Math.max(error, LEAST) : error]), kind);
    }
    const error = errorsOf(state.get("side"))[state.get("step")];
    if (Number.isFinite(error)) p.mark(step(), Math.max(error, LEAST));
  }

  // The diamond can be dragged, as the slider can be moved.
  const drag = (event) => {
    const h = errors.from(event.clientX - errors.svg.getBoundingClientRect().left);
    const nearest = exponents.reduce((best, e, i) => (Math.abs(e - Math.log10(h)) < Math.abs(exponents[best] - Math.log10(h)) ? i : best), 0);
    state.set({ step: nearest });
  };
  errors.svg.addEventListener("pointerdown", (event) => { errors.svg.setPointerCapture(event.pointerId); drag(event); });
  errors.svg.addEventListener("pointermove", (event) => { if (event.buttons) drag(event); });

  function draw() {
    const [f, slope] = FUNCTIONS[state.get("function")];
    const x = state.get("x"), side = state.get("side"), h = step();
    const q = quotient(f, x, h, side), all = errorsOf(side), error = all[state.get("step")];
    curve.redraw();
    errors.redraw();
    say(`h = ${number(h)}: the ${side} difference is ${q.toPrecision(12)}, the derivative ${slope(x).toPrecision(12)}, the error ${number(error)}. ${explain(all, roundingOf(side), state.get("step"))}`);
    root.dataset.quotient = q;
    root.dataset.error = error;
    const [forward, central] = [errorsOf("forward"), errorsOf("central")];
    rows.replaceChildren(table(`${about().name} at x = ${number(x)}`, ["h", "error, forward", "error, central"],
      exponents.map((e, i) => [number(10 ** e), number(forward[i]), number(central[i])]).filter((_, i) => i % 4 === 0)));
  }

  state.watch(draw);
  draw();
}
