"""The views as learners meet them: in their lab, in JupyterLab, in Chromium without a network; by mouse and by keyboard."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from pathlib import Path

import axe_playwright_python
import jupytext
import nbformat
import pytest
from jupyterlab import open_notebook
from PIL import Image

from micrograd_edu import Value
from micrograd_edu.widgets import BackpropStepper
from micrograd_edu.widgets.finite_difference import FiniteDifferenceExplorer as Explorer

ROOT = Path(__file__).parent.parent
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"

pytestmark = pytest.mark.needs("chromium")


def solved(lab: str, folder: Path) -> Path:
    """The student's notebook with the tasks done."""
    source = jupytext.read(ROOT / "solutions" / lab / f"{lab}.py")
    answers = {cell.metadata["nbgrader"]["grade_id"]: cell.source for cell in source.cells if "nbgrader" in cell.metadata}
    nb = nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answers[cell.metadata.nbgrader.grade_id]
    nbformat.write(nb, folder / f"{lab}.ipynb")
    return folder / f"{lab}.ipynb"


def view_in(lab, name: str):
    """Run everything up to the cell that shows this view, and that cell; return the view on the page."""
    cells = json.loads((ROOT / "labs").joinpath(lab.name, f"{lab.name}.ipynb").read_text(encoding="utf-8"))["cells"]
    cell = next(
        c["id"] for c in cells if c["cell_type"] == "code" and re.search(rf"^[^#\n]*{name}\(", "".join(c["source"]), re.M)
    )
    lab.run_code_cells_before(cell)
    lab.run(cell)
    view = lab.cell(cell).locator(".medu")
    view.wait_for(timeout=30_000)
    return view


