"""Take the pictures of README.md and of the course that show JupyterLab: python tests/make_pictures.py"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import jupytext
import nbformat
from jupyterlab import open_notebook
from test_browser import ADD, LAB, MUL

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "course" / "images"


def solved(lab: str, folder: Path) -> Path:
    """The student's notebook with the tasks done, but for what is wrong on purpose."""
    source = jupytext.read(ROOT / "solutions" / lab / f"{lab}.py")
    answers = {cell.metadata["nbgrader"]["grade_id"]: cell.source for cell in source.cells if "nbgrader" in cell.metadata}
    nb = nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution") and about["grade_id"] != "tickets":
            cell.source = answers[about["grade_id"]]
    nbformat.write(nb, folder / f"{lab}.ipynb")
    return folder / f"{lab}.ipynb"


def view_in(lab, lab_name: str, name: str):
    """Run everything up to the cell that shows this view, and that cell; return the view on the page."""
    cells = json.loads((ROOT / "labs" / lab_name / f"{lab_name}.ipynb").read_text(encoding="utf-8"))["cells"]
    shows = re.compile(rf"^[^#\n]*{name}\(", re.M)
    cell = next(c["id"] for c in cells if c["cell_type"] == "code" and shows.search("".join(c["source"])))
    lab.run_code_cells_before(cell)
    lab.run(cell, timeout=120)
    view = lab.cell(cell).locator(".medu")
    view.wait_for(timeout=30_000)
    return view


def move_to(view, step: int) -> None:
    view.get_by_label("Move to").fill(str(step))


def take_verdict(folder: Path) -> None:
    """Lab 1: two swapped derivatives, and what the check says."""
    with open_notebook(LAB, folder, width=1000, height=640) as lab:
        lab.run_code_cells_before("check-add")
        lab.write("add", ADD)
        lab.run("add")
        lab.write("mul", MUL.replace("(other.data, self.data)", "(self.data, other.data)"))
        lab.run("mul")
        lab.run("check-mul")
        lab.page.evaluate("document.activeElement.blur()")
        lab.cell("mul").evaluate("cell => cell.scrollIntoView()")
        lab.page.screenshot(path=IMAGES / "lab1_verdict.png")
        lab.page.locator(".jp-OutputArea svg[role=img]").first.screenshot(path=IMAGES / "lab1_graph.png")


def before_the_sum(view) -> None:
    """To the step where all messages have arrived at a shared value, and none is added yet."""
    for step in range(100):
        move_to(view, step)
        if "adds up" in view.locator(".medu-say").last.inner_text():
            return move_to(view, step - 1)


def gone_wild(view) -> None:
    """To a step where a ring is around many points, beside the learner's own loop."""
    move_to(view, 34)


def too_small(view) -> None:
    """To a step h where rounding has taken over."""
    move_to(view, 47)


def single_precision(view) -> None:
    view.get_by_label("PyTorch's precision").select_option(label="float32 (7 digits)")
    view.get_by_role("button", name="Next").press("End")


VIEWS = (
    ("BackpropStepper", "lab0_read_the_engine", "lab0_stepper", before_the_sum),
    ("FiniteDifferenceExplorer", "lab1_operators", "lab1_explorer", too_small),
    ("TrainingTheatre", "lab3_moons", "lab3_theatre", gone_wild),
    ("TwinDiff", "lab4_pytorch", "lab4_twins", single_precision),
)


def take_view(name: str, lab_name: str, image: str, prepare, folder: Path) -> None:
    """One view in its lab, at a telling moment."""
    with open_notebook(solved(lab_name, folder), folder, width=1320, height=1000) as lab:
        view = view_in(lab, lab_name, name)
        prepare(view)
        lab.page.evaluate("document.activeElement.blur()")
        lab.page.wait_for_timeout(300)
        view.screenshot(path=IMAGES / f"{image}.png")


def main() -> None:
    IMAGES.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory() as folder:
        take_verdict(Path(folder))
    for name, lab, image, prepare in VIEWS:
        with tempfile.TemporaryDirectory() as folder:
            take_view(name, lab, image, prepare, Path(folder))


if __name__ == "__main__":
    main()
