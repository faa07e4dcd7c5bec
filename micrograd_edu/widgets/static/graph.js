// A computation graph as a picture: a value is a square plate that points right, a gradient a round pill; messages wait in a
// tray until they are summed, and "not yet" is an outline, never 0. Python lays the graph out; this draws a moment of it.

import { make, number } from "./view.js";

const BADGE = 11; // half the height of the sign of the operation, on the left edge of its box
const SIGNS = { "*": "×", "-": "−" };

// facts: { nodes: [{name, op, x, y, tray, badge}], edges: [{from, to, local, path, label: [x, y]}], box: [w, h], size: [w, h], place }
export function drawing(facts) {
  const [width, height] = facts.size, [w, h] = facts.box;
  const svg = make("svg", { class: "medu-graph", viewBox: `-6 -6 ${width} ${height}`, width, height });
  svg.style.minWidth = `${0.9 * width}px`; // then it is scrolled: the text stays as large as the page's
  const lines = make("g"), boxes = make("g"), flying = make("g");
  svg.append(lines, boxes, flying);

  const edges = facts.edges.map((edge) => {
    const path = make("path", { class: "medu-edge", d: edge.path });
    const tip = make("path", { class: "medu-tip", d: edge.tip });
    const gate = make("text", { class: "medu-gate", x: edge.label[0], y: edge.label[1] + 5, "text-anchor": "middle" });
    lines.append(path, tip, gate);
    return { path, gate };
  });

  const pill = (x, y, text, kind = "", wide = null) => {
    const half = wide === null ? Math.max(13, 5 + 4.3 * text.length) : wide / 2;
    return make("g", { class: `medu-pill ${kind}`, transform: `translate(${x} ${y})` },
      make("rect", { x: -half, y: -11, width: 2 * half, height: 22, rx: 11 }), make("text", { y: 5, "text-anchor": "middle" }, text));
  };

  // where message number `slot` of value i lies in its tray
  const place = (i, slot) => {
    const { x, y, tray } = facts.nodes[i];
    const column = slot % tray.columns, row = Math.floor(slot / tray.columns);
    return [x + tray.x + (column + 0.5) * facts.place, y + h + 16 + 27 * row];
  };
  const middle = (i) => [facts.nodes[i].x + w / 2 + facts.nodes[i].badge / 4, facts.nodes[i].y + 45];

  // state: { known, arrived: [[{text, late, wrong}]], grad, sender, receiver, closed, expected, choices, edges: [{text, kind}] }
  function draw(state, pick) {
    facts.edges.forEach((edge, k) => {
      const { text = "", kind = "" } = state.edges[k] ?? {};
      edges[k].path.setAttribute("class", `medu-edge ${kind}`);
      edges[k].gate.setAttribute("class", `medu-gate ${kind}`);
      edges[k].gate.textContent = text;
    });
    boxes.replaceChildren(...facts.nodes.map((node, i) => box(node, i, state, pick)));
    flying.replaceChildren();
  }

  function box(node, i, state, pick) {
    const known = state.known[i], grad = state.grad[i], wrong = state.expected[i] !== undefined;
    const kinds = [known && (grad !== null || state.arrived[i].length) ? "" : "is-waiting", state.sender === i ? "is-sender" : "", state.receiver === i ? "is-receiver" : "", wrong ? "is-wrong" : ""];
    const choice = state.choices.includes(i);
    const button = choice ? { role: "button", tabindex: "0", "aria-label": `${node.name} sends`, "data-value": i } : {};
    const group = make("g", { class: `medu-node ${kinds.join(" ")} ${choice ? "is-choice" : ""}`, transform: `translate(${node.x} ${node.y})`, ...button });
    if (choice) {
      group.append(make("rect", { class: "medu-choice", x: -6, y: -6, width: w + 12, height: h + 12, rx: 10 }));
      group.addEventListener("click", () => pick(i));
      group.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick(i);
      });
    }
    group.append(make("rect", { class: "medu-box", width: w, height: h, rx: 6 }));
    if (state.sender === i) group.append(make("text", { class: "medu-who", x: w / 2, y: -8, "text-anchor": "middle" }, "◂ sends"));
    const inset = node.badge / 2;
    group.append(make("text", { class: "medu-name", x: 8 + inset, y: 21 }, node.name));
    const text = known ? number(node.data) : "not yet";
    const plate = known ? 8.4 * text.length + 10 : 58;
    const right = w - 6;
    group.append(known
      ? make("path", { class: "medu-plate", d: `M${right - plate - 8} 6h${plate}l8 10l-8 10h-${plate}z` })
      : make("rect", { class: "medu-slot", x: right - plate, y: 6, width: plate, height: 20, rx: 2 }),
      make("text", { class: known ? "medu-data" : "medu-none", x: known ? right - 8 - plate / 2 : right - plate / 2, y: 21, "text-anchor": "middle" }, text));
    const pillWidth = w - 16 - inset, at = 8 + inset + pillWidth / 2;
    group.append(grad === null
      ? make("g", { transform: `translate(${at} 45)` }, make("rect", { class: "medu-slot", x: -pillWidth / 2, y: -11, width: pillWidth, height: 22, rx: 11 }), make("text", { class: "medu-none", y: 5, "text-anchor": "middle" }, "not yet"))
      : pill(at, 45, number(grad) + (wrong ? " ✗" : ""), wrong ? "is-wrong" : "", pillWidth));
    if (node.op) {
      const sign = SIGNS[node.op] ?? node.op;
      group.append(make("rect", { class: "medu-badge", x: -inset, y: h / 2 - BADGE, width: node.badge, height: 2 * BADGE, rx: BADGE }),
        make("text", { class: "medu-op", y: h / 2 + 5, "text-anchor": "middle" }, sign));
    }
    if (node.tray.count > 1) tray(group, node, i, state);
    if (wrong) {
      const below = h + 14 + (node.tray.count > 1 ? 27 * node.tray.rows + 4 : 0);
      group.append(make("g", { class: "medu-expected", transform: `translate(${w / 2} ${below})` }, make("rect", { x: -60, y: -11, width: 120, height: 22, rx: 11 }), make("text", { y: 5, "text-anchor": "middle" }, `expected ${number(state.expected[i])}`)));
    }
    return group;
  }

  function tray(group, node, i, state) {
    const { x, columns, rows, count } = node.tray;
    const [left, wide, deep] = [x - 2, columns * facts.place + 4, 27 * rows + 4];
    group.append(make("path", { class: "medu-tray", d: `M${left} ${h + 1}v${deep}h${wide}v-${deep}` }));
    if (state.closed.has(i)) group.append(make("path", { class: "medu-lid", d: `M${left - 2} ${h + 1}h${wide + 4}` }));
    const inTime = state.arrived[i].filter((message) => !message.late), late = state.arrived[i].filter((message) => message.late);
    for (let slot = 0; slot < count; slot++) {
      const [px, py] = place(i, slot).map((v, axis) => v - (axis ? node.y : node.x));
      const message = inTime[slot];
      if (slot % columns) group.append(make("text", { class: "medu-plus", x: px - facts.place / 2, y: py + 5, "text-anchor": "middle" }, "+"));
      group.append(message ? pill(px, py, number(message.value), message.wrong ? "is-off" : "", facts.place - 11)
        : make("rect", { class: "medu-slot", x: px - (facts.place - 11) / 2, y: py - 11, width: facts.place - 11, height: 22, rx: 11 }));
    }
    late.forEach((message, k) => {
      const [px, py] = place(i, count - late.length + k).map((v, axis) => v - (axis ? node.y : node.x));
      group.append(pill(px + 4, py + 29, `${number(message.value)} ✗`, "is-wrong"));
      if (k === 0) group.append(make("text", { class: "medu-late", x: px - facts.place / 2 + 4, y: py + 34, "text-anchor": "end" }, "too late"));
    });
  }

  // A message on its way along edge k, from the value that sends: `share` of the way, with the number that it has there.
  function fly(k, share, before, after, to) {
    const { path } = edges[k];
    const length = path.getTotalLength();
    const onPath = Math.min(1, share / 0.8);
    const { x, y } = path.getPointAtLength(length * (1 - onPath));
    const rest = Math.max(0, (share - 0.8) / 0.2);
    const [tx, ty] = to ?? [x, y];
    const [lx, ly] = facts.edges[k].label;
    const passed = onPath * length > closest(path, length, lx, ly);
    flying.replaceChildren(pill(x + (tx - x) * rest, y + (ty - y) * rest, number(passed ? after : before)));
  }

  // how far from the sender the local derivative stands
  function closest(path, length, x, y) {
    let best = Infinity, at = 0;
    for (let i = 0; i <= 20; i++) {
      const p = path.getPointAtLength(length * (1 - i / 20));
      const far = Math.hypot(p.x - x, p.y - y);
      if (far < best) [best, at] = [far, (length * i) / 20];
    }
    return at;
  }

  function gather(i, share, messages) {
    const [tx, ty] = middle(i);
    flying.replaceChildren(...messages.map((message, slot) => {
      const [x, y] = place(i, slot);
      return pill(x + (tx - x) * share, y + (ty - y) * share, number(message.value));
    }));
  }

  return { svg, draw, fly, gather, place, middle };
}