def violations(page) -> list[str]:
    """What axe-core finds inside the views that keeps people out."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run('.medu', {resultTypes: ['violations']})")["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def say(view) -> str:
    return view.locator(".medu-say").inner_text()


@pytest.fixture(scope="class")  # Playwright runs once at a time
def lab0(tmp_path_factory):
    """As released, with `dot` hidden: the WebAssembly Graphviz lays out."""
    folder = tmp_path_factory.mktemp("lab0")
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    for program in ("sh", "bash", "env", "node"):
        if found := shutil.which(program):
            (bin_folder / program).symlink_to(found)
    without_dot = os.pathsep.join([str(Path(sys.executable).parent), str(bin_folder)])
    assert shutil.which("dot", path=without_dot) is None
    name = "lab0_read_the_engine"
    with open_notebook(ROOT / "labs" / name / f"{name}.ipynb", folder, path_variable=without_dot) as lab:
        lab.name = name
        yield lab


def third_graph() -> BackpropStepper:
    """The graph that lab 0 shows with the stepper."""
    x = Value(2.0, label="x")
    u = x * 3
    v = u + x
    w = u * v
    root = w + u
    for value, name in ((u, "u"), (v, "v"), (w, "w"), (root, "L")):
        value.label = name
    return BackpropStepper(root)


class TestStepper:
    def test_the_stepper_by_mouse_and_by_keyboard_without_dot(self, lab0):
        view = view_in(lab0, "BackpropStepper")
        events = third_graph().facts["events"]
        assert view.locator("svg g.node").count() > 5, "no picture"
        assert say(view) == events[0]["say"]
        view.get_by_role("button", name="Next").click()
        assert say(view) == events[1]["say"]
        for event in events[2:5]:
            lab0.page.keyboard.press("ArrowRight")
            assert say(view) == event["say"]
        lab0.page.keyboard.press("ArrowLeft")
        assert say(view) == events[3]["say"]
        lab0.page.keyboard.press("End")
        assert say(view) == events[-1]["say"]
        lab0.page.keyboard.press("Home")
        assert say(view) == events[0]["say"]
        slider = view.get_by_label("Move to")
        slider.focus()
        lab0.page.keyboard.press("ArrowRight")
        lab0.page.wait_for_timeout(300)
        assert say(view) == events[1]["say"]
        assert lab0.page.locator(".jp-Notebook .jp-Cell").count() == len(lab0._where), "a key went to the notebook"

    def test_not_yet_is_not_zero_and_the_end_is_the_engines(self, lab0):
        view = lab0.page.locator(".medu").first
        view.get_by_role("button", name="First").click(force=True)
        assert "grad not yet" in view.locator("svg").text_content() and "grad 0" not in view.locator("svg").text_content()
        view.get_by_role("button", name="Last").click()
        x = Value(2.0)
        u = x * 3
        (u * (u + x) + u).backward()
        assert f"grad {x.grad:.4g}" in view.locator("svg g.node").filter(has_text="data 2").first.text_content()
        view.get_by_text("The same as tables").click()
        row = view.locator("table").first.locator("tr").filter(has_text=re.compile(r"^x")).inner_text()
        assert row.split()[-1] == f"{x.grad:.4g}"
        view.get_by_text("The same as tables").click()

    def test_a_wrong_order_shows_the_wrong_gradient_and_why(self, lab0):
        view = lab0.page.locator(".medu").first
        view.get_by_label("I choose who sends next").check()
        for name in ("L", "u", "w", "v"):
            view.get_by_role("button", name=name, exact=True).click()
        assert "too late: u has sent already" in say(view)
        assert "✗ Wrong" in say(view) and "The cause: u sent before everything had arrived" in say(view)
        view.get_by_role("button", name="Start again").click()
        for name in ("L", "w", "v", "u"):
            view.get_by_role("button", name=name, exact=True).click()
        assert "✓ All gradients are right" in say(view)
        view.get_by_label("I choose who sends next").uncheck()

    def test_nothing_moves_while_stepping(self, lab0):
        view = lab0.page.locator(".medu").first
        view.get_by_role("button", name="First").click(force=True)
        places = set()
        for _ in range(len(third_graph().facts["events"])):
            box = view.get_by_role("button", name="Next").bounding_box()
            places.add((round(box["x"]), round(box["y"] - view.bounding_box()["y"])))
            lab0.page.keyboard.press("ArrowRight")
        assert len(places) == 1, places

    def test_the_stepper_passes_the_audit(self, lab0):
        assert violations(lab0.page) == []


def test_the_explorer(tmp_path):
    name = "lab1_operators"
    with open_notebook(solved(name, tmp_path), tmp_path) as lab:
        lab.name = name
        view = view_in(lab, "FiniteDifferenceExplorer")
        for function in ("sin", "square"):
            view.get_by_role("combobox", name="Function").select_option(function)
            for side in ("forward", "central"):
                view.get_by_label("Difference").select_option(side)
                view.get_by_role("button", name="First").click(force=True)
                for _ in range(8):
                    lab.page.keyboard.press("ArrowRight")  # h = 1e-3
                error = Explorer(function).error(1e-3, side)
                assert float(view.get_attribute("data-error")) == pytest.approx(error, rel=1e-2, abs=1e-11)
        view.get_by_role("combobox", name="Function").select_option("sin")
        lab.page.keyboard.press("Tab")
        view.get_by_role("button", name="Last").click()
        assert "Rounding dominates" in say(view)
        view.get_by_role("button", name="First").click(force=True)
        assert "Truncation dominates" in say(view)
        assert violations(lab.page) == []


def assert_picture_tells_the_sentence(view):
    """As many rings as the sentence says; a point beside the border may be told by its neighbour's vote."""
    rings = view.locator(".ring")
    visible = sum(rings.nth(i).is_visible() for i in range(rings.count()))
    share = int(re.search(r"(\d+)% of the points", say(view))[1]) / 100
    assert abs(visible - (1 - share) * rings.count()) < 0.05 * rings.count()
    shot = Image.open(io.BytesIO(view.locator(".plane").screenshot())).convert("RGB")
    colours = shot.getcolors(shot.width * shot.height)
    assert max(colours)[1] == (255, 255, 255)  # the theme's paper, not a picture painted before the theme was known
    assert {(0, 114, 178), (213, 94, 0)} <= {colour for _, colour in colours}


def test_the_theatre(tmp_path):
    name = "lab3_moons"
    with open_notebook(solved(name, tmp_path), tmp_path) as lab:
        lab.name = name
        view = view_in(lab, "TrainingTheatre")
        first = say(view)
        assert_picture_tells_the_sentence(view)
        view.get_by_role("button", name="Last").click()
        assert "Step 40 of 40" in say(view)
        assert_picture_tells_the_sentence(view)
        last = float(view.get_attribute("data-loss"))
        lab.page.keyboard.press("ArrowLeft")
        assert "Step 39 of 40" in say(view) and "gradient norms" in say(view)
        view.get_by_label("Width").fill("3")
        view.get_by_label("Learning rate").fill("0.05")
        view.get_by_label("Training loop").select_option("ticket 5")
        view.get_by_role("button", name="Train anew").click()
        lab.page.wait_for_function("() => document.querySelector('.medu-say').textContent.startsWith('Step 40 of 40')")
        assert float(view.get_attribute("data-loss")) != last
        view.get_by_role("button", name="First").click(force=True)
        assert say(view) != first
        view.get_by_role("button", name="Play").click()
        view.get_by_role("button", name="Pause").wait_for()
        lab.page.wait_for_timeout(600)
        view.get_by_role("button", name="Pause").click()
        assert not say(view).startswith("Step 0 ")
        assert violations(lab.page) == []


