"""Tests say what they need, as in `@pytest.mark.needs("sandbox")`, are skipped where it is missing, and end by saying so.

Where some tests of a file need a program, the others run without any: whoever does not say so gets by without.

With `--skip-nothing`, as in CI, a run that skipped anything has failed.
"""

from __future__ import annotations

import functools
import os
import re
import tempfile
from collections import Counter
from pathlib import Path

import nbgrader.api
import pytest
from hypothesis import settings
from machine import TESTED, bare_path, missing
from website import build_once

# what checks keep of a learner's progress: not that of whoever runs the tests
os.environ["MICROGRAD_EDU_PROGRESS"] = str(Path(tempfile.mkdtemp(prefix="micrograd-edu-")) / "progress.json")
settings.register_profile("course", deadline=None)  # how long an example takes says nothing about it
settings.load_profile("course")
# nbgrader starts alembic for each new gradebook, seconds of work, and is told the same each time
nbgrader.api.get_alembic_version = functools.cache(nbgrader.api.get_alembic_version)


@pytest.fixture(scope="session")
def site(request, tmp_path_factory):
    """The site, in a folder; built once, also where several processes run the tests. For reading only."""
    folder = tmp_path_factory.getbasetemp()
    return build_once(folder.parent if hasattr(request.config, "workerinput") else folder)


def pytest_addoption(parser):
    parser.addoption("--skip-nothing", action="store_true", help="a run that skips a test has failed")


def pytest_collection_modifyitems(config, items):
    config.mixed = {item.path for item in items if item.get_closest_marker("needs")}
    for item in items:
        for mark in item.iter_markers("needs"):
            for need in mark.args:
                if why := missing(need):
                    item.add_marker(pytest.mark.skip(reason=f"{TESTED[need]}: {why}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    with pytest.MonkeyPatch.context() as patch:
        if item.path in item.config.mixed and not item.get_closest_marker("needs"):
            patch.setenv("PATH", bare_path())
        return (yield)


def why_skipped(reporter) -> list[str]:
    """The reason of every skipped test; nothing in a worker of xdist, which reports to the main process."""
    return [report.longrepr[2].removeprefix("Skipped: ") for report in reporter.stats.get("skipped", [])] if reporter else []


def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and session.config.getoption("skip_nothing") and why_skipped(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config):
    """Say it last, below pytest's own summary."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reasons := why_skipped(reporter):
        untested = Counter(reason.partition(":")[0] for reason in reasons)
        packages = sorted({found[1] for reason in reasons if (found := re.search(r": apt install (\S+)$", reason))})
        line = "NOT TESTED HERE: " + ", ".join(f"{what} ({count} tests)" for what, count in untested.items())
        if packages:
            line += f". On Debian and Ubuntu: sudo apt install {' '.join(packages)}"
        reporter.write_line(line, yellow=True)
