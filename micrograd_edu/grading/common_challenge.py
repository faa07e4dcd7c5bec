"""One challenge for the whole class, besides everybody's own: it never decides points, it tells who does the same.

Only a failed check that has no name is asked it, in a second and shorter run of the submission, when the one that counts is
over: right code costs nothing, and nobody can learn from it or spoil what counts. Its questions are drawn from a secret of
the class.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast

from nbgrader.coursedir import CourseDirectory

from micrograd_edu.grading.judge import Challenge, CommonJudge, Judge, Verdict, joined, parse_evidence
from micrograd_edu.grading.kept_evidence import STEP, hashed
from micrograd_edu.grading.worker import Job, Results

AT_LEAST = 10  # seconds of a second look, whatever the run that counts took
SEED = "common_seed"  # file beside the kept evidence
Answers = dict[str, Any]  # `challenge`, and the `result` of asking it


def class_seed(coursedir: CourseDirectory) -> str:
    """The class's secret, made when it is first asked for. Whoever reads it knows what is asked here, and nothing else."""
    path = Path(coursedir.root, STEP, SEED)
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_hex(16), encoding="ascii")
    return path.read_text(encoding="ascii")


def is_unnamed(verdict: Verdict) -> bool:
    """Whether it was judged wrong, question by question, and no misconception was recognised."""
    return not verdict.passed and bool(verdict.found) and all(told.kind != "misconception" for told in verdict.diagnoses)


def second_look(
    judge: Judge, coursedir: CourseDirectory, job: Job, results: Results, verdicts: Mapping[str, Verdict]
) -> Job | None:
    """What to run so that failed checks without a name answer the common challenge; None where there is nothing to ask.

    The cells of the first run, as far as the last of these checks, without the other checks, in about the time it took.
    """
    if not hasattr(judge, "common") or not any(map(is_unnamed, verdicts.values())):
        return None
    cells: list[dict[str, Any] | None] = []
    last = 0
    for number, what in enumerate(job["cells"], 1):
        if what is None or "challenge" not in what:
            cells.append(what)
            continue
        grade_id = what["grade_id"]
        asked = grade_id in verdicts and is_unnamed(verdicts[grade_id])
        common = cast(CommonJudge, judge).common(job["lab"], grade_id, class_seed(coursedir)) if asked else None
        cells.append(None if common is None else {**what, "challenge": common})
        last = last if common is None else number
    seconds = min(job["submission_seconds"], int(2 * results["seconds"]) + AT_LEAST)
    return {**job, "cells": cells[:last], "submission_seconds": seconds} if last else None


def add_second_look(results: Results, job: Job, second: Results) -> None:
    """Keep with a submission's results what came back, as far as something did."""
    asked = [(what, result) for what, result in zip(job["cells"], second["cells"]) if what and "challenge" in what]
    results["common"] = {
        what["grade_id"]: {"challenge": what["challenge"], "result": result} for what, result in asked if result
    }
    results["seconds"] += second["seconds"]


def common_verdict(judge: Judge, answers: Answers, lost: Collection[str]) -> Verdict | None:
    """What the judge says of answers to the common challenge; None where they cannot be judged."""
    try:
        pieces = [parse_evidence(piece) for piece in answers["result"]["evidence"]]
        return judge.judge(answers["challenge"], joined(answers["challenge"], pieces), lost)
    except Exception:  # a judge takes any evidence; where it does not, that was said of the challenge that counts
        return None


def asked_in(challenge: Challenge) -> str:
    """A hash of what a challenge asks: everything but its id."""
    return hashed({**challenge, "id": None})
