"""Build the labs: text source -> source notebook -> student version."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat


def labs_in(course: Path) -> list[str]:
    """Names of all labs that have a source, in order."""
    return sorted(path.stem for path in (course / "solutions").glob("*/*.py") if path.stem == path.parent.name)


def build_source(course: Path, lab: str) -> Path:
    """Convert a lab's text notebook to the `.ipynb` that nbgrader reads; return its path.

    Every cell gets a lasting id: graded cells their grade id, others a hash of their text. So a rebuild changes only what
    changed, and a graded cell can be recognised in a submission that lost its metadata.

    Raises
    ------
    FileNotFoundError
        If there is no such lab.
    """
    text = course / "solutions" / lab / f"{lab}.py"
    if not text.exists():
        known = ", ".join(labs_in(course)) or "none"
        raise FileNotFoundError(f"there is no lab source {text}. Labs in {course / 'solutions'}: {known}.")
    nb = jupytext.read(text)
    seen: dict[str, int] = {}
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or hashlib.sha256(cell.source.encode()).hexdigest()[:8]
        seen[name] = seen.get(name, 0) + 1
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "nbgrader"}
    nb.metadata.pop("jupytext", None)
    target = text.with_suffix(".ipynb")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, suffix=".tmp", delete=False) as file:
        nbformat.write(nb, file)
    os.chmod(file.name, 0o644)
    os.replace(file.name, target)
    return target


def build_lab(course: Path, lab: str) -> Path:
    """Build a lab's student version with nbgrader, and record its tasks in the gradebook; return the notebook's path.

    Raises
    ------
    RuntimeError
        If nbgrader refuses, with what it said.
    """
    build_source(course, lab)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", lab, "--force"]
    done = subprocess.run(command, cwd=course, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"nbgrader could not build {lab}:\n{done.stderr.strip()}")
    return course / "labs" / lab / f"{lab}.ipynb"


def environment() -> dict[str, str]:
    """The environment for nbgrader's commands: creating its database runs `alembic`, which must be on PATH."""
    return {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
