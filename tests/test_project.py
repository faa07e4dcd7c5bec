"""Promises about the project as a whole: instant imports, versions, and no traces of the machine it was made on."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import micrograd_edu
from micrograd_edu.grading.batch import STAGING
from micrograd_edu.grading.build import EDITED
from micrograd_edu.grading.collect import EARLIER
from micrograd_edu.grading.kept_evidence import STEP
from micrograd_edu.grading.lateness import EXTENSIONS
from micrograd_edu.grading.roster import ROSTER
from micrograd_edu.grading.save_tasks import REMOVED
from micrograd_edu.grading.steps import RENAMED

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "module",
    ["", ".engine", ".nn", ".losses", ".optim", ".gradcheck", ".graph", ".data", ".labs.lab1_operators", ".labs"],
)
def test_the_lower_floors_need_the_standard_library_alone(module):
    code = f"""
import sys
before = set(sys.modules)
import micrograd_edu{module}
print(sorted({{name.partition(".")[0] for name in set(sys.modules) - before}} - set(sys.stdlib_module_names)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "['micrograd_edu']", done.stdout + done.stderr


def test_the_map_of_the_house_shows_the_floors_that_are_there():
    import make_house

    assert make_house.PICTURE.read_text(encoding="utf-8") == make_house.picture(), "run python tests/make_house.py"


def test_the_readme_installs_the_wheel_of_this_version():
    assert f"micrograd_edu-{micrograd_edu.__version__}-py3-none-any.whl[lab]" in (ROOT / "README.md").read_text(
        encoding="utf-8"
    )


def test_nothing_of_a_class_in_this_folder_is_committed():
    """What its commands write there holds names, answers and grades."""
    folders = (STEP, STAGING, EARLIER, REMOVED, EDITED, "submitted", "autograded", "feedback")
    written = [RENAMED, ROSTER, EXTENSIONS, "grades.csv", "gradebook.db", *(f"{folder}/ada/ps1/1" for folder in folders)]
    done = subprocess.run(["git", "check-ignore", *written], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == written


CONDA_NAMES = {"torch": "pytorch", "graphviz": "python-graphviz"}


def test_environment_yml_is_in_step_with_pyproject():
    optional = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = {}
    for line in optional["lab"] + optional["torch"]:
        requirement = Requirement(line)
        wanted[CONDA_NAMES.get(requirement.name, requirement.name)] = str(requirement.specifier)
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    listed = {}
    for line in [item for item in environment["dependencies"] if isinstance(item, str)] + pip:
        if line != "-e .":
            requirement = Requirement(line)
            listed[requirement.name] = str(requirement.specifier)
    python = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert listed.pop("python") == python
    assert listed.pop("pip") == listed.pop("graphviz") == ""  # the dot program, which pip cannot install
    assert listed == wanted
    assert "-e ." in pip


def test_nothing_committed_names_a_machine_or_a_registry():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # written in pieces, so that this file does not name them either
    forbidden = re.compile("|".join(["/" + "opt/", "/" + "work/", "find" + "-links", "pypi" + r"\.org", "npmjs" + r"\.org"]))
    for name in filter(None, files.split("\0")):
        path = ROOT / name
        if path.suffix not in {".png", ".svg"} and path.exists():
            assert not forbidden.search(path.read_text(encoding="utf-8")), name
