"""The misconceptions that a class folder brings: files in `misconceptions/LAB/`, in the form of those of the course.

Their code is a student's, as a rule, so it never runs in this process. They are recognised by how they answer the class's
common challenge. Those answers are kept: the student's own, where the file was made from a group of failed checks; else
its code runs once, in the sandbox, like a submission.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from nbgrader.coursedir import CourseDirectory

from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.misconceptions import Misconception, Section, read_misconception
from micrograd_edu.checks.source import needed_cells
from micrograd_edu.checks.verdict import Verdict
from micrograd_edu.grading.common_challenge import asked_in, class_seed
from micrograd_edu.grading.failed_checks import CommonAnswers, FailedCheck, common_answers
from micrograd_edu.grading.judge import CommonJudge, Judge
from micrograd_edu.grading.kept_evidence import STEP, hashed
from micrograd_edu.grading.sandbox import SandboxUnavailable
from micrograd_edu.grading.whole_file import write_whole
from micrograd_edu.grading.worker import Job, Jobs, Results

FOLDER = "misconceptions"
NUMBERS, PLACES = "numbers", "places"  # what is alike where two do the same
Run = Callable[[Jobs], dict[str, Results]]


class ClassMisconceptions:
    """The class folder's misconceptions of one lab.

    Parameters
    ----------
    coursedir : CourseDirectory
        The class folder.
    judge : Judge
        Who judges; one that asks nothing in common recognises nothing here.
    lab : str
        The assignment's name.

    Raises
    ------
    ValueError
        If a file cannot be read as a misconception; the message says which, and what is wrong.
    """

    def __init__(self, coursedir: CourseDirectory, judge: Judge, lab: str) -> None:
        self.coursedir, self.judge, self.lab = coursedir, judge, lab
        self.folder = Path(coursedir.root, FOLDER, lab)
        self._path = Path(coursedir.root, STEP, f"{lab}.misconceptions.json")
        self._kept: dict[str, Any] = _read(self._path)
        files = sorted(self.folder.glob("*.py")) if hasattr(judge, "common") else []
        self.misconceptions = [_misconception(path) for path in files]
        self._known: list[tuple[Diagnosis, str, str, CommonAnswers]] | None = None

    def diagnosis(self, failed: FailedCheck) -> Diagnosis | None:
        """The one that does what this check did, where none of the course's own was recognised."""
        if failed.common is None or (failed.name and not failed.is_named_here):
            return None
        for known, task, alike, common in self._answers():
            if task == failed.task and common.asked == failed.common.asked and is_alike(alike, common, failed.common):
                return known
        return None

    def name(self, verdict: Verdict, failed: FailedCheck) -> tuple[Verdict, FailedCheck]:
        """The verdict as it reads with the misconception of the class folder that was recognised, if one was."""
        known = self.diagnosis(failed)
        if known is None:
            return verdict, failed
        told = (known, *verdict.diagnoses[:1])
        return replace(verdict, summary=known.says, diagnoses=told), replace(
            failed, says=known.says, told=told, is_named_here=True
        )

    def is_told(self, failed: FailedCheck) -> bool:
        """Whether what the student reads of this check is what would be said now."""
        return failed.named_here == self.diagnosis(failed)

    def _answers(self) -> list[tuple[Diagnosis, str, str, CommonAnswers]]:
        """For each section its diagnosis, its task, what has to be alike, and its answers."""
        if self._known is None:
            found = []
            for misconception, section, kept in self._sections():
                common = common_answers(self.judge, kept, kept["lost"]) if kept else None
                if common and not all(ok for _, ok in common.places):
                    found.append((misconception.diagnosis(), section.task, kept["alike"], common))
            self._known = sorted(found, key=lambda each: each[2] == PLACES)  # the stronger first
        return self._known

    def _sections(self) -> Iterator[tuple[Misconception, Section, dict[str, Any]]]:
        """All sections, each with its kept answers; those are empty where it has not been asked these questions."""
        for misconception in self.misconceptions:
            for section in misconception.sections:
                kept = self._kept.get(_key(section.task, section.code), {})
                common = self._common(section.task)
                yield misconception, section, kept if common and kept.get("asked") == asked_in(common) else {}

    def _common(self, task: str) -> dict[str, Any] | None:
        judge = cast(CommonJudge, self.judge)
        return judge.common(self.lab, f"check-{task}", class_seed(self.coursedir))

    def keep(self, task: str, code: str, kept: dict[str, Any]) -> None:
        """Keep how code for a task answers: `challenge`, `result`, `lost` and `alike`."""
        self._kept[_key(task, code)] = {**kept, "asked": asked_in(kept["challenge"])}
        self._known = None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps(self._kept))

    def ask(self, job: Job, run: Run) -> list[str]:
        """Have those that have no answers yet run in the sandbox; return a sentence for each that shows nothing.

        Parameters
        ----------
        job : dict
            A job with the class's limits; its cells do not matter.
        run : callable
            Takes jobs by name and returns their results, such as `run_apart`.
        """
        said = []
        for misconception, section, kept in list(self._sections()):
            common = self._common(section.task)
            path = self.folder / f"{misconception.name}.py"
            if common is None:
                said.append(f"{path}: there is no task {section.task} in {self.lab}. Its sections begin with # %% TASK.")
            elif not kept:
                cells: list[dict[str, Any]] = [
                    {"source": section.code if cell.grade_id == section.task else cell.text, "graded": False}
                    for cell in needed_cells(self.lab, section.task)
                ]
                asked = {"challenge": common, "names": common["names"]}
                try:
                    results = run({"": {**job, "kernel": "warm", "files": {}, "cells": [*cells, asked]}})[""]
                except SandboxUnavailable as error:
                    return [*said, f"{path} is not recognised: its code runs in the sandbox only. {error}"]
                result = results["cells"][-1]
                self.keep(section.task, section.code, {"challenge": common, "result": result, "lost": [], "alike": NUMBERS})
                said += self._shows_nothing(path, section)
        return said

    def _shows_nothing(self, path: Path, section: Section) -> list[str]:
        kept = self._kept[_key(section.task, section.code)]
        common = common_answers(self.judge, kept, ())
        if common is None:
            return [f"{path}: its code for {section.task} gives no answers, so nobody is recognised by it."]
        if all(ok for _, ok in common.places):
            return [f"{path}: its code for {section.task} is right, so nobody is recognised by it."]
        return []


def is_alike(alike: str, one: CommonAnswers, other: CommonAnswers) -> bool:
    """Whether two do the same: the same numbers, or (`PLACES`) wrong in the same places."""
    if alike == PLACES:
        return one.behaviour.places == other.behaviour.places
    return one.behaviour.is_same(other.behaviour)


def _misconception(path: Path) -> Misconception:
    try:
        found = read_misconception(path)
    except (IndexError, UnicodeDecodeError):
        found = None
    if found is None or not found.ask or not found.sections:
        form = "# and a sentence, then # ask: and a question, then # %% TASK and code"
        raise ValueError(f"{path} is no misconception. A file of that kind has: {form}.")
    return found


def _key(task: str, code: str) -> str:
    return f"{task} {hashed(code)}"


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
