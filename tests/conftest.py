"""Tests say what they need, as in `@pytest.mark.needs("sandbox")`, are skipped where it is missing, and end by saying so.

With `--skip-nothing`, as in CI, a run that skipped anything has failed.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from machine import TESTED, missing


def pytest_addoption(parser):
    parser.addoption("--skip-nothing", action="store_true", help="a run that skips a test has failed")


def pytest_collection_modifyitems(items):
    for item in items:
        for mark in item.iter_markers("needs"):
            for need in mark.args:
                if why := missing(need):
                    item.add_marker(pytest.mark.skip(reason=f"{TESTED[need]}: {why}"))


def why_skipped(config) -> list[str]:
    skipped = config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped", [])
    return [report.longrepr[2].removeprefix("Skipped: ") for report in skipped]


def pytest_sessionfinish(session, exitstatus):
    if exitstatus == 0 and session.config.getoption("skip_nothing") and why_skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    reasons = why_skipped(config)
    if not reasons:
        return
    untested = Counter(reason.partition(":")[0] for reason in reasons)
    packages = sorted({found[1] for reason in reasons if (found := re.search(r": apt install (\S+)$", reason))})
    line = "NOT TESTED HERE: " + ", ".join(f"{what} ({count} tests)" for what, count in untested.items())
    if packages:
        line += f". On Debian and Ubuntu: sudo apt install {' '.join(packages)}"
    terminalreporter.write_line(line, yellow=True)
