"""The scalar engine against micrograd 0.1.0, in the same run.

    make bench            # or: python benchmarks/engine.py [--quick]

Measures the step of micrograd's classic demo (moons, 100 points, MLP(2, [16, 16, 1]), max-margin loss with L2) in three
forms: micrograd; micrograd's own `nn` and demo code with only the engine exchanged; this package's `nn` and losses. Each
form runs in processes of its own, alternating, with the garbage collector on and off. Printed are ratios of medians
(micrograd / ours: larger is better for time; ours / micrograd: smaller is better for instructions and memory).

Seconds are CPU seconds. Instructions are counted by valgrind's callgrind, where it is installed: two runs with different
numbers of steps, so that start-up cancels out.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

FORMS = ("micrograd", "exchanged", "ours")
LABELS = {"micrograd": "micrograd 0.1.0", "exchanged": "its nn, our engine", "ours": "our nn and engine"}


def moons() -> tuple[list[list[float]], list[int]]:
    from micrograd_edu.data import moons as draw

    cache = Path(tempfile.gettempdir()) / "micrograd_edu_benchmark_moons.json"
    if not cache.exists():  # so that counted runs do not import scikit-learn
        cache.write_text(json.dumps(draw(100, 0.1, seed=1337)))
    X, y = json.loads(cache.read_text())
    return X, y


class Demo:
    """One form of the demo: `forward()` gives the loss, `update()` moves the parameters."""

    def __init__(self, form: str) -> None:
        self.X, self.y = moons()
        self.form = form
        if form == "exchanged":  # micrograd/nn.py imports this name
            import micrograd
            import micrograd.engine

            import micrograd_edu

            micrograd.engine.Value = micrograd_edu.Value
        if form == "ours":
            from micrograd_edu.nn import MLP
            from micrograd_edu.optim import SGD

            self.model = MLP(2, [16, 16, 1], random.Random(1337))
            self.sgd = SGD(self.model.parameters(), lr=1.0)
        else:
            from micrograd.engine import Value
            from micrograd.nn import MLP

            random.seed(1337)
            self.Value, self.model = Value, MLP(2, [16, 16, 1])

    def forward(self):
        if self.form == "ours":
            from micrograd_edu.losses import l2_penalty, max_margin_loss

            scores = [self.model(x) for x in self.X]
            return max_margin_loss(scores, self.y) + l2_penalty(self.model.parameters(), 1e-4)
        # as in micrograd's demo notebook
        inputs = [list(map(self.Value, x)) for x in self.X]
        scores = list(map(self.model, inputs))
        losses = [(1 + -yi * score).relu() for yi, score in zip(self.y, scores)]
        return sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in self.model.parameters())

    def zero_grad(self) -> None:
        self.model.zero_grad()

    def update(self) -> None:
        if self.form == "ours":
            self.sgd.step()
        else:
            for p in self.model.parameters():
                p.data -= 1.0 * p.grad


def measure(form: str, collector: bool, steps: int) -> dict[str, float]:
    """Run in a process of its own: CPU seconds of each phase (medians over steps), garbage, nodes and peak memory."""
    demo = Demo(form)
    if not collector:
        gc.disable()
    phases: dict[str, list[float]] = {"forward": [], "backward": [], "update": []}
    loss = None
    for step in range(steps + 1):
        if not collector:
            gc.collect()  # between the steps, outside of the measured time; with the collector on it comes when it comes
        started = time.process_time()
        loss = demo.forward()
        demo.zero_grad()
        forward = time.process_time()
        loss.backward()
        backward = time.process_time()
        demo.update()
        done = time.process_time()
        if step:  # the first warms up
            phases["forward"].append(forward - started)
            phases["backward"].append(backward - forward)
            phases["update"].append(done - backward)
        value = loss.data
        loss = None
    found = {phase: statistics.median(seconds) for phase, seconds in phases.items()}
    found["step"] = statistics.median(map(sum, zip(*phases.values())))
    found["loss"] = value
    return found


def measure_memory(form: str) -> dict[str, float]:
    """Peak memory of one graph and its backward, its number of nodes, and what only the cyclic collector can free."""
    demo = Demo(form)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    loss = demo.forward()
    demo.zero_grad()
    loss.backward()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    nodes, pending = {loss}, [loss]
    while pending:
        for parent in pending.pop()._prev:
            if parent not in nodes:
                nodes.add(parent)
                pending.append(parent)
    count = len(nodes)
    del loss, nodes, pending
    return {"peak": peak, "nodes": count, "garbage": gc.collect()}


def measure_chain(length: int) -> dict[str, float]:
    """A chain of `length` additions: seconds forward, backward and to free, and bytes a node."""
    from micrograd_edu import Value

    gc.disable()
    tracemalloc.start()
    x = out = Value(1.0)
    for _ in range(length):
        out = out + x
    memory, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del out
    started = time.process_time()
    out = x
    for _ in range(length):
        out = out + x
    forward = time.process_time()
    out.backward()
    backward = time.process_time()
    del out
    freed = time.process_time()
    return {
        "forward": forward - started,
        "backward": backward - forward,
        "free": freed - backward,
        "bytes a node": memory / length,
        "garbage": gc.collect(),
    }


def run_steps(form: str, collector: bool, steps: int) -> dict[str, float]:
    """Just steps: what callgrind counts."""
    demo = Demo(form)
    if not collector:
        gc.disable()
    for _ in range(steps):
        loss = demo.forward()
        demo.zero_grad()
        loss.backward()
        demo.update()
        del loss
    return {}


TASKS = {"measure": measure, "memory": measure_memory, "chain": measure_chain, "steps": run_steps}


def in_a_process(task: str, *arguments, under: tuple[str, ...] = ()) -> dict[str, float]:
    command = [*under, sys.executable, __file__, "--task", task, json.dumps(arguments)]
    # a fixed hash seed makes counted runs repeatable
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout) | {"log": done.stderr}


def instructions(form: str, collector: bool) -> float:
    """Instructions of one step: a run with three steps less a run with one, halved."""
    counts = []
    with tempfile.TemporaryDirectory() as folder:
        under = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out")
        for steps in (1, 3):
            log = in_a_process("steps", form, collector, steps, under=under)["log"]
            counts.append(int(re.search(r"Collected : (\d+)", log).group(1)))
    return (counts[1] - counts[0]) / 2


def report(quick: bool) -> None:
    rounds, steps = (2, 2) if quick else (5, 5)
    for collector in (True, False):
        print(
            f"\nCPU seconds of a demo step, garbage collector {'on' if collector else 'off'} (median of {rounds} processes)"
        )
        found: dict[str, list[dict]] = {form: [] for form in FORMS}
        for _ in range(rounds):
            for form in FORMS:  # alternating, so that a slow minute of the machine hits all of them
                found[form].append(in_a_process("measure", form, collector, steps))
        losses = {form: found[form][0]["loss"] for form in FORMS}
        assert max(losses.values()) - min(losses.values()) < 1e-9, f"the forms compute different losses: {losses}"
        print(f"{'':22}{'forward':>12}{'backward':>12}{'update':>12}{'step':>12}   micrograd / this")
        base = None
        for form in FORMS:
            median = {p: statistics.median(run[p] for run in found[form]) for p in ("forward", "backward", "update", "step")}
            base = base or median["step"]
            numbers = "".join(f"{median[phase]:12.4f}" for phase in ("forward", "backward", "update", "step"))
            print(f"{LABELS[form]:22}{numbers}   {base / median['step']:.1f} x")

    print("\nMemory of one graph with its gradients, and objects that only the cyclic collector can free")
    base = None
    for form in FORMS:
        memory = in_a_process("memory", form)
        base = base or memory
        a_node, base_node = memory["peak"] / memory["nodes"], base["peak"] / base["nodes"]
        peak = f"peak {memory['peak'] / 1e6:6.1f} MB ({memory['peak'] / base['peak']:.2f})"
        per_node = f"{a_node:5.0f} B a node ({a_node / base_node:.2f})"
        print(f"{LABELS[form]:22}{memory['nodes']:8} nodes, {peak}, {per_node}, garbage {memory['garbage']}")

    length = 100_000 if quick else 1_000_000
    chain = in_a_process("chain", length)
    print(f"\nA chain of {length:,}: " + ", ".join(f"{key} {chain[key]:.3g}" for key in chain if key != "log"))

    if not shutil.which("valgrind"):
        print("\nInstructions: not counted, valgrind is not installed.")
        return
    for collector in (True,) if quick else (True, False):
        print(f"\nInstructions of a demo step, garbage collector {'on' if collector else 'off'}")
        base = None
        for form in FORMS:
            count = instructions(form, collector)
            base = base or count
            print(f"{LABELS[form]:22}{count / 1e6:10.0f} M   this / micrograd {count / base:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs: to see that it works, not to quote")
    parser.add_argument("--task", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        task, arguments = options.task
        print(json.dumps(TASKS[task](*json.loads(arguments))))
    else:
        report(options.quick)


if __name__ == "__main__":
    main()
