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

POW = """def power(self, n):
    return Value(self.data**n, (self,), (n * self.data ** (n - 1),), "**")
Value.__pow__ = power"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with open_notebook(LAB, tmp_path_factory.mktemp("browser")) as notebook:
        yield notebook


def test_run_all_goes_on_below_checks_that_fail_to_the_end_of_the_lab(lab):
    lab.page.get_by_role("menuitem", name="Run", exact=True).click()
    lab.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = lab.page.locator(".jp-CodeCell .jp-InputPrompt").last
    lab.page.wait_for_function("prompt => /[0-9]/.test(prompt.textContent)", arg=last.element_handle(), timeout=60_000)
    assert lab.page.get_by_text("CheckFailed:").count() == 9
    assert "First: Task 1: add." in lab.page.locator(".mge").first.inner_text()


def test_a_check_that_is_run_too_early_says_which_cell_to_run(lab):
    lab.write("add", "del Value, check")  # as after a restart of the kernel
    lab.run("add")
    output = lab.run("check-add")
    assert "TOO EARLY" in output and "run the cell that begins with import math, under" in output
    assert "Traceback" not in output
    lab.run_code_cells_before("add")
    lab.write("add", ADD.replace("return", "raise NotImplementedError() #"))
    lab.run("add")


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


def test_read_on_opens_a_fold_from_the_keyboard(lab):
    lab.write("pow", POW.replace("(self,)", "(self)"))
    lab.run("pow")
    lab.run("check-pow")
    fold = lab.page.locator(".jp-MarkdownOutput details", has_text="object is not iterable").first
    assert fold.get_attribute("open") is None
    lab.cell("check-pow").get_by_role("link", name="Lab 1, 'object is not iterable'").press("Enter")
    lab.page.wait_for_function("fold => fold.open && fold.contains(document.activeElement)", arg=fold.element_handle())
    assert 0 <= fold.bounding_box()["y"] < 900


def test_what_is_done_is_brought_up_to_date_at_the_top(lab):
    lab.run("check-add")
    assert "1 of 9 tasks done" in lab.page.locator(".mge").first.inner_text()


def test_a_model_solution_opens_below_a_pass(lab):
    fold = lab.cell("check-add").locator("details", has=lab.page.get_by_text("A model solution"))
    fold.locator("summary").press("Enter")
    assert "def add(self, other):" in fold.locator("pre").inner_text()


def test_code_that_raises_is_shown_with_the_students_own_line(lab):
    lab.write("mul", MUL.replace("self.data * other.data", "self.data * other.value"))
    lab.run("mul")
    output = lab.run("check-mul")
    assert "has no attribute 'value'" in output and "self.data * other.value" in output


def test_no_shortcut_reaches_the_notebook_from_a_fold_or_a_link_of_a_verdict(lab):
    count = lab.page.locator(".jp-Notebook .jp-Cell").count()
    for control in lab.cell("check-mul").locator("[role=status] :is(summary, a)").all():
        control.focus()
        for key in ("b", "d", "d", "a", "x"):
            lab.page.keyboard.press(key)
    assert lab.page.locator(".jp-Notebook .jp-Cell").count() == count
    assert lab.cell("check-mul").locator("[role=status] summary").count() >= 1


def test_much_that_code_prints_is_folded_in_its_verdict_and_little_is_shown(lab):
    for printed, folded in (("print(self.data)", True), ("None", False)):
        lab.write("mul", MUL.replace("    local_grads", f"    {printed}\n    local_grads"))
        lab.run("mul")
        output = lab.run("check-mul")
        assert ("What your code printed meanwhile" in output) is folded
        assert lab.cell("check-mul").locator(".jp-OutputArea-output[data-mime-type*=stdout]").count() == 0


def test_a_verdict_is_readable_in_the_dark_theme(lab):
    lab.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    colours = (
        lab.cell("check-mul")
        .locator("[role=status]")
        .evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    )
    assert colours == ["rgb(236, 239, 242)", "rgb(25, 28, 32)"]