def test_the_twins(tmp_path):
    name = "lab4_pytorch"
    with open_notebook(solved(name, tmp_path), tmp_path) as lab:
        lab.name = name
        view = view_in(lab, "TwinDiff")
        assert "The twins stay the same but for rounding" in say(view)
        view.get_by_label("PyTorch's precision").select_option("float32")
        assert "They part at step 1." in say(view)
        view.get_by_role("button", name="Next").click()
        lab.page.keyboard.press("End")
        assert "Step 20 of 20, float32" in say(view)
        view.get_by_label("Show").select_option(label="layer 3 bias")
        assert view.locator(".medu-fixed tbody tr").count() == 1
        assert violations(lab.page) == []


FOUR = """
import random
from micrograd_edu import Value
from micrograd_edu.data import moons
from micrograd_edu.losses import max_margin_loss
from micrograd_edu.nn import MLP
from micrograd_edu.widgets import BackpropStepper, FiniteDifferenceExplorer, TrainingTheatre
a, b = Value(2.0, label="a"), Value(-3.0, label="b")
display(BackpropStepper(a * b + a), FiniteDifferenceExplorer())
def loop(model, loss_fn, lr, steps):
    for _ in range(steps):
        loss_fn().backward()
TrainingTheatre(lambda width, seed: MLP(2, [width, 1], random.Random(seed)),
    lambda model, X, y: max_margin_loss([model(x) for x in X], y), *moons(20, 0.1, seed=1), {"loop": loop}, steps=4)
"""


@pytest.mark.parametrize(("theme", "width"), [("JupyterLab Dark", 1300), ("JupyterLab Light", 650)])
def test_in_the_dark_and_at_twice_the_size(tmp_path, theme, width):
    """The same audit; a page zoomed to 200% has half as many pixels: only what scrolls in its own frame is cut off."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FOUR, id="four")])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(nb, tmp_path / "four.ipynb")
    with open_notebook(tmp_path / "four.ipynb", tmp_path, width=width, height=1000, theme=theme) as lab:
        lab.run("four")
        lab.page.locator(".medu").nth(2).wait_for()
        cut_off = lab.page.evaluate(
            "() => [...document.querySelectorAll('.medu :is(p, button, select, .plane)')]"
            ".filter(e => e.getBoundingClientRect().right > window.innerWidth + 1).map(e => e.outerHTML.slice(0, 100))"
        )
        assert cut_off == []
        assert violations(lab.page) == []


CHAIN = """
from micrograd_edu import Value
from micrograd_edu.widgets import BackpropStepper
x = Value(1.0, label="x")
for _ in range(30):
    x = x * 2.0 + x
BackpropStepper(x)
"""


def test_a_large_graph_is_scrolled_and_who_sends_stays_in_sight(tmp_path):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CHAIN, id="chain")])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(nb, tmp_path / "chain.ipynb")
    with open_notebook(tmp_path / "chain.ipynb", tmp_path) as lab:
        lab.run("chain")
        view = lab.page.locator(".medu").first
        picture = view.locator(".medu-picture")
        assert picture.locator("text").first.bounding_box()["height"] >= 9, "too small to read"
        for button in ("Last", "Previous", "First", "Next"):
            view.get_by_role("button", name=button).click()
            now, frame = view.locator(".is-now.node").bounding_box(), picture.bounding_box()
            for at, size in (("x", "width"), ("y", "height")):  # but for the width of a thick line
                assert frame[at] <= now[at] + 4 and now[at] + now[size] <= frame[at] + frame[size] + 4
        before = picture.evaluate("e => e.scrollLeft"), say(view)
        picture.focus()
        for _ in range(3):
            lab.page.keyboard.press("ArrowRight")
        lab.page.wait_for_timeout(500)
        assert picture.evaluate("e => e.scrollLeft") > before[0] and say(view) == before[1]
        assert violations(lab.page) == []
