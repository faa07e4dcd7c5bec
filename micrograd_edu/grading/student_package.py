"""What a submission sees of this package while it is graded: the probes, what its lab builds on, and none of the answers."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
ENGINE = {"engine", "_domain", "_node"}

# Which modules are really there for a lab. All others cannot be imported, with a sentence that says why.
VISIBLE = {
    "lab0_read_the_engine": ENGINE | {"graph", "figures"},
    "lab1_operators": {"figures"},
    "lab2_visualization": ENGINE | {"figures"},
    "lab3_moons": ENGINE | {"data", "figures"},
    "lab4_pytorch": ENGINE | {"nn", "losses", "optim", "data", "figures", "gradcheck", "graph"},
    "lab5_extension": ENGINE | {"nn", "losses", "optim", "data", "figures", "gradcheck", "graph"},
}
# What notebooks look at, but no task needs: it does nothing while grading, and says so when shown.
FOR_SHOW = {"graph"}
# The views that a lab's submissions see. `BackpropStepper` would do lab 2's tasks, so it is not among that lab's.
VIEWS = {
    "lab0_read_the_engine": {"stepper"},
    "lab1_operators": {"finite_difference"},
    "lab3_moons": {"theatre"},
    "lab4_pytorch": {"twin"},
}

# Other packages that would do a lab's work: they differentiate, by operators, by symbols or by differences.
ENGINES = ("torch", "jax", "tensorflow", "keras", "autograd", "micrograd", "tinygrad", "mlx", "paddle", "mxnet", "chainer")
SYMBOLIC = ("sympy", "mpmath", "symengine", "casadi", "pytensor", "aesara", "theano")
NUMERIC = ("numdifftools", "algopy", "uncertainties", "findiff", "ad")
OTHER_ENGINES = (*ENGINES, *SYMBOLIC, *NUMERIC)
# What a lab needs all the same: PyTorch is lab 4's subject, and its optimizers import SymPy.
NEEDED = {"lab4_pytorch": {"torch", "sympy", "mpmath"}}
# SciPy differentiates as well; from lab 3 on it is there, because scikit-learn is made with it.
WITHOUT_SCIPY = {"lab1_operators", "lab2_visualization"}

PLOTS = ["matplotlib.pyplot", "matplotlib_inline.backend_inline", "PIL.PngImagePlugin"]
DATA = ["sklearn.datasets", "sklearn.model_selection"]
# Imported before the first notebook comes: what the labs' own first cells import.
HEAVY = {
    "lab0_read_the_engine": ["graphviz"],
    "lab1_operators": PLOTS,
    "lab2_visualization": ["graphviz"],
    "lab3_moons": [*PLOTS, *DATA, "contourpy", "tqdm"],
    "lab4_pytorch": ["torch", *DATA],
    "lab5_extension": ["numpy", *DATA],
}

NOT_THERE = """raise ImportError("{name} is not there while {lab} is graded: the lab asks for your own")
"""

EMPTY_PACKAGE = '''"""The course's package, without its engine."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(f"micrograd_edu.{{name}} is not there while {lab} is graded: the lab asks for your own")
'''

PLACEHOLDER = '''"""Only for show: everything in here does nothing while a submission is graded."""


class Placeholder:
    """Stands for a picture, a view or a check: takes every question, answers with itself."""

    def __repr__(self):
        return "(not shown while grading)"

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *arguments, **named):
        return self

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __call__
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __neg__ = __call__


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return Placeholder()
'''


def build_student_package(lab: str, folder: Path) -> None:
    """Write the package as submissions of `lab` see it into `folder`, which is put on their module path.

    An assignment that is none of the six labs sees the whole package except the checks.
    """
    target = folder / "micrograd_edu"
    visible = VISIBLE.get(lab, {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "cli"})
    (target / "checks" / "probes").mkdir(parents=True)
    for path in sorted(PACKAGE.glob("*.py")):
        name = path.stem
        if name == "__init__":
            whole = ENGINE <= visible
            (target / path.name).write_text(path.read_text(encoding="utf-8") if whole else EMPTY_PACKAGE.format(lab=lab))
        elif name in visible:
            shutil.copy(path, target)
        elif name in FOR_SHOW:
            (target / path.name).write_text(PLACEHOLDER)
        else:
            (target / path.name).write_text(NOT_THERE.format(name=f"micrograd_edu.{name}", lab=lab))
    (target / "widgets").mkdir()
    for path in (PACKAGE / "widgets").glob("*.py"):
        if path.stem in {"__init__", "view", "plot"} | VIEWS.get(lab, set()):
            shutil.copy(path, target / "widgets")
        else:
            (target / "widgets" / path.name).write_text(PLACEHOLDER)
    (target / "checks" / "__init__.py").write_text("")
    for path in (PACKAGE / "checks").glob("lab*.py"):
        (target / "checks" / path.name).write_text(PLACEHOLDER)
    for path in (PACKAGE / "checks" / "probes").glob("*.py"):
        shutil.copy(path, target / "checks" / "probes")
    for name in other_engines(lab):
        (folder / f"{name}.py").write_text(NOT_THERE.format(name=name, lab=lab))


def other_engines(lab: str) -> tuple[str, ...]:
    """Packages outside of ours that are hidden for this lab."""
    if lab not in VISIBLE or lab == "lab0_read_the_engine":
        return ()
    hidden = (*OTHER_ENGINES, "scipy") if lab in WITHOUT_SCIPY else OTHER_ENGINES
    return tuple(name for name in hidden if name not in NEEDED.get(lab, ()))
