"""The package as others get it: built, installed far from this repository, without and with its extras, and used."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jupyterlab import Notebook, address, new_page, serve
from test_browser import ADD

ROOT = Path(__file__).parent.parent
LAB = "labs/lab1_operators/lab1_operators.ipynb"


def run(*command: str | Path, **options) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    return done


def must(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Environment:
    """A virtual environment of its own, on a machine where nobody has set anything."""

    def __init__(self, folder: Path) -> None:
        must(run(sys.executable, "-m", "venv", folder / "venv"))
        self.folder, self.bin = folder, folder / "venv" / "bin"
        (folder / "home").mkdir()
        self.variables = {"HOME": str(folder / "home"), "PATH": f"{self.bin}:/usr/bin:/bin", "LANG": "C.UTF-8"}

    def install(self, *requirements: str) -> None:
        """With uv where it is there: it takes a fifth of pip's time."""
        uv = shutil.which("uv")
        command = [uv, "pip", "install", "--python"] if uv else []
        must(run(*command, self.bin / "python", *([] if uv else ["-m", "pip", "install"]), "--quiet", *requirements))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return run(self.bin / command[0], *command[1:], cwd=self.folder, env=self.variables)


@pytest.fixture(scope="module")
def distributions(tmp_path_factory) -> Path:
    """The folder with wheel and sdist; the wheel is built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    must(run(sys.executable, "-m", "build", "--quiet", "--outdir", folder, ROOT))
    return folder


@pytest.fixture(scope="module")
def wheel(distributions) -> Path:
    (wheel,) = distributions.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def base(wheel, tmp_path_factory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("base"))
    environment.install(str(wheel))
    return environment


def test_there_is_a_wheel_and_an_sdist(distributions):
    assert sorted(path.suffix for path in distributions.iterdir()) == [".gz", ".whl"]


def test_the_base_install_names_a_misconception(base):
    code = """
from micrograd_edu import Value
from micrograd_edu.labs.lab1_operators import check
class Swapped(Value):
    __slots__ = ()
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Swapped(other)
        return Swapped(self.data * other.data, (self, other), (self.data, other.data), "*")
check("mul", Swapped)
"""
    said = base.run("python", "-c", code).stdout
    assert "Each operand of * gets the derivative that belongs to the other." in said, said


def test_the_base_install_is_this_package_alone_and_computes(base):
    code = "from micrograd_edu import Value; a = Value(2.0); (a * a).backward(); print(a.grad)"
    assert must(base.run("python", "-c", code)) == "4.0\n"
    installed = must(base.run("python", "-m", "pip", "list", "--format=freeze")).split()
    assert {line.partition("==")[0] for line in installed} <= {
        "micrograd-edu",
        "micrograd_edu",
        "pip",
        "setuptools",
        "wheel",
        "click",  # the command line
    }


def test_the_base_install_says_its_version(base):
    version = must(base.run("micrograd-edu", "--version")).strip()
    assert (
        version == must(base.run("python", "-c", "import micrograd_edu as m; print('micrograd-edu', m.__version__)")).strip()
    )


@pytest.mark.parametrize(
    "command", [["lab"], ["build"], ["grade", "lab1_operators"], ["feedback", "lab1_operators"]], ids=" ".join
)
def test_a_command_that_needs_an_extra_says_what_to_install(base, command):
    done = base.run("micrograd-edu", *command)
    assert done.returncode == 2
    assert "pip install 'micrograd-edu[lab]'" in done.stderr and "jupyterlab" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (base.folder / "micrograd-edu").exists()


def test_the_doctor_of_the_base_install_says_what_is_missing(base):
    report = must(base.run("micrograd-edu", "doctor"))
    assert "micrograd-edu[lab]" in report and "micrograd-edu[torch]" in report
    assert "BROKEN" not in report


def test_types_are_seen_by_those_who_use_the_package(base):
    assert (next((base.folder / "venv" / "lib").glob("python*")) / "site-packages/micrograd_edu/py.typed").exists()


@pytest.mark.needs("chromium")
def test_the_labs_work_from_the_wheel_alone(wheel, tmp_path):
    """`micrograd-edu lab` in a clean environment, then lab 1 in a browser: a graph, checks, a view."""
    environment = Environment(tmp_path)
    environment.install(f"micrograd-edu[lab] @ {wheel.as_uri()}")
    command = [str(environment.bin / "micrograd-edu"), "lab", "mine", "--no-browser"]
    with serve(command, tmp_path, environment.variables) as port, new_page(1000, 900) as page:
        lab = Notebook(page, address(port, LAB), tmp_path / "mine" / LAB)
        lab.run_code_cells_before("check-add")
        assert page.locator(".jp-OutputArea svg[role=img]").first.bounding_box()["width"] > 100
        assert "NOTHING HERE YET add" in lab.run("check-add")
        lab.write("add", ADD)
        lab.run("add")
        assert "PASS add" in lab.run("check-add")
        lab.write("mul", "FiniteDifferenceExplorer()")
        lab.run("mul")
        explorer = lab.cell("mul").locator(".medu")
        explorer.get_by_role("button", name="Next").press("End")
        assert "Rounding dominates" in explorer.locator(".medu-say").last.inner_text()
