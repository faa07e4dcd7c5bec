"""`TrainingTheatre`: a network learns before your eyes; play, pause, step, and go back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from micrograd_edu.widgets.plot import COLOURS, plot_svg, svg
from micrograd_edu.widgets.view import View, html_table, number

COLUMNS, ROWS = 28, 20  # of the picture of the border: 560 scores a frame, some 40 ms
Loop = Callable[[Any, Callable[[], Any], float, int], None]


class TrainingTheatre(View):
    """Watch the loss, the border and the gradients of each layer while a training loop runs, forwards and back.

    Everything is yours: the network, the loss, the loops. A frame is taken whenever a loop calls `backward()`, and one at
    the end. New settings start a new run in the kernel, which can be seen as it goes; looking back through a run asks
    nothing of the kernel.

    Parameters
    ----------
    make_model : callable
        `make_model(width, seed)` makes a network of that width, with the weights of that seed. It has `parameters()`; if it
        has `layers` with `parameters()` too, gradient norms are shown for each.
    loss : callable
        `loss(model, X, y)` gives a value with `data` and `backward()`.
    X, y : list of n [float, float], list of n int
        The points to learn and their labels, -1 or 1.
    loops : dict of str to callable
        Training loops to choose from, each called as `loop(model, loss_fn, lr, steps)`, like lab 3's tickets.
    steps : int
        How many steps a run has.
    lr, seed, width : float, int, int
        Where the controls stand at first.
    """

    script = "theatre.js"
    title = "Training theatre"

    def __init__(
        self,
        make_model: Callable[[int, int], Any],
        loss: Callable[[Any, Sequence[Any], Sequence[int]], Any],
        X: Sequence[Any],
        y: Sequence[int],
        loops: dict[str, Loop],
        steps: int = 60,
        lr: float = 0.5,
        seed: int = 1337,
        width: int = 8,
    ) -> None:
        self.make_model, self.loss, self.X, self.y, self.loops, self.steps = make_model, loss, X, y, loops, steps
        xs, ys = [x[0] for x in X], [x[1] for x in X]
        self.area = [min(xs) - 0.4, max(xs) + 0.4, min(ys) - 0.4, max(ys) + 0.4]
        settings = {"lr": lr, "seed": seed, "width": width, "loop": next(iter(loops))}
        self.frames: list[dict[str, Any]] = []
        self.run(settings, self.frames.append)
        super().__init__(
            {
                "title": self.title,
                "points": [[*x, label] for x, label in zip(X, y)],
                "area": self.area,
                "grid": [COLUMNS, ROWS],
                "loops": list(loops),
                "steps": steps,
                "settings": settings,
                "frames": self.frames,
            }
        )

    def run(self, settings: dict[str, Any], show: Callable[[dict[str, Any]], None]) -> None:
        """Train a new network; show a frame at each `backward()`, and one at the end.

        A loop that raises ends the run: the last frame says so in `error`.
        """
        model = self.make_model(int(settings["width"]), int(settings["seed"]))

        def watched_loss() -> _Watched:
            return _Watched(self.loss(model, self.X, self.y), lambda value: show(self._frame(model, value)))

        error = ""
        try:
            self.loops[settings["loop"]](model, watched_loss, float(settings["lr"]), self.steps)
        except Exception as problem:  # a number ran away, or the loop is not written yet: the learner should read it
            error = f"{type(problem).__name__}: {problem}"
        try:
            last = self._frame(model, self.loss(model, self.X, self.y).data, graded=False)
        except ArithmeticError as problem:
            error = error or f"{type(problem).__name__}: {problem}"
            last = self._nowhere()
        show({**last, "error": error})

    def _nowhere(self) -> dict[str, Any]:
        """A frame of a network whose numbers have run away."""
        return {"loss": 1e300, "scores": [0.0] * (COLUMNS * ROWS), "accuracy": 0.0, "norms": None}

    def _frame(self, model: Any, loss: float, graded: bool = True) -> dict[str, Any]:
        left, right, low, high = self.area
        scores = [
            _finite(model([left + (right - left) * (i + 0.5) / COLUMNS, low + (high - low) * (j + 0.5) / ROWS]).data)
            for j in range(ROWS)
            for i in range(COLUMNS)
        ]
        right_side = sum((model(x).data > 0) == (label > 0) for x, label in zip(self.X, self.y)) / len(self.X)
        norms = None
        if graded:
            layers = getattr(model, "layers", [model])
            norms = [_finite(math.sqrt(sum((p.grad or 0.0) ** 2 for p in layer.parameters()))) for layer in layers]
        return {"loss": _finite(loss), "scores": [float(f"{s:.3g}") for s in scores], "accuracy": right_side, "norms": norms}

    def _make_widget(self) -> Any:
        widget = super()._make_widget()

        def on_message(_: Any, content: Any, __: Any) -> None:
            """A new run: frames are sent as they come."""
            widget.send({"kind": "start", "settings": content["settings"]})
            self.run(content["settings"], lambda frame: widget.send({"kind": "frame", "frame": frame}))
            widget.send({"kind": "end"})

        widget.on_msg(on_message)
        return widget

    def sentence(self, k: int) -> str:
        """What frame `k` shows."""
        frame = self.frames[k]
        norms = frame["norms"]
        gradients = (
            "" if norms is None else f", gradient norms {', '.join(map(number, norms))} from the first layer to the last"
        )
        error = f" The loop stopped: {frame['error']}." if frame.get("error") else ""
        return (
            f"Step {k}: loss {number(frame['loss'])}, {frame['accuracy']:.0%} of the points on their side{gradients}.{error}"
        )

    def pictures(self) -> list[tuple[str, str]]:
        pictures = []
        for k in dict.fromkeys([0, len(self.frames) // 2, len(self.frames) - 1]):
            pictures.append((f"{self.sentence(k)} The border:", self._border(self.frames[k]["scores"])))
        losses = [(i, min(frame["loss"], 20.0)) for i, frame in enumerate(self.frames)]
        return [*pictures, ("The loss at each step.", plot_svg({"loss": losses}, losses[-1], "step", "loss"))]

    def _border(self, scores: list[float]) -> str:
        """Votes for -1 hatched, the points on top."""
        width, height = 420, 300
        left, right, low, high = self.area
        w, h = width / COLUMNS, height / ROWS
        no = [(i % COLUMNS * w, height - (i // COLUMNS + 1) * h) for i, score in enumerate(scores) if score <= 0]
        hatching = "".join(f"M{x:.1f} {y + h:.1f}l{w:.1f} {-h:.1f}" for x, y in no)
        parts = [f'<path d="{hatching}" stroke="{COLOURS[0]}" stroke-opacity="0.5"/>']
        for (a, b), label in zip(self.X, self.y):
            x, y = (a - left) / (right - left) * width, height - (b - low) / (high - low) * height
            shape = f"M{x:.1f} {y - 5:.1f}l5 9h-10z" if label > 0 else f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"
            parts.append(f'<path d="{shape}" fill="{COLOURS[label > 0]}"/>')
        return svg(width, height, "".join(parts))

    def table(self) -> str:
        every = max(1, len(self.frames) // 10)
        rows = []
        for k in sorted({*range(0, len(self.frames), every), len(self.frames) - 1}):
            frame = self.frames[k]
            norms = "" if frame["norms"] is None else ", ".join(map(number, frame["norms"]))
            rows.append((str(k), number(frame["loss"]), f"{frame['accuracy']:.0%}", norms))
        return html_table("The run", ["step", "loss", "on their side", "gradient norm of each layer"], rows)


class _Watched:
    """A loss that tells when it is differentiated."""

    def __init__(self, loss: Any, on_backward: Callable[[float], None]) -> None:
        self._loss, self._on_backward = loss, on_backward

    @property
    def data(self) -> float:
        return float(self._loss.data)

    def backward(self) -> None:
        self._loss.backward()
        self._on_backward(self._loss.data)


def _finite(x: float) -> float:
    """JSON has no infinity: what ran away is shown as very large."""
    return float(x) if math.isfinite(x) else math.copysign(1e300, x) if not math.isnan(x) else 1e300
