"""What came out of running a submission, kept beside its grades, so that it can be judged again without running it.

One file of plain JSON a submission, `evidence/STUDENT/LAB/evidence.json`. For each notebook it holds what was run and, for
each check, the challenge and the evidence that came back; further the state of everything that the recorded grades follow
from. All of it is bounded, and whatever cannot be understood counts as not there: then the submission is run.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory

from micrograd_edu.checks.evidence import MAX_EVIDENCE
from micrograd_edu.grading.judge import Judge, turns
from micrograd_edu.grading.whole_file import write_whole

FORMAT = 1
STEP, FILE = "evidence", "evidence.json"
MAX_PIECES = 1000
MAX_FILE = 64 << 20  # bytes
STAMP = "micrograd_edu"  # metadata of an autograded notebook: the id of the record that it belongs to
NOTICES = "micrograd_edu_notices"  # likewise: what its reader must know before all else, ours and never the student's

Job = dict[str, Any]
Results = dict[str, Any]


@dataclass
class NotebookRecord:
    """How the grades of one notebook came about.

    Attributes
    ----------
    id : str
        The autograded notebook bears the same one, so that a half-finished one is recognised.
    submitted : str
        Hash of the files that were handed in (`submission_hash`).
    tasks, judge : str
        Versions of the tasks in the gradebook and of the code that judges.
    answers : dict of str
        For each graded cell a hash of what the student wrote for it.
    scores : dict
        For each graded cell the score that was recorded.
    run : dict
        What was run and what came back (`run_record`).
    batch : str
        The forced batch in which it was run.
    failed : dict
        For each check that was judged wrong what is told of it (`failed_checks`).
    """

    id: str
    submitted: str
    tasks: str
    judge: str
    answers: dict[str, str]
    scores: dict[str, float | None]
    run: dict[str, Any]
    batch: str = ""
    failed: dict[str, Any] = field(default_factory=dict)


@dataclass
class KeptEvidence:
    """The file of one submission."""

    notebooks: dict[str, NotebookRecord] = field(default_factory=dict)
    accepted: str = ""  # hash of a folder without a notebook that was accepted as zero

    @classmethod
    def read(cls, path: Path) -> KeptEvidence:
        """What is kept; empty where there is nothing, or nothing that this version understands."""
        try:
            if path.stat().st_size > MAX_FILE:
                return cls()
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["format"] != FORMAT:
                return cls()
            notebooks = {name: NotebookRecord(**record) for name, record in kept["notebooks"].items()}
            return cls(notebooks, kept["accepted"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()

    def write(self, path: Path) -> None:
        """Whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        notebooks = {name: vars(record) for name, record in self.notebooks.items()}
        write_whole(path, json.dumps({"format": FORMAT, "notebooks": notebooks, "accepted": self.accepted}))


def evidence_path(coursedir: CourseDirectory, assignment: str, student: str) -> Path:
    return Path(coursedir.root, coursedir.format_path(STEP, student, assignment), FILE)


def tasks_version(notebook: Any) -> str:
    """A hash of what the gradebook says of a notebook's cells: their texts, kinds and points."""
    cells = [[cell.type, cell.name, getattr(cell, "max_score", None)] for cell in notebook._base_cells]
    sources = [[cell.name, cell.cell_type, cell.locked, cell.source] for cell in notebook.source_cells]
    return hashed([sorted(cells), sorted(sources)])


def hashed(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def run_record(nb: NotebookNode, job: Job, results: Results, judge: Judge) -> dict[str, Any]:
    """What is kept of a run: the code that ran, as hashes, and each check with what it asked and what came back."""
    code: list[str] = []
    left_out: list[int] = []
    checks: dict[str, Any] = {}
    for cell, what, result in zip(nb.cells, job["cells"], results["cells"]):
        if what is None:
            continue
        if "challenge" not in what:
            left_out += [len(code)] if result.get("left_out") else []
            code.append(hashed(what["source"]))
            continue
        grade_id = cell.metadata.nbgrader.grade_id
        checks[grade_id] = {
            "after": len(code),
            "asks": judge.asks(job["lab"], grade_id),
            "challenge": what["challenge"],
            "result": _bounded(result, len(turns(what["challenge"]))),
        }
        if common := results.get("common", {}).get(grade_id):
            bounded = _bounded(common["result"], len(turns(common["challenge"])))
            checks[grade_id]["common"] = {**common, "result": bounded}
    return {
        "kernel": job["kernel"],
        "files": hashed(job.get("files", {})),
        "seconds": results["seconds"],
        "code": code,
        "left_out": left_out,  # positions in `code`
        "checks": checks,
    }


def _bounded(result: dict[str, Any], asked: int) -> dict[str, Any]:
    """A check's result, without what the judge would refuse anyway."""
    pieces = result["evidence"][:MAX_PIECES]
    counts = len(pieces) == asked
    kept = [piece if counts and isinstance(piece, str) and len(piece) <= MAX_EVIDENCE else "" for piece in pieces]
    errors = [str(error)[:1000] for error in result["errors"][:1]]
    return {"evidence": kept, "errors": errors, "stopped": result["stopped"], "ran": result["ran"]}


def results_without_running(
    nb: NotebookNode, job: Job, record: NotebookRecord, graded: NotebookNode, judge: Judge
) -> Results | None:
    """The results that running this job would have, from an earlier run of the same; None if it must run.

    Parameters
    ----------
    nb : NotebookNode
        The submission as it would be run.
    job : dict
        What would be run; the kept challenges are put into it.
    record : NotebookRecord
        What is kept.
    graded : NotebookNode
        The autograded notebook of that run, which has the outputs of ordinary cells.
    judge : Judge
    """
    run = record.run
    if graded.metadata.get(STAMP) != record.id or run["files"] != hashed(job.get("files", {})):
        return None
    outputs = [cell for cell in graded.cells if cell.cell_type == "code" and _grade_id(cell) not in run["checks"]]
    if [hashed(cell.source) for cell in outputs] != run["code"]:
        return None
    ordinary = iter(outputs)
    cells: list[dict[str, Any] | None] = []
    position = 0
    for cell, what in zip(nb.cells, job["cells"]):
        if what is None:
            cells.append(None)
        elif "challenge" in what:
            kept = run["checks"].get(_grade_id(cell))
            if kept is None or kept["after"] != position or kept["asks"] != judge.asks(job["lab"], _grade_id(cell)):
                return None
            what["challenge"] = kept["challenge"]
            cells.append(dict(kept["result"]))
        else:
            if position == len(run["code"]) or run["code"][position] != hashed(what["source"]):
                return None
            left_out = position in run.get("left_out", ())
            if left_out and not what.get("for_show"):  # it counts now
                return None
            position += 1
            cells.append({"outputs": next(ordinary).outputs, "stopped": None, "ran": not left_out, "left_out": left_out})
    if position != len(run["code"]):
        return None
    job["kernel"] = run["kernel"]
    common = {grade_id: kept["common"] for grade_id, kept in run["checks"].items() if "common" in kept}
    return {"cells": cells, "seconds": run["seconds"], "common": common}


def _grade_id(cell: NotebookNode) -> str:
    """The cell's grade id, empty if it is not a graded one."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or "")
