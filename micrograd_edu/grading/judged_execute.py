"""Run a submission and judge it from outside: what stands in for nbgrader's `Execute`, enabled in `nbgrader_config.py`."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from typing import Any, cast

from nbformat import v4
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Integer, Type

from micrograd_edu.grading.cells import new_cell
from micrograd_edu.grading.class_misconceptions import ClassMisconceptions
from micrograd_edu.grading.common_challenge import add_second_look, second_look
from micrograd_edu.grading.failed_checks import failed_check
from micrograd_edu.grading.files_beside import files_beside, submission_hash
from micrograd_edu.grading.guard import guard_aloud, is_guarded
from micrograd_edu.grading.inert import WRAPPED, visible
from micrograd_edu.grading.judge import Challenge, Judge, LabJudge, ShowingJudge, Verdict, joined, parse_evidence, turns
from micrograd_edu.grading.kept_evidence import STAMP, run_record
from micrograd_edu.grading.make_inert import InertOutputs
from micrograd_edu.grading.sandbox import Limits, SandboxUnavailable
from micrograd_edu.grading.steps import converter_of
from micrograd_edu.grading.submission_exporter import UNREADABLE
from micrograd_edu.grading.worker import Job, Results, run_apart

UNPROTECTED = (
    "**This submission ran without the sandbox** (`run_unprotected`): its code had the rights of the person who graded it, "
    "and could have used the reference engine."
)
AS_IN_THE_HANDOUT = "As in the handout: nobody is graded on this cell, and it was not run for grading."
OUR_MISTAKE = "this answer could not be judged. The mistake is the course's, not yours: please show this to your instructor"


class JudgedExecute(NbGraderPreprocessor):
    """Execute a notebook in a sandbox; send a fresh challenge for each check cell, and judge the evidence in this process.

    The source of a check cell is not run at all, so nothing that a notebook does to the check functions, to later cells or
    to what it prints can earn points: only evidence with the right numbers does. Graded cells that are none of ours run as
    nbgrader runs them. A kernel that dies or hangs ends the run there: what was earned before stays, and every check
    after it says why it could not run.
    """

    timeout = Integer(30, help="Seconds that one cell may take.").tag(config=True)
    submission_timeout = Integer(300, help="Seconds that all cells of one submission may take together.").tag(config=True)
    output_bytes = Integer(2 << 20, help="Bytes that one cell may show.").tag(config=True)
    memory_bytes = Integer(Limits.memory_bytes, help="Memory that one submission may use.").tag(config=True)
    disk_bytes = Integer(Limits.disk_bytes, help="Bytes that one submission may write.").tag(config=True)
    processes = Integer(Limits.processes, help="Processes and threads that one submission may have.").tag(config=True)
    run_unprotected = Bool(
        False,
        help="Run submissions without a sandbox: with your rights, your files and your network in their reach.",
    ).tag(config=True)

    run_everything = Bool(
        False,
        help="Also run the cells of the handout that are only to be looked at, for those who want to see all pictures.",
    ).tag(config=True)

    judge_class = Type(
        LabJudge,
        klass=object,
        help="Draws the challenges and judges the evidence: a class like `micrograd_edu.grading.judge.Judge`.",
    ).tag(config=True)

    @property
    def judge(self) -> Judge:
        return cast(Judge, self.judge_class())

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Show in each cell what came of it. `resources["run"]` is the job and its results, where it has run already."""
        about = resources["nbgrader"]
        if "run" not in resources:
            converter = converter_of(self)
            if not is_guarded(converter):  # an exporter was named that does not ask
                guard_aloud(converter)
            submitted = submission_hash(converter, about["assignment"], about["student"])
            job = self.plan(nb, about["assignment"], files_beside(converter, about["assignment"], about["student"]))
            results = run_apart({about["notebook"]: job})[about["notebook"]]
            with contextlib.suppress(SandboxUnavailable):  # the run that counts is over
                if second := self.second_look(job, results, converter.coursedir):
                    add_second_look(results, second, run_apart({about["notebook"]: second})[about["notebook"]])
            here = ClassMisconceptions(converter.coursedir, self.judge, about["assignment"])
            for sentence in here.ask(job, run_apart):
                self.log.warning(sentence)
            resources["run"] = {"job": job, "results": results, "submitted": submitted, "here": here}
        run, inert_outputs = resources["run"], InertOutputs()
        run["record"] = run_record(nb, run["job"], run["results"], self.judge)
        run["judge"] = self.judge.version(about["assignment"])
        verdicts, run["failed"] = self._told(nb, run["job"], run["results"], run["here"])
        for cell, what, result in zip(nb.cells, run["job"]["cells"], run["results"]["cells"]):
            if what is None:
                continue
            cell.execution_count = None
            if "challenge" in what:
                cell.outputs = _shown(verdicts[what["grade_id"]], str(what["challenge"].get("receipt", "")))
            elif result.get("left_out"):
                cell.outputs = [_note(AS_IN_THE_HANDOUT)]
            else:
                cell.outputs = inert_outputs(result["outputs"])
        run["notices"] = [cell.source[:1000] for cell in nb.cells[:1] if cell.source.startswith(UNREADABLE)]
        if run["job"]["kernel"] == "unprotected":
            run["notices"].append(UNPROTECTED)
            nb.cells.insert(0, new_cell("markdown", UNPROTECTED))
        return nb, resources

    def plan(self, nb: NotebookNode, assignment: str, files: dict[str, str]) -> Job:
        """What `run_submission` is to do for this notebook, with a fresh challenge for every check cell.

        `files` lie beside the notebook while it runs: see `files_beside`.
        """
        knows = not self.run_everything and hasattr(self.judge, "for_show")
        for_show = cast(ShowingJudge, self.judge).for_show(assignment) if knows else ()
        return {
            "lab": assignment,
            "files": files,
            "cells": [_what_to_run(self.judge, assignment, cell, for_show) for cell in nb.cells],
            "kernel": "unprotected" if self.run_unprotected else "warm",
            "cell_seconds": self.timeout,
            "submission_seconds": self.submission_timeout,
            "output_bytes": self.output_bytes,
            "sandbox": {
                "memory_bytes": self.memory_bytes,
                "cpu_seconds": 2 * self.submission_timeout,  # more than one thread may be busy
                "processes": self.processes,
                "disk_bytes": self.disk_bytes,
            },
        }

    def verdicts(self, job: Job, results: Results) -> dict[str, Verdict]:
        """What each check earns, by its cell. Judged once, and kept with the results."""
        if "verdicts" not in results:
            found: dict[str, Verdict] = {}
            for what, result in zip(job["cells"], results["cells"]):
                if what is not None and "challenge" in what:
                    lost = _lost(found)
                    found[what["grade_id"]] = self._verdict(what["grade_id"], what["challenge"], result, results, lost)
            results["verdicts"] = found
        judged: dict[str, Verdict] = results["verdicts"]
        return judged

    def second_look(self, job: Job, results: Results, coursedir: CourseDirectory) -> Job | None:
        """What is to be run to tell who does the same as others; None where there is nothing to ask."""
        return second_look(self.judge, coursedir, job, results, self.verdicts(job, results))

    def _told(
        self, nb: NotebookNode, job: Job, results: Results, here: ClassMisconceptions
    ) -> tuple[dict[str, Verdict], dict[str, Any]]:
        """The verdicts, with the names that the class folder gives; and what is kept of those of FAIL."""
        verdicts = dict(self.verdicts(job, results))
        lost, failed = _lost(verdicts), {}
        for grade_id, verdict in verdicts.items():
            if not verdict.passed:
                answers = results.get("common", {}).get(grade_id)
                check = failed_check(nb, grade_id, verdict, answers, self.judge, lost)
                verdicts[grade_id], check = here.name(verdict, check)
                failed[grade_id] = check.to_json()
        return verdicts, failed

    def _verdict(
        self, grade_id: str, challenge: Challenge, result: dict[str, Any], results: Results, lost: Collection[str]
    ) -> Verdict:
        task = grade_id.removeprefix("check-")
        asked = len(turns(challenge))
        if len(result["evidence"]) != asked:
            return Verdict(task, False, _why_not_judged(result, asked))
        try:
            evidence = joined(challenge, [parse_evidence(piece) for piece in result["evidence"]])
            return self.judge.judge(challenge, evidence, lost)
        except Exception as error:  # a judge takes any evidence: this mistake is ours, and costs this task alone
            self.log.exception("%s: the judge failed. This is a mistake of the course's: please report it", task)
            results.setdefault("mistakes", []).append(
                f"the judge of {task} failed, not the student ({type(error).__name__}: {error})"
            )
            return Verdict(task, False, f"{OUR_MISTAKE} ({type(error).__name__})")


