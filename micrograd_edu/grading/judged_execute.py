"""Run a submission and judge it from outside: what stands in for nbgrader's `Execute`, enabled in `nbgrader_config.py`."""

from __future__ import annotations

import random
from typing import Any, ClassVar

from nbformat import from_dict, v4
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade
from traitlets import Bool, Integer

from micrograd_edu.checks.check import Check, parse_evidence
from micrograd_edu.checks.registry import find_check
from micrograd_edu.checks.verdict import Verdict
from micrograd_edu.grading.run_submission import run_submission
from micrograd_edu.grading.sandbox import Limits

UNPROTECTED = (
    "**This submission ran without the sandbox** (`run_unprotected`): its code had the rights of the person who graded it, "
    "and could have used the reference engine."
)
Job = dict[str, Any]
Results = dict[str, Any]


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

    # (student, notebook): a job that a batch has run already, and what came out
    done: ClassVar[dict[tuple[str, str], tuple[Job, Results]]] = {}

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about = resources["nbgrader"]
        done = self.done.pop((about["student"], about["notebook"]), None)
        if done is not None and _is_for(done[0], nb):
            job, results = done
        else:
            job = self.make_job(nb, about["assignment"])
            results = run_submission(job)
        for cell, what, result in zip(nb.cells, job["cells"], results["cells"]):
            if what is None:
                continue
            cell.execution_count = None
            if "challenge" in what:
                cell.outputs = _shown(_judge(_check_of(about["assignment"], cell), what["challenge"], result))
            else:
                cell.outputs = [from_dict(output) for output in result["outputs"]]
        if self.run_unprotected:
            nb.cells.insert(0, v4.new_markdown_cell(UNPROTECTED))
        return nb, resources

    def make_job(self, nb: NotebookNode, lab: str, warm: bool = False) -> Job:
        """What `run_submission` is to do for this notebook, with a fresh challenge for every check cell."""
        return {
            "lab": lab,
            "cells": [_what_to_run(lab, cell) for cell in nb.cells],
            "kernel": "unprotected" if self.run_unprotected else "warm" if warm else "cold",
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


def _check_of(lab: str, cell: NotebookNode) -> Check | None:
    return find_check(lab, cell.metadata.nbgrader.grade_id) if is_grade(cell) else None


def _what_to_run(lab: str, cell: NotebookNode) -> dict[str, Any] | None:
    check = _check_of(lab, cell)
    if check is not None:
        return {"challenge": check.challenge(random.SystemRandom()), "names": list(check.names)}
    if cell.cell_type != "code":
        return None
    return {"source": cell.source, "graded": is_grade(cell)}


def _is_for(job: Job, nb: NotebookNode) -> bool:
    """Whether this job runs the cells of this notebook."""
    return len(job["cells"]) == len(nb.cells) and all(
        what is None or what.get("source", cell.source) == cell.source for what, cell in zip(job["cells"], nb.cells)
    )


def _judge(check: Check, challenge: dict[str, Any], result: dict[str, Any]) -> Verdict:
    evidence, stopped = result["evidence"], result["stopped"]
    if not result["ran"]:
        return check.fail(f"this check could not run: {stopped}.")
    if len(evidence) == 1:
        return check.judge(challenge, parse_evidence(evidence[0]))
    if evidence:
        return check.fail(f"{len(evidence)} pieces of evidence came back, and one was asked for: none of them counts.")
    if stopped:
        return check.fail(f"no evidence came back: {stopped}.")
    if result["errors"]:
        return check.fail(f"no evidence came back: the check stopped with {result['errors'][0][:300]}")
    return check.fail(
        "no evidence came back. The notebook changes how cells run or what they display; "
        "remove that, restart the kernel and run all cells."
    )


def _shown(verdict: Verdict) -> list[NotebookNode]:
    """What a graded cell shows. nbgrader gives full marks to a cell without an error output and 0 to one with."""
    shown = v4.new_output("display_data", data={"text/html": verdict.html(), "text/plain": verdict.text()})
    if verdict.passed:
        return [shown]
    reason = f"{verdict.task}: {verdict.summary}"
    return [shown, v4.new_output("error", ename="CheckFailed", evalue=reason, traceback=[f"CheckFailed: {reason}"])]
