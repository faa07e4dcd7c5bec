"""The parallel batch: interrupted and killed, continued, skipped, on a cluster; compared with an undisturbed run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from classroom import LAB, Classroom, sandboxes
from test_grading import FULL, POINTS, half, solved, untouched

from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("sandbox")

STUDENTS = int(os.environ.get("BATCH_STUDENTS", 14))  # 200 pass as well, in half an hour
HALF = sum(POINTS[task] for task in ("add", "mul", "pow", "derived", "gradcheck"))
KINDS = {"solved": FULL, "half": HALF, "untouched": 0}


def fill(room: Classroom) -> dict[str, float]:
    """Hand in for the whole class; return what each should get."""
    notebooks = {"solved": solved(room), "half": half(room), "untouched": untouched(room)}
    expected = {}
    for i in range(STUDENTS):
        kind = list(KINDS)[i % len(KINDS)]
        room.submit(f"student{i:03}", notebooks[kind])
        expected[f"student{i:03}"] = KINDS[kind]
    return expected


def grade(room: Classroom, *options: str, **kwargs) -> subprocess.Popen:
    command = [sys.executable, "-m", "micrograd_edu", "grade", LAB, *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, cwd=room.folder, env={**environment(), "TMPDIR": room.temporary}, **pipes, **kwargs)


def graded(room: Classroom) -> set[str]:
    folder = room.folder / "autograded"
    return {path.name for path in folder.iterdir() if (path / LAB / f"{LAB}.ipynb").exists()} if folder.is_dir() else set()


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Classroom:
    room = Classroom(tmp_path_factory.mktemp("batch"))
    room.expected = fill(room)
    room.temporary = tmp_path_factory.mktemp("t")
    return room


def test_killed_five_times_it_ends_like_an_undisturbed_run(room):
    finished = []
    for _ in range(5):
        batch = grade(room, "--workers=2")
        goal = len(graded(room)) + max(2, STUDENTS // 8)
        until = time.monotonic() + 120
        while len(graded(room)) < goal and batch.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(batch.pid, signal.SIGKILL)
        batch.wait()
        done = graded(room)
        assert set(finished) <= done, "a recorded result is gone"
        for student in done:  # whole, at any moment
            assert room.total(student) == room.expected[student]
        finished = sorted(done)
    until = time.monotonic() + 5
    while sandboxes(room.temporary) and time.monotonic() < until:
        time.sleep(0.1)
    assert sandboxes(room.temporary) == ""
    stamps = {student: notebook(room, student).stat().st_mtime_ns for student in finished}
    text, _ = (last := grade(room, "--workers=2")).communicate()
    assert last.returncode == 0, text
    assert f"{len(finished)} graded already" in text
    assert {student: room.total(student) for student in room.expected} == room.expected
    assert {student: notebook(room, student).stat().st_mtime_ns for student in finished} == stamps, "graded twice"
    assert not (room.folder / ".grading").exists()


def notebook(room: Classroom, student: str) -> Path:
    return room.folder / "autograded" / student / LAB / f"{LAB}.ipynb"


def test_ctrl_c_stops_at_once_and_says_how_to_go_on(room):
    shutil.rmtree(room.folder / "autograded")
    batch = grade(room, "--workers=2", start_new_session=True)
    while not graded(room):
        time.sleep(0.05)
    assert sandboxes(room.temporary) != ""
    os.killpg(batch.pid, signal.SIGINT)
    text, _ = batch.communicate(timeout=20)
    assert batch.returncode == 130, text
    assert re.search(r"Interrupted: \d+ are graded and recorded. The same command goes on", text)
    assert sandboxes(room.temporary) == ""
    text, _ = (again := grade(room, "--workers=2")).communicate()
    assert again.returncode == 0, text
    assert {student: room.total(student) for student in room.expected} == room.expected


def test_the_table_and_what_is_skipped(room):
    text, _ = (again := grade(room)).communicate()
    assert again.returncode == 0
    assert f"{STUDENTS} submissions, {STUDENTS} graded already and unchanged" in text
    room.submit("student000", untouched(room))
    text, _ = grade(room).communicate()
    assert re.search(r"student000 +0/20 +0/2 +0/22", text) and "student001:" not in text
    assert room.total("student000") == 0


def test_a_lab_that_is_not_in_the_gradebook(room):
    command = [sys.executable, "-m", "micrograd_edu", "grade", "lab9_nothing"]
    done = subprocess.run(command, cwd=room.folder, env=environment(), capture_output=True, text=True)
    assert done.returncode == 2
    assert "no assignment lab9_nothing in the gradebook; it has: lab1_operators" in done.stderr


def test_without_bubblewrap_it_refuses_and_says_what_to_install(room, tmp_path):
    """Both ways to grade; then unprotected, knowingly, which the summary and the feedback say."""
    without = {**environment(), "PATH": str(Path(sys.executable).parent)}
    command = [sys.executable, "-m", "micrograd_edu", "grade", LAB, "--force"]
    done = subprocess.run(command, cwd=room.folder, env=without, capture_output=True, text=True)
    assert done.returncode == 2
    assert "apt install bubblewrap" in done.stderr and "--run-unprotected" in done.stderr
    before = notebook(room, "student001").read_text()
    plain = [sys.executable, "-m", "nbgrader", "autograde", LAB, "--student=student001", "--force"]
    done = subprocess.run(plain, cwd=room.folder, env=without, capture_output=True, text=True)
    assert done.returncode != 0 and "apt install bubblewrap" in done.stderr
    assert notebook(room, "student001").read_text() == before  # refused before anything was touched
    command += ["--run-unprotected", "--student=student001"]
    done = subprocess.run(command, cwd=room.folder, env=without, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "ran WITHOUT the sandbox" in done.stdout
    assert "ran without the sandbox" in notebook(room, "student001").read_text()
    assert room.total("student001") == room.expected["student001"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_on_a_cluster_one_of_whose_workers_is_killed(room):
    pytest.importorskip("distributed", reason="needs dask.distributed: pip install 'micrograd-edu[cluster]'")
    shutil.rmtree(room.folder / "autograded")
    address = f"tcp://127.0.0.1:{free_port()}"
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--host", address]
    scheduler = subprocess.Popen(start, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    start = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads=1", "--no-nanny", "--no-dashboard"]
    workers = [
        subprocess.Popen(start, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()) for _ in range(2)
    ]
    try:
        batch = grade(room, "--scheduler", address)
        until = time.monotonic() + 120
        while len(graded(room)) < STUDENTS // 3 and batch.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        workers[0].kill()
        text, _ = batch.communicate(timeout=300)
    finally:
        for process in [*workers, scheduler]:
            process.terminate()
            process.wait(20)
    assert batch.returncode == 0, text
    expected = {**room.expected, "student000": 0}
    assert {student: room.total(student) for student in expected} == expected
