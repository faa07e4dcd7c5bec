"""The class report: its numbers against other people's, and its page with everything a student could put on it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import axe_playwright_python
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyterlab import new_page
from scipy.stats import pointbiserialr

from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.source import right_code
from micrograd_edu.demo_class import LAB, TASKS
from micrograd_edu.grading.class_report import ClassReport, TaskReport, class_tasks, tells_apart
from micrograd_edu.grading.failed_checks import FailedCheck
from micrograd_edu.grading.feedback_page import POLICY
from micrograd_edu.grading.groups import Group, Named, WrongWork
from micrograd_edu.grading.report_page import headline, report_page
from micrograd_edu.grading.similar import Alike, similar
from micrograd_edu.grading.student_work import FAILED, PASSED, SKIPPED, WAITING, Work, read, solutions

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
POLICY_TAG = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
EVIL = "</pre></script><script>document.title = 'mine'</script><img src=https://evil.invalid/x onerror='document.title=1'>"


def work(passed: list[list[bool]]) -> list[Work]:
    """Students who passed these of three tasks, worth 1, 2 and 3 points."""
    return [
        Work(
            f"s{number:02}",
            states={f"t{task}": PASSED if ok else FAILED for task, ok in enumerate(row, start=1)},
            points={f"t{task}": float(task * ok) for task, ok in enumerate(row, start=1)},
        )
        for number, row in enumerate(passed)
    ]


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), max_size=40))
def test_how_a_task_tells_students_apart_is_a_point_biserial_correlation(passed):
    tasks = ["t1", "t2", "t3"]
    got = tells_apart("t2", tasks, work(passed))
    second, rest = [row[1] for row in passed], [row[0] + 3 * row[2] for row in passed]
    if len(passed) < 20 or len(set(second)) < 2 or len(set(rest)) < 2:
        assert got is None
    else:
        assert got == pytest.approx(pointbiserialr(second, rest).statistic)


RIGHT = {task: ("code", right_code(LAB, task)) for task in TASKS}
OWN = """
def visit(start):
    waiting, order = [(start, iter(start._prev))], []
    known = {id(start)}
    while waiting:
        node, parents = waiting[-1]
        following = next((p for p in parents if id(p) not in known), None)
        if following is None:
            order.append(waiting.pop()[0])
        else:
            known.add(id(following))
            waiting.append((following, iter(following._prev)))
    return order[::-1]
