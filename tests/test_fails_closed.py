"""What stands between an instructor and the sandbox is taken away, one thing at a time: nothing is run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from classroom import LAB, ROOT, Classroom, insert_before
from formgrader import open_formgrader
from machine import path_without
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps import NbGraderApp

import micrograd_edu.commands
from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("sandbox")

CONFIG = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
STOCK = """
c.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.Execute", "nbgrader.preprocessors.SaveAutoGrades"]
"""
# an nbgrader_config.py, and what the refusal says of it: the one thing or the other, by who looks first
CONFIGURATIONS = {
    "it is empty": ("", "leaves Autograde.exporter_class at GuardedExporter"),
    "it is another folder's": (
        "c = get_config()\nc.CourseDirectory.course_id = 'history'\n" + STOCK,
        "leaves Autograde.exporter_class",
    ),
    "it does not parse": (CONFIG + "c.Autograde.force = (\n", "does not load (SyntaxError"),
    "it raises": (CONFIG + "import a_module_that_is_not_there\n", "does not load (ModuleNotFoundError"),
    "a word is misspelt": (CONFIG.replace("judge_submissions", "judge_submission"), "does not load (ImportError"),
    "the line is gone": (CONFIG.replace("\njudge_submissions(c)", ""), "leaves Autograde.exporter_class"),
    "a class is misspelt": (
        CONFIG + "c.Autograde.autograde_preprocessors[0] += 'r'\n",
        "names a step that cannot be loaded (ImportError: micrograd_edu.grading.judged_execute.JudgedExecuter",
    ),
    "a module is misspelt": (
        CONFIG + "c.Autograde.sanitize_preprocessors[1] = 'micrograd_edu.gradin.restore_cells.RestoreCells'\n",
        "names a step that cannot be loaded (ImportError: micrograd_edu.gradin.",
    ),
    "the judge is left out": (CONFIG + "del c.Autograde.autograde_preprocessors[0]\n", "has no JudgedExecute"),
    "the judge is switched off": (CONFIG + "c.JudgedExecute.enabled = False\n", "has no JudgedExecute"),
    "what protects the reader is left out": (
        CONFIG + "c.Autograde.autograde_preprocessors.pop()\n",
        "has no MakeInert",
    ),
    "the steps are nbgrader's": (CONFIG + STOCK, "has no JudgedExecute"),
    "nbgrader runs them as well": (
        CONFIG + "c.Autograde.autograde_preprocessors.append('nbgrader.preprocessors.Execute')\n",
        "lets Execute run notebooks outside of the sandbox",
    ),
    "exporter_class is gone": (CONFIG + "del c.Autograde['exporter_class']\n", "leaves Autograde.exporter_class"),
    "exporter_class is nbgrader's": (
        CONFIG + "c.Autograde.exporter_class = 'nbconvert.exporters.NotebookExporter'\n",
        "leaves Autograde.exporter_class at NotebookExporter",
    ),
    "all is nbgrader's by name": (
        "c = get_config()\nc.Autograde.exporter_class = 'nbconvert.exporters.NotebookExporter'\n" + STOCK,
        "does not have replace_links | leaves Autograde.exporter_class at NotebookExporter",
    ),
    "so is the hook": (
        "c = get_config()\nc.Autograde.exporter_class = 'nbconvert.exporters.NotebookExporter'\n"
        "c.Autograde.pre_convert_hook = lambda **about: None\n" + STOCK,
        "lets nbgrader's own Execute run submissions outside | leaves Autograde.exporter_class at NotebookExporter",
    ),
    "the first steps are gone": (CONFIG + "del c.Autograde['sanitize_preprocessors']\n", "has no RestoreCells"),
    "the second steps are gone": (CONFIG + "del c.Autograde['autograde_preprocessors']\n", "has no JudgedExecute"),
    "the hook is gone": (CONFIG + "del c.Autograde['pre_convert_hook']\n", "does not have replace_links"),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Classroom:
    """One submission, which leaves a file beside the configuration if it can."""
    room = Classroom(tmp_path_factory.mktemp("course"))
    nb = room.release()
    insert_before(nb, "add", f"open({str(room.folder / 'canary')!r}, 'w').write('I was here')")
    room.submit("canary", nb)
    return room


def nothing_ran(room: Classroom) -> bool:
    return not (room.folder / "canary").exists() and not list((room.folder / "autograded").glob("*/*"))


COMMANDS = {
    "micrograd-edu grade": lambda: micrograd_edu.commands.main(["grade", LAB, "--force"]),
    "nbgrader autograde": lambda: NbGraderApp.launch_instance(argv=["autograde", LAB, "--force"]),
}


def run(command: str, folder: Path) -> tuple[int, str]:
    """Its exit code and what it said. In a copy of this process, which has loaded nbgrader already."""
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.chdir(folder)
                sys.stdout = sys.stderr = said
                code = COMMANDS[command]()
            except SystemExit as exited:
                code = exited.code
            finally:
                said.flush()
                os._exit(code or 0)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration_without_judge_or_sandbox(room, name, command):
    config, reason = CONFIGURATIONS[name]
    (room.folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    code, said = run(command, room.folder)
    assert code == 2, said
    assert f"Nothing was run: {room.folder / 'nbgrader_config.py'}" in said
    assert any(each in said for each in reason.split(" | ")) and "judge_submissions(c)" in said, said
    assert nothing_ran(room)


def refusals(room: Classroom, variables: dict[str, str]) -> list[str]:
    """Grade with both commands, as from a shell with these variables; return what each of them said."""
    commands = [["micrograd_edu", "grade", LAB, "--force"], ["nbgrader", "autograde", LAB, "--force"]]
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    running = [
        subprocess.Popen([sys.executable, "-m", *command], cwd=room.folder, env=variables, **pipes) for command in commands
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [2, 2], said
    return said


def test_no_configuration_at_all(room):
    (room.folder / "nbgrader_config.py").unlink()
    done = room.autograde()
    assert done.returncode == 2 and "nbgrader_config.py is not there" in done.stderr, done.stderr
    command = [sys.executable, "-m", "micrograd_edu", "grade", LAB]
    done = subprocess.run(command, cwd=room.folder, env=environment(), capture_output=True, text=True)
    assert done.returncode == 2 and "No nbgrader_config.py in" in done.stdout + done.stderr
    assert nothing_ran(room)


def test_a_library_that_a_step_imports_is_broken(room, tmp_path):
    (room.folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "nh3.py").write_text("raise ImportError('half an installation')")
    for said in refusals(room, {**environment(), "PYTHONPATH": str(tmp_path)}):
        assert "half an installation" in said
    assert nothing_ran(room)


def test_no_bubblewrap(room, tmp_path):
    (room.folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    for said in refusals(room, {**environment(), "PATH": path_without(tmp_path, "bwrap")}):
        assert "apt install bubblewrap" in said
    assert nothing_ran(room)


@pytest.mark.parametrize("name", ["it is another folder's", "it does not parse"])
def test_the_button_of_formgrader(room, name):
    config, _ = CONFIGURATIONS[name]
    (room.folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    with open_formgrader(room.folder) as formgrader:
        answer = formgrader.autograde(LAB, "canary")
    assert not answer["success"] and "judge_submissions(c)" in answer["log"], answer
    assert nothing_ran(room)


def test_with_everything_in_its_place_the_same_submission_is_graded_and_leaves_nothing(room):
    (room.folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    done = room.autograde()
    assert done.returncode == 0, done.stderr
    assert room.total("canary") == 0 and not (room.folder / "canary").exists()


def test_an_ordinary_course_in_the_same_environment_is_graded_as_ever(tmp_path):
    """Nothing in it is ours: nbgrader's own steps run it, with the rights of the person who grades."""
    source = tmp_path / "source" / "week1"
    source.mkdir(parents=True)
    check = {"grade": True, "grade_id": "check-add", "locked": True, "points": 3, "schema_version": 3, "solution": False}
    nb = new_notebook(cells=[new_code_cell("assert 1 + 1 == 2", metadata={"nbgrader": {**check, "task": False}})])
    nbformat.write(nb, source / "week1.ipynb")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'history'\n")
    room = Classroom.__new__(Classroom)
    room.folder, room.lab = tmp_path, "week1"
    assert room.run("generate_assignment", "week1").returncode == 0
    room.submit("someone", nbformat.read(tmp_path / "release" / "week1" / "week1.ipynb", as_version=4))
    done = room.autograde()
    assert done.returncode == 0, done.stderr
    assert room.total("someone") == 3
