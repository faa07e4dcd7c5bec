"""Lab 1 as a student meets it: in JupyterLab, in Chromium, with typical mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyterlab import open_notebook

LAB = Path(__file__).parent.parent / "labs" / "lab1_operators" / "lab1_operators.ipynb"

pytestmark = pytest.mark.needs("chromium")

ADD = """def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")
Value.__add__ = add"""
MUL = """def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    local_grads = (other.data, self.data)
    return Value(self.data * other.data, (self, other), local_grads, "*")
Value.__mul__ = mul"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with open_notebook(LAB, tmp_path_factory.mktemp("browser")) as notebook:
        notebook.run_code_cells_before("check-add")
        yield notebook


def test_the_first_picture_is_there_with_its_text(lab):
    picture = lab.page.locator(".jp-OutputArea svg[role=img]").first
    assert picture.bounding_box()["width"] > 100
    assert "c = +(a, b): data -1, grad not yet" in picture.locator("desc").first.text_content()


def test_an_untouched_task_says_so(lab):
    assert "Nothing here yet" in lab.run("check-add")


def test_right_code_passes_in_words(lab):
    lab.write("add", ADD)
    lab.run("add")
    output = lab.run("check-add")
    assert "PASS add" in output and "Your + is right" in output
    assert "Error" not in output and "Failed" not in output


def test_a_typical_mistake_is_shown_with_numbers_and_named(lab):
    lab.write("mul", MUL.replace("(other.data, self.data)", "(self.data, other.data)"))
    lab.run("mul")
    output = lab.run("check-mul")
    assert "FAIL mul" in output
    assert "Ask yourself: Take a = 2 and b = 10" in output
    assert "yours 2" in output and "expected 10" in output
    assert "Traceback" not in output  # one line about the failure, no stack of our own code
    verdict = lab.cell("check-mul").locator("[role=status]")
    verdict.locator("summary").first.click()
    assert verdict.locator("th[scope=col]").count() == 3


def test_code_that_raises_is_shown_with_the_students_own_line(lab):
    lab.write("mul", MUL.replace("self.data * other.data", "self.data * other.value"))
    lab.run("mul")
    output = lab.run("check-mul")
    assert "has no attribute 'value'" in output and "self.data * other.value" in output


def test_a_verdict_is_readable_in_the_dark_theme(lab):
    lab.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    colours = (
        lab.cell("check-mul")
        .locator("[role=status]")
        .evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    )
    assert colours == ["rgb(236, 239, 242)", "rgb(25, 28, 32)"]
