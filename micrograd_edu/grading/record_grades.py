"""Record what was judged, and leave alone what a person did: what stands in for nbgrader's `SaveAutoGrades`."""

from __future__ import annotations

import secrets
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from micrograd_edu.grading.kept_evidence import (
    STAMP,
    KeptEvidence,
    NotebookRecord,
    evidence_path,
    hashed,
    tasks_version,
)
from micrograd_edu.grading.steps import converter_of, renamed_cells

NO_RESPONSE = "No response."  # nbgrader's comment on an answer that is as it was handed out
EARLIER = "[About the answer before this one"


class RecordGrades(SaveAutoGrades):
    """nbgrader's, which then keeps what the grades follow from (`kept_evidence`).

    nbgrader makes every answer that somebody has read wait again whenever a submission is graded. Here it waits only if the
    answer itself has changed. Then the points it had stand in the comment, with what was said about it.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about, run = resources["nbgrader"], resources["run"]
        coursedir = converter_of(self).coursedir
        path = evidence_path(coursedir, about["assignment"], about["student"])
        kept = KeptEvidence.read(path)
        before = kept.notebooks.get(about["notebook"])
        names = renamed_cells(coursedir.root, about["assignment"])
        self.answers = answers(nb)
        self.answers_before = {names.get(name, name): answer for name, answer in before.answers.items()} if before else {}
        self.scores: dict[str, float | None] = {}
        with Gradebook(about["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            # all at once: nbgrader asks, and commits, for each cell
            self.grades, self.comments = (_by_cell(gradebook, kind, submission) for kind in (Grade, Comment))
            for index, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, index)
            gradebook.db.commit()
            tasks = tasks_version(gradebook.find_notebook(about["notebook"], about["assignment"]))
        record = NotebookRecord(
            id=secrets.token_hex(8),
            submitted=run["submitted"],
            tasks=tasks,
            judge=run["judge"],
            answers=self.answers,
            scores=self.scores,
            run=run["record"],
            batch=run.get("batch", ""),
            failed=run["failed"],
        )
        kept.accepted, kept.notebooks[about["notebook"]] = "", record
        kept.write(path)
        nb.metadata[STAMP] = record.id
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        name = cell.metadata.nbgrader.grade_id
        grade = self.grades[name]
        was_judged = grade.auto_score is not None
        grade.auto_score, _ = determine_grade(cell, self.log)
        self.scores[name] = grade.auto_score
        if self._has_changed(name):
            overruled = self._set_aside(grade, name)
            grade.needs_manual_grade = overruled or grade.auto_score is None
        elif grade.manual_score is not None or grade.auto_score is None or not was_judged:
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        # else: judged before and again; whether it waits for somebody to overrule it once more has not changed

    def _add_comment(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        name = cell.metadata.nbgrader.grade_id
        comment = self.comments[name]
        said = comment.manual_comment
        if said and self._has_changed(name) and not said.startswith(EARLIER):
            comment.manual_comment = f"{EARLIER}: {said}]"
        unanswered = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
        comment.auto_comment = NO_RESPONSE if unanswered else None

    def _has_changed(self, name: str) -> bool:
        return self.answers[name] != self.answers_before.get(name)

    def _set_aside(self, grade: Grade, name: str) -> bool:
        """Take back points that a person gave for another answer; say so in the comment. Return whether there were any."""
        if grade.manual_score is None and not grade.extra_credit:
            return False
        points = f"{grade.manual_score or 0:g} points" + (f", {grade.extra_credit:g} extra" if grade.extra_credit else "")
        grade.manual_score = grade.extra_credit = None
        comment = self.comments.get(name) or self.comments.get(name.removeprefix("check-"))
        if comment is not None:
            said = (comment.manual_comment or "").removeprefix(f"{EARLIER}: ").removesuffix("]")
            comment.manual_comment = f"{EARLIER}, {points} for {name}" + (f": {said}]" if said else "]")
        return True


def _by_cell(gradebook: Gradebook, kind: Any, submission: SubmittedNotebook) -> dict[str, Any]:
    """The rows of this kind that a submission has, by the name of their cell."""
    rows = gradebook.db.query(BaseCell.name, kind).select_from(kind).join(BaseCell, BaseCell.id == kind.cell_id)
    return dict(map(tuple, rows.filter(kind.notebook_id == submission.id)))


def answers(nb: NotebookNode) -> dict[str, str]:
    """For each cell that can have points or a comment, a hash of what the student wrote for it.

    To a written answer belongs its own text, to a check the solution cell of its name, else all solution cells since the
    check before it, else everything that is not locked.
    """
    written = {
        cell.metadata.nbgrader.grade_id: [cell.source, cell.get("attachments")] for cell in nb.cells if is_solution(cell)
    }
    everything = [cell.source for cell in nb.cells if not _is_locked(cell)]
    found, since = dict(written), []
    for cell in nb.cells:
        if is_solution(cell) and not is_grade(cell):
            since.append(written[cell.metadata.nbgrader.grade_id])
        elif is_task(cell):
            found[cell.metadata.nbgrader.grade_id] = everything
        elif is_grade(cell) and not is_solution(cell):
            name = cell.metadata.nbgrader.grade_id
            found[name] = written.get(name.removeprefix("check-"), since or everything)
            since = []
    return {name: hashed(answer) for name, answer in found.items()}


def _is_locked(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))
