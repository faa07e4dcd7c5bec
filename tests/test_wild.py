"""Code written without sight of the checks: what it loses, and what its verdict says first.

A case in `wild/<lab>/{wrong,right}` says in `# told:` what the verdict says first ("kind: name", "passes", or "by chance"
where that depends on the order of a set), and in `# read:` what a reader thought of that, belief beside verdict. The first
is held here, so that a change of the checks shows what it changes; the second is to be read again where the first changes.
The page of the kill table counts both.
"""

from __future__ import annotations

from pathlib import Path

import kill_table_harness as harness
import pytest
from kill_table_harness import Case, cases_in, judge_notebook

from micrograd_edu.labs import checks_of

WILD = list(cases_in(Path(__file__).parent / "wild"))
SEED = 100
TRIES = 3  # what some of this code does depends on addresses, or on what ran before it


@pytest.fixture(autouse=True)
def only_the_tasks_in_question(monkeypatch):
    """Other tasks are the reference's, which `test_kill_table.py` holds: leaving them out makes this four times faster."""
    everything = harness.source_cells

    def source_cells(lab: str, asked: frozenset[str]) -> tuple[tuple[str, str], ...]:
        builds = {task for task, check in checks_of(lab).items() if asked & set(check.builds_on)}
        kept = asked | builds
        return tuple(cell for cell in everything(lab) if not cell[0].startswith("check-") or cell[0][6:] in kept)

    def judge(case: Case):
        monkeypatch.setattr(harness, "source_cells", lambda lab: source_cells(lab, frozenset(case.cells)))
        return judge_notebook(case.lab, case.cells, SEED)

    return judge


def name_of(case: Case) -> str:
    return f"{case.lab.partition('_')[0]}-{case.name}"


@pytest.mark.parametrize("case", [case for kind, case in WILD if kind == "wrong"], ids=name_of)
def test_wrong_code_is_rejected_and_told_what_its_file_says(case, only_the_tasks_in_question):
    said = []
    for _ in range(TRIES):
        verdicts = only_the_tasks_in_question(case)
        lost = [task for task in case.cells if not verdicts[task].passed]
        told = verdicts[lost[0]].told if lost else None
        said.append("passes" if not lost else f"{told.kind}: {told.name}" if told else "nothing")
        if case.fields["told"] in (said[-1], "by chance" if lost else ""):
            return
    raise AssertionError(f"told {said}\n" + "\n".join(verdicts[task].text() for task in lost))


@pytest.mark.parametrize("case", [case for kind, case in WILD if kind == "right"], ids=name_of)
def test_right_code_passes(case, only_the_tasks_in_question):
    lost = {task: verdict for task, verdict in only_the_tasks_in_question(case).items() if not verdict.passed}
    assert not lost, "\n".join(verdict.text() for verdict in lost.values())


def test_nearly_all_are_rejected():
    wrong = [case for kind, case in WILD if kind == "wrong"]
    assert sum(case.fields["told"] != "passes" for case in wrong) >= 0.98 * len(wrong)
