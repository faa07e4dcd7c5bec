"""Bring what a learning platform collected into `submitted/`: whose it is, when it came, which version it is.

What is there already under the same content stays; an earlier version is moved aside, not overwritten.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dateutil import parser, tz

from micrograd_edu.grading.replace_links import MAX_BYTES, MAX_TIME, TIME, is_plain
from micrograd_edu.grading.roster import Student, Unmatched, find, full_names

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

EARLIER = "submitted_earlier"  # folder of the course: STUDENT/LAB/1, 2, ...
MOODLE = re.compile(r"(?P<who>.+?)_(?P<participant>\d+)_assignsubmission_file_?(?P<file>.*)")
CANVAS = re.compile(r"(?P<who>[^_]+)_(?P<late>LATE_)?(?P<user>\d+)_(?P<number>\d+)_(?P<file>.+)")
CANVAS_VERSION = re.compile(r"-\d+(?=\.[^.]+$)")  # lab.ipynb, then lab-1.ipynb, lab-2.ipynb
BROWSER_COPY = re.compile(r" ?\(\d+\)(?=\.ipynb$)")  # lab (1).ipynb


class Uncollectable(ValueError):
    """Nothing of it can be taken; the message says why and what to do."""


@dataclass
class HandedIn:
    """What one person handed in, as the platform tells it.

    Attributes
    ----------
    who : str
        The platform's name for the person, for messages.
    also : tuple of str
        Other names of theirs that the platform tells: an address, a number.
    files : dict
        Content by name.
    names : dict
        By the same names: what the platform calls the file in its zip.
    time : datetime, optional
        When it came (UTC), where that is told.
    late : bool
        The platform says late, without saying by how much.
    """

    who: str
    also: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    time: datetime | None = None
    late: bool = False


@dataclass
class Collected:
    """What became of it: student ids, and sentences about what was left out or should be known."""

    new: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    to_know: list[str] = field(default_factory=list)


def from_moodle(path: Path, worksheet: Path | None = None) -> Iterator[HandedIn]:
    """The zip that Moodle's *Download all submissions* gives, in folders or not.

    Parameters
    ----------
    path : Path
        The zip.
    worksheet : Path, optional
        Moodle's grading worksheet of the same assignment (CSV). It tells addresses and times.
    """
    lines = {line.get("Identifier", "").rpartition(" ")[2]: line for line in _table(worksheet)} if worksheet else {}
    people: dict[str, HandedIn] = {}
    for parts, content in _members(path):
        match = MOODLE.fullmatch(parts[0])
        if match is None:
            raise Uncollectable(f"{path} holds {'/'.join(parts)}, which is not as Moodle names what it collects.")
        person = people.setdefault(match["participant"], HandedIn(match["who"]))
        _put(person, "/".join(parts[1:]) if len(parts) > 1 else match["file"], content, parts)
    for participant, person in people.items():
        line = lines.get(participant, {})
        person.also = tuple(filter(None, (line.get("Email address", ""), line.get("ID number", ""))))
        person.time = _read_time(line.get("Last modified (submission)", ""))
        yield person


def from_canvas(path: Path) -> Iterator[HandedIn]:
    """The zip that Canvas's *Download Submissions* gives."""
    people: dict[str, HandedIn] = {}
    for parts, content in _members(path):
        match = CANVAS.fullmatch(parts[-1])
        if match is None:
            raise Uncollectable(f"{path} holds {'/'.join(parts)}, which is not as Canvas names what it collects.")
        person = people.setdefault(match["user"], HandedIn(match["who"], (match["user"],)))
        person.late |= bool(match["late"])
        _put(person, CANVAS_VERSION.sub("", match["file"]), content, parts)
    yield from people.values()


def from_folder(folder: Path) -> Iterator[HandedIn]:
    """A folder with a folder or a notebook for each person, named as on the roster (id, address or full name).

    The time is that of a `timestamp.txt` in the person's folder; when a file was last copied tells nothing.
    """
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink():
            continue
        files = [path for path in sorted(entry.rglob("*")) if is_plain(path)] or [entry]
        base = entry if entry.is_dir() else folder
        if entry.is_dir() or entry.suffix == ".ipynb":
            person = HandedIn(entry.stem if entry.is_file() else entry.name)
            person.files = {path.relative_to(base).as_posix(): path.read_bytes() for path in files if path.is_file()}
            person.time = _read_time(person.files.get(TIME, b"").decode(errors="replace"))
            yield person


def _put(person: HandedIn, name: str, content: bytes, parts: tuple[str, ...]) -> None:
    person.files[name], person.names[name] = content, "/".join(parts)


