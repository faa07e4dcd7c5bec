"""Hostile and broken submissions: what each one gets, what its author reads, and that nothing else happens.

The submissions are files in `hostile/`, one each. All are handed in to one class, beside a good student's. It is graded in
every way there is: by both commands, by root and by an ordinary user.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyseccomp
import pytest
from classroom import LAB, ROOT, Classroom, as_ordinary_user, insert_before, sandboxes
from test_grading import FULL, POINTS, solved, untouched

from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("sandbox")

HERE = Path(__file__).parent / "hostile"
CELLS = {path.stem: path for path in sorted((HERE / "cells").glob("*.py"))}
FILES = {path.stem: path for path in sorted((HERE / "files").glob("*.py"))}
NAMES = ["-rf", "a b", "Ünï cödé", "$(touch pwned)", "..hidden", "[a-z]*", "'; drop table student;--", "%2e%2e%2fup", "{x}"]
KEY = "micrograd-edu-test-key"
SECRET = "the-instructors-own-4711"
SETTINGS = """
c.JudgedExecute.timeout = 5
c.JudgedExecute.submission_timeout = 60
c.JudgedExecute.memory_bytes = 1_500_000_000
"""


def header(path: Path) -> dict[str, str]:
    """The `# key: text` lines of a cell file."""
    return dict(re.findall(r"^# (what|in|before|score|reason|shows|tasks): (.*)$", path.read_text(encoding="utf-8"), re.M))


def points(score: str, before: str = "") -> float:
    """What a file says that its submission earns: "all", "all but TASK", "what came before" the cell, or a number."""
    tasks = list(POINTS)
    kept = {"all": tasks, "what came before": tasks[: tasks.index(before)] if before in tasks else []}
    kept |= {f"all but {lost}": [task for task in tasks if task != lost] for lost in tasks}
    return sum(POINTS[task] for task in kept[score]) if score in kept else float(score)


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
def built(tmp_path_factory) -> Path:
    """The course folder before anybody has handed in."""
    folder = tmp_path_factory.mktemp("built")
    room = Classroom(folder)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(SETTINGS)
    return room.folder


class Batch(Classroom):
    """The whole class, handed in and graded once.

    Parameters
    ----------
    folder : Path
        Where everything lies that the command may write to.
    built : Path
        A course folder to copy.
    listener : Listener
        Whom hostile cells try to call.
    command : list of str
        What grades, after `python -m`.
    as_root : bool
        Whether this user grades, or an ordinary one.
    """

    def __init__(self, folder: Path, built: Path, listener: Listener, command: list[str], as_root: bool) -> None:
        self.folder, self.lab, self.released = folder / "course", LAB, folder / "course" / "labs" / LAB / f"{LAB}.ipynb"
        shutil.copytree(built, self.folder)
        home, self.temporary = folder / "home", folder / "t"
        home.mkdir()
        self.temporary.mkdir()
        (home / "instructor-secret.txt").write_text(SECRET)
        self.hand_in({"course": self.folder, "home": home, "repository": ROOT, "port": listener.port})
        self.before = files_in(folder, except_for=self.folder)
        command = [sys.executable, "-m", *command]
        if not as_root:
            command = as_ordinary_user(command, [folder])
        with a_key(KEY):
            self.done = subprocess.run(
                command,
                cwd=self.folder,
                env={**environment(), "HOME": str(home), "TMPDIR": str(self.temporary), "A_SECRET": SECRET},
                capture_output=True,
                text=True,
            )
        self.after = files_in(folder, except_for=self.folder)
        print(self.done.stdout, self.done.stderr)

    def hand_in(self, places: dict[str, object]) -> None:
        good = needed(solved(self))
        for name in ["a_good_student", *NAMES]:
            self.submit(name, good)
        for name, path in CELLS.items():
            about, code = header(path), path.read_text(encoding="utf-8")
            for key, value in places.items():
                code = code.replace("{" + key + "}", str(value))
            nb = needed(solved(self) if about.get("in") == "solved" else untouched(self))
            insert_before(nb, about.get("before", "check-add"), code)
            self.submit(name, nb)
        for name, path in FILES.items():
            target = self.folder / "submitted" / name / LAB
            target.mkdir(parents=True)
            load(path).hand_in(target, json.dumps(good), self.folder)

    def notebook(self, student: str) -> str:
        return (self.folder / "autograded" / student / LAB / f"{LAB}.ipynb").read_text(encoding="utf-8")


def needed(nb):
    """Without the pictures and views that no task needs: they take most of a submission's time."""
    nb.cells = [
        cell
        for cell in nb.cells
        if "nbgrader" in cell.metadata
        or any(f"\n{words}" in f"\n{cell.source}" for words in ("import math", "class ", "engines ="))
    ]
    return nb


