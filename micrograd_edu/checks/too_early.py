"""A check that is run before its cells: which cell to run first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from micrograd_edu.checks.source import BEGIN, cell_that_defines, code_cells, defined_by, listed_tasks
from micrograd_edu.checks.task import Task
from micrograd_edu.checks.verdict import Verdict

HOW = (
    "Click into that cell, press Shift+Enter, then come back. After a restart of the kernel all cells have to run again, "
    "from the top: in JupyterLab, menu Run, Run All Above Selected Cell."
)


def name_is_missing(task: Task, name: str) -> Verdict:
    """What a check says that asks for a name which nothing has made yet."""
    own = name in defined_by(task.lab, task.name)
    cell = next((c for c in code_cells(task.lab) if c.grade_id == task.name), None) if own else None
    cell = cell or cell_that_defines(task.lab, name)
    if cell is None:
        where = "run the cells above, from the top"
    else:
        title = next((each.title for each in listed_tasks(task.lab) if each.task == cell.grade_id), cell.heading)
        first_line = cell.text.partition("\n")[0].partition("  #")[0].replace(BEGIN, "# YOUR CODE HERE")
        where = f'run the cell that begins with `{first_line}`, under "{title}"'
    error = " If it raises an error, mend that first." if cell is not None and cell.grade_id else ""
    return Verdict(task.name, False, f"`{name}` is not defined yet: {where}.", note=HOW + error, state="TOO EARLY")


def cell_has_not_run(task: Task, verdict: Verdict, namespace: Mapping[str, Any]) -> Verdict | None:
    """The same where the check could ask, because another cell makes what it asks for, and got nothing but errors."""
    wrong = [asked for asked in verdict.found if not asked.ok]
    missing = [name for name in defined_by(task.lab, task.name) if name not in namespace]
    if verdict.passed or not wrong or not missing or not all(asked.error for asked in wrong):
        return None
    return name_is_missing(task, missing[0])