def _members(path: Path) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """The files of a zip, each with the parts of its name, inside out of reach of what is outside."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in members) > 50 * MAX_BYTES:
                raise Uncollectable(f"{path} would unpack to more than {50 * MAX_BYTES >> 30} GB.")
            for info in members:
                parts = PurePosixPath(info.filename.replace("\\", "/")).parts
                if parts[0] == "__MACOSX" or parts[-1] == ".DS_Store":
                    continue
                yield tuple(part for part in parts if part not in ("..", "/")), archive.read(info)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise Uncollectable(f"{path} cannot be read as a zip file: {error}") from error


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(file)]


def _read_time(text: str) -> datetime | None:
    """As in "Tuesday, 24 November 2026, 10:30 AM", in UTC; None where there is none. Without a zone it is this machine's."""
    try:
        time = parser.parse(text[:MAX_TIME])
        time = time if time.tzinfo else time.replace(tzinfo=tz.tzlocal())
        return time.astimezone(tz.UTC).replace(tzinfo=None)
    except Exception:  # dateutil raises many kinds, about whatever stands there
        return None


def collect(course: Course, students: Iterable[Student], handed_in: Iterable[HandedIn]) -> Collected:
    """Put what came into the course's `submitted` folder.

    Parameters
    ----------
    course : Course
        The lab that it is of.
    students : iterable of Student
        The roster.
    handed_in : iterable of HandedIn
        What the platform has.
    """
    roster, done, taken = list(students), Collected(), set[str]()
    for person in handed_in:
        try:
            student = whose(person, roster)
            if student.id in taken:
                raise Unmatched(f"{person.who} is {student.id}, of whom there is one already")
            renamed = name_notebooks(course, person)
        except (Unmatched, Uncollectable) as reason:
            done.left_out.append(str(reason))
            continue
        taken.add(student.id)
        if person.late and person.time is None:
            done.to_know.append(f"{student.id}: late, says the platform, and not by how much. A {TIME} in the folder would.")
        _place(course, student.id, person, done).append(student.id)
        if renamed:
            done.to_know.append(f"{student.id}: {renamed}")
    missing = sorted({student.id for student in roster} - taken - set(course.students()))
    if missing:
        done.to_know.append(f"nothing from {', '.join(missing)}")
    return done


def whose(person: HandedIn, roster: list[Student]) -> Student:
    """By what is unique first; a name last."""
    for said in person.also:
        with contextlib.suppress(Unmatched):
            return find(roster, said, lambda student: (student.id, student.email, student.lms_user_id))
    return find(roster, person.who, lambda student: (student.id, student.email, *full_names(student)))


def name_notebooks(course: Course, person: HandedIn) -> str:
    """See that each notebook of the lab is there under its name; return what should be known of that, or nothing."""
    notebooks = [name for name in person.files if name.endswith(".ipynb")]
    said = []
    for wanted in (f"{name}.ipynb" for name in sorted(course.tasks)):
        alike = [name for name in notebooks if BROWSER_COPY.sub("", PurePosixPath(name).name) == wanted]
        found = [wanted] if wanted in person.files else alike or (notebooks if len(course.tasks) == 1 else [])
        if not found:
            there = ", ".join(sorted(person.files)[:5]) or "nothing"
            raise Uncollectable(f"{person.who}: no {wanted} among {there}")
        if len(found) > 1:
            raise Uncollectable(f"{person.who}: which of {', '.join(sorted(found))} is {wanted}?")
        if found != [wanted]:
            person.files[wanted] = person.files.pop(found[0])
            person.names[wanted] = person.names.pop(found[0], found[0])
            said.append(f"{found[0]} was taken for {wanted}")
    return "; ".join(said)


def _place(course: Course, student: str, person: HandedIn, done: Collected) -> list[str]:
    """Put the files of one person in place, all or nothing; an earlier version goes aside.

    Returns the list to enter the student in.
    """
    target = course.path(course.coursedir.submitted_directory, student)
    files = {name: content for name, content in person.files.items() if name != TIME}
    if target.is_dir() and _digest(files) == _digest(_files_in(target)):
        return done.unchanged
    if person.time:
        files[TIME] = person.time.strftime("%Y-%m-%d %H:%M:%S UTC").encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".collecting", dir=course.coursedir.root) as staging:
        staged = Path(staging, "lab")
        staged.mkdir()
        for name, content in files.items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        before = target.exists()
        if before:
            aside = course.path(EARLIER, student)
            aside.mkdir(parents=True, exist_ok=True)
            os.replace(target, aside / str(1 + sum(1 for _ in aside.iterdir())))
        os.replace(staged, target)
    return done.renewed if before else done.new


def _files_in(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if is_plain(path))
    return {name: path.read_bytes() for path in paths if (name := path.relative_to(folder).as_posix()) != TIME}


def _digest(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()