def _lost(verdicts: Mapping[str, Verdict]) -> list[str]:
    return [verdict.task for verdict in verdicts.values() if not verdict.passed]


def _what_to_run(judge: Judge, assignment: str, cell: NotebookNode, for_show: Collection[str]) -> dict[str, Any] | None:
    challenge = judge.challenge(assignment, cell.metadata.nbgrader.grade_id) if is_grade(cell) else None
    if challenge is not None:
        return {"challenge": challenge, "names": challenge["names"], "grade_id": cell.metadata.nbgrader.grade_id}
    if cell.cell_type != "code":
        return None
    tracked = is_grade(cell) or is_solution(cell)
    return {"source": cell.source, "graded": is_grade(cell), "for_show": not tracked and cell.source.strip() in for_show}


def _why_not_judged(result: dict[str, Any], asked: int) -> str:
    evidence, stopped = result["evidence"], result["stopped"]
    if not result["ran"]:
        return f"this check could not run: {stopped}."
    if len(evidence) > asked:
        wanted = "one was" if asked == 1 else f"{asked} were"
        return f"{len(evidence)} pieces of evidence came back, and {wanted} asked for: none of them counts."
    came = f"{len(evidence)} of {asked} pieces of evidence" if evidence else "no evidence"
    if stopped:
        return f"{came} came back: {stopped}."
    if result["errors"]:
        return f"{came} came back: the check stopped with {result['errors'][0][:300]}"
    return (
        f"{came} came back. The notebook changes how cells run or what they display; "
        "remove that, restart the kernel and run all cells."
    )


def _note(text: str) -> NotebookNode:
    data = {"text/html": WRAPPED.format(f"<p><em>{text}</em></p>"), "text/plain": text}
    made: NotebookNode = v4.new_output("display_data", data=data)
    return made


def _shown(verdict: Verdict, receipt: str) -> list[NotebookNode]:
    """What a graded cell shows. nbgrader gives full marks to a cell without an error output and 0 to one with."""
    about = {
        "badge": verdict.badge,
        "says": visible(verdict.summary),
        "ask": visible(verdict.told.ask) if verdict.told else "",
        "waits_for": verdict.waits_for,
        "receipt": receipt,
    }
    shown = v4.new_output(
        "display_data",
        data={"text/html": WRAPPED.format(visible(verdict.html())), "text/plain": visible(verdict.text())},
        metadata={STAMP: about},  # for the feedback page
    )
    if verdict.passed:
        return [shown]
    reason = visible(f"{verdict.task}: {verdict.summary}")
    return [shown, v4.new_output("error", ename="CheckFailed", evalue=reason, traceback=[f"CheckFailed: {reason}"])]