"""


def test_alike_is_what_two_share_and_others_do_not():
    """Everybody has the model answer; two have the same idea besides, one with other names, layout and comments."""
    handout = {task: ("code", f"def {task}(self):\n    raise NotImplementedError\n") for task in TASKS}
    class_ = {f"s{number:02}": dict(RIGHT) for number in range(20)}
    assert similar(class_, handout) == []
    renamed = re.sub(
        r"\bnode\b", "v", OWN.replace("waiting", "stack").replace("    known", "\n    # seen before\n    known")
    )
    class_["s03"]["backward"] = ("code", RIGHT["backward"][1] + OWN)
    class_["s07"]["backward"] = ("code", RIGHT["backward"][1] + renamed)
    (pair,) = similar(class_, handout)
    assert pair.students == ("s03", "s07") and pair.tasks == ("backward",) and pair.shared == pair.own
    class_["s11"]["backward"] = class_["s03"]["backward"]
    assert [alike.students for alike in similar(class_, handout)] == [("s03", "s07", "s11")]
    handout["backward"] = ("code", OWN)
    assert similar(class_, handout) == []


def test_alike_takes_whatever_was_written():
    text = " ".join(f"the error of step {number} falls" for number in range(12))
    class_ = {
        "a": {"x": ("code", "def (:\n\0'''")},
        "b": {"x": ("markdown", f"<p>{text}</p>")},
        "c": {"x": ("markdown", text)},
    }
    assert [pair.students for pair in similar(class_, {})] == [("b", "c")]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"cells": 3}', '{"cells": [{"metadata": {"nbgrader": []}}], "metadata": {}}', None]
)
def test_a_notebook_that_is_none_holds_nothing(tmp_path, text):
    """Of a folder that was accepted as zero there is no graded notebook; an earlier version may be anything."""
    if text is not None:
        (tmp_path / "lab.ipynb").write_text(text)
    assert solutions(read(tmp_path / "lab.ipynb")) == {}


SWAPPED = Diagnosis("misconception", "mul_swapped", f"Each operand of `*` {EVIL}", "By 2 or by 10?")


def report(students: int = 30) -> ClassReport:
    """Nine do the same in t3; ids, code and facts are as hostile as they can be."""
    rows = [[number % 7 > 0, number % 5 > 1, number > 11] for number in range(students)]
    everyone = {each.student: each for each in work(rows)}
    for number, each in enumerate(everyone.values()):
        each.states["essay"] = WAITING if number % 2 else SKIPPED
        each.seconds = 1.0 + number
    everyone["s02"] = replace(everyone["s02"], student=EVIL, late=timedelta(hours=27), penalty=2.0, stopped={"t1": EVIL})
    maxima = {"t1": (1.0, False), "t2": (2.0, False), "t3": (3.0, False), "essay": (2.0, True)}
    nine = tuple(f"s{number:02}" for number in range(9))
    fact = Diagnosis("relation", "twice", f"Twice what it should be. {EVIL}", "Why?")
    group = Group(
        LAB, "t3", "t3-0a1b", nine, EVIL, EVIL, 6, "numbers", (fact,), (EVIL, EVIL, "3"), ((EVIL, False), ("b", True))
    )
    named = Named(LAB, "t2", SWAPPED, ("s00", "s05", "s06", EVIL), False)
    return ClassReport(
        lab=LAB,
        made=datetime(2026, 11, 3, tzinfo=UTC),
        due=datetime(2026, 11, 1, 23, 59, tzinfo=UTC),
        roster=students + 2,
        work=everyone,
        tasks=class_tasks(maxima, list(everyone.values())),
        wrong=WrongWork([named], [group], [("s10", FailedCheck("t3", "wrong", (), "code"))]),
        missing={"s98": None, "s99": datetime(2026, 11, 8, tzinfo=UTC)},
        no_notebook=(EVIL,),
        changed=(EVIL,),
        identical=[["s20", EVIL]],
        similar=[Alike(("s21", EVIL), ("t1",), 30, 31)],
    )


@pytest.mark.parametrize(
    "failed, skipped, words",
    [
        (12, 0, "`t3` holds the class up: 12 of 30 fail it, and 9 of those 12 do the same thing, which has no name yet."),
        (1, 12, "The class stops at `t3`: 12 of 30 have not begun it."),
        (0, 0, "All 30 have every point that checks give."),
    ],
)
def test_the_first_sentence_is_about_the_task_that_costs_most(failed, skipped, words):
    full = report()
    states = {FAILED: ("x",) * failed, SKIPPED: ("x",) * skipped}
    tasks = [TaskReport("t1", 1.0, False, {}), TaskReport("t3", 3.0, False, states), TaskReport("essay", 2.0, True, {})]
    assert headline(replace(full, tasks=tasks)) == words


def test_the_json_has_no_code_and_no_unknown_numbers():
    text = report().as_json()
    assert "NaN" not in text and "specimen" not in text


@pytest.mark.needs("chromium")
def test_the_page_is_inert_keeps_nobody_out_and_fits_a_phone():
    """Nothing on it runs, whatever students wrote; axe-core finds nothing, light or dark; only code and tables scroll."""
    with new_page(390, 800) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for students in (30, 400):
            page.set_content(report_page(report(students)))
            assert page.title() == "Lab 1 Operators: class report"
            assert page.evaluate("document.querySelectorAll('script, img, iframe, object, link').length") == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.goto("about:blank")  # a policy stays with its document
        page.set_content(report_page(report()).replace(POLICY_TAG, ""))  # for axe, which is a script
        page.add_script_tag(path=AXE)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for width, scheme in ((390, "light"), (1280, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
            assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
    assert [url for url in asked if not url.startswith("about:")] == []
    page_of = report_page(report())
    assert 'aria-label="t3: 18 passed, 12 failed, of 30"' in page_of and "18 of 30" not in page_of
