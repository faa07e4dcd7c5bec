"""Twelve sample students of lab 1: what each of them hands in, to try the instructor's side with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.checks.source import right_code

LAB = "lab1_operators"
DUE = "2026-11-01 23:59 UTC"
IN_TIME, LATE = "2026-11-01 18:00:00 UTC", "2026-11-03 09:30:00 UTC"
TASKS = ("add", "mul", "pow", "relu", "exp_log_tanh", "derived", "backward", "gradcheck", "bug_hunt")
ROSTER = """id,first_name,last_name,email,lms_user_id
ada,Ada,Almeida,ada@example.org,1001
bao,Bao,Bach,bao@example.org,1002
cem,Cem,Celik,cem@example.org,1003
dora,Dora,Dahl,dora@example.org,1004
emil,Emil,Engel,emil@example.org,1005
fay,Fay,Foster,fay@example.org,1006
gus,Gus,Grant,gus@example.org,1007
hana,Hana,Holm,hana@example.org,1008
ivo,Ivo,Ilic,ivo@example.org,1009
jun,Jun,Jansen,jun@example.org,1010
kim,Kim,Kaya,kim@example.org,1011
lea,Lea,Lund,lea@example.org,1012
"""
ANSWER = (
    "Both sides: what the formula leaves out falls like h squared, and rounding, about 1e-16, is divided by 2h, so it grows "
    "as h falls. They meet near 1e-5, where I read off about ten digits."
)
MARKERS = re.compile(r"^ *### (BEGIN|END) SOLUTION\n", re.MULTILINE)
HOSTILE = """
import os
from IPython.display import HTML, display

os.system("touch ~/i-was-here")
display(HTML("<script>document.title = 'points for free'</script>"))
"""
OTHER_ENGINE = "import micrograd.engine\n\nValue = micrograd.engine.Value\n"


def hand_in(course: Path) -> None:
    """Put what the twelve students did into `submitted/` of a class folder whose lab has been built."""
    right = {task: MARKERS.sub("", right_code(LAB, task)) for task in TASKS}
    first_half = {task: right[task] for task in TASKS[:5]}
    no_minus = right["pow"].replace("n * self.data ** (n - 1)", "n * abs(self.data) ** (n - 1)")  # a mistake without a name
    work: dict[str, tuple[Mapping[str, str], str]] = {
        "ada": ({**right, "u_curve": ANSWER}, IN_TIME),
        "bao": ({**right, **_belief("mul_swapped")}, IN_TIME),
        "cem": ({**right, **_belief("forward_order"), **_belief("gradcheck_always_true")}, IN_TIME),
        "dora": ({**right, **_belief("exp_power_rule"), "pow": no_minus}, IN_TIME),
        "emil": ({**first_half, "pow": f"{no_minus}# a root of something negative is no number\n"}, IN_TIME),
        "fay": ({}, IN_TIME),
        "hana": ({**right, "u_curve": ANSWER}, LATE),
        "ivo": ({**right, **_belief("no_upstream")}, IN_TIME),  # and once more below
        "jun": ({**right, "mul": right["mul"] + HOSTILE}, IN_TIME),
        "kim": ({task: OTHER_ENGINE for task in TASKS}, IN_TIME),
    }
    released = json.loads((course / "labs" / LAB / f"{LAB}.ipynb").read_text(encoding="utf-8"))
    for student, (answers, time) in work.items():
        _submit(course, student, json.dumps(_filled_in(released, answers)), time)
    _submit(course, "lea", "I could not save it as a notebook, sorry!", IN_TIME)
    (course / "submitted" / "gus" / LAB).mkdir(parents=True)
    _submit(course, "ivo", json.dumps(_filled_in(released, right)), "2026-11-01 22:10:00 UTC")


def _belief(name: str) -> dict[str, str]:
    """What somebody who believes this writes: a cell for the task."""
    belief = next(belief for belief in misconceptions_of(LAB) if belief.name == name)
    section = belief.sections[0]
    return {section.task: section.code}


def _filled_in(released: dict[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    """The student's notebook with these texts in its solution cells."""
    notebook: dict[str, Any] = json.loads(json.dumps(released))
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution") and about["grade_id"] in answers:
            cell["source"] = answers[about["grade_id"]]
    return notebook


def _submit(course: Path, student: str, text: str, time: str) -> None:
    folder = course / "submitted" / student / LAB
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{LAB}.ipynb").write_text(text, encoding="utf-8")
    (folder / "timestamp.txt").write_text(time, encoding="utf-8")
