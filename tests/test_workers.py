"""Workers, sandboxes and what is read from them: killed, stopped, overfed, lied to; alone, without a class."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
import venv
from pathlib import Path

import cloudpickle
import pytest
from classroom import LAB, ROOT, Classroom
from hypothesis import given
from hypothesis import strategies as st
from test_grading import FULL, POINTS, solved

from micrograd_edu.checks.evidence import MAX_EVIDENCE, MAX_LEVELS, parse_evidence
from micrograd_edu.grading import memory_group
from micrograd_edu.grading import worker as worker_module
from micrograd_edu.grading.build import environment
from micrograd_edu.grading.memory_group import MemoryGroup
from micrograd_edu.grading.sandbox import PREFIX, Sandbox
from micrograd_edu.grading.worker import Worker, run_apart

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # halves of characters too
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inside: st.lists(inside) | st.dictionaries(ANY_TEXT, inside),
)


@given(anything)
def test_evidence_becomes_bounded_data_that_can_be_written(data):
    read = parse_evidence(json.dumps(data))
    json.dumps(read, ensure_ascii=False).encode("utf-8")


@given(st.text())
def test_text_that_is_no_evidence_is_none(text):
    try:
        json.loads(text)
    except ValueError:
        assert parse_evidence(text) is None


def test_evidence_keeps_its_numbers():
    values = [1, -7, 0.1, 1e-300, float("inf"), 123456789012345678, True, None, "x"]
    assert parse_evidence(json.dumps(values)) == values
    assert parse_evidence("[NaN]")[0] != parse_evidence("[NaN]")[0]
    assert parse_evidence("9" * 5000) == float("inf")


@pytest.mark.parametrize("levels", [MAX_LEVELS + 1, 600, 100_000])
def test_evidence_too_deep_too_long_or_no_text_is_none(levels):
    assert parse_evidence("[" * levels + "]" * levels) is None
    assert parse_evidence('"' + "x" * MAX_EVIDENCE + '"') is None
    assert parse_evidence({"found": []}) is None


def job(*sources: str, kernel: str = "cold") -> dict:
    return {
        "lab": "",
        "files": {},
        "cells": [{"source": source, "graded": True} for source in sources],
        "kernel": kernel,
        "cell_seconds": 60,
        "submission_seconds": 60,
        "output_bytes": 1 << 20,
        "sandbox": {"memory_bytes": 1 << 30, "cpu_seconds": 60, "processes": 32, "disk_bytes": 1 << 20},
    }


def texts(result: dict) -> str:
    return json.dumps(result["outputs"])


def wait_for_news(worker: Worker, cells: int) -> None:
    """Until so many cells have been reported."""
    until = time.monotonic() + 60
    while sum(cell is not None for cell in worker._results["nb"]["cells"]) < cells:
        assert not worker.finished() and time.monotonic() < until
        time.sleep(0.05)


needs_sandbox = pytest.mark.needs("sandbox")


@needs_sandbox
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_what_was_known_before_a_worker_ended_stays(how):
    worker = Worker()
    worker.start({"nb": job("print(6 * 7)", "import time; time.sleep(300)", "print(1)")})
    wait_for_news(worker, 1)
    worker._until = time.monotonic() + 3  # in place of two and a half minutes
    os.kill(worker._process.pid, how)
    until = time.monotonic() + 20
    while not worker.finished():
        assert time.monotonic() < until
        time.sleep(0.05)
    first, second, third = worker.take()["nb"]["cells"]
    assert "42" in texts(first) and first["ran"]
    for lost in (second, third):
        assert not lost["ran"] and lost["stopped"] and "NotRun" in texts(lost), "a graded cell must not pass by not running"
    assert not worker.alive()


@needs_sandbox
def test_a_worker_that_ended_is_replaced():
    assert "42" in texts(run_apart({"nb": job("print(6 * 7)")})["nb"]["cells"][0])
    for worker in worker_module._idle:
        worker.kill()
    assert "42" in texts(run_apart({"nb": job("print(6 * 7)")})["nb"]["cells"][0])


@needs_sandbox
def test_a_kernel_cannot_fill_the_memory_of_who_reads_it():
    """Frames without end in one message: no limit of ZeroMQ's holds it, that of the process does."""
    flood = """
kernel = get_ipython().kernel
frames = [b"x" * 15_000_000] * 2_000
text = {"name": "stdout", "text": "x"}
kernel.session.send(kernel.iopub_socket, "stream", text, parent=kernel.get_parent(), buffers=frames)
"""
    results = run_apart({"nb": job("print(6 * 7)", flood, "print(1)")})["nb"]["cells"]
    assert "42" in texts(results[0])
    assert len(texts(results[1])) < 10_000


