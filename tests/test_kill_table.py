"""The proof that the grader works: named wrong solutions lose what they should, other right ones lose nothing.

A case is a file in `kill_table/<lab>/wrong`, `.../untouched` (nothing written yet) or `.../right`. Its first lines are
comments: what it is, and, where it is not right, `loses:` (tasks) and `hint:` (the misconception that the verdict must
name, none if the line is absent). Then `# %% task` starts the code that replaces that task's solution cell. To add a case,
copy a file.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext
import pytest

from micrograd_edu.checks import probes
from micrograd_edu.checks.verdict import Verdict, hints
from micrograd_edu.labs import checks_of, find_check
from micrograd_edu.labs.lab0_read_the_engine.tasks import BLANK

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).parent / "kill_table"
LABS = sorted(path.name for path in TABLE.glob("lab*"))
# CI runs a sample; `make kill-table` runs 20
SEEDS = range(int(os.environ.get("KILL_TABLE_SEEDS", "2")))


@dataclass(frozen=True)
class Case:
    lab: str
    name: str
    loses: frozenset[str]
    hint: str | None
    cells: dict[str, str]
    title: str = ""


def read_case(path: Path) -> Case:
    head, *sections = path.read_text(encoding="utf-8").split("# %% ")
    fields = dict(line[2:].split(": ", 1) for line in head.splitlines() if ": " in line and line.startswith("# "))
    tasks = [task.strip() for task in fields.get("loses", "").split(",") if task.strip()]
    cells = dict(section.split("\n", 1) for section in sections)
    return Case(
        path.parts[-3],
        path.stem,
        frozenset(tasks),
        fields.get("hint"),
        cells,
        head.splitlines()[0].removeprefix("# "),
    )


@cache
def source_cells(lab: str) -> tuple[tuple[str, str], ...]:
    """The reference notebook as (grade id, source): its code cells, up to the first task all of them, then the graded ones.

    Ungraded cells between the tasks only show things; graded cells do not need them.
    """
    nb = jupytext.read(ROOT / "solutions" / lab / f"{lab}.py")
    cells = [
        (cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source) for cell in nb.cells if cell.cell_type == "code"
    ]
    first = next(i for i, (grade_id, _) in enumerate(cells) if grade_id)
    shows = ("show_figure(\n", "\ndraw_dot(")
    return tuple(
        (grade_id, source)
        for i, (grade_id, source) in enumerate(cells)
        if grade_id or (i < first and not any(mark in source for mark in shows))
    )


def judge_notebook(lab: str, replaced: dict[str, str], seed: int, times: int = 1) -> dict[str, Verdict]:
    """Run the notebook with some cells replaced, and judge each check cell where it is reached.

    The checks of replaced cells are run `times` times in a row, as a student does; what counts is the last verdict.
    """
    namespace: dict = {"__name__": "__main__"}
    verdicts = {}
    rng = random.Random(seed)
    for grade_id, source in source_cells(lab):
        check = find_check(lab, grade_id)
        if check:
            for _ in range(times if check.task in replaced else 1):
                challenge = json.loads(json.dumps(check.challenge(rng)))
                missing = [name for name in check.names if name not in namespace]
                evidence = {"check": challenge["check"], "id": challenge["id"], "missing": missing}
                if not missing:
                    with contextlib.redirect_stdout(io.StringIO()):
                        evidence = probes.run(challenge, [namespace[name] for name in check.names])
                verdicts[check.task] = check.judge(challenge, json.loads(json.dumps(evidence)))
        else:
            # a cell that raises does not stop the notebook
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(replaced.get(grade_id, source), f"<cell {grade_id}>", "exec"), namespace)
    return verdicts


def cases(kind: str, labs: list[str] = LABS) -> list[Case]:
    return [read_case(path) for lab in labs for path in sorted((TABLE / lab / kind).glob("*.py"))]


def title_of(case: Case) -> str:
    """What the case is, as its first line says."""
    return case.title.replace("|", "or")


def name_of(case: Case) -> str:
    return f"{case.lab.partition('_')[0]}-{case.name}"


@pytest.fixture(autouse=True)
def recursion_limit_is_restored():
    import sys

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", cases("wrong"), ids=name_of)
def test_a_wrong_solution_loses_just_what_it_breaks_and_reads_why(case, seed):
    verdicts = judge_notebook(case.lab, case.cells, seed)
    lost = {task for task, verdict in verdicts.items() if not verdict.passed}
    assert lost == case.loses, "\n".join(verdicts[task].text() for task in sorted(lost))
    told = verdicts[next(iter(case.cells))]
    assert (told.hint.name if told.hint else None) == case.hint, told.text()


@pytest.mark.parametrize("case", cases("untouched"), ids=name_of)
def test_what_is_not_written_yet_earns_nothing_and_is_called_nothing_else(case):
    verdicts = judge_notebook(case.lab, case.cells, 0)
    assert {task for task, verdict in verdicts.items() if not verdict.passed} == case.loses
    told = verdicts[next(iter(case.cells))]
    nothing_yet = ("nothing here yet", "has not defined", BLANK)
    assert told.hint is None and any(words in told.text() for words in nothing_yet), told.text()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", cases("right"), ids=name_of)
def test_another_right_solution_loses_nothing(case, seed):
    verdicts = judge_notebook(case.lab, case.cells, seed)
    assert all(verdict.passed for verdict in verdicts.values()), "\n".join(
        v.text() for v in verdicts.values() if not v.passed
    )


@pytest.mark.parametrize("case", cases("right"), ids=name_of)
def test_a_right_solution_may_be_checked_again_and_again(case):
    verdicts = judge_notebook(case.lab, case.cells, 0, times=10)
    assert all(verdict.passed for verdict in verdicts.values()), "\n".join(
        v.text() for v in verdicts.values() if not v.passed
    )


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("lab", LABS)
def test_the_reference_solution_passes_whatever_is_drawn(lab, seed):
    assert [task for task, verdict in judge_notebook(lab, {}, seed).items() if not verdict.passed] == []


@pytest.mark.parametrize("lab", LABS)
def test_every_check_has_rows_in_the_table(lab):
    assert {next(iter(case.cells)) for case in cases("wrong", [lab])} == set(checks_of(lab))


def test_the_table_is_large_enough_and_nearly_all_misconceptions_are_named():
    wrong = cases("wrong")
    assert len(wrong) >= 60 and len(cases("right")) >= 25
    assert sum(case.hint is not None for case in wrong) >= 0.9 * len(wrong)


def test_every_hint_asks_and_says_where_to_read_on_and_that_place_exists():
    titles = {}
    for path in (ROOT / "solutions").glob("*/lab*.py"):
        text = path.read_text(encoding="utf-8").replace("<code>", "").replace("</code>", "")
        lines = [line for line in text.splitlines() if line.startswith(("# #", "# <details>"))]
        titles[f"Lab {path.stem[3]}"] = lines
    for hint in hints().values():
        lab, title = hint.read.split(", ", 1)
        assert any(title.strip("'") in line for line in titles[lab]), hint.read
        assert "?" in hint.question, hint.name


def test_the_page_in_the_course_is_what_the_cases_give():
    from make_kill_table import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page(), "run python tests/make_kill_table.py and commit the result"


def test_the_line_in_the_readme_is_true():
    from make_kill_table import summary

    assert summary() in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
