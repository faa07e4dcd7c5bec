"""Hostile and broken submissions: what each one gets, what its author reads, and that nothing else happens.

The submissions are files in `hostile/`, one each. All are handed in to one class, beside a good student's.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from classroom import LAB, ROOT, Classroom, insert_before, sandboxes
from test_grading import FULL, solved, untouched

from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("sandbox")

HERE = Path(__file__).parent / "hostile"
CELLS = {path.stem: path for path in sorted((HERE / "cells").glob("*.py"))}
FILES = {path.stem: path for path in sorted((HERE / "files").glob("*.py"))}
NAMES = ["-rf", "a b", "Ünï cödé", "$(touch pwned)", "..hidden", "[a-z]*", "'; drop table student;--", "%2e%2e%2fup", "{x}"]
SECRET = "the-instructors-own-4711"
SETTINGS = """
c.JudgedExecute.timeout = 5
c.JudgedExecute.submission_timeout = 60
c.JudgedExecute.memory_bytes = 1_500_000_000
"""


def header(path: Path) -> dict[str, str]:
    """The `# key: text` lines of a cell file."""
    return dict(re.findall(r"^# (what|in|before|score|reason|shows|tasks): (.*)$", path.read_text(encoding="utf-8"), re.M))


class Listener:
    """A server on this machine that nobody should reach."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind("\0micrograd-edu-test")
        self.unix.listen()
        for wait in (self.tcp.accept, self.unix.accept, lambda: self.udp.recv(100)):
            threading.Thread(target=lambda wait=wait: self.received.append(wait()), daemon=True).start()


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.fixture(scope="module")
def room(tmp_path_factory, listener) -> Classroom:
    folder = tmp_path_factory.mktemp("hostile")
    home = folder / "home"
    home.mkdir()
    (home / "instructor-secret.txt").write_text(SECRET)
    (folder / "course").mkdir()
    room = Classroom(folder / "course")
    with open(room.folder / "nbgrader_config.py", "a") as config:
        config.write(SETTINGS)
    room.temporary = tmp_path_factory.mktemp("t")
    places = {"course": room.folder, "home": home, "repository": ROOT, "port": listener.port}
    good = solved(room)
    for name in ["a_good_student", *NAMES]:
        room.submit(name, good)
    for name, path in CELLS.items():
        about, code = header(path), path.read_text(encoding="utf-8")
        for key, value in places.items():
            code = code.replace("{" + key + "}", str(value))
        nb = solved(room) if about.get("in") == "solved" else untouched(room)
        insert_before(nb, about.get("before", "check-add"), code)
        room.submit(name, nb)
    for name, path in FILES.items():
        target = room.folder / "submitted" / name / LAB
        target.mkdir(parents=True)
        load(path).hand_in(target, json.dumps(good), room.folder)
    room.before = files_in(folder, except_for=room.folder)
    room.done = subprocess.run(
        [sys.executable, "-m", "micrograd_edu.cli", "grade", LAB, "--workers=2"],
        cwd=room.folder,
        env={**environment(), "HOME": str(home), "TMPDIR": room.temporary, "A_SECRET": SECRET},
        capture_output=True,
        text=True,
    )
    room.after = files_in(folder, except_for=room.folder)
    print(room.done.stdout, room.done.stderr)
    return room


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files_in(folder: Path, except_for: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(except_for)
    }


def test_there_are_at_least_thirty():
    assert len(CELLS) + len(FILES) >= 30


def test_the_batch_comes_to_its_end_and_says_that_a_person_should_look(room):
    assert room.done.returncode == 1, room.done.stderr
    count = len(CELLS) + len(FILES) + len(NAMES) + 1
    assert f"{LAB}: {count} submissions" in room.done.stdout
    assert "Please look at" in room.done.stdout


@pytest.mark.parametrize("name", ["a_good_student", *NAMES])
def test_the_others_get_their_points(room, name):
    assert room.total(name) == FULL


@pytest.mark.parametrize("name", CELLS)
def test_a_hostile_cell(room, name):
    about = header(CELLS[name])
    assert room.total(name) == float(about.get("score", 0)), room.scores(name)
    if reason := about.get("reason"):
        cell, _, text = reason.rpartition(": ") if reason.startswith("check-") else ("check-mul", "", reason)
        assert text in room.autograded_text(name, cell)
    assert about.get("shows", "") in notebook(room, name)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_submission(room, name):
    about = load(FILES[name])
    if about.SCORE is None:
        assert not (room.folder / "autograded" / name).exists() or not list((room.folder / "autograded" / name).iterdir())
        assert re.search(rf"{name}: not graded; .*{re.escape(about.REASON)}", room.done.stdout)
    else:
        assert room.total(name) == about.SCORE, room.scores(name)
        assert about.REASON in notebook(room, name)


def notebook(room: Classroom, student: str) -> str:
    return (room.folder / "autograded" / student / LAB / f"{LAB}.ipynb").read_text(encoding="utf-8")


def test_no_secret_is_in_anything_that_goes_back_to_students(room):
    for path in (room.folder / "autograded").rglob("*"):
        if path.is_file():
            assert SECRET not in path.read_text(encoding="utf-8", errors="replace"), path


def test_nobody_was_called(room, listener):
    assert listener.received == []


def test_nothing_outside_the_course_was_changed(room):
    assert {path for path in room.after if "/.cache/" not in path} == set(room.before)
    assert all(room.after[path] == content for path, content in room.before.items())
    assert not os.path.exists("/tmp/shadowed-by-a-submission")
    assert not list(room.folder.rglob("pwned")) and not list(room.folder.rglob("hello-from-the-inside"))


def test_no_process_is_left(room):
    left = subprocess.run(["pgrep", "-af", "micrograd-left-behind|sleep 600.25"], capture_output=True, text=True)
    assert left.stdout == ""
    assert sandboxes(room.temporary) == ""


def test_plain_nbgrader_gives_the_same_scores(room, tmp_path):
    """The same class once more, with nbgrader's own command, one cold sandbox after another."""
    again = tmp_path / "course"
    shutil.copytree(
        room.folder, again, symlinks=True, ignore=shutil.ignore_patterns("autograded", "gradebook.db", "a_pipe*")
    )
    plain = Classroom.__new__(Classroom)
    plain.folder, plain.lab = again, LAB
    shutil.rmtree(again / "submitted" / "a_time_that_is_none")  # nbgrader's own error
    shutil.copy(room.folder / "gradebook.db", again / "gradebook.db")
    names = [*CELLS, "a_good_student", *(name for name in NAMES if name != "[a-z]*")]  # to nbgrader, that one is a pattern
    before = {name: room.scores(name) for name in names}
    done = plain.autograde()
    assert "another_name" in done.stderr
    assert {name: plain.scores(name) for name in names} == before
