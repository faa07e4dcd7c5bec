"""The proof that the grader works: wrong solutions lose what they should and are told why, right ones lose nothing.

The rows are the sections of every misconception file (`micrograd_edu/labs/<lab>/misconceptions`), which have to be
recognised by name, and the cases in `kill_table/<lab>/{wrong,untouched,right}`. A wrong one there has `# loses:` (tasks) and
`# told:` (what the verdict says first, "kind: name"). The right ones that a notebook shows after a PASS are in the lab's
room, `others/`. To add a row, copy a file.
"""

from __future__ import annotations

import os

import pytest
from kill_table_cases import cases, wrong_cases
from kill_table_harness import ROOT, Case, judge_notebook

from micrograd_edu.checks.errors import NOT_FILLED_IN, NOT_YET
from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.checks.source import more_help
from micrograd_edu.labs import checks_of, labs

# CI runs a sample; `make kill-table` runs 20
SEEDS = range(int(os.environ.get("KILL_TABLE_SEEDS", "2")))


def name_of(case: Case) -> str:
    return f"{case.lab.partition('_')[0]}-{case.name}"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", wrong_cases(), ids=name_of)
def test_a_wrong_solution_loses_just_what_it_breaks_and_reads_why(case, seed):
    verdicts = judge_notebook(case.lab, case.cells, seed)
    lost = {task for task, verdict in verdicts.items() if not verdict.passed}
    assert lost == case.loses, "\n".join(verdicts[task].text() for task in sorted(lost))
    told = verdicts[next(iter(case.cells))].told
    assert (f"{told.kind}: {told.name}" if told else "nothing") == case.fields["told"]


@pytest.mark.parametrize(
    "case", [case for case in wrong_cases() if {"predict", "trace_by_hand"} & set(case.cells)], ids=name_of
)
def test_a_verdict_on_paper_work_never_tells_a_number_that_was_expected(case):
    task = next(iter(case.cells))
    verdict = judge_notebook(case.lab, case.cells, 0)[task]
    wrong = [row for asked in verdict.found for row in asked.rows if not row.ok]
    assert not any(row.about or any(map(str.isdigit, row.texts()[2])) for row in wrong)
    assert not verdict.example or not any(map(str.isdigit, verdict.example.expected))


@pytest.mark.parametrize("case", cases("untouched"), ids=name_of)
def test_what_is_not_written_yet_earns_nothing_and_is_called_nothing_else(case):
    verdicts = judge_notebook(case.lab, case.cells, 0)
    assert {task for task, verdict in verdicts.items() if not verdict.passed} == case.loses
    told = verdicts[next(iter(case.cells))]
    assert told.told is None and any(words in told.text() for words in (NOT_YET, NOT_FILLED_IN, "has not defined")), (
        told.text()
    )


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
@pytest.mark.parametrize("lab", labs())
def test_the_reference_solution_passes_whatever_is_drawn(lab, seed):
    assert [task for task, verdict in judge_notebook(lab, {}, seed).items() if not verdict.passed] == []


@pytest.mark.parametrize("lab", labs())
def test_every_task_has_rows_in_the_table(lab):
    assert {next(iter(case.cells)) for case in wrong_cases() if case.lab == lab} == set(checks_of(lab))


def test_the_table_is_large_enough():
    assert len(wrong_cases()) >= 350 and len(cases("right")) >= 45


def test_every_misconception_asks_and_says_where_to_read_on_and_that_place_exists():
    titles = {}
    for lab in labs():
        path = ROOT / "solutions" / lab / f"{lab}.py"
        text = path.read_text(encoding="utf-8").replace("<code>", "").replace("</code>", "")
        lines = [line for line in text.splitlines() if line.startswith(("# #", "# <details>"))]
        titles[f"Lab {lab[3]}" if lab.startswith("lab") else lab.partition("_")[0].capitalize()] = lines
    for lab in labs():
        for each in misconceptions_of(lab):
            place, title = each.read.split(", ", 1)
            assert any(title.strip("'") in line for line in titles[place]), (each.name, each.read)
            assert "?" in each.ask, each.name


@pytest.mark.parametrize("lab", labs())
def test_every_task_has_more_help_of_a_readable_length(lab):
    for task in checks_of(lab):
        assert 80 <= len(more_help(lab, task).split()) <= 160, task


def test_the_page_in_the_course_is_what_the_cases_give():
    from make_kill_table import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page(), "run python tests/make_kill_table.py and commit the result"


def test_the_readme_counts_what_is_there():
    from make_kill_table import README, readme

    assert README.read_text(encoding="utf-8") == readme(), "run python tests/make_kill_table.py and commit the result"
