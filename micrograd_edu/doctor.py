"""Look at this machine as the course will use it, and say what to do about what is missing."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from micrograd_edu import __version__

OK, MISSING, BROKEN = "ok", "missing", "BROKEN"
JUDGE = "micrograd_edu.grading.judged_execute.JudgedExecute"
NBGRADER = ("formgrader", "validate_assignment", "assignment_list", "course_list")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    state : str
        `OK`; `MISSING`, where all else works without it; `BROKEN`, where something is there and does not work.
    what, says : str
        Its name, and what was seen.
    todo : str
        What to do about it, if anything.
    """

    state: str
    what: str
    says: str
    todo: str = ""

    def __str__(self) -> str:
        line = f"{self.state:<8}{self.what}: {self.says}"
        return f"{line}\n{'':<8}  {self.todo}" if self.todo else line


def examine(folder: Path) -> Iterator[Finding]:
    """Look at one thing after the other; `folder` is where the user stands."""
    yield Finding(OK, "Python", f"{platform.python_version()} in {sys.prefix}")
    yield Finding(OK, "micrograd-edu", f"{__version__} in {Path(__file__).parent}")
    yield _packages("lab", "the labs, and grading them")
    yield _packages("cluster", "grading on several machines")
    yield _torch()
    yield _graphviz()
    yield _browser()
    yield _sandbox()
    yield _nbgrader_extensions()
    yield _configuration(folder)


def install(extra: str) -> str:
    """How to install what an extra of this package stands for."""
    return f"pip install 'micrograd-edu[{extra}]'" if sys.platform != "win32" else f'pip install "micrograd-edu[{extra}]"'


def missing_packages(extra: str) -> list[str]:
    """What an extra of this package needs and what is not installed."""
    requirements = importlib.metadata.requires("micrograd-edu") or []
    wanted = [line for line in requirements if f"extra == '{extra}'" in line and _for_this_system(line)]
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted]
    return [name for name in names if not _installed(name)]


def _for_this_system(requirement: str) -> bool:
    systems = re.findall(r"sys_platform == '(\w+)'", requirement)
    return not systems or sys.platform in systems


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _packages(extra: str, purpose: str) -> Finding:
    what = f"packages for {purpose}"
    if missing := missing_packages(extra):
        return Finding(MISSING, what, f"{', '.join(missing)} not installed", install(extra))
    return Finding(OK, what, "all installed")


def _torch() -> Finding:
    try:
        import torch
    except ModuleNotFoundError:
        return Finding(MISSING, "PyTorch", "not installed: lab 4 shows recorded numbers", install("torch"))
    except (ImportError, OSError) as error:
        return Finding(BROKEN, "PyTorch", f"is installed and cannot be imported: {error}", "Install it again.")
    device = "with a GPU" if torch.cuda.is_available() else "on the CPU"
    return Finding(OK, "PyTorch", f"{torch.__version__} {device}")


def _graphviz() -> Finding:
    what = "drawing graphs"
    todo = "Debian and Ubuntu: apt install graphviz. macOS: brew install graphviz. conda: conda install graphviz"
    if not _installed("graphviz"):
        return Finding(MISSING, what, "the package graphviz is not installed", install("lab"))
    import graphviz

    from micrograd_edu.graph import layout

    try:
        drawn = layout(graphviz.Digraph())
    except subprocess.CalledProcessError as error:
        return Finding(BROKEN, what, f"{shutil.which('dot')} draws nothing: {error}", todo)
    if drawn is None:
        return Finding(MISSING, what, "no Graphviz in any form: graphs are listed as text", f"{install('lab')}, or: {todo}")
    return Finding(OK, what, f"by {shutil.which('dot') or 'the WebAssembly build of Graphviz; its program is not needed'}")


def _browser() -> Finding:
    try:
        webbrowser.get()
    except webbrowser.Error:
        says = "none that can be opened from here: JupyterLab prints an address to open"
        return Finding(
            MISSING, "browser", says, "On another machine: ssh -L 8888:localhost:8888 ..., then open the address."
        )
    return Finding(OK, "browser", "one can be opened from here")


def _sandbox() -> Finding:
    what = "sandbox for grading"
    if sys.platform != "linux":
        return Finding(MISSING, what, "it needs Linux", "To grade, use a Linux container: the instructor guide says how.")
    if missing_packages("lab"):
        return Finding(MISSING, what, "the packages for grading are not all installed", install("lab"))
    from micrograd_edu.grading.sandbox import SandboxUnavailable, check_sandbox

    try:
        check_sandbox()
    except SandboxUnavailable as error:
        return Finding(BROKEN if shutil.which("bwrap") else MISSING, what, str(error))
    return Finding(OK, what, f"one was made and ended, by {shutil.which('bwrap')}")


def _nbgrader_extensions() -> Finding:
    what = "nbgrader in JupyterLab"
    if not _installed("nbgrader"):
        return Finding(MISSING, what, "nbgrader is not installed", install("lab"))
    from jupyter_core.paths import jupyter_config_path, jupyter_path
    from jupyter_server.extension.config import ExtensionConfigManager

    enabled = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    off = [name for name in NBGRADER if not enabled.get(f"nbgrader.server_extensions.{name}")]
    if off:
        todo = "; ".join(f"jupyter server extension enable nbgrader.server_extensions.{name}" for name in off)
        return Finding(BROKEN, what, f"{', '.join(off)} not enabled", todo)
    if not any((Path(path) / "@jupyter" / "nbgrader").is_dir() for path in jupyter_path("labextensions")):
        return Finding(BROKEN, what, "its JupyterLab extension is not there", "pip install --force-reinstall nbgrader")
    return Finding(OK, what, "its extensions are enabled")


def _configuration(folder: Path) -> Finding:
    path = folder / "nbgrader_config.py"
    what = "course in this folder"
    if not path.exists():
        return Finding(MISSING, what, f"no {path}", "Instructors: build and grade in the folder with nbgrader_config.py.")
    if not _installed("traitlets"):
        return Finding(MISSING, what, "nbgrader is not installed", install("lab"))
    from traitlets.config.loader import PyFileConfigLoader

    try:
        config = PyFileConfigLoader(path.name, str(folder)).load_config()
    except Exception as error:  # whatever an instructor's Python can raise  # noqa: BLE001
        return Finding(BROKEN, what, f"{path} does not load: {type(error).__name__}: {error}", "Mend it before you grade.")
    if JUDGE not in config.Autograde.get("autograde_preprocessors", []):
        todo = "Take that list from the nbgrader_config.py of this project."
        return Finding(BROKEN, what, f"c.Autograde.autograde_preprocessors in {path} does not hold the judge", todo)
    return Finding(OK, what, f"{path} is loaded and holds the judge")
