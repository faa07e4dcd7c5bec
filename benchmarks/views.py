"""How quickly the views answer, in JupyterLab in Chromium: python benchmarks/views.py

Two graphs of some 200 values in BackpropStepper, one of a small network and a tangled one: the time from running the cell
until the picture is on the page, and the time of a step. A training of 100 steps in TrainingTheatre: the time to move to
another frame. A step lasts from the key until the browser has painted twice; what that takes when nothing happens is
printed beside it as the floor. There is no peer to compare with.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from jupyterlab import open_notebook

IMPORTS = """
import random
from micrograd_edu import Value
from micrograd_edu.data import moons
from micrograd_edu.graph import trace
from micrograd_edu.losses import max_margin_loss
from micrograd_edu.nn import MLP
from micrograd_edu.widgets import BackpropStepper, TrainingTheatre

rng = random.Random(0)
model = MLP(2, [5, 1], rng)
X, y = moons(4, 0.1, seed=1)
network = Value(0.0)
for x, target in zip(X, y):
    hidden = [sum((w * a for w, a in zip(n.w, x)), n.b).tanh() for n in model.layers[0].neurons]
    last = model.layers[1].neurons[0]
    network = network + (1 - target * sum((w * h for w, h in zip(last.w, hidden)), last.b)).relu()

values = [Value(rng.uniform(-1, 1)) for _ in range(20)]
while len(values) < 180:
    a, b = values[-1], rng.choice(values)
    values.append(a * b if len(values) % 2 else a + b)
tangle = sum(values[:20], values[-1])

def loop(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad
print([len(trace(root)[0]) for root in (network, tangle)], "values")
"""
THEATRE = """TrainingTheatre(lambda width, seed: MLP(2, [width, 1], random.Random(seed)),
    lambda model, X, y: max_margin_loss([model(x) for x in X], y), *moons(40, 0.1, seed=1), {"loop": loop}, steps=100)"""
CELLS = {
    "imports": IMPORTS,
    "network": "BackpropStepper(network)",
    "tangle": "BackpropStepper(tangle)",
    "theatre": THEATRE,
}

# milliseconds from a key on the view until what it changed is painted, for each of `count` keys
STEPS = """async ([selector, key, count]) => {
  const view = document.querySelector(selector), times = [];
  const painted = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  for (let i = 0; i < count; i++) {
    await painted();
    const from = performance.now();
    const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    if (key) view.querySelector('button').dispatchEvent(press);
    await painted();
    times.push(performance.now() - from);
  }
  return times;
}"""


def tell(what: str, times: list[float]) -> None:
    print(f"{what:40} median {statistics.median(times):6.1f} ms, longest {max(times):6.1f} ms of {len(times)}", flush=True)


def main() -> None:
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text, id=name) for name, text in CELLS.items()])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "views.ipynb"
        nbformat.write(nb, path)
        with open_notebook(path, Path(folder), width=1200, height=1000) as lab:
            print(lab.run("imports").strip())
            for name, selector in (("network", ".medu-node"), ("tangle", ".medu-node"), ("theatre", ".medu-map")):
                lab.cell(name).locator(".cm-content").click()
                started = time.perf_counter()
                lab.page.keyboard.press("Control+Enter")
                lab.cell(name).locator(".medu").locator(selector).first.wait_for()
                print(f"{name + ': on the page after':40} {time.perf_counter() - started:6.2f} s", flush=True)
                lab.page.wait_for_timeout(1000)
                lab.cell(name).locator(".medu").evaluate(f"view => view.classList.add('{name}')")
                lab.page.evaluate(STEPS, [f".{name}", "Home", 1])
                tell("  nothing happens (the floor)", lab.page.evaluate(STEPS, [f".{name}", None, 100]))
                tell("  a step", lab.page.evaluate(STEPS, [f".{name}", "ArrowRight", 100]))


if __name__ == "__main__":
    main()
