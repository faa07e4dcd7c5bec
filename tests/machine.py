"""What tests need beyond Python, and what goes untested where it is missing."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from micrograd_edu.grading.sandbox import SandboxUnavailable, check_sandbox

PROGRAMS = ("bwrap", "chromium", "chromium-browser", "google-chrome", "firefox", "firefox-esr", "dot")
SITE_PYTHON = Path(sys.prefix) / "site" / "bin" / "python"  # the site's tools have an environment of their own
TESTED = {
    "sandbox": "grading in the sandbox",
    "chromium": "the labs in a browser",
    "firefox": "a lab in Firefox",
    "dot": "drawing with Graphviz's dot",
    "hub": "a class on JupyterHub",
    "site": "the site",
}


def chromium() -> str | None:
    """Where the browser is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def firefox() -> str | None:
    """Where the other browser is, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def proxy() -> str | None:
    """JupyterHub's proxy, where it is, or None. `make test` puts it beside Python."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return shutil.which("configurable-http-proxy", path=beside)


@cache
def missing(need: str) -> str | None:
    """Why a test that needs this cannot run here; None where it can."""
    if need == "chromium" and not chromium():
        return not_installed("chromium")
    if need == "firefox" and not firefox():
        return not_installed("firefox-esr")
    if need == "dot" and not shutil.which("dot"):
        return not_installed("graphviz")
    if need == "hub" and not proxy():
        return "`make test` installs JupyterHub's proxy with npm" if shutil.which("npm") else not_installed("npm")
    if need == "site" and not (Path(sys.prefix) / ".site").exists():  # what `make` leaves when all of it is there
        return "make .venv/.site"
    if need == "sandbox":
        if not shutil.which("bwrap"):
            return not_installed("bubblewrap")
        try:
            check_sandbox()
        except SandboxUnavailable as error:
            return str(error).partition(". ")[0]
    return None


def not_installed(package: str) -> str:
    return f"apt install {package}"


@cache
def bare_path() -> str:
    """A PATH without any of the programs."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    return os.pathsep.join([str(Path(sys.executable).parent), path_without(Path(folder), *PROGRAMS)])


def path_without(folder: Path, *programs: str) -> str:
    """A PATH on which everything is found but these programs.

    They live in the same folder as the rest of the system, so `folder` is filled with links to the rest.
    """
    for place in filter(os.path.isdir, os.environ["PATH"].split(os.pathsep)):
        for program in os.scandir(place):
            link = folder / program.name
            if program.name not in programs and not link.is_symlink():
                link.symlink_to(program.path)
    return str(folder)
