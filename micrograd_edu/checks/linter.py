"""What a linter sees in the cell of a task that failed: slips that Python lets pass.

The linter is ruff, with rules of pyflakes and flake8-bugbear. Where it is not installed, nothing is said.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from micrograd_edu.checks.facts import Diagnosis

# rule: what it means, a question back
RULES = {
    "B006": (
        "A default value such as [] or {} is made once, when the function is defined, and every call shares it",
        "What is in it at the second call?",
    ),
    "B008": (
        "A default value is computed once, when the function is defined, and every call shares it",
        "When is it made, and how often?",
    ),
    "B015": ("A comparison stands there, and its result is thrown away", "Was = meant, or assert?"),
    "B018": ("An expression stands there, and nothing happens to its value", "Was it to be called, with (), or assigned?"),
    "B023": (
        "A function made in a loop looks a name up when it is called: by then the loop is over, "
        "and the name has its last value",
        "Which value does that name have when the function runs?",
    ),
    "F811": ("A function is defined twice, and the first definition is lost", "Which of the two is meant?"),
    "F841": ("A value is computed and never used", "Where was it to go?"),
    "F632": ("Numbers or texts are compared with `is`", "Is it the same object that you ask for, or an equal number?"),
    "PLW0127": ("A name is assigned to itself", "Which of the two sides should be something else?"),
    "B033": ("A set names the same value twice", "Is a set what you want?"),
}


def look(source: str) -> Diagnosis | None:
    """The first slip in the cell, or None."""
    linter = _linter()
    if not source.strip() or linter is None:
        return None
    try:
        done = subprocess.run(
            [linter, "check", "--isolated", "--no-cache", "--select", ",".join(RULES), "--output-format", "json", "-"],
            input=source,
            capture_output=True,
            text=True,
            timeout=10,
        )
        seen = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    for each in sorted(seen, key=lambda each: each["location"]["row"]):
        line = source.splitlines()[each["location"]["row"] - 1].strip()
        redefined = each.get("code") == "F811" and not line.startswith("def ")  # a name may well get another value
        if each.get("code") in RULES and not redefined:
            says, ask = RULES[each["code"]]
            return Diagnosis("linter", each["code"], f"{says}: `{line}`.", ask)
    return None


def _linter() -> str | None:
    beside = Path(sys.executable).with_name("ruff")
    return str(beside) if beside.exists() else shutil.which("ruff")
