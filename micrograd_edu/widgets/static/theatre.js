// TrainingTheatre: facts = { title, points, kept: [[x, y, label]], size, loops, runs: [{name, settings, frames}] }
// a frame = { loss, line, region, wrong, wrong_kept, norms, error }; step k is what k moves have made.
// New runs are asked of the kernel by a message; frames come back one by one.

import { button, checkbox, choice, folded, frame, make, number, numberField, player, sayer, sign, still, table } from "./view.js";
import { plot } from "./plot.js";

const KINDS = [{ curve: "medu-b", mark: "medu-turned", word: "medu-wrong", sign: "◆" }, { curve: "", mark: "medu-dot", word: "medu-strong", sign: "●" }];

export function show(el, facts, state) {
  let runs = facts.runs;
  let training = false;
  const frameOf = (run, k = state.get("step")) => run.frames[Math.min(k, run.frames.length - 1)];
  const count = () => Math.max(1, ...runs.map((run) => run.frames.length));
  const [width, height] = facts.size;

  const root = frame(el, facts.title);
  const legend = root.querySelector(".medu-legend");
  const train = button("Train anew", () => { if (state.model && !training) state.ask({ kind: "train" }); });
  const note = make("p", { class: "medu-note", role: "status" });
  root.append(make("div", { class: "medu-fields" },
    choice("Training loop", facts.loops.map((name) => [name, name]), state, "loop"),
    choice("Beside it", [["", "(no other)"], ...facts.loops.map((name) => [name, name])], state, "beside"),
    numberField("Learning rate", state, "lr", { step: 0.1, above: 0, max: 1000 }),
    numberField("Seed", state, "seed", { step: 1, min: 0, max: 2 ** 31 - 1, whole: true }),
    numberField("Width", state, "width", { step: 1, min: 1, max: 64, whole: true }), train), note);

  // the map
  const region = make("path", { class: "medu-region" });
  const borders = KINDS.map((kind) => [make("path", { class: "medu-halo" }), make("path", { class: `medu-curve ${kind.curve}` })]);
  const drawn = (points, held) => points.map(([x, y, label]) => ({
    point: make("path", { class: `${label > 0 ? "medu-triangle" : "medu-circle"}${held}`, d: label > 0 ? `M${x} ${y - 13}l12 21h-24z` : `M${x - 10} ${y}a10 10 0 1 0 20 0a10 10 0 1 0-20 0z` }),
    ring: make("circle", { class: "medu-ring", cx: x, cy: y, r: 20, hidden: true }),
  }));
  const learnt = drawn(facts.points, ""), kept = drawn(facts.kept, " medu-held");
  const id = `medu-votes-${Math.random().toString(36).slice(2)}`;
  region.setAttribute("fill", `url(#${id})`);
  const hatch = make("pattern", { id, width: 18, height: 18, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    make("rect", { class: "medu-votes", width: 18, height: 18 }), make("rect", { class: "medu-stripe", width: 2.4, height: 18 }));
  const keptShapes = make("g", {}, ...kept.flatMap(({ point, ring }) => [point, ring]));
  const map = make("svg", { class: "medu-map", viewBox: `0 0 ${width} ${height}`, role: "img" }, make("defs", {}, hatch), region,
    ...borders.flat(), ...learnt.flatMap(({ point, ring }) => [point, ring]), keptShapes);
  const circle = (kind) => make("circle", { class: kind, cx: 11, cy: 7, r: 5.5 });
  const mapLegend = make("p", { class: "medu-legend" },
    make("span", {}, sign(circle("medu-circle")), "y = -1"), make("span", {}, sign(make("path", { class: "medu-triangle", d: "M11 1l6.5 11h-13z" })), "y = 1"),
    make("span", {}, sign(circle("medu-ring")), "on the wrong side"), make("span", {}, sign(make("path", { class: "medu-votes", d: "M0 0h22v14h-22z" }), make("path", { class: "medu-stroke", d: "M-2 12L10 0M5 14L19 0M14 14L24 4" })), "votes for -1"));
  if (kept.length) mapLegend.append(make("span", {}, sign(circle("medu-circle medu-held")), "held out"));

  // the curves
  const options = (yLabel) => ({ height: 170, x: { range: [0, 1] }, y: yLabel, least: 260 });
  const loss = plot("loss", options({ range: [0, 1] }), (p) => drawCurves(p, (f) => f.loss));
  const norm = plot("length of the gradient, logarithmic", { ...options({ range: [0.01, 1], log: true }), xLabel: "step" }, (p) => drawCurves(p, (f) => (f.norms && !f.norms.includes(null) ? Math.hypot(...f.norms) : null)));
  for (const chart of [loss, norm]) {
    chart.margin = 72;
    const drag = (event) => {
      play.stop();
      state.set({ step: Math.round(chart.from(event.clientX - chart.svg.getBoundingClientRect().left)) });
    };
    chart.svg.addEventListener("pointerdown", (event) => { chart.svg.setPointerCapture(event.pointerId); drag(event); });
    chart.svg.addEventListener("pointermove", (event) => { if (event.buttons) drag(event); });
  }
  root.append(make("div", { class: "medu-row" }, make("div", {}, map, mapLegend), make("div", {}, loss.element, norm.element)));
  const say = sayer(root, "Step 100. On their side: ◆ ticket 5 100%, ● ticket 4 100% of the points. Losses 1.234e-05 and 1.234e-05. ticket 5 steps along a gradient 12.3 times as long as that of ticket 4. What is in it that is not in the other?");
  const play = player(root, state, count, () => (still.matches ? 1000 : 160));
  const list = make("div");
  const mapOf = make("fieldset", { class: "medu-choices" });
  root.append(make("div", { class: "medu-options" }, mapOf, ...(kept.length ? [checkbox("Held-out points", state, "held_out")] : []), folded("The same as a table", list)));

  function drawCurves(p, height) {
    const all = runs.map((run) => run.frames.map(height));
    const known = all.flat().filter((v) => Number.isFinite(v) && v > 0);
    const logarithmic = p === norm;
    const [low, high] = [Math.min(...known, 1), known.length ? Math.max(...known) : 1];
    p.setRanges([0, Math.max(1, count() - 1)], logarithmic ? [10 ** Math.floor(Math.log10(Math.max(low, high * 1e-8))), 10 ** Math.ceil(Math.log10(high) + 1e-9)] : [0, Math.min(high, 20) * 1.05]);
    const step = state.get("step");
    const shown = all.map((values, i) => {
      const points = values.map((v, k) => [k, v ?? NaN]);
      p.line(points, `${KINDS[i].curve} medu-pale`);
      p.line(points.slice(0, step + 1), KINDS[i].curve);
      return { i, value: values[Math.min(step, values.length - 1)] };
    });
    const [x] = p.at(step, high);
    p.add(make("path", { class: "medu-cursor", d: `M${x} ${p.box.top - 4}V${p.box.bottom}` }));
    // the numbers at the right, apart from each other
    const labels = shown.filter(({ value }) => Number.isFinite(value) && (value > 0 || !logarithmic)).map(({ i, value }) => {
      p.mark(step, value, KINDS[i].mark);
      return { i, value, y: p.at(step, value)[1] };
    }).sort((a, b) => a.y - b.y);
    if (labels.length === 2 && labels[1].y - labels[0].y < 18) {
      const middle = Math.min((labels[0].y + labels[1].y) / 2, p.box.bottom - 9);
      [labels[0].y, labels[1].y] = [middle - 9, middle + 9];
    }
    for (const { i, value, y } of labels) p.add(make("text", { class: KINDS[i].word, x: p.box.right + 8, y: y + 5 }, `${KINDS[i].sign} ${Number(value.toPrecision(2)) >= 1e4 ? value.toExponential(0) : Number(value.toPrecision(2))}`));
  }

  function drawMap() {
    const of = Math.min(state.get("map_of"), runs.length - 1);
    const now = frameOf(runs[of]);
    region.setAttribute("d", now?.region ?? "");
    borders.forEach(([halo, line], i) => {
      const d = (runs[i] && frameOf(runs[i])?.line) ?? "";
      halo.setAttribute("d", d);
      line.setAttribute("d", d);
    });
    learnt.forEach(({ ring }, i) => ring.toggleAttribute("hidden", !now?.wrong.includes(i)));
    kept.forEach(({ ring }, i) => ring.toggleAttribute("hidden", !now?.wrong_kept.includes(i)));
    keptShapes.toggleAttribute("hidden", !state.get("held_out"));
    map.setAttribute("aria-label", `Map of the points at step ${state.get("step")}, with the border of each run; the sentence below says how many points are on their side.`);
  }

  const share = (f) => `${Math.round(100 * (1 - f.wrong.length / facts.points.length))}%`;
  const shareKept = (f) => `${Math.round(100 * (1 - f.wrong_kept.length / facts.kept.length))}%`;
  const lossOf = (f) => (f.loss === null ? "ran away" : number(f.loss));

  function words() {
    const frames = runs.map((run) => frameOf(run));
    if (training || frames.some((f) => !f)) return [["", "Training ..."]]; // one run is ahead of the other
    const said = [["strong", `Step ${state.get("step")}. `], ["", "On their side: "]];
    frames.forEach((f, i) => said.push(["", i ? ", " : ""], [i ? "strong" : "wrong", `${KINDS[i].sign} ${runs[i].name} ${share(f)}`],
      ["", state.get("held_out") && kept.length ? ` (held out ${shareKept(f)})` : ""]));
    said.push(["", ` of the points. ${frames.length > 1 ? "Losses" : "Loss"} ${frames.map(lossOf).join(" and ")}. ${frames.length > 1 ? compare(frames) : ""}`]);
    runs.forEach((run, i) => { if (frames[i].error) said.push(["wrong", ` ${run.name} stopped: ${frames[i].error}.`]); });
    return said;
  }

  // What can be seen between the two runs, and a question; the answer is the reader's.
  function compare([a, b]) {
    const [first, second] = runs.map((run) => run.name);
    const same = (f, g) => f.loss === g.loss && f.line === g.line;
    const step = state.get("step");
    if (runs[0].frames.slice(0, step + 1).every((f, k) => runs[1].frames[k] && same(f, runs[1].frames[k])))
      return step === 0 ? "Same weights, same points: nothing differs yet." : "The two runs are the same up to here.";
    for (const [run, f, name] of [[runs[0], a, first], [runs[1], b, second]]) {
      const start = run.frames[0].loss, last = run.frames.length - 1;
      if (step < 2) continue;
      if (f.loss === start) return `The loss of ${name} has not moved since the start. What does each of its steps change?`;
      if (step === last && run.frames.slice(0, last).every((g) => g.loss === start))
        return `The loss of ${name} stood still, and the last one is computed anew. Which loss did its steps go by?`;
    }
    if (a.loss === null || b.loss === null) return "";
    const [p, q] = [a, b].map((f) => (f.norms && !f.norms.includes(null) ? Math.hypot(...f.norms) : null));
    if (p > 0 && q > 0 && (p > 1.5 * q || q > 1.5 * p))
      return `${p > q ? first : second} steps along a gradient ${number(Number((Math.max(p, q) / Math.min(p, q)).toPrecision(2)))} times as long as that of ${p > q ? second : first}. What is in it that is not in the other?`;
    return p !== null && q !== null ? "The two gradients are about as long." : "";
  }

  function draw() {
    loss.redraw();
    norm.redraw();
    drawMap();
    say(words(), "", play?.playing() ? "off" : "polite");
    const now = frameOf(runs[0]);
    if (now) root.dataset.loss = now.loss;
  }

  // Which runs these are: the controls may say something else by now.
  function describe() {
    const settings = runs[0].settings;
    legend.replaceChildren(...runs.map((run, i) => make("span", {}, sign(make("path", { class: `medu-curve ${KINDS[i].curve}`, d: "M0 7h22" })), make("span", { class: KINDS[i].word }, `${KINDS[i].sign} ${run.name}`))),
      make("span", {}, `learning rate ${number(settings.lr)}, seed ${settings.seed}, width ${settings.width}`));
    mapOf.replaceChildren(...(runs.length < 2 ? [] : [make("legend", {}, "Colour the map by"), ...runs.map((run, i) => {
      const radio = make("input", { type: "radio", name: id, value: i, onchange: () => state.set({ map_of: i }) });
      radio.checked = state.get("map_of") === i;
      return make("label", { class: "medu-option" }, radio, run.name);
    })]));
    mapOf.hidden = runs.length < 2;
    play.mark([]);
    play.refresh();
    noteSettings();
  }

  function noteSettings() {
    const settings = runs[0].settings;
    const names = [state.get("loop"), state.get("beside")].filter((name, i, all) => name && all.indexOf(name) === i);
    const shown = names.join() === runs.map((run) => run.name).join() && ["lr", "seed", "width"].every((name) => settings[name] === state.get(name));
    train.setAttribute("aria-disabled", training || !state.model);
    train.classList.toggle("medu-main", !shown && !training && state.model !== null);
    note.textContent = training ? "Training ..." : !state.model ? (shown ? "" : "These settings have not been trained: run the cell again to do it.")
      : shown ? "" : `The picture is still of ${runs.map((run) => run.name).join(" and ")}, trained as said above: Train anew shows these settings.`;
  }

  function tabulate() {
    const every = Math.max(1, Math.floor((count() - 1) / 10));
    const steps = Array.from({ length: count() }, (_, k) => k).filter((k) => k % every === 0 || k === count() - 1);
    list.replaceChildren(table("The runs, step by step", ["step", ...runs.flatMap((run) => [`${run.name}: loss`, "on their side", "gradient norm of each layer"])],
      steps.map((k) => [String(k), ...runs.flatMap((run) => {
        const f = frameOf(run, k);
        return [lossOf(f), share(f), (f.norms ?? []).map((n) => (n === null ? "too large to say" : number(n))).join(", ")];
      })])));
  }

  state.onmessage = (message) => {
    if (message.kind === "start") {
      training = true;
      play.stop();
      runs = message.runs.map((run) => ({ ...run, frames: [] }));
      describe();
      draw();
    } else if (message.kind === "frame") {
      runs[message.run].frames.push(message.frame);
      const { name, frames } = runs[message.run];
      note.textContent = `Training ${name}: step ${frames.length - 1}`;
    } else if (message.kind === "end") {
      training = false;
      describe();
      tabulate();
      state.set({ step: count() - 1 });
      draw();
    }
  };

  state.watch((names) => {
    if (names.includes("model") || names.some((name) => ["loop", "beside", "lr", "seed", "width"].includes(name))) noteSettings();
    if (names.some((name) => ["step", "held_out", "map_of"].includes(name))) draw();
    if (names.includes("map_of")) mapOf.querySelectorAll("input").forEach((radio, i) => { radio.checked = state.get("map_of") === i; });
  });
  describe();
  tabulate();
  draw();
}
