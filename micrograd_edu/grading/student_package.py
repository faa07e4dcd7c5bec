"""What a submission sees of this package while it is graded: the probes, what its lab builds on, and none of the answers."""

from __future__ import annotations

import shutil
from pathlib import Path

from micrograd_edu.checks.source import room_of
from micrograd_edu.labs import ENGINE, Manifest, find_manifest, labs

PACKAGE = Path(__file__).parent.parent
# What notebooks look at, but no task needs: it does nothing while grading, and says so when shown.
FOR_SHOW = {"graph"}

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

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return True

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

    What its manifest names is there, and nothing else; an assignment without a manifest sees the probes alone.
    """
    manifest = find_manifest(lab) or Manifest(lab, lab, 0)
    target = folder / "micrograd_edu"
    (target / "checks").mkdir(parents=True)
    for path in sorted(PACKAGE.glob("*.py")):
        name = path.stem
        if name == "__init__":
            whole = ENGINE <= manifest.visible
            (target / path.name).write_text(path.read_text(encoding="utf-8") if whole else EMPTY_PACKAGE.format(lab=lab))
        elif name in manifest.visible:
            shutil.copy(path, target)
        elif name in FOR_SHOW:
            (target / path.name).write_text(PLACEHOLDER)
        else:
            (target / path.name).write_text(NOT_THERE.format(name=f"micrograd_edu.{name}", lab=lab))
    (target / "widgets").mkdir()
    for path in (PACKAGE / "widgets").glob("*.py"):
        if path.stem in {"__init__", "view"} | manifest.views:
            shutil.copy(path, target / "widgets")
        else:
            (target / "widgets" / path.name).write_text(PLACEHOLDER)
    (target / "checks" / "__init__.py").write_text("")
    shutil.copy(PACKAGE / "checks" / "probes.py", target / "checks")
    _write_rooms(target / "labs", lab)
    for name in manifest.hidden:
        (folder / f"{name}.py").write_text(NOT_THERE.format(name=name, lab=lab))


def _write_rooms(target: Path, lab: str) -> None:
    """The lab's probes; of every lab, what its notebook imports, doing nothing."""
    target.mkdir()
    (target / "__init__.py").write_text("")
    for name in labs():
        (target / name).mkdir()
        (target / name / "__init__.py").write_text(PLACEHOLDER)
        if name == lab:
            shutil.copy(room_of(name) / "probes.py", target / name)


def hidden_packages(lab: str) -> frozenset[str]:
    """Packages outside of ours that are hidden for this lab."""
    manifest = find_manifest(lab)
    return manifest.hidden if manifest else frozenset()


def preloaded(lab: str) -> tuple[str, ...]:
    """What is imported before the lab's first submission comes: what it uses of others, and of ours what it may see."""
    probes = "micrograd_edu.checks.probes"
    if (manifest := find_manifest(lab)) is None:
        return (probes,)
    ours = (f"micrograd_edu.{name}" for name in sorted(manifest.visible))
    return (*manifest.preload, probes, f"micrograd_edu.labs.{lab}.probes", *ours)
