"""Feedback on its way back: through nbgrader's exchange, or as a zip that a learning platform takes."""

from __future__ import annotations

import glob
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from nbgrader.auth import Authenticator
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import ExchangeReleaseFeedback

from micrograd_edu.grading.collect import HandedIn, Uncollectable, name_notebooks, whose
from micrograd_edu.grading.replace_links import TIME
from micrograd_edu.grading.roster import Student, Unmatched
from micrograd_edu.grading.submissions import students_of

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

SECRET = "submission_secret.txt"  # by which nbgrader knows, in the exchange, whose feedback a page is


class ReleaseFeedback(ExchangeReleaseFeedback):
    """nbgrader's own, for a class in which not everybody's work came through the exchange.

    nbgrader's ends with an error at the first page that has nobody there to go back to.
    """

    def copy_files(self) -> None:
        here = self.coursedir
        step = here.feedback_directory
        everyone = students_of(here, here.assignment_id, step)
        by_hand = [name for name in everyone if not _is_expected(Path(here.format_path(step, name, here.assignment_id)))]
        if by_hand and here.student_id == "*":
            self.log.warning("Not put into the exchange, because their work did not come by it: %s", ", ".join(by_hand))
        excluded, here.student_id_exclude = here.student_id_exclude, ",".join([here.student_id_exclude, *by_hand])
        try:
            super().copy_files()
        finally:
            here.student_id_exclude = excluded


def _is_expected(folder: Path) -> bool:
    """Whether somebody can fetch these pages from the exchange: their work came by it."""
    return all((folder / name).is_file() for name in (SECRET, TIME))


def release(course: Course, students: Iterable[str]) -> list[str]:
    """Put feedback pages into nbgrader's exchange, where their students fetch them.

    Returns
    -------
    list of str
        Whose. The others' work did not come through the exchange, or has no page yet.

    Raises
    ------
    ValueError
        If the exchange is not there, or not ours to write into.
    """
    coursedir = course.coursedir
    folders = {student: course.path(coursedir.feedback_directory, student) for student in students}
    released = [student for student, folder in folders.items() if _is_expected(folder) and any(folder.glob("*.html"))]
    factory = ExchangeFactory(config=course.app.config)
    everyone = coursedir.student_id
    try:
        for student in released:
            coursedir.student_id = glob.escape(student)
            factory.ReleaseFeedback(
                coursedir=coursedir, authenticator=Authenticator(parent=course.app), parent=course.app
            ).start()
    except ExchangeError as error:
        raise ValueError(f"{error}. Where the exchange is, c.Exchange.root says.") from error
    finally:
        coursedir.student_id = everyone
    return released


def zip_of_pages(course: Course, roster: list[Student], handed_in: Iterable[HandedIn]) -> tuple[bytes, list[str], list[str]]:
    """The feedback pages as a learning platform takes them back: each beside the name under which it gave the notebook.

    Parameters
    ----------
    course : Course
        The lab that it is of.
    roster : list of Student
    handed_in : iterable of HandedIn
        What the platform has.

    Returns
    -------
    content : bytes
        The zip.
    inside, left_out : list of str
        Whose pages are in it; sentences about whose are not.
    """
    zipped, inside, left_out = io.BytesIO(), list[str](), list[str]()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for person in handed_in:
            try:
                student = whose(person, roster).id
                if student in inside:
                    raise Unmatched(f"{person.who} is {student}, of whom there is one already")
                name_notebooks(course, person)
            except (Unmatched, Uncollectable) as reason:
                left_out.append(str(reason))
                continue
            pages = sorted(course.path(course.coursedir.feedback_directory, student).glob("*.html"))
            for page in pages:
                given = PurePosixPath(person.names[f"{page.stem}.ipynb"])
                archive.write(page, str(given.with_suffix(".html")))
            if pages:
                inside.append(student)
            else:
                left_out.append(f"{student}: there is no feedback yet")
    return zipped.getvalue(), inside, left_out
