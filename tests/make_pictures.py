"""Take the pictures of README.md and of the course that show JupyterLab: python tests/make_pictures.py"""

from __future__ import annotations

import tempfile
from pathlib import Path

from jupyterlab import open_notebook
from test_browser import ADD, LAB, MUL
from test_widgets_browser import solved, view_in

IMAGES = Path(__file__).parent.parent / "course" / "images"


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
    while "adds up" not in view.locator(".medu-say").inner_text():
        view.get_by_role("button", name="Next").click()
    view.get_by_role("button", name="Previous").click()


def last_step(view) -> None:
    view.get_by_role("button", name="Last").click()


def too_small(view) -> None:
    """To a step h where rounding has taken over."""
    view.get_by_role("button", name="Last").click()
    for _ in range(9):
        view.page.keyboard.press("ArrowLeft")


def single_precision(view) -> None:
    view.get_by_label("PyTorch's precision").select_option("float32")
    view.get_by_role("button", name="Last").click()


VIEWS = (
    ("BackpropStepper", "lab0_read_the_engine", "lab0_stepper", before_the_sum),
    ("FiniteDifferenceExplorer", "lab1_operators", "lab1_explorer", too_small),
    ("TrainingTheatre", "lab3_moons", "lab3_theatre", last_step),
    ("TwinDiff", "lab4_pytorch", "lab4_twins", single_precision),
)


def take_view(name: str, lab_name: str, image: str, prepare, folder: Path) -> None:
    """One view in its lab, at a telling moment."""
    with open_notebook(solved(lab_name, folder), folder, width=1320, height=1000) as lab:
        lab.name = lab_name
        view = view_in(lab, name)
        prepare(view)
        lab.page.evaluate("document.activeElement.blur()")
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
