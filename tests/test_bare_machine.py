"""Without bubblewrap, Chromium and Graphviz nothing fails: it is skipped, and the run says what was therefore not tested.

That nothing else needs them, the other tests show: they run without (`conftest.py`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from machine import PROGRAMS, path_without

HERE = Path(__file__).parent
ROOT = HERE.parent


def affected() -> list[str]:
    """The test files in which something needs one of the programs."""
    files = [path.name for path in sorted(HERE.glob("test_*.py")) if "mark.needs(" in path.read_text(encoding="utf-8")]
    return [f"tests/{name}" for name in files if name != Path(__file__).name]


def run_tests(tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    for folder in ("bin", "home"):
        (tmp_path / folder).mkdir()
    path = os.pathsep.join([str(Path(sys.executable).parent), path_without(tmp_path / "bin", *PROGRAMS)])
    environment = {"PATH": path, "HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'tests'}"]
    return subprocess.run([*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_what_needs_the_missing_programs_is_skipped_and_the_last_line_says_so(tmp_path):
    done = run_tests(tmp_path, "-m", "needs", *affected())
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.splitlines()[-1]
    assert last.startswith("NOT TESTED HERE: "), done.stdout
    for what in ("grading in the sandbox", "the labs in a browser", "drawing with Graphviz's dot"):
        assert re.search(rf"{what} \(\d+ tests\)", last), last
    assert last.endswith("sudo apt install bubblewrap chromium firefox-esr graphviz")


@pytest.mark.parametrize("processes", ["0", "2"])
def test_where_nothing_may_be_skipped_the_same_run_has_failed(tmp_path, processes):
    done = run_tests(tmp_path, "--skip-nothing", "-n", processes, "tests/test_gradcheck_and_graph.py")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