@needs_sandbox
def test_a_plot_is_shown_as_in_any_kernel():
    """Without `%matplotlib inline`, and though pyplot was imported before the kernel was there."""
    plot = "import matplotlib.pyplot as plt\nlines = plt.plot([1, 2])"
    shown = run_apart({"nb": {**job("1", plot, "plt.gcf().number"), "lab": LAB}})["nb"]["cells"]
    assert [list(output["data"]) for output in shown[1]["outputs"]] == [["text/plain", "image/png"]]
    assert "1" in texts(shown[2]), "the figure was closed when it was shown"


@needs_sandbox
def test_a_python_behind_a_link_that_submissions_do_not_see_is_told_in_a_sentence(tmp_path):
    venv.create(tmp_path / "env", symlinks=True)
    (tmp_path / "hidden").mkdir()
    python, link = tmp_path / "env" / "bin" / "python", tmp_path / "hidden" / "python"
    link.symlink_to(os.path.realpath(sys.executable))
    python.unlink()
    python.symlink_to(link)
    code = "from micrograd_edu.grading.sandbox import check_sandbox; check_sandbox()"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    done = subprocess.run([python, "-c", code], env=env, capture_output=True, text=True)
    assert f"{python} is a link by way of {link}" in done.stderr, done.stderr
    assert "-m venv" in done.stderr and "bubblewrap" not in done.stderr


def test_the_sandbox_is_refused_where_there_is_no_libseccomp(tmp_path):
    (tmp_path / "pyseccomp.py").write_text('raise RuntimeError("Unable to find libseccomp")')
    code = "from micrograd_edu.grading.sandbox import check_sandbox; check_sandbox()"
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert "libseccomp was not found" in done.stderr and "apt install" in done.stderr


def test_abandoned_folders_are_removed_by_several_at_once(tmp_path):
    code = "from micrograd_edu.grading.sandbox import remove_abandoned; input(); remove_abandoned()"
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    for _ in range(3):
        for i in range(300):
            (tmp_path / f"{PREFIX}{4_000_000 + i}-x" / "deep" / "er").mkdir(parents=True)  # no such process
        pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        racers = [subprocess.Popen([sys.executable, "-c", code], env=env, **pipes) for _ in range(3)]
        for racer in racers:
            racer.stdin.write("go\n")
            racer.stdin.flush()
        said = [racer.communicate()[1] for racer in racers]
        assert said == ["", "", ""]
        assert not list(tmp_path.iterdir())


@needs_sandbox
def test_a_control_group_counts_what_belongs_to_no_process():
    """Root and the owner of a part of the tree have one; elsewhere nothing stands in its place but the sandbox itself."""
    group = MemoryGroup.make(f"{PREFIX}{os.getpid()}-test")
    if group is None:
        sandbox = Sandbox("")
        sandbox.close()
        return
    try:
        hoard = "import os; fd = os.memfd_create('x'); [os.write(fd, b'x' * 10**6) for _ in range(500)]"
        wait = "import sys; sys.stdin.read(1); "
        process = subprocess.Popen(group.joining([sys.executable, "-c", wait + hoard]), stdin=subprocess.PIPE)
        time.sleep(1)
        group.allow(100 << 20)
        process.communicate(b"x")
        assert process.returncode == -signal.SIGKILL
    finally:
        group.close()
    assert not group.folder.exists()


class Version2(type(Path())):
    """Folders as in a tree of version 2: a new one has the files of its parent's controllers, and goes with them."""

    files = {"memory.current": "104857600\n", "memory.max": "max\n", "memory.swap.max": "max\n", "cgroup.procs": ""}

    def mkdir(self, *arguments, **named):
        super().mkdir(*arguments, **named)
        for name, text in self.files.items():
            if "memory" in (self.parent / "cgroup.subtree_control").read_text().split() or name == "cgroup.procs":
                (self / name).write_text(text)
        (self / "cgroup.subtree_control").write_text("")

    def rmdir(self):
        for path in self.iterdir():
            path.unlink()
        super().rmdir()


def version_2(tmp_path: Path, monkeypatch, controllers: str) -> Path:
    """This process is in `session` of a tree that counts nothing there, under `mine`, which hands on these controllers."""
    mine = tmp_path / "mine"
    (mine / "session").mkdir(parents=True)
    for folder, handed_on in ((tmp_path, ""), (mine, controllers), (mine / "session", "")):
        (folder / "cgroup.subtree_control").write_text(handed_on)
    texts = {"/proc/self/mounts": f"cgroup2 {tmp_path} cgroup2 rw,nosuid 0 0\n", "/proc/self/cgroup": "0::/mine/session\n"}
    read = memory_group._text
    monkeypatch.setattr(memory_group, "_text", lambda path: texts[str(path)] if str(path) in texts else read(path))
    monkeypatch.setattr(memory_group, "Path", Version2)
    return mine


