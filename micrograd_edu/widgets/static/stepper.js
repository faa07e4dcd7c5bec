// BackpropStepper: facts = { title, svg layout (graph.js), events, gradients, root, longest, words }
// An event is a value (forward), the seed, a message along an edge, or a sum. A moment is what all events up to it have made.
// Edge k leads from operand `to` to result `from`; messages run the other way.

import { button, checkbox, folded, frame, icon, make, number, player, sayer, still, table } from "./view.js";
import { drawing } from "./graph.js";

const FLIGHT = 1500, LOOK = 900; // a message on its way; then time to look

export function show(el, facts, state) {
  const { nodes, edges } = facts;
  const pillOf = (x) => ["grad", number(x)];
  const root = frame(el, facts.title,
    make("span", {}, make("span", { class: "medu-value" }, "6"), "value, flows right"), make("span", {}, make("span", { class: "medu-grad" }, "15"), "gradient, flows left"));
  const graph = facts.size ? drawing(facts) : null;
  const stage = make("div", { class: "medu-stage medu-scroll", tabindex: "0", role: "group", "aria-label": "Computation graph" });
  if (graph) stage.append(graph.svg);
  else stage.append(make("p", { class: "medu-note" }, "Graphviz is not installed: the sentences and the tables say the same."));
  root.append(stage);
  stage.addEventListener("keydown", (event) => { // JupyterLab keeps the browser from scrolling
    const by = event.target === stage && { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] }[event.key];
    if (!by) return;
    event.preventDefault();
    stage.scrollBy(...by);
  });
  const say = sayer(root, facts.longest);

  let events = facts.events;
  const blank = () => ({ known: nodes.map(() => false), arrived: nodes.map(() => []), grad: nodes.map(() => null), sender: null, receiver: null,
    closed: new Set(), expected: {}, choices: [], edges: edges.map(() => ({})) });

  function momentAfter(k) {
    const moment = blank();
    events.slice(0, k + 1).forEach((event, i) => apply(moment, event, i === k));
    edges.forEach((edge, i) => { if (moment.known[edge.from]) moment.edges[i].text = `×${number(edge.local)}`; });
    return moment;
  }

  function apply(moment, event, now) {
    if (event.kind === "value") moment.known[event.node] = true;
    if (event.kind === "seed") moment.grad[event.node] = 1;
    if (event.kind === "sum") moment.grad[event.node] = event.grad;
    if (event.kind === "message") {
      moment.arrived[event.to].push({ value: event.message, late: event.late, edge: event.edge });
      moment.closed.add(event.node);
      if (event.done) moment.grad[event.to] = event.message;
      moment.edges[event.edge].kind = now ? (event.late ? "is-late" : "is-now") : "is-done";
    }
    if (!now) return;
    moment.sender = event.kind === "message" ? event.node : null;
    moment.receiver = event.to ?? event.node;
  }

  // Motion: a message travels, or a tray is summed; then the moment stands.
  let animation = null;
  function land() {
    cancelAnimationFrame(animation);
    animation = null;
  }
  function move(k, then = () => {}) {
    land();
    const event = events[k];
    if (!graph || still.matches || !root.isConnected || (event.kind !== "message" && event.kind !== "sum")) {
      paint(k);
      then();
      return;
    }
    const before = momentAfter(k - 1), now = momentAfter(k);
    const moving = { ...before, sender: now.sender, receiver: now.receiver, edges: now.edges };
    if (event.kind === "sum") moving.arrived = before.arrived.map((messages, i) => (i === event.node ? [] : messages));
    graph.draw(moving, pick);
    follow(now);
    say(event.parts, event.late ? "wrong" : "");
    const duration = event.kind === "sum" ? 0.6 * FLIGHT : FLIGHT;
    let begin = null;
    const frameAt = (time) => {
      begin ??= time;
      const t = Math.min(1, (time - begin) / duration);
      const eased = t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2;
      if (t >= 1) {
        animation = null;
        paint(k);
        then();
        return;
      }
      if (event.kind === "sum") graph.gather(event.node, eased, before.arrived[event.node]);
      else {
        const slot = before.arrived[event.to].filter((message) => !message.late).length;
        const to = nodes[event.to].tray.count > 1 ? graph.place(event.to, slot).map((v, axis) => v + (event.late && axis ? 29 : 0)) : graph.middle(event.to);
        graph.fly(event.edge, eased, event.grad, event.message, to);
      }
      animation = requestAnimationFrame(frameAt);
    };
    animation = requestAnimationFrame(frameAt);
  }

  function paint(k, more = {}) {
    const moment = { ...momentAfter(k), ...more };
    const event = events[k];
    if (graph) {
      graph.draw(moment, pick);
      if (still.matches && event.kind === "message" && !more.choices) graph.fly(event.edge, 0.45, event.grad, event.message); // on its way, and in the tray
      const words = event.parts.map(([, text]) => text).join("");
      graph.svg.setAttribute("aria-label", `Graph of ${nodes[facts.root].name} with ${nodes.length} values. ${words}`);
      follow(moment);
    }
    if (!more.parts) say(event.parts, event.late ? "wrong" : "");
    tabulate(moment);
  }

  function follow(moment) {
    const box = graph.svg.querySelector(".is-wrong.medu-node, .is-receiver, .is-sender");
    if (!box || !moment) return;
    const [inner, outer] = [box.getBoundingClientRect(), stage.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right) stage.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
    if (inner.top < outer.top || inner.bottom > outer.bottom) stage.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
  }

  // Watching
  const steps = player(root, state, () => facts.events.length, (k) => (still.matches || facts.events[k].kind === "value" ? LOOK : FLIGHT + LOOK));
  if (facts.events.length <= 60) steps.mark(facts.events.map((event) => (event.kind === "sum" ? "Σ" : event.kind === "seed" ? "1" : "")));
  let shown = -1;
  function watch() {
    const k = state.get("step");
    events = facts.events;
    if (k === shown + 1 && k > 0) move(k);
    else {
      land();
      paint(k);
    }
    shown = k;
  }

  // Choosing: the reader says who sends next. Same arithmetic, any order.
  const chooser = make("div", { class: "medu-controls" });
  const hint = make("span", {});
  const back = button("Take back", () => { if (state.get("order").length) state.set({ order: state.get("order").slice(0, -1) }); });
  const again = button("Start again", () => state.set({ order: [] }));
  back.prepend(icon("previous"));
  again.prepend(icon("again"));
  const offers = make("span", { class: "medu-offers" });
  chooser.append(hint, offers, back, again);
  root.append(chooser);

  const canSend = (moment) => nodes.map((_, i) => i).filter((i) => !moment.closed.has(i) && (moment.grad[i] !== null || moment.arrived[i].length) && edges.some((edge) => edge.from === i));

  // What happens when values send in this order; whoever sends, sends what has arrived so far.
  function eventsOf(order) {
    const known = facts.events.filter((event) => event.kind === "value" || event.kind === "seed");
    const made = [...known], arrived = nodes.map(() => []), grad = nodes.map(() => null), sent = new Set();
    grad[facts.root] = 1;
    for (const i of order) {
      if (grad[i] === null) {
        grad[i] = arrived[i].reduce((sum, x) => sum + x, 0);
        const waits = nodes[i].tray.count - arrived[i].length;
        made.push({ kind: "sum", node: i, grad: grad[i], parts: [["strong", `${nodes[i].name} sends now, `], ["", "with what is in its tray: "], ...sum(arrived[i], grad[i]),
          ["", waits ? `. ${waits} more ${waits === 1 ? "message is" : "messages are"} still to come.` : "."]] });
      }
      sent.add(i);
      edges.forEach((edge, k) => {
        if (edge.from !== i) return;
        const message = edge.local * grad[i], late = sent.has(edge.to);
        if (!late) arrived[edge.to].push(message);
        const full = nodes[edge.to].tray.count === arrived[edge.to].length;
        const parts = [["strong", `${nodes[i].name} sends to ${nodes[edge.to].name}: `], ["", "its gradient "], pillOf(grad[i]), ["", ` times the local derivative ${edge.word} is `], pillOf(message), ["", "."]];
        if (late) parts.push(["wrong", ` ✗ Too late: ${nodes[edge.to].name} has sent already, without this.`]);
        made.push({ kind: "message", node: i, to: edge.to, edge: k, message, grad: grad[i], late, done: !late && nodes[edge.to].tray.count === 1, parts });
        if (!late && nodes[edge.to].tray.count === 1) grad[edge.to] = message;
        else if (full && !late) {
          grad[edge.to] = arrived[edge.to].reduce((total, x) => total + x, 0);
          made.push({ kind: "sum", node: edge.to, grad: grad[edge.to], parts: [["", "Everything has arrived. "], ["strong", `${nodes[edge.to].name} adds up: `], ...sum(arrived[edge.to], grad[edge.to]), ["", "."]] });
        }
      });
    }
    return made;
  }
  const sum = (messages, total) => [...messages.flatMap((x, i) => (i ? [["", " + "], pillOf(x)] : [pillOf(x)])), ...(messages.length > 1 ? [["", " = "], pillOf(total)] : [])];

  let played = 0; // events that have been seen in this order
  function choose() {
    const order = state.get("order");
    events = eventsOf(order);
    const further = () => {
      busy = true;
      if (played < events.length - 1) {
        played += 1;
        move(played, () => setTimeout(further, still.matches ? 0 : 250));
      } else offer(order);
    };
    const start = facts.events.findIndex((event) => event.kind === "seed");
    if (played >= events.length || played < start) {
      land();
      played = events.length - 1;
      paint(played);
      offer(order);
    } else further();
  }

  function offer(order) {
    busy = false;
    const moment = momentAfter(events.length - 1);
    const choices = canSend(moment);
    const more = { choices, sender: null, receiver: null };
    let parts = null, kind = "";
    if (!choices.length) {
      const total = nodes.map((_, i) => (i === facts.root ? 1 : moment.arrived[i].reduce((all, message) => all + message.value, 0)));
      const wrong = nodes.map((_, i) => i).filter((i) => Math.abs(total[i] - facts.gradients[i]) > 1e-9 * Math.max(1, Math.abs(facts.gradients[i])));
      const right = facts.events.filter((event) => event.kind === "message");
      more.arrived = moment.arrived.map((messages) => messages.map((message) => ({ ...message, wrong: !message.late && right.find((event) => event.edge === message.edge)?.message !== message.value })));
      more.grad = total.map((x, i) => (moment.arrived[i].some((message) => message.late) ? moment.grad[i] : x)); // with what it sent
      more.edges = moment.edges.map((edge) => ({ ...edge, kind: edge.kind === "is-now" ? "is-done" : edge.kind }));
      more.expected = Object.fromEntries(wrong.map((i) => [i, facts.gradients[i]]));
      const tooLate = (event) => `${nodes[event.to].name} sent with ${number(moment.grad[event.to])}, while ${number(event.message)} from ${nodes[event.node].name} was still on its way: all that comes through ${nodes[event.to].name} is short by it.`;
      kind = wrong.length ? "wrong" : "right";
      parts = wrong.length
        ? [["wrong", `✗ ${wrong.map((i) => `${nodes[i].name} has ${number(total[i])} instead of ${number(facts.gradients[i])}`).join(", ")}. `],
          ["", events.filter((event) => event.late).slice(0, 2).map(tooLate).join(" ")]]
        : [["right", "✓ All gradients are right. "], ["", `Nobody sent before everything had arrived: ${order.map((i) => nodes[i].name).join(", ")}.`]];
    } else if (!order.length) parts = [["", `${nodes[facts.root].name} has its gradient, `], pillOf(1), ["", ". Choose who sends next: click a dotted box, or one of the buttons. Whoever sends, sends what has arrived so far."]];
    paint(events.length - 1, parts ? { ...more, parts } : more);
    if (parts) say(parts, kind);
    hint.textContent = choices.length ? "Next to send:" : "Everybody has sent.";
    const focused = chooser.contains(document.activeElement) || stage.contains(document.activeElement) || document.activeElement === document.body;
    offers.replaceChildren(...choices.map((i) => button(nodes[i].name, () => pick(i), { "data-value": i })));
    back.setAttribute("aria-disabled", order.length === 0);
    if (picked !== null && focused) (picked === "box" ? stage.querySelector(".is-choice") ?? again : offers.firstChild ?? again).focus({ preventScroll: true });
    picked = null;
  }

  let busy = false; // while what was picked is still on its way
  let picked = null; // how: by a box or by a button, so that the focus stays among them
  function pick(i) {
    if (busy) return;
    picked = stage.contains(document.activeElement) ? "box" : "button";
    played = events.length - 1;
    state.set({ order: [...state.get("order"), i] });
  }

  const values = make("div");
  function tabulate(moment) {
    values.replaceChildren(table("Every value, at this step", ["value", "made by", "data", "arrived", "gradient"], nodes.map((node, i) => [node.name, node.made || "given",
      moment.known[i] ? number(node.data) : "not yet", moment.arrived[i].map((message) => number(message.value) + (message.late ? " (too late)" : "")).join(", ") || "nothing",
      number(moment.grad[i]) + (moment.expected[i] === undefined ? "" : ` ✗ instead of ${number(moment.expected[i])}`)])));
  }
  const list = table("All steps, in order", ["step", "what happens"], facts.events.map((event, i) => [String(i), event.parts.map(([, text]) => text).join("")]));
  root.append(make("div", { class: "medu-options" }, checkbox("I choose who sends next", state, "choosing"), folded("The same as tables", values, list)));

  function refresh() {
    steps.bar.hidden = state.get("choosing");
    chooser.hidden = !state.get("choosing");
    if (state.get("choosing")) choose();
    else watch();
  }
  state.watch((names) => {
    if (names.includes("choosing")) {
      steps.stop();
      shown = -2;
      played = -1;
    }
    if (names.some((name) => ["choosing", "step", "order"].includes(name))) refresh();
  });
  shown = -2;
  played = -1;
  refresh();
}
