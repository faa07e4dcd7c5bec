// BackpropStepper: facts = { svg, nodes: [{name, made, data}], edges: [{from, to, local}], events: [...], root, longest }
// Edge i of the computation runs from value `to` (operand) to value `from` (result); messages run the other way.

const factor = (x) => (x < 0 ? `(${number(x)})` : number(x));

function render({ model, el }) {
  const facts = model.get("facts");
  const { nodes, edges, events } = facts;
  const root = frame(el, facts.title);
  const picture = make("div", { class: "medu-picture", role: "img", "aria-label": "Computation graph; the sentence below says what changes" });
  picture.innerHTML = facts.svg;
  root.append(picture);
  // A graph that is wider than the page is shrunk until its text gets small, then scrolled, by keyboard too.
  const drawing = picture.querySelector("svg");
  drawing.style.minWidth = `${0.6 * drawing.width.baseVal.value}px`;
  new ResizeObserver(() => {
    const scrolls = picture.scrollWidth > picture.clientWidth || picture.scrollHeight > picture.clientHeight;
    if (scrolls) picture.tabIndex = 0;
    else picture.removeAttribute("tabindex");
  }).observe(picture);
  picture.addEventListener("keydown", (event) => { // JupyterLab keeps the browser from doing it
    const by = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] }[event.key];
    if (!by) return;
    event.preventDefault();
    picture.scrollBy(...by);
  });
  root.append(make("p", { class: "medu-legend" },
    "Arrows show how values are computed; messages run against them. Thick frame: sends. Thick dashed frame: receives. Thin dashed frame: nothing yet."));
  const group = (name) => picture.querySelector(`g.${name}`);
  const boxes = nodes.map((_, i) => group(`n${i}`));
  const line = (box, which) => (box ? [...box.querySelectorAll("text")].at(which) : null);
  const dataLines = boxes.map((box) => line(box, -2));
  const gradLines = boxes.map((box) => line(box, -1));
  const arrows = edges.map((_, i) => group(`e${i}`));
  const labels = arrows.map((arrow) => line(arrow, 0));

  const blank = () => ({ known: nodes.map(() => false), arrived: nodes.map(() => []), grad: nodes.map(() => null), now: null, to: null, edge: null, texts: {} });

  function apply(state, event) {
    state.now = event.node ?? null;
    state.to = event.to ?? null;
    state.edge = event.edge ?? null;
    if (event.kind === "value") state.known[event.node] = true;
    if (event.kind === "seed") { state.arrived[event.node] = [1]; state.grad[event.node] = 1; }
    if (event.kind === "message") {
      state.texts[event.edge] = event.label;
      state.arrived[event.to].push(event.message);
      if (event.done) state.grad[event.to] = event.message;
    }
    if (event.kind === "sum") state.grad[event.node] = event.grad;
    return state;
  }

  function draw(state, wrong = []) {
    if (!boxes[0]) return; // no Graphviz anywhere: the sentence and the tables say the same
    nodes.forEach((node, i) => {
      const arrived = state.arrived[i];
      dataLines[i].textContent = state.known[i] ? `data ${number(node.data)}` : "data not yet";
      gradLines[i].textContent = state.grad[i] !== null ? `grad ${number(state.grad[i])}`
        : arrived.length ? `arrived ${arrived.map(number).join(", ")}` : "grad not yet";
      boxes[i].classList.toggle("is-waiting", !state.known[i] || (state.known.every(Boolean) && state.started && !arrived.length));
      boxes[i].classList.toggle("is-now", state.now === i);
      boxes[i].classList.toggle("is-to", state.to === i);
      boxes[i].classList.toggle("is-wrong", wrong.includes(i));
    });
    if (state.now !== null) follow(boxes[state.now]);
    edges.forEach((edge, i) => {
      arrows[i].classList.toggle("is-now", state.edge === i);
      if (labels[i]) labels[i].textContent = state.texts[i] ?? `×${number(edge.local)}`;
    });
  }

  function follow(box) {
    const [inner, outer] = [box.getBoundingClientRect(), picture.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right) picture.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
    if (inner.top < outer.top || inner.bottom > outer.bottom) picture.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
  }

  // Watching: the state after k events is made anew from the first; a few hundred events take less than a frame.
  const say = sayer(root, facts.longest);
  function watch(k) {
    const state = events.slice(0, k + 1).reduce(apply, blank());
    state.started = events[k].kind !== "value";
    draw(state);
    say(events[k].say);
    rows.forEach((row, i) => row.toggleAttribute("aria-current", false) || (i === k && row.setAttribute("aria-current", "step")));
  }
  const list = table("All steps, in order", ["step", "what happens"], events.map((event, i) => [String(i + 1), event.say]));
  const rows = [...list.querySelectorAll("tbody tr")];
  const steps = stepper(root, events.length, watch);

  // Choosing: the learner says who sends next. Same arithmetic, any order.
  const chooser = make("div", { class: "medu-controls", hidden: true });
  const mode = make("input", { type: "checkbox", onchange: () => (mode.checked ? startChoosing() : stopChoosing()) });
  root.append(make("div", { class: "medu-controls" }, make("label", {}, mode, "I choose who sends next")), chooser);
  const right = facts.gradients;

  function stopChoosing() {
    chooser.hidden = true;
    steps.bar.hidden = false;
    steps.go(steps.at());
  }

  function startChoosing() {
    steps.bar.hidden = true;
    chooser.hidden = false;
    const state = { ...blank(), known: nodes.map(() => true), started: true, sent: new Set(), late: [] };
    state.arrived[facts.root] = [1];
    state.grad[facts.root] = 1;
    draw(state);
    say(`${nodes[facts.root].name} has its gradient, 1. Choose who sends next. Whoever sends, sends what has arrived so far.`);
    offer(state, 0);
  }

  function offer(state, focus) {
    const ready = nodes.map((_, i) => i).filter((i) => state.arrived[i].length && !state.sent.has(i) && edges.some((edge) => edge.from === i));
    chooser.replaceChildren(make("span", {}, ready.length ? "Next to send:" : "Everybody has sent."),
      ...ready.map((i) => make("button", { type: "button", onclick: () => send(state, i) }, nodes[i].name)),
      make("button", { type: "button", onclick: startChoosing }, "↺ Start again"));
    if (focus) chooser.querySelector("button").focus();
  }

  function send(state, i) {
    const grad = state.arrived[i].reduce((sum, message) => sum + message, 0);
    state.grad[i] = grad;
    state.sent.add(i);
    state.now = i;
    state.edge = null;
    const parts = [];
    edges.forEach((edge, k) => {
      if (edge.from !== i) return;
      const message = edge.local * grad;
      const product = `${number(edge.local)} · ${factor(grad)} = ${number(message)}`;
      state.arrived[edge.to].push(message);
      state.texts[k] = product;
      state.edge = k;
      const late = state.sent.has(edge.to);
      if (late) {
        state.late.push(edge.to);
        state.grad[edge.to] += message;
      }
      parts.push(`${product} to ${nodes[edge.to].name}` +
        (late ? `, too late: ${nodes[edge.to].name} has sent already, without this` : ""));
    });
    const left = edges.filter((edge) => edge.to === i && !state.sent.has(edge.from)).length;
    let text = `${nodes[i].name} (with ${number(grad)}) sends ${parts.join("; ")}.`;
    if (left && i !== facts.root) text += ` It has not heard from everybody: ${left} more ${left === 1 ? "message is" : "messages are"} to come.`;
    const waiting = nodes.some((_, j) => state.arrived[j].length && !state.sent.has(j) && edges.some((edge) => edge.from === j));
    let wrong = [];
    if (!waiting) {
      nodes.forEach((_, j) => { state.grad[j] = state.arrived[j].reduce((sum, message) => sum + message, 0); });
      wrong = nodes.map((_, j) => j).filter((j) => Math.abs(state.grad[j] - right[j]) > 1e-9 * Math.max(1, Math.abs(right[j])));
      text += wrong.length
        ? ` End. ✗ Wrong: ${wrong.map((j) => `${nodes[j].name} has ${number(state.grad[j])} instead of ${number(right[j])}`).join(", ")}. ` +
          `The cause: ${[...new Set(state.late)].map((j) => nodes[j].name).join(", ")} sent before everything had arrived.`
        : " End. ✓ All gradients are right.";
    }
    draw(state, wrong);
    say(text);
    offer(state, 1);
  }

  const values = table("Every value, at the end", ["value", "made by", "data", "grad"],
    nodes.map((node, i) => [node.name, node.made || "given", number(node.data), number(right[i])]));
  root.append(folded("The same as tables", values, list));
  steps.go(0);
}

export default { render };
