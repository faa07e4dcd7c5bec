"""A class in a temporary folder: hand in notebooks, grade them with nbgrader's own commands, read the results."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from micrograd_edu.grading.build import build_lab, environment

ROOT = Path(__file__).parent.parent
LAB = "lab1_operators"


class Classroom:
    """A course folder with one lab built from its source."""

    def __init__(self, folder: Path, lab: str = LAB) -> None:
        self.folder, self.lab = folder, lab
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        (folder / "solutions" / lab).mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / lab / f"{lab}.py", folder / "solutions" / lab)
        (self.released,) = build_lab(folder, lab).notebooks

    def release(self) -> nbformat.NotebookNode:
        """The untouched student notebook."""
        return nbformat.read(self.released, as_version=4)

    def solved(self) -> nbformat.NotebookNode:
        """The student notebook with every solution cell as in the source."""
        source = nbformat.read(self.folder / "solutions" / self.lab / f"{self.lab}.ipynb", as_version=4)
        answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in source.cells if "nbgrader" in cell.metadata}
        nb = self.release()
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = answers[cell.metadata.nbgrader.grade_id]
        return nb

    def submit(self, student: str, nb: nbformat.NotebookNode | str) -> None:
        """Hand in a notebook, or any text in its place."""
        folder = self.folder / "submitted" / student / self.lab
        folder.mkdir(parents=True, exist_ok=True)
        text = nb if isinstance(nb, str) else json.dumps(nb)
        (folder / f"{self.lab}.ipynb").write_text(text, encoding="utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the course folder."""
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *command], cwd=self.folder, env=environment(), capture_output=True, text=True
        )

    def autograde(self, *options: str) -> subprocess.CompletedProcess:
        return self.run("autograde", self.lab, *options)

    def scores(self, student: str) -> dict[str, float]:
        """Automatic score of each task, from nbgrader's own database."""
        with Gradebook(f"sqlite:///{self.folder}/gradebook.db") as gradebook:
            submission = gradebook.find_submission_notebook(self.lab, self.lab, student)
            return {grade.name.removeprefix("check-"): grade.auto_score for grade in submission.grades}

    def total(self, student: str) -> float:
        return sum(score or 0 for score in self.scores(student).values())

    def autograded_text(self, student: str, grade_id: str) -> str:
        """All that a graded cell shows after autograding."""
        nb = nbformat.read(self.folder / "autograded" / student / self.lab / f"{self.lab}.ipynb", as_version=4)
        cell = find(nb, grade_id)
        return "\n".join(
            output.get("data", {}).get("text/plain", "") or "\n".join(output.get("traceback", [])) for output in cell.outputs
        )


def sandboxes(temporary: Path) -> str:
    """Those that run with their files in this temporary folder. Other tests have theirs at the same time."""
    return subprocess.run(["pgrep", "-af", f"{temporary}/.*zygote.py"], capture_output=True, text=True).stdout


def find(nb: nbformat.NotebookNode, grade_id: str) -> nbformat.NotebookNode:
    """The cell with this grade id."""
    return next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def insert_before(nb: nbformat.NotebookNode, grade_id: str, source: str) -> None:
    """Put a code cell in front of a graded one."""
    nb.cells.insert(nb.cells.index(find(nb, grade_id)), nbformat.v4.new_code_cell(source))


ORDINARY = 30_999  # a user id that no account needs to have


def as_ordinary_user(command: list[str], folders: list[Path]) -> list[str]:
    """A command that runs this one without any privilege, in a view of the machine where it may go to these folders.

    The Python environment, the repository and pytest's folders may lie where only root can go.
    """
    seen = {path: "--ro-bind" for path in (sys.prefix, sys.base_prefix, str(ROOT))} | {
        str(path): "--bind" for path in folders
    }
    closed = {str(parent) for path in seen for parent in Path(path).parents if not parent.stat().st_mode & 0o001}
    view = ["bwrap", "--dev-bind", "/", "/", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    tops = [folder for folder in closed if not any(Path(folder).is_relative_to(other) for other in closed - {folder})]
    for folder in sorted(tops):
        view += ["--perms", "0755", "--tmpfs", folder]
    for path, how in seen.items():
        for parent in reversed(Path(path).parents):  # those that bwrap makes by itself are closed
            if any(parent.is_relative_to(top) for top in tops):
                view += ["--perms", "0755", "--dir", str(parent)]
        view += [how, path, path]
    for folder in folders:
        subprocess.run(["chown", "-R", "-h", f"{ORDINARY}:{ORDINARY}", folder], check=True)
    become = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups", "--bounding-set=-all"]
    return [*view, "--", *become, "--", *command]
