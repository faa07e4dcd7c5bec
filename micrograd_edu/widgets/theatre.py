"""`TrainingTheatre`: networks learn before your eyes, two at a time; play, pause, step, and go back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from micrograd_edu.border import border
from micrograd_edu.plot import COLOURS, INK, mark_of, plot_svg, svg
from micrograd_edu.widgets.view import View, html_table, number

COLUMNS, ROWS = 24, 18  # of the scores behind the border
WIDTH, HEIGHT = 880, 660  # of the map
Loop = Callable[[Any, Callable[[], Any], float, int], None]
Points = tuple[Sequence[Any], Sequence[int]]
Frame = dict[str, Any]


class TrainingTheatre(View):
    """Watch the loss, the border and the gradients while a training loop runs, forwards and back, beside another loop.

    Everything is yours: the network, the loss, the loops. A frame is taken whenever a loop calls `backward()`, and one at
    the end: step k is what k moves have made. New settings start new runs in the kernel, which can be seen as they go;
    looking back through a run asks nothing of the kernel.

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
    beside : str
        The loop to show beside the first one, from the same weights on the same points; "" for none.
    held_out : pair of (X, y), optional
        Points that no loop is given, to see on which side they come to lie.

    Attributes
    ----------
    loop, beside, lr, seed, width, step, held_out, map_of
        What is chosen now, traits that the view follows. `train()` starts the runs that they describe.

    Raises
    ------
    ValueError
        If there is no loop, or none of the name in `beside`.
    """

    script = "theatre"
    title = "Training theatre"

    loop = traitlets.Unicode().tag(sync=True)
    beside = traitlets.Unicode().tag(sync=True)
    lr = traitlets.Float(0.5).tag(sync=True)
    seed = traitlets.Int(1337, min=0).tag(sync=True)
    width = traitlets.Int(8, min=1, max=64).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    held_out = traitlets.Bool(False).tag(sync=True)
    map_of = traitlets.Int(0, min=0, max=1).tag(sync=True)  # the run whose votes and mistakes the map shows

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
        beside: str = "",
        held_out: Points | None = None,
    ) -> None:
        if not loops or beside not in ("", *loops):
            raise ValueError(
                f"`beside` is one of the loops, or empty; it is {beside!r}, the loops are {', '.join(loops) or 'none'}."
            )
        self.make_model, self.loss, self.loops, self.steps = make_model, loss, loops, steps
        self.learnt, self.kept = (X, y), held_out or ([], [])
        xs, ys = [x[0] for x in [*X, *self.kept[0]]], [x[1] for x in [*X, *self.kept[0]]]
        self.area = [min(xs) - 0.4, max(xs) + 0.4, min(ys) - 0.4, max(ys) + 0.4]
        self.runs: list[dict[str, Any]] = []
        self.last = 0
        facts = {
            "title": self.title,
            "points": self._on_the_map(self.learnt),
            "kept": self._on_the_map(self.kept),
            "size": [WIDTH, HEIGHT],
            "loops": list(loops),
            "runs": self.runs,
        }
        super().__init__(facts, loop=next(iter(loops)), beside=beside, lr=lr, seed=seed, width=width)
        self.train()

    @traitlets.validate("loop", "beside")
    def _loop_exists(self, proposal: Any) -> str:
        name: str = proposal["value"]
        if name not in self.loops and not (name == "" and proposal["trait"].name == "beside"):
            raise traitlets.TraitError(f"there is no loop {name!r}; there are {', '.join(self.loops)}.")
        return name

    @traitlets.validate("lr")
    def _lr_goes_downhill(self, proposal: Any) -> float:
        lr: float = proposal["value"]
        if not 0 < lr < math.inf:
            raise traitlets.TraitError(f"a learning rate is more than 0: {lr} would go uphill, or nowhere.")
        return lr

    def train(self) -> None:
        """Train new networks with the settings as they are; the view shows how it goes."""
        names = [self.loop] + [self.beside] * (self.beside not in ("", self.loop))
        settings = {"lr": self.lr, "seed": self.seed, "width": self.width}
        runs: list[dict[str, Any]] = [{"name": name, "settings": settings, "frames": []} for name in names]
        self.step = 0
        self.tell({"kind": "start", "runs": runs})
        for k, run in enumerate(runs):

            def keep(frame: Frame, k: int = k, frames: list[Frame] = run["frames"]) -> None:
                frames.append(frame)
                self.tell({"kind": "frame", "run": k, "frame": frame})

            self._run(run["name"], keep)
        self.runs[:] = runs
        self.last = max(len(run["frames"]) for run in runs) - 1
        self.__dict__.pop("_pictures", None)  # they were of the runs before
        self.tell({"kind": "end"})

    def asked(self, message: dict[str, Any]) -> None:
        """The button *Train anew*."""
        self.train()

    def _run(self, name: str, show: Callable[[Frame], None]) -> None:
        """Show a frame at each `backward()`, and one at the end. A loop that raises ends the run: the last frame says so."""
        model = self.make_model(self.width, self.seed)

        def watched_loss() -> _Watched:
            return _Watched(self.loss(model, *self.learnt), lambda value: show(self._frame(model, value)))

        error = ""
        try:
            self.loops[name](model, watched_loss, self.lr, self.steps)
        except Exception as problem:  # a number ran away, or the loop is not written yet: the learner should read it
            error = f"{type(problem).__name__}: {problem}"
        try:
            last = self._frame(model, self.loss(model, *self.learnt).data, graded=False)
        except ArithmeticError as problem:
            error = error or f"{type(problem).__name__}: {problem}"
            last = {"loss": None, "line": "", "region": "", "wrong": [], "wrong_kept": [], "norms": None}
        show({**last, "error": error})

    def _frame(self, model: Any, loss: float, graded: bool = True) -> Frame:
        left, right, low, high = self.area
        scores = [
            [
                _number_or_0(model([left + (right - left) * i / (COLUMNS - 1), low + (high - low) * j / (ROWS - 1)]).data)
                for i in range(COLUMNS)
            ]
            for j in range(ROWS)
        ]
        line, region = border(scores, WIDTH, HEIGHT)
        norms = None
        if graded:
            layers = getattr(model, "layers", [model])
            norms = [_finite(math.sqrt(sum((p.grad or 0.0) ** 2 for p in layer.parameters()))) for layer in layers]
        wrong, wrong_kept = (_on_the_wrong_side(model, *points) for points in (self.learnt, self.kept))
        return {
            "loss": _finite(loss),
            "line": line,
            "region": region,
            "wrong": wrong,
            "wrong_kept": wrong_kept,
            "norms": norms,
        }

    def _on_the_map(self, points: Points) -> list[tuple[int, int, int]]:
        left, right, low, high = self.area
        return [
            (round((a - left) / (right - left) * WIDTH), round(HEIGHT - (b - low) / (high - low) * HEIGHT), label)
            for (a, b), label in zip(*points)
        ]

    def sentence(self, k: int) -> str:
        """What step `k` shows of each run."""
        said = []
        for run in self.runs:
            frame = run["frames"][min(k, len(run["frames"]) - 1)]
            norm = "" if frame["norms"] is None else f", gradient {_norm(frame['norms'])} long"
            error = f"; the loop stopped: {frame['error']}" if frame.get("error") else ""
            said.append(f"{run['name']}: loss {_loss(frame)}, {self._share(frame)} of the points on their side{norm}{error}")
        return f"Step {k}. {'. '.join(said)}."

    def _share(self, frame: Frame) -> str:
        return f"{1 - len(frame['wrong']) / len(self.learnt[0]):.0%}"

    def pictures(self) -> list[tuple[str, str]]:
        pictures = [(f"{self.sentence(k)} The border:", self._map(k)) for k in dict.fromkeys([0, self.last // 2, self.last])]
        losses = {
            run["name"]: [
                (i, min(frame["loss"], 20.0)) for i, frame in enumerate(run["frames"]) if frame["loss"] is not None
            ]
            for run in self.runs
        }
        first = next(iter(losses.values()))
        return [*pictures, ("The loss at each step.", plot_svg(losses, first[-1], "step", "loss"))]

    def _map(self, k: int) -> str:
        """The first run's votes for -1 hatched, every run's border, the points on top."""
        frames = [run["frames"][min(k, len(run["frames"]) - 1)] for run in self.runs]
        parts = [
            '<defs><pattern id="votes" width="18" height="18" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="3" height="18" fill="{COLOURS[0]}" opacity="0.35"/></pattern></defs>'
            f'<path d="{frames[0]["region"]}" fill="url(#votes)"/>'
        ]
        for colour, dash, frame in zip((COLOURS[1], INK), ("14 8", ""), frames):
            parts.append(
                f'<path d="{frame["line"]}" fill="none" stroke="{colour}" stroke-width="5" stroke-dasharray="{dash}"/>'
            )
        for i, (x, y, label) in enumerate(self.facts["points"]):
            parts.append(mark_of(x, y, label, 9))
            if i in frames[0]["wrong"]:
                parts.append(f'<circle cx="{x}" cy="{y}" r="17" fill="none" stroke="{INK}" stroke-width="3"/>')
        return svg(WIDTH, HEIGHT, "".join(parts), shown=0.5)

    def table(self) -> str:
        head, rows = ["step"], []
        for run in self.runs:
            head += [f"{run['name']}: loss", "on their side", "gradient norm of each layer"]
        every = max(1, self.last // 10)
        for k in sorted({*range(0, self.last + 1, every), self.last}):
            row = [str(k)]
            for run in self.runs:
                frame = run["frames"][min(k, len(run["frames"]) - 1)]
                norms = ", ".join(_norm([norm]) for norm in frame["norms"] or [])
                row += [_loss(frame), self._share(frame), norms]
            rows.append(row)
        return html_table("The runs, step by step", head, rows)


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


def _on_the_wrong_side(model: Any, X: Sequence[Any], y: Sequence[int]) -> list[int]:
    return [i for i, (x, label) in enumerate(zip(X, y)) if (model(x).data > 0) != (label > 0)]


def _loss(frame: Frame) -> str:
    return "ran away" if frame["loss"] is None else number(frame["loss"])


def _norm(norms: Sequence[float | None]) -> str:
    known = [norm for norm in norms if norm is not None]
    return number(math.hypot(*known)) if len(known) == len(norms) else "too large to say"


def _number_or_0(x: float) -> float:
    return float(x) if math.isfinite(x) else 0.0


def _finite(x: float) -> float | None:
    """JSON has no infinity: what ran away is None."""
    return float(x) if math.isfinite(x) else None
