"""In a notebook, a task is not lost for an earlier one that is wrong: it is asked again beside right code for that."""

from __future__ import annotations

import contextlib
import random
from typing import Any

import pytest

from micrograd_edu.checks import notebook
from micrograd_edu.checks.source import needed_cells
from micrograd_edu.labs.lab2_visualization.drawing import read_drawing
from micrograd_edu.labs.lab2_visualization.tasks import LAB, TASKS, check

ROOT_FIRST = """
def topological_order(root):
    return list(reversed(right_order(root)))
"""


@pytest.fixture
def cells(monkeypatch) -> dict[str, Any]:
    """What a notebook of lab 2 has defined, with an order that is the wrong way round."""
    cells: dict[str, Any] = {"__name__": "__main__"}
    for cell in needed_cells(LAB, "steps"):
        exec(cell.text, cells)
    cells["right_order"] = cells["topological_order"]
    exec(ROOT_FIRST, cells)
    monkeypatch.setattr(notebook, "_namespace", lambda: cells)
    monkeypatch.setattr(notebook, "_judged", {})
    return cells


def says(cells: dict[str, Any]) -> str:
    return notebook.ask(TASKS, TASKS["steps"], [cells["backward_steps"]], random.Random(0)).summary


def judge_order(cells: dict[str, Any]) -> None:
    with contextlib.suppress(notebook.CheckFailed):
        check("order", cells["topological_order"])


ONCE_MENDED = "`steps` is right, once `order` is mended: no points lost."


@pytest.mark.parametrize("judged_before", [True, False])
def test_it_says_so_whether_the_earlier_check_has_run_or_not(cells, judged_before):
    if judged_before:
        judge_order(cells)
    assert says(cells) == ONCE_MENDED


def test_a_verdict_of_before_holds_for_the_code_that_it_was_given(cells):
    judge_order(cells)
    cells["topological_order"] = cells["right_order"]
    assert says(cells) == TASKS["steps"].proves
    judge_order(cells)
    exec(ROOT_FIRST, cells)
    assert says(cells) == ONCE_MENDED


def test_a_drawing_reads_the_same_with_comments_and_without():
    plain = 'digraph { a [label="a // 1.5"]; a -> b [label="2"] }'
    commented = '// a\ndigraph { /* b */ a [label="a // 1.5"];\n# c\n a -> b [label="2"] }'
    assert read_drawing(plain) == read_drawing(commented) == read_drawing(plain + " // d")
    assert read_drawing(plain).nodes["a"] == "a // 1.5"
