"""The labs, one room each: what a lab is called, its tasks, its probes, and what students get wrong in it.

Nothing outside of this folder names a lab. Who needs one finds it here: each room has a `manifest.py` with one `MANIFEST`,
and a `tasks.py` with its checks. A class may have rooms of its own, in a folder that the environment variable
`MICROGRAD_EDU_LABS` names; one with the name of a lab of ours takes its place.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from pathlib import Path

from micrograd_edu.checks.source import OWN_LABS, rooms
from micrograd_edu.checks.task import Task

__path__ = [str(folder) for folder in rooms()]
ENGINE = frozenset({"engine", "_domain", "_node"})
PICTURES = frozenset({"figures", "plot", "border"})
PACKAGE_OF_LAB_4_ON = ENGINE | PICTURES | {"nn", "losses", "optim", "data", "gradcheck", "graph"}

# Other packages that would do a lab's work: they differentiate, by operators, by symbols or by differences.
ENGINES = ("torch", "jax", "tensorflow", "keras", "autograd", "micrograd", "tinygrad", "mlx", "paddle", "mxnet", "chainer")
SYMBOLIC = ("sympy", "mpmath", "symengine", "casadi", "pytensor", "aesara", "theano")
NUMERIC = ("numdifftools", "algopy", "uncertainties", "findiff", "ad")
OTHER_ENGINES = frozenset((*ENGINES, *SYMBOLIC, *NUMERIC))

PLOTS = ("matplotlib.pyplot", "matplotlib_inline.backend_inline", "PIL.PngImagePlugin")
DATA = ("sklearn.datasets", "sklearn.model_selection")


@dataclass(frozen=True)
class Manifest:
    """One lab.

    Attributes
    ----------
    lab : str
        The assignment's name, which is the notebook's and the folder's too.
    title : str
        For tables, with the lab's number.
    hours : float
        What a newcomer needs, the notebook's own estimate.
    visible : frozenset of str
        Modules of this package that a submission may import while it is graded. No other is there.
    views : frozenset of str
        Modules of `widgets` that a submission may import; all others do nothing.
    hidden : frozenset of str
        Packages of others that would do the lab's work.
    preload : tuple of str
        What the lab's own first cells import: imported once, before the first submission comes.
    """

    lab: str
    title: str
    hours: float
    visible: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()
    hidden: frozenset[str] = OTHER_ENGINES
    preload: tuple[str, ...] = ()


def labs() -> list[str]:
    """The names of all labs, in the order of the course."""
    return sorted({path.parent.name for folder in rooms() for path in folder.glob("*/manifest.py")})


def use_own_labs(folder: Path) -> None:
    """Have this process, and those that it starts, look for labs in this folder too, before ours. Once a process."""
    if folder.is_dir() and str(folder) not in __path__:
        os.environ[OWN_LABS] = str(folder)
        __path__.insert(0, str(folder))


def find_manifest(lab: str) -> Manifest | None:
    """The manifest of a lab; None for an assignment that is none of ours."""
    if lab not in labs():
        return None
    manifest: Manifest = importlib.import_module(f"micrograd_edu.labs.{lab}.manifest").MANIFEST
    return manifest


def checks_of(lab: str) -> dict[str, Task]:
    """All checks of a lab by task; none for an assignment that is not one of ours."""
    if lab not in labs():
        return {}
    tasks: dict[str, Task] = importlib.import_module(f"micrograd_edu.labs.{lab}.tasks").TASKS
    return tasks


def find_check(lab: str, grade_id: str) -> Task | None:
    """The check behind a check cell such as `check-mul`, or None where the cell is not one of ours."""
    return checks_of(lab).get(grade_id.removeprefix("check-")) if grade_id.startswith("check-") else None


def replay(receipt: str) -> None:
    """Ask once more what lost points, with the receipt that the feedback shows; the notebook's cells have run before.

    Parameters
    ----------
    receipt : str
        As in `replay("lab1_operators/mul-1f0c...")`. From it the same questions are drawn.

    Raises
    ------
    CheckFailed
        If the answers are still wrong.
    """
    from micrograd_edu.checks.notebook import replay_in_notebook  # what grades does not need it

    replay_in_notebook(checks_of(receipt.partition("/")[0]), receipt)
