"""The proof that the grader works: named wrong solutions lose what they should, other right ones lose nothing.

A case is a file in `kill_table/<lab>/wrong` or `.../right`. Its first lines are comments: what it is, and for a wrong one
`loses:` (tasks) and `hint:` (the misconception that the verdict
must name, none if the line is absent). Then `# %% task` starts the code that replaces that task's solution cell. To add a
case, copy a file.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext
import pytest

from micrograd_edu.checks import probes
from micrograd_edu.checks.lab1 import CHECKS
from micrograd_edu.checks.verdict import Verdict, hints

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).parent / "kill_table"
LAB = "lab1_operators"
SEEDS = (0, 1, 2)


@dataclass(frozen=True)
class Case:
    name: str
    loses: frozenset[str]
    hint: str | None
    cells: dict[str, str]


def read_case(path: Path) -> Case:
    head, *sections = path.read_text(encoding="utf-8").split("# %% ")
    fields = dict(line[2:].split(": ", 1) for line in head.splitlines() if ": " in line and line.startswith("# "))
    tasks = [task.strip() for task in fields.get("loses", "").split(",") if task.strip()]
    cells = dict(section.split("\n", 1) for section in sections)
    return Case(
        path.stem,
        frozenset(tasks),
        fields.get("hint"),
        cells,
    )


@cache
def source_cells() -> tuple[tuple[str, str], ...]:
    """The reference notebook as (grade id, source): its code cells, without those that only draw."""
    nb = jupytext.read(ROOT / "solutions" / LAB / f"{LAB}.py")
    cells = [
        (cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source) for cell in nb.cells if cell.cell_type == "code"
    ]
    return tuple((grade_id, source) for grade_id, source in cells if "plt." not in source and "draw_dot(" not in source)


def judge_notebook(replaced: dict[str, str], seed: int) -> dict[str, Verdict]:
    """Run the notebook with some cells replaced, and judge each check cell where it is reached."""
    namespace: dict = {"__name__": "__main__"}
    verdicts = {}
    rng = random.Random(seed)
    for grade_id, source in source_cells():
        if grade_id.startswith("check-"):
            check = CHECKS[grade_id.removeprefix("check-")]
            challenge = json.loads(json.dumps(check.challenge(rng)))
            objects = [namespace.get(name) for name in check.names]
            evidence = json.loads(json.dumps(probes.run(challenge, objects)))
            verdicts[check.task] = check.judge(challenge, evidence)
        else:
            # a cell that raises does not stop the notebook
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(replaced.get(grade_id, source), f"<cell {grade_id}>", "exec"), namespace)
    return verdicts


def cases(kind: str) -> list[Case]:
    return [read_case(path) for path in sorted((TABLE / LAB / kind).glob("*.py"))]


@pytest.fixture(autouse=True)
def recursion_limit_is_restored():
    import sys

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", cases("wrong"), ids=lambda case: case.name)
def test_a_wrong_solution_loses_just_what_it_breaks_and_reads_why(case, seed):
    verdicts = judge_notebook(case.cells, seed)
    lost = {task for task, verdict in verdicts.items() if not verdict.passed}
    assert lost == case.loses, "\n".join(verdicts[task].text() for task in sorted(lost))
    told = verdicts[next(iter(case.cells))]
    assert (told.hint.name if told.hint else None) == case.hint, told.text()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", cases("right"), ids=lambda case: case.name)
def test_another_right_solution_loses_nothing(case, seed):
    verdicts = judge_notebook(case.cells, seed)
    assert all(verdict.passed for verdict in verdicts.values()), "\n".join(
        v.text() for v in verdicts.values() if not v.passed
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_reference_solution_passes_whatever_is_drawn(seed):
    assert [task for task, verdict in judge_notebook({}, seed).items() if not verdict.passed] == []


def test_every_check_has_rows_in_the_table():
    assert {next(iter(case.cells)) for case in cases("wrong")} == set(CHECKS)


def test_the_table_is_large_enough():
    assert len(cases("wrong")) >= 60 and len(cases("right")) >= 12


def test_every_hint_says_where_to_read_on_and_that_place_exists():
    lab = (ROOT / "solutions" / LAB / f"{LAB}.py").read_text(encoding="utf-8").replace("<code>", "").replace("</code>", "")
    for hint in hints().values():
        title = hint.read.removeprefix("Lab 1, ").strip("'")
        assert any(title in line for line in lab.splitlines() if line.startswith(("# #", "# <details>"))), hint.read
        assert hint.question.rstrip(".").endswith("?") or "?" in hint.question, hint.name
