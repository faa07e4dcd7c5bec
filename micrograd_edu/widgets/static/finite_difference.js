// FiniteDifferenceExplorer: facts = { functions: [{key, name, range}], start: {function, x, h, side} }
// Numbers are computed here, in JavaScript's float64: the same arithmetic as Python's.

const FUNCTIONS = {
  square: [(x) => x * x, (x) => 2 * x],
  cube: [(x) => x * x * x, (x) => 3 * x * x],
  exp: [Math.exp, Math.exp],
  sin: [Math.sin, Math.cos],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  reciprocal: [(x) => 1 / x, (x) => -1 / (x * x)],
};
const EXPONENTS = Array.from({ length: 57 }, (_, i) => -1 - i / 4); // h from 1e-1 to 1e-15

function quotient(f, x, h, side) {
  return side === "central" ? (f(x + h) - f(x - h)) / (2 * h) : (f(x + h) - f(x)) / h;
}

function render({ model, el }) {
  const facts = model.get("facts");
  const root = frame(el, facts.title);
  const state = { ...facts.start };
  const [functionLabel, functionSelect] = choice("Function", facts.functions.map((f) => [f.key, f.name]), (v) => { state.function = v; state.x = about().x; xInput.value = state.x; draw(); });
  const [sideLabel, sideSelect] = choice("Difference", [["forward", "forward: (f(x+h) - f(x)) / h"], ["central", "central: (f(x+h) - f(x-h)) / 2h"]], (v) => { state.side = v; draw(); });
  const xInput = make("input", { type: "number", step: "0.1", value: state.x, oninput: () => { if (Number.isFinite(xInput.valueAsNumber)) { state.x = xInput.valueAsNumber; draw(); } } });
  root.append(make("div", { class: "medu-controls" }, functionLabel, make("label", {}, "x", xInput), sideLabel));
  const curve = plot("The function and the secant", { x: { range: [0, 1] }, y: { range: [0, 1] }, xLabel: "x", yLabel: "f(x)" });
  const errors = plot("Error against step h, both axes logarithmic", { x: { range: [1e-1, 1e-15], log: true }, y: { range: [1e-16, 10], log: true }, xLabel: "step h (smaller to the right)", yLabel: "error" });
  root.append(make("div", { class: "medu-row" }, curve.svg, errors.svg));
  root.append(make("p", { class: "medu-legend" }, "Left: solid, the function; dashed, the secant through the points that the difference uses. Right: dashed, forward; solid, central; the diamond is your h."));
  const say = sayer(root, "h = 1e-10.25: the difference quotient is 0.54030230586814, the derivative 0.54030230586814, the error 1.234e-11. Rounding dominates: f(x+h) and f(x-h) agree in so many digits that little is left of their difference. A smaller h makes it worse.");
  const rows = make("div");
  const steps = stepper(root, EXPONENTS.length, (k) => { state.h = 10 ** EXPONENTS[k]; draw(); }, "h");
  root.append(folded("The same as a table", rows));

  const about = () => facts.functions.find((f) => f.key === state.function);

  function draw() {
    const [f, slope] = FUNCTIONS[state.function];
    const { x, h, side } = state;
    const at = (e, s) => Math.abs(quotient(f, x, 10 ** e, s) - slope(x));
    const width = 1.6;
    const xs = Array.from({ length: 161 }, (_, i) => x - width + (i / 80) * width).filter((v) => state.function !== "reciprocal" || v * x > 0.05);
    const ys = xs.map(f).filter(Number.isFinite);
    curve.setRanges([x - width, x + width], [Math.min(...ys) - 0.1, Math.max(...ys) + 0.1]);
    curve.clear();
    curve.line(xs.map((v) => [v, f(v)]), "");
    const q = quotient(f, x, h, side);
    const from = side === "central" ? x - h : x;
    curve.line([[x - width, f(from) + q * (x - width - from)], [x + width, f(from) + q * (x + width - from)]], "second");
    for (const v of [from, x + h]) curve.mark(v, f(v));
    errors.clear();
    for (const [s, name] of [["forward", "second"], ["central", ""]]) errors.line(EXPONENTS.map((e) => [10 ** e, Math.max(at(e, s), 1e-16)]), name);
    const error = Math.abs(q - slope(x));
    errors.mark(h, Math.max(error, 1e-16));
    const best = EXPONENTS.reduce((a, e) => (at(e, side) < at(a, side) ? e : a));
    const e = Math.log10(h);
    const why = Math.abs(e - best) <= 0.75 ? "This is near the bottom of the U: both errors are small."
      : e > best ? "Truncation dominates: the secant is not yet the tangent. A smaller h helps."
      : "Rounding dominates: f at the two points agrees in so many digits that little is left of the difference. A smaller h makes it worse.";
    say(`h = ${number(h)}: the difference quotient is ${q.toPrecision(12)}, the derivative ${slope(x).toPrecision(12)}, the error ${number(error)}. ${why}`);
    root.dataset.quotient = q;
    root.dataset.error = error;
    rows.replaceChildren(table(`${about().name} at x = ${number(x)}`, ["h", "error, forward", "error, central"],
      EXPONENTS.filter((_, i) => i % 4 === 0).map((k) => [number(10 ** k), number(at(k, "forward")), number(at(k, "central"))])));
  }

  functionSelect.value = state.function;
  sideSelect.value = state.side;
  const start = EXPONENTS.findIndex((e) => Math.abs(10 ** e - state.h) < 1e-9 * state.h + 1e-18);
  steps.go(Math.max(0, start));
}

export default { render };
