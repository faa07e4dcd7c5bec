// TwinDiff: facts = { names, ours: [{value, grad}], runs: {float64: [...], float32: [...]}, parted, tolerance }

function render({ model, el }) {
  const facts = model.get("facts");
  const root = frame(el, facts.title);
  const state = { precision: "float64", what: "value", parameter: 0, step: 0 };
  const [precisionLabel] = choice("PyTorch's precision", [["float64", "float64 (16 digits)"], ["float32", "float32 (7 digits)"]], (v) => { state.precision = v; draw(); });
  const [whatLabel] = choice("Compare", [["value", "values"], ["grad", "gradients"]], (v) => { state.what = v; draw(); });
  const [parameterLabel] = choice("Show", facts.names.map((name, i) => [i, name]), (v) => { state.parameter = Number(v); draw(); });
  root.append(make("div", { class: "medu-controls" }, precisionLabel, whatLabel, parameterLabel));
  const count = facts.ours.length;
  const chart = plot("Largest difference at each step, logarithmic", { x: { range: [1, Math.max(2, count)] }, y: { range: [1e-18, 1], log: true }, xLabel: "step", yLabel: "largest difference" });
  const cells = make("div", { class: "medu-scroll medu-fixed", tabindex: "0", role: "region", "aria-label": "The chosen parameter, number by number" });
  root.append(make("div", { class: "medu-row" }, chart.svg, cells));
  root.append(make("p", { class: "medu-legend" }, "Solid: largest difference of any value. Dashed: of any gradient. The diamond is the step that you see; the dotted line is where rounding of the last digits ends."));
  const say = sayer(root, "Step 20 of 20, float64: the largest difference of a value is 1.234e-16 (layer 1 weight), of a gradient 1.234e-16 (layer 1 weight). The twins are the same but for rounding until the end, and more words.");
  const steps = stepper(root, count, (k) => { state.step = k; draw(); });
  const overview = make("div");
  root.append(folded("The same as a table: all parameters at this step", overview));

  function draw() {
    const frames = facts.runs[state.precision];
    const now = frames[state.step];
    chart.clear();
    chart.line([[1, facts.tolerance], [count, facts.tolerance]], "third");
    chart.line(frames.map((f, i) => [i + 1, Math.max(f.largest_value, 1e-18)]), "");
    chart.line(frames.map((f, i) => [i + 1, Math.max(f.largest_grad, 1e-18)]), "second");
    chart.mark(state.step + 1, Math.max(now[state.what === "value" ? "largest_value" : "largest_grad"], 1e-18));
    const where = (what) => facts.names[now[what].indexOf(Math.max(...now[what]))];
    const parted = facts.parted[state.precision];
    say(`Step ${state.step + 1} of ${count}, ${state.precision}: the largest difference of a value is ${number(now.largest_value)} (${where("value")}), ` +
      `of a gradient ${number(now.largest_grad)} (${where("grad")}). ` +
      (parted === null ? "The twins stay the same but for rounding." : `They part at step ${parted + 1}.`));
    const ours = facts.ours[state.step][state.what][state.parameter];
    const differences = now[`${state.what}_differences`][state.parameter];
    cells.replaceChildren(table(`${facts.names[state.parameter]}: ${state.what}, step ${state.step + 1}`, ["number", "this engine", "PyTorch minus ours"],
      ours.map((x, i) => [String(i), number(x), number(differences[i])])));
    overview.replaceChildren(table("Largest difference in each parameter", ["parameter", "value", "gradient"],
      facts.names.map((name, i) => [name, number(now.value[i]), number(now.grad[i])])));
  }

  steps.go(0);
}

export default { render };