def test_a_group_of_version_2_is_limited_as_its_files_say(tmp_path, monkeypatch):
    """In a folder laid out like such a tree: on machines where version 1 counts the memory, there is no real one."""
    mine = version_2(tmp_path, monkeypatch, "cpu memory pids\n")
    (mine / f"{PREFIX}4000000-old").mkdir()
    group = MemoryGroup.make(f"{PREFIX}{os.getpid()}-test")
    assert group == MemoryGroup(Version2(mine / f"{PREFIX}{os.getpid()}-test"), "cgroup2")
    process = subprocess.run(group.joining([sys.executable, "-c", "import os; print(os.getpid())"]), stdout=subprocess.PIPE)
    assert (group.folder / "cgroup.procs").read_text().split()[-1] == process.stdout.decode().strip()
    group.allow(3 << 20)
    assert int((group.folder / "memory.max").read_text()) == 104857600 + (3 << 20)
    assert (group.folder / "memory.swap.max").read_text() == "0", "what does not fit in memory must not go to a disk"
    memory_group.remove_abandoned_groups(PREFIX, lambda name: name.endswith("-old"))
    assert {path.name for path in mine.iterdir() if path.is_dir()} == {"session", group.folder.name}
    group.close()
    assert not group.folder.exists()


def test_there_is_no_group_where_version_2_does_not_count_memory_or_takes_no_process(tmp_path, monkeypatch):
    mine = version_2(tmp_path, monkeypatch, "cpu pids\n")
    assert MemoryGroup.make("one") is None
    (mine / "cgroup.subtree_control").write_text("memory\n")
    monkeypatch.setattr(MemoryGroup, "joining", lambda self, command: ["false"])
    assert MemoryGroup.make("two") is None
    assert not (mine / "one").exists() and not (mine / "two").exists()


JUDGE = """
from micrograd_edu.grading.judge import LabJudge


class Forgetful(LabJudge):
    def judge(self, challenge, evidence, lost=()):
        if challenge["check"].endswith("/mul"):
            raise KeyError("a mistake of the course's")
        return super().judge(challenge, evidence, lost)
"""


@needs_sandbox
def test_a_judge_that_fails_costs_one_task_and_says_whose_mistake_it_is(tmp_path):
    room = Classroom(tmp_path)
    (tmp_path / "forgetful_judge.py").write_text(JUDGE)
    with open(tmp_path / "nbgrader_config.py", "a") as config:
        config.write('c.JudgedExecute.judge_class = "forgetful_judge.Forgetful"\n')
    room.submit("one", solved(room))
    command = [sys.executable, "-m", "micrograd_edu", "grade", LAB]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.returncode == 1, "a person should look"
    assert "the judge of mul failed, not the student (KeyError" in done.stdout
    assert room.total("one") == FULL - POINTS["mul"] and room.scores("one")["mul"] == 0
    assert "The mistake is the course's, not yours" in room.autograded_text("one", "check-mul")


CLUSTER = """
import distributed
with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    input()
"""


@pytest.fixture
def cluster():
    """A scheduler and a worker of Dask's, in processes of their own."""
    pytest.importorskip("distributed", reason="pip install 'micrograd-edu[cluster]'")
    command = [sys.executable, "-c", f"if __name__ == '__main__':\n{textwrap.indent(CLUSTER, '    ')}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().strip()
        process.communicate("done\n")


class Trap(Exception):
    """Runs something where it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (self.path,))


def returns(path: str) -> bytes:
    return Trap(path)


def raises(path: str) -> bytes:
    raise Trap(path)


def raises_from_a_trap(path: str) -> bytes:
    raise ValueError("no more than this") from Trap(path)


def warns(path: str) -> bytes:
    """Dask tells its clients of an event, which travels by another way than results do."""
    from distributed import get_worker

    get_worker().log_event(["warn", "print"], Trap(path))
    time.sleep(1)
    return b"{}"


@pytest.mark.parametrize("hostile", [returns, raises, raises_from_a_trap, warns])
def test_what_a_cluster_answers_is_never_unpickled(cluster, tmp_path, hostile):
    from micrograd_edu.grading.workers import DaskWorkers

    trap = str(tmp_path / "sprung")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the cluster has no such module
    workers = DaskWorkers(cluster)
    try:
        assert workers._executor.submit(lambda: b'{"results": {}}').result(60) == b'{"results": {}}'
        with contextlib.suppress(Exception):  # of several kinds, or none before the time is up
            workers._executor.submit(hostile, trap).result(10)
        assert not os.path.exists(trap)
    finally:
        workers.close()
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    with pytest.raises(FileExistsError):  # the trap is one: elsewhere it is sprung
        os.mkdir(trap)
        pickle.loads(pickle.dumps(Trap(trap)))
