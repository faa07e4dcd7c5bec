// TrainingTheatre: facts = { points, area, grid, loops, steps, settings, frames: [{loss, scores, accuracy, norms, error}] }
// A new run is asked of the kernel by a message; frames come back one by one and are kept here.

function render({ model, el }) {
  const facts = model.get("facts");
  const root = frame(el, facts.title);
  let frames = facts.frames;
  let settings = { ...facts.settings };
  let running = false;
  let timer = null;
  const field = (label, key, attributes, read) => {
    const input = make("input", { type: "number", value: settings[key], ...attributes });
    input.addEventListener("change", () => { if (Number.isFinite(input.valueAsNumber)) settings[key] = read(input.valueAsNumber); });
    return make("label", {}, label, input);
  };
  const [loopLabel, loopSelect] = choice("Training loop", facts.loops.map((name) => [name, name]), (v) => { settings.loop = v; });
  loopSelect.value = settings.loop;
  const go = make("button", { type: "button", onclick: () => { if (!running) model.send({ settings }); } }, "Train anew");
  root.append(make("div", { class: "medu-controls" }, loopLabel,
    field("Learning rate", "lr", { step: "any", min: 0 }, (v) => v),
    field("Seed", "seed", { step: 1, min: 0 }, Math.round),
    field("Width", "width", { step: 1, min: 1, max: 64 }, (v) => Math.max(1, Math.min(64, Math.round(v)))), go));

  const [columns, rows] = facts.grid;
  const [left, right, low, high] = facts.area;
  const [width, height] = [400, 300];
  const votes = make("path", { class: "votes" });
  const rings = facts.points.map(([a, b]) => make("path", { class: "ring", d: circle(...onPlane(a, b), 8) }));
  const points = facts.points.map(([a, b, label]) => {
    const [x, y] = onPlane(a, b);
    return label > 0 ? make("path", { class: "triangle", d: `M${x} ${y - 5}l5 9h-10Z` }) : make("path", { class: "circle", d: circle(x, y, 4) });
  });
  const plane = make("svg", { class: "plane", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": "Points and the border between the two votes; the sentence below says how many are on their side" }, votes, ...points, ...rings);
  const curve = plot("Loss at each step", { width: 380, height: 160, x: { range: [0, facts.steps] }, y: { range: [0, 1] }, xLabel: "step", yLabel: "loss" });
  const norms = plot("Gradient norm of each layer at each step", { width: 380, height: 160, x: { range: [0, facts.steps] }, y: { range: [1e-6, 10], log: true }, xLabel: "step", yLabel: "gradient norm" });
  root.append(make("div", { class: "medu-row" }, plane, make("div", { class: "medu-stack" }, curve.svg, norms.svg)));
  root.append(make("p", { class: "medu-legend" }, "Circles: y = -1. Triangles: y = 1. Hatched: the network votes for -1. A ring: on the wrong side. Gradient norms: first layer solid, second dashed, third dotted."));
  const say = sayer(root, "Step 100 of 100: loss 1.234e-05, 100% of the points on their side, gradient norms 1.234e-05, 1.234e-05, 1.234e-05 from the first layer to the last. The loop stopped: OverflowError, and why, with a number or two.");
  const steps = stepper(root, frames.length, show, "frame");
  const play = make("button", { type: "button", "aria-pressed": "false", onclick: () => (timer ? pause() : start()) }, "▶ Play");
  steps.bar.prepend(play);
  const list = make("div");
  root.append(folded("The same as a table", list));

  function start() {
    if (steps.at() === frames.length - 1) steps.go(0);
    timer = setInterval(() => (steps.at() < frames.length - 1 ? steps.go(steps.at() + 1) : pause()), 80);
    play.textContent = "⏸ Pause".replace("⏸", "❚❚");
    play.setAttribute("aria-pressed", "true");
  }
  function pause() {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶ Play";
    play.setAttribute("aria-pressed", "false");
    show(steps.at());
  }

  function curves() {
    const losses = frames.map((f) => f.loss);
    const top = Math.min(Math.max(...losses), 20);
    curve.setRanges([0, Math.max(1, frames.length - 1)], [0, top || 1]);
    const all = frames.flatMap((f) => f.norms ?? []).filter((n) => n > 0);
    norms.setRanges([0, Math.max(1, frames.length - 1)], all.length ? [10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all)) + 1e-9)] : [1e-6, 10]);
    curve.clear();
    norms.clear();
    curve.line(losses.map((loss, i) => [i, loss]), "");
    const layers = frames[0]?.norms?.length ?? 0;
    for (let layer = 0; layer < layers; layer++)
      norms.line(frames.filter((f) => f.norms).map((f, i) => [i, f.norms[layer] > 0 ? f.norms[layer] : null]), ["", "second", "third"][layer] ?? "");
    curveMarks = [curve.svg, norms.svg].map((svg) => svg.lastChild.appendChild(make("path", { class: "axis", "stroke-width": 2 })));
  }
  let curveMarks = [];

  function show(k) {
    const f = frames[k];
    if (!f) return;
    paint(f);
    [curve, norms].forEach((chart, i) => {
      const [x] = chart.at(k, 1);
      curveMarks[i]?.setAttribute("d", `M${x} ${chart.box.top}V${chart.box.bottom}`);
    });
    root.dataset.loss = f.loss;
    if (timer) return; // a sentence twelve times a second helps nobody
    say(`Step ${k} of ${frames.length - 1}: loss ${number(f.loss)}, ${Math.round(100 * f.accuracy)}% of the points on their side` +
      (f.norms ? `, gradient norms ${f.norms.map(number).join(", ")} from the first layer to the last.` : ".") + (f.error ? ` The loop stopped: ${f.error}.` : ""));
  }

  function onPlane(a, b) {
    return [((a - left) / (right - left)) * width, height - ((b - low) / (high - low)) * height];
  }
  function circle(x, y, r) {
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }

  function paint(f) {
    const [w, h] = [width / columns, height / rows];
    const strokes = f.scores.map((score, i) => (score > 0 ? "" : `M${(i % columns) * w} ${height - Math.floor(i / columns) * h}l${w} ${-h}`));
    votes.setAttribute("d", strokes.join(""));
    facts.points.forEach(([a, b, label], i) => {
      const [x, y] = onPlane(a, b);
      const column = Math.min(columns - 1, Math.floor(x / w));
      const row = Math.min(rows - 1, Math.floor((height - y) / h));
      rings[i].toggleAttribute("hidden", f.scores[row * columns + column] > 0 === label > 0);
    });
  }

  function tabulate() {
    const every = Math.max(1, Math.floor(frames.length / 10));
    list.replaceChildren(table("The run", ["step", "loss", "on their side", "gradient norm of each layer"],
      frames.map((f, i) => [String(i), number(f.loss), `${Math.round(100 * f.accuracy)}%`, (f.norms ?? []).map(number).join(", ")]).filter((_, i) => i % every === 0 || i === frames.length - 1)));
  }

  model.on("msg:custom", (message) => {
    if (message.kind === "start") {
      running = true;
      go.setAttribute("aria-disabled", "true");
      frames = [];
      pause();
      say(`Training with ${message.settings.loop}, learning rate ${message.settings.lr} ...`);
    } else if (message.kind === "frame") {
      frames.push(message.frame);
      steps.resize(frames.length);
      curves();
      steps.go(frames.length - 1);
    } else if (message.kind === "end") {
      running = false;
      go.removeAttribute("aria-disabled");
      tabulate();
      steps.go(frames.length - 1);
    }
  });

  curves();
  tabulate();
  steps.go(0);
}

export default { render };