@contextlib.contextmanager
def a_key(name: str) -> Iterator[None]:
    """A secret in this process's session keyring, as the instructor's own programs leave there."""
    call, machine = ctypes.CDLL(None).syscall, pyseccomp.system_arch()
    session, unlink = -3, 9
    key = call(pyseccomp.resolve_syscall(machine, "add_key"), b"user", name.encode(), b"secret", 6, session)
    yield
    if key != -1:
        call(pyseccomp.resolve_syscall(machine, "keyctl"), unlink, key, session)


GRADE = ["micrograd_edu", "grade", LAB, "--workers=2"]
PLAIN = ["nbgrader", "autograde", LAB]
BATCHES = {
    "grade": (GRADE, True),
    "nbgrader autograde": (PLAIN, True),
    "grade as an ordinary user": (GRADE, False),
    "nbgrader autograde as an ordinary user": (PLAIN, False),
}


@pytest.fixture(scope="module")
def batches(request, tmp_path_factory, built, listener) -> Iterator[dict[str, Future[Batch]]]:
    """All that are asked for, two at a time: much of a hostile submission's time is waiting for its end."""
    asked = {item.callspec.params.get("room") for item in request.session.items if hasattr(item, "callspec")}
    possible = {name: how for name, how in BATCHES.items() if name in asked and (how[1] or os.geteuid() == 0)}
    with ThreadPoolExecutor(2) as pool:
        yield {
            name: pool.submit(Batch, tmp_path_factory.mktemp("hostile"), built, listener, command, as_root)
            for name, (command, as_root) in possible.items()
        }


@pytest.fixture(scope="module", params=BATCHES)
def room(request, batches) -> Batch:
    if request.param not in batches:
        pytest.skip("this user is an ordinary one: it has graded as such")
    return batches[request.param].result()


def is_plain(room: Batch) -> bool:
    """Whether this is nbgrader's own command, which says less."""
    return "nbgrader" in room.done.args


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files_in(folder: Path, except_for: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in everything_in(folder, except_for) if path.is_file()}


def everything_in(folder: Path, except_for: Path | None = None) -> Iterator[Path]:
    """As far as a path can be long."""
    for where, folders, files in os.walk(folder):
        if except_for is None or not Path(where).is_relative_to(except_for):
            yield from (Path(where, name) for name in [*folders, *files])


def test_there_are_at_least_ninety():
    assert len(CELLS) + len(FILES) >= 90


def test_the_batch_comes_to_its_end_and_says_that_a_person_should_look(room):
    if is_plain(room):  # which tells of these with a traceback of its own
        failed = re.findall(r"There was an error processing assignment \S+ for student '(.*)'", room.done.stderr)
        assert sorted(failed) == ["another_name", "only_a_name_in_no_encoding"]
        return
    # seen once in many batches, from a thread that is none of ours: it changed no score, and its cause is not known yet
    of_a_thread = r"Exception in thread Thread-\d+:\n.*?Too many open files\n"
    assert "Traceback" not in re.sub(of_a_thread, "", room.done.stderr, flags=re.DOTALL)
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
    score, before = about.get("score", "0"), about.get("before", "")
    if score.startswith("at least "):  # it slows its own kernel down, and what that costs is a matter of the machine
        assert points(score.removeprefix("at least "), before) <= room.total(name) <= FULL, room.scores(name)
    else:
        assert room.total(name) == points(score, before), room.scores(name)
    if reason := about.get("reason"):
        cell, _, text = reason.rpartition(": ") if reason.startswith("check-") else ("check-mul", "", reason)
        assert text in room.autograded_text(name, cell)
    assert about.get("shows", "") in room.notebook(name)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_submission(room, name):
    about = load(FILES[name])
    if about.SCORE is None:
        assert not (room.folder / "autograded" / name).exists() or not list((room.folder / "autograded" / name).iterdir())
        assert is_plain(room) or re.search(rf"{name}: not graded; .*{re.escape(about.REASON)}", room.done.stdout)
    else:
        assert room.total(name) == points(str(about.SCORE)), room.scores(name)
        assert about.REASON in room.notebook(name)


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
    assert not {path.name for path in everything_in(room.folder)} & {"pwned", "hello-from-the-inside"}


def test_no_process_is_left(room):
    left = subprocess.run(["pgrep", "-af", "micrograd-left-behind|sleep 600.25"], capture_output=True, text=True)
    assert left.stdout == ""
    assert sandboxes(room.temporary) == ""


def test_feedback_can_be_made_of_all_of_it(room):
    """Of one batch: what it is made from is the same in all."""
    if room.done.args[-4:] != [sys.executable, "-m", *GRADE][-4:]:
        return
    done = room.run("generate_feedback", LAB)
    assert done.returncode == 0, done.stderr[-3000:]
