"""Who is in the class: `roster.csv` in the course folder, and how a learning platform's names find its students."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from micrograd_edu.grading.guard import UNSAFE_NAME, is_safe_name

ROSTER = "roster.csv"
COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")  # as `nbgrader db student import` has them


class RosterUnreadable(ValueError):
    """The message says what is wrong in the roster, and where."""


class Unmatched(LookupError):
    """The message says why a name finds no student, or not just one."""


@dataclass(frozen=True)
class Student:
    """One line of the roster.

    Attributes
    ----------
    id : str
        Their name in folders and in the gradebook.
    first_name, last_name, email : str
        May be empty.
    lms_user_id : str
        What a learning platform calls them; Canvas writes this number into file names.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.first_name} {self.last_name}".strip() or self.id


def read_roster(path: Path) -> list[Student]:
    """The students in a CSV file; its first line names the columns, of which only `id` must be there.

    Raises
    ------
    RosterUnreadable
        Before anything is changed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RosterUnreadable(f"{path} cannot be read ({error}). Save the table as CSV in UTF-8.") from error
    rows = csv.DictReader(text.splitlines(), skipinitialspace=True)
    if "id" not in (rows.fieldnames or ()):
        found = ", ".join(rows.fieldnames or ()) or "nothing"
        raise RosterUnreadable(f"{path}: the first line must name the columns, {','.join(COLUMNS)}; it is: {found}")
    students = []
    for row in rows:
        student = Student(**{column: (row.get(column) or "").strip() for column in COLUMNS})
        if reason := _unusable(student.id):
            raise RosterUnreadable(f"{path}, line {rows.line_num}: {reason}.")
        students.append(student)
    if twice := [name for name, count in Counter(student.id for student in students).items() if count > 1]:
        raise RosterUnreadable(f"{path}: {twice[0]} stands there more than once.")
    return students


def _unusable(name: str) -> str:
    """Why nobody can have this id, which names a folder; nothing where it can."""
    if not name:
        return "there is no id"
    if "/" in name or name in (".", ".."):
        return f"the id {name} cannot name a folder"
    return "" if is_safe_name(name) else f"the id {name} {UNSAFE_NAME}"


def enter_roster(gradebook: Gradebook, students: Iterable[Student]) -> None:
    """Give the gradebook each student's name and address. Nobody is taken out of it."""
    for student in students:
        about = {column: getattr(student, column) or None for column in COLUMNS[1:]}
        gradebook.update_or_create_student(student.id, **about)


def in_gradebook(gradebook: Gradebook) -> list[Student]:
    """The students that the gradebook knows."""
    return [
        Student(student.id, *(str(getattr(student, column) or "") for column in COLUMNS[1:]))
        for student in gradebook.students
    ]


def plain(name: str) -> str:
    """A name as it can be compared: letters and digits alone, no case, no accents."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^\w]|_", "", "".join(c for c in letters if not unicodedata.combining(c)))


def find(students: Iterable[Student], said: str, key: Callable[[Student], Iterable[str]]) -> Student:
    """The one student who has this among their names.

    Parameters
    ----------
    students : iterable of Student
        The roster.
    said : str
        What the platform calls somebody.
    key : callable
        The names of a student that this may be.

    Raises
    ------
    Unmatched
        If there is nobody, or more than one.
    """
    found = [student for student in students if plain(said) in {plain(name) for name in key(student) if name}]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unmatched(f"{said} may be {' or '.join(student.id for student in found)}")
    raise Unmatched(f"nobody on the roster is called {said}")


def full_names(student: Student) -> tuple[str, str]:
    """Both orders: platforms differ."""
    return f"{student.first_name} {student.last_name}", f"{student.last_name} {student.first_name}"
