"""The command line: help that teaches, words that complete, refusals in sentences."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import click
import pytest

from micrograd_edu import commands
from micrograd_edu.commands import main, micrograd_edu
from micrograd_edu.labs import labs

VERBS = sorted(micrograd_edu.commands)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help(verb, capsys):
    assert main([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: micrograd-edu {verb}")


def test_the_list_of_verbs_cuts_no_sentence_off(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {verb} " in said for verb in VERBS)
    assert "..." not in said.split("Commands:")[1].split("\n\n")[0]


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["grade", "lab1_operators", "--workers=0"], ["--workers", "0"]),
        (["grade", "lab1_operators", "--workers=many"], ["--workers", "many"]),
        (["grade"], ["LAB"]),
        (["dance"], ["dance"]),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(arguments, words, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert all(word in said for word in words) and "Traceback" not in said


def test_without_a_course_folder_it_says_where_to_go(tmp_path, capsys):
    assert main(["grade", "lab1_operators", f"--course={tmp_path}"]) == 2
    said = capsys.readouterr().err
    assert str(tmp_path) in said and "--course" in said


def test_a_full_disk_is_named(monkeypatch, capsys):
    @click.command()
    def write() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "gradebook.db")

    monkeypatch.setitem(commands.micrograd_edu.commands, "write", write)
    assert main(["write"]) == 2
    assert "No space left on device (gradebook.db)" in capsys.readouterr().err


def test_lab_names_complete_with_the_tab_key():
    """As bash asks: the protocol is click's."""
    asked = {"_MICROGRAD_EDU_COMPLETE": "bash_complete", "COMP_WORDS": "micrograd-edu grade lab", "COMP_CWORD": "2"}
    program = "import sys; sys.argv[0] = 'micrograd-edu'; from micrograd_edu.commands import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", program], env={**os.environ, **asked}, capture_output=True, text=True)
    assert done.stdout.split() == [f"plain,{name}" for name in labs() if name.startswith("lab")], done.stderr
