"""What the README, the guide and a class folder's own README say can be done, can be said to the programs they name."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import click
import pytest
from nbgrader.apps import NbGraderApp

from micrograd_edu.class_folder import README as CLASS_README
from micrograd_edu.commands import micrograd_edu
from micrograd_edu.labs import labs

ROOT = Path(__file__).parent.parent
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "course/instructor_guide.md", "CONTRIBUTING.md")
}
TEXTS["a class folder's README.md"] = CLASS_README
# where a trait of nbgrader's, or of ours, is looked for
CLASSES = {
    "JudgedExecute": "micrograd_edu.grading.judged_execute",
    "CourseDirectory": "nbgrader.coursedir",
    "Autograde": "nbgrader.converters",
    "AssignLatePenalties": "nbgrader.preprocessors",
    "LateSubmissionPlugin": "nbgrader.plugins",
    "Exchange": "nbgrader.exchange",
}


def commands(text: str, program: str) -> list[tuple[str, bool]]:
    """Each line of code that calls this program, or mention of it; and whether it is a whole line."""
    code = re.findall(r"^    (.*)$", text, re.MULTILINE)
    calls = [call for line in code for call in re.split(r"&&|;| {2,}", line)]
    calls = [call.strip().removesuffix('"') for call in calls]  # in a container's sh -c "..."
    found = [(call, True) for call in calls if call.startswith(f"{program} ")]
    prose = " ".join(re.sub(r"^    .*$", "", text, flags=re.MULTILINE).split())
    mentioned = re.findall(rf"`({program} [^`]+)`", prose)
    return found + [(call, False) for call in mentioned]


def why_not(call: str, whole: bool) -> str:
    """What `micrograd-edu` has against a command, or nothing. A mention need not have every argument."""
    command: click.Command = micrograd_edu
    words = shlex.split(call)[1:]
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        if name not in command.commands:
            return f"there is no {name}"
        command = command.commands[name]
    context = click.Context(command, info_name=call)
    try:
        values, left, _ = command.make_parser(context).parse_args(words)
    except click.UsageError as error:
        return str(error)
    if left and not isinstance(command, click.Group):
        return f"it does not take {left}"
    given = {name for name, value in values.items() if value not in (None, ())}
    needed = {parameter.name for parameter in command.params if parameter.required}
    missing = {name for name in needed if name not in given or "UNSET" in repr(values[name])}
    return f"it needs {missing}" if whole and missing else ""


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_exists_with_its_options(name):
    calls = commands(TEXTS[name], "micrograd-edu")
    assert calls or name == "CONTRIBUTING.md"
    assert [(call, why) for call, whole in calls if (why := why_not(call, whole))] == []


def test_a_command_that_is_none_is_found():
    assert "no such option" in why_not("micrograd-edu grade LAB --everything", True).lower()
    assert "dance" in why_not("micrograd-edu dance", False)
    assert "lab" in why_not("micrograd-edu grade", True) and not why_not("micrograd-edu grade", False)
    assert why_not("micrograd-edu export LAB one.csv two.csv", True)


def test_every_verb_is_told():
    told = " ".join(call for text in TEXTS.values() for call, _ in commands(text, "micrograd-edu"))
    assert [verb for verb in micrograd_edu.commands if f"micrograd-edu {verb}" not in told] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_of_nbgrader_s_exists(name):
    verbs = [shlex.split(call)[1] for call, _ in commands(TEXTS[name], "nbgrader")]
    assert [verb for verb in verbs if verb not in NbGraderApp.subcommands] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_setting_exists(name):
    settings = re.findall(r"\bc\.([A-Z]\w+)\.(\w+)", TEXTS[name])
    there = {each: getattr(importlib.import_module(CLASSES[each]), each).class_trait_names() for each, _ in settings}
    assert [(each, trait) for each, trait in settings if trait not in there[each]] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_place_exists(name):
    """Files of the repository that are named, and headings that are linked to."""
    text = TEXTS[name]
    named = re.findall(r"`((?:micrograd_edu|tests|course|benchmarks|solutions)/[\w./]+)`", text)
    named = [place for place in named if "LAB" not in place]
    assert [place for place in named if not (ROOT / place).exists()] == []
    headings = {
        re.sub(r"[^\w\- ]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    assert [link for link in re.findall(r"\]\(#([\w-]+)\)", text) if link not in headings] == []
    assert [
        lab
        for lab in re.findall(r"\blab\d_\w+", text)
        if lab.removesuffix("_verdict") not in labs() and not (ROOT / "course" / "images" / f"{lab}.png").exists()
    ] == []
