"""`micrograd-edu doctor` on machines that lack something: it says what, and what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from machine import path_without

from micrograd_edu.doctor import missing_packages

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "micrograd_edu", "doctor"]


def doctor(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(COMMAND, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True)


def finding(report: str, what: str) -> str:
    """All that was said about one thing."""
    lines = report.splitlines()
    (start,) = [i for i, line in enumerate(lines) if f" {what}: " in line]
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "\n".join(lines[start:end])


@pytest.mark.needs("sandbox", "dot")
def test_on_a_complete_machine_everything_is_ok():
    done = doctor(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    for what in (
        "Python",
        "PyTorch",
        "drawing graphs",
        "sandbox for grading",
        "nbgrader in JupyterLab",
        "course in this folder",
    ):
        assert finding(done.stdout, what).startswith("ok "), done.stdout
    assert "BROKEN" not in done.stdout


def test_missing_programs_are_not_broken_and_named_with_their_remedy(tmp_path):
    (tmp_path / "bin").mkdir()
    done = doctor(tmp_path, PATH=path_without(tmp_path / "bin", "bwrap", "dot"))
    assert done.returncode == 0, done.stdout + done.stderr
    sandbox = finding(done.stdout, "sandbox for grading")
    assert sandbox.startswith("missing") and "apt install bubblewrap" in sandbox
    assert "WebAssembly" in finding(done.stdout, "drawing graphs")
    assert finding(done.stdout, "course in this folder").startswith("missing")


@pytest.mark.parametrize(
    ("program", "what", "says"),
    [("dot", "drawing graphs", "draws nothing"), ("bwrap", "sandbox for grading", "no permission to make one")],
)
def test_a_program_that_does_not_work_is_broken(tmp_path, program, what, says):
    (tmp_path / "bin").mkdir()
    path = path_without(tmp_path / "bin", program)
    broken = tmp_path / "bin" / program
    broken.write_text("#!/bin/sh\necho no permission to make one >&2\nexit 1\n")
    broken.chmod(0o755)
    done = doctor(tmp_path, PATH=path)
    assert done.returncode == 1
    assert finding(done.stdout, what).startswith("BROKEN") and says in finding(done.stdout, what)


@pytest.mark.parametrize(
    ("raises", "state", "says"),
    [
        ("ModuleNotFoundError(\"No module named 'torch'\")", "missing", "recorded numbers"),
        ("OSError('libtorch.so: cannot open shared object file')", "BROKEN", "libtorch.so"),
    ],
)
def test_pytorch(tmp_path, raises, state, says):
    (tmp_path / "torch.py").write_text(f"raise {raises}\n")
    found = finding(doctor(tmp_path, PYTHONPATH=str(tmp_path)).stdout, "PyTorch")
    assert found.startswith(state) and says in found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("c = get_config(\n", "does not load: SyntaxError"),
        ("import a_module_that_is_not_there\n", "does not load: ModuleNotFoundError"),
        ("c = get_config()\n", "does not hold the judge"),
        (
            "c = get_config()\nc.Autograde.autograde_preprocessors = ['micrograd_edu.grading.Judge']\n",
            "does not hold the judge",
        ),
    ],
)
def test_a_configuration_that_would_not_judge_is_broken(tmp_path, text, says):
    (tmp_path / "nbgrader_config.py").write_text(text)
    done = doctor(tmp_path)
    assert done.returncode == 1
    found = finding(done.stdout, "course in this folder")
    assert found.startswith("BROKEN") and says in found and str(tmp_path / "nbgrader_config.py") in found


def test_an_extension_of_nbgraders_that_is_off_is_named(tmp_path):
    off = tmp_path / "jupyter_server_config.d"
    off.mkdir()
    (off / "nbgrader.json").write_text(
        '{"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": false}}}'
    )
    found = finding(
        doctor(tmp_path, JUPYTER_CONFIG_DIR=str(tmp_path), JUPYTER_PREFER_ENV_PATH="0").stdout, "nbgrader in JupyterLab"
    )
    assert found.startswith("BROKEN") and "formgrader" in found and "jupyter server extension enable" in found


def test_a_package_for_another_system_is_not_missed(monkeypatch):
    lines = [
        "pytest>=8; extra == 'lab'",
        "not-there; extra == 'lab'",
        "not-for-here>=1; sys_platform == 'plan9' and extra == 'lab'",
        f"not.here_either[x]>=1; extra == 'lab' and sys_platform == '{sys.platform}'",
        "another; extra == 'labs'",
        "always-there",
    ]
    monkeypatch.setattr("importlib.metadata.requires", lambda name: lines)
    assert missing_packages("lab") == ["not-there", "not.here_either"]
