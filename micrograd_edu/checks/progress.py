"""What a learner has done, from the checks that they ran: a small file of theirs, which outlives a copy of a lab.

It is for the learner alone. Nobody is graded by it, it is never written while something is graded, and where it cannot be
read or written, all else goes on.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from micrograd_edu.checks.verdict import Verdict

PLACE = "MICROGRAD_EDU_PROGRESS"  # names another file
STATES = ("PASS", "FAIL", "SKIPPED")
# task or bonus exercise: {"state": one of STATES, "told": [names of misconceptions, the last one last]}
Done = dict[str, dict[str, Any]]


def place() -> Path:
    """Where the file is: in the learner's home, unless the environment names another one."""
    named = os.environ.get(PLACE)
    return Path(named) if named else Path.home() / ".micrograd-edu" / "progress.json"


def read_progress() -> dict[str, Done]:
    """What has been done in each lab; nothing where there is no file, or none that can be understood."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # the last where nobody has a home
        labs = json.loads(place().read_text(encoding="utf-8"))
        if isinstance(labs, dict):
            return {lab: _understood(tasks) for lab, tasks in labs.items() if isinstance(tasks, dict)}
    return {}


def _understood(tasks: dict[str, Any]) -> Done:
    known = {}
    for task, about in tasks.items():
        if isinstance(about, dict) and about.get("state") in STATES:
            told = about.get("told")
            known[task] = {"state": about["state"], "told": [*map(str, told)] if isinstance(told, list) else []}
    return known


def record(lab: str, verdict: Verdict) -> None:
    """Keep what a check has said last, and which misconceptions it has named.

    A check of code that is not there yet, or that cannot be run here, changes nothing: so a new copy of a lab does not undo
    what was done in an older one.
    """
    if "NBGRADER_EXECUTION" in os.environ or verdict.badge in ("NOTHING HERE YET", "NOT CHECKED", "TOO EARLY"):
        return
    labs = read_progress()
    about = labs.setdefault(lab, {}).setdefault(verdict.task, {"told": []})
    about["state"] = "SKIPPED" if verdict.badge == "SKIPPED" else verdict.word
    named = [each.name for each in verdict.diagnoses if each.kind == "misconception"]
    about["told"] = [*(name for name in about["told"] if name not in named), *named]
    _write(labs)


def record_bonus(lab: str, exercise: str) -> None:
    """Keep that a bonus exercise, such as "Bonus 1", is right."""
    if "NBGRADER_EXECUTION" in os.environ:
        return
    labs = read_progress()
    labs.setdefault(lab, {})[exercise] = {"state": "PASS", "told": []}
    _write(labs)


def _write(labs: dict[str, Done]) -> None:
    with contextlib.suppress(OSError, RuntimeError):
        _write_whole(place(), json.dumps(labs, indent=1))


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
