// TwinDiff: facts = { title, names, places, ours: [{value, grad}], runs: {float64: [...], float32: [...]}, parted, tolerance }

import { choice, folded, frame, make, number, player, sayer, scrolled, sign, table } from "./view.js";
import { plot } from "./plot.js";

export function show(el, facts, state) {
  const count = facts.ours.length;
  const stroke = (kind) => sign(make("path", { class: `medu-curve ${kind}`, d: "M0 7h22" }));
  const root = frame(el, facts.title, make("span", {}, stroke("medu-a"), "values"), make("span", {}, stroke("medu-b"), "gradients"),
    make("span", {}, stroke("medu-c"), "more than rounding, above this line"));
  root.append(make("div", { class: "medu-fields" },
    choice("PyTorch's precision", [["float64", "float64 (16 digits)"], ["float32", "float32 (7 digits)"]], state, "precision"),
    choice("Compare", [["value", "values"], ["grad", "gradients"]], state, "compare"),
    choice("Show", facts.names.map((name, i) => [i, name]), state, "parameter")));
  const chart = plot("largest difference at each step, logarithmic",
    { x: { range: [0, Math.max(1, count - 1)] }, y: { range: [1e-18, 1], log: true }, xLabel: "step" }, drawChart);
  const cells = scrolled("The chosen parameter, number by number");
  cells.classList.add("medu-cells");
  root.append(make("div", { class: "medu-row" }, chart.element, cells));
  const say = sayer(root, "Step 20, float64: the largest difference of a value is 1.234e-16 (layer 1 weight), of a gradient 1.234e-16 (layer 1 weight). The twins are the same but for rounding, to the end.");
  player(root, state, () => count, () => 400);
  const overview = make("div");
  root.append(make("div", { class: "medu-options" }, folded("All parameters at this step, as a table", overview)));

  const frames = () => facts.runs[state.get("precision")];

  function drawChart(p) {
    p.line([[0, facts.tolerance], [count - 1, facts.tolerance]], "medu-c");
    for (const [what, kind] of [["value", "medu-a"], ["grad", "medu-b"]]) p.line(frames().map((f, i) => [i, Math.max(f[`largest_${what}`], 1e-18)]), kind);
    const now = frames()[state.get("step")];
    p.mark(state.get("step"), Math.max(now[`largest_${state.get("compare")}`], 1e-18));
  }

  function draw() {
    const step = state.get("step"), what = state.get("compare"), k = state.get("parameter");
    const now = frames()[step];
    chart.redraw();
    const where = (which) => facts.names[now[which].indexOf(Math.max(...now[which]))];
    const parted = facts.parted[state.get("precision")];
    say(`Step ${step}, ${state.get("precision")}: the largest difference of a value is ${number(now.largest_value)} (${where("value")}), ` +
      `of a gradient ${number(now.largest_grad)} (${where("grad")}). ` +
      (parted === null ? "The twins stay the same but for rounding, to the end." : `They part at step ${parted}${parted === 0 ? ", the first" : ""}.`));
    const differences = now[`${what}_differences`][k];
    cells.replaceChildren(table(`${facts.names[k]}: ${what === "grad" ? "gradient" : "value"}, step ${step}`,
      [facts.places[k][0].length === 2 ? "[neuron, input]" : "[neuron]", "this engine", "PyTorch minus ours"],
      facts.ours[step][what][k].map((x, i) => [`[${facts.places[k][i].join(", ")}]`, number(x), number(differences[i])])));
    overview.replaceChildren(table("Largest difference in each parameter", ["parameter", "value", "gradient"],
      facts.names.map((name, i) => [name, number(now.value[i]), number(now.grad[i])])));
  }

  state.watch(draw);
  draw();
}
