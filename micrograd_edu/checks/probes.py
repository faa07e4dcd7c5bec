"""What runs beside the student's code: it asks their code questions and reports the numbers that come back.

Neither this file nor a lab's `probes.py` knows an answer. They need only the standard library, and none of the package's
engine, so that they also work where the reference engine is hidden. Code in the student's process can change everything
here; all it can gain is to report other numbers, and the judge, elsewhere, knows which ones are right.

A probe is a function of the challenge's cases and of the objects under test; it returns plain lists, dicts, numbers and
strings. `run` finds "lab1_operators.operators" in that lab's room; another course's probe travels in the challenge.
"""

from __future__ import annotations

import importlib
import json
import os
import traceback
from collections.abc import Callable
from typing import Any

MIME = "application/vnd.micrograd-edu.evidence+json"
PACKAGE = os.path.dirname(os.path.dirname(__file__))
MAX_TEXT = 300  # characters of any one text that evidence may carry


def run(challenge: dict[str, Any], objects: list[Any]) -> dict[str, Any]:
    """Answer one challenge.

    Parameters
    ----------
    challenge : dict
        `check` and `id` name it, `probe` is the name of a function or its text, `cases` are its questions.
    objects : list
        What the student defined, in the order the check asks for it.

    Returns
    -------
    dict
        The evidence: `check`, `id`, and either `found` (what the probe returned) or `error`.
    """
    evidence = {"check": challenge["check"], "id": challenge["id"]}
    try:
        evidence["found"] = find_probe(challenge["probe"])(challenge["cases"], *objects)
    except BaseException as error:  # SystemExit too: the student should read what happened
        evidence["error"] = describe(error)
    return evidence


def find_probe(probe: str) -> Callable[..., Any]:
    """The function behind "lab1_operators.operators", or behind its own text, `def probe(cases, ...): ...`."""
    if probe.startswith("def "):
        namespace: dict[str, Any] = {}
        exec(compile(probe, "<challenge>", "exec"), namespace)
        return namespace["probe"]  # type: ignore[no-any-return]
    lab, function = probe.split(".")
    return getattr(importlib.import_module(f"micrograd_edu.labs.{lab}.probes"), function)  # type: ignore[no-any-return]


def publish(challenge: str, names: list[str]) -> None:
    """Answer a challenge from inside a kernel: look the names up in the notebook, display the evidence as text."""
    from IPython import get_ipython
    from IPython.display import display

    challenge, namespace = json.loads(challenge), get_ipython().user_ns
    missing = [name for name in names if name not in namespace]
    if missing:
        evidence = {"check": challenge["check"], "id": challenge["id"], "missing": missing}
    else:
        evidence = run(challenge, [namespace[name] for name in names])
    display({MIME: json.dumps(evidence)}, raw=True)


def describe(error: BaseException) -> dict[str, str]:
    """Tell an error in the student's code: its type, its message, and the student's own line that raised or led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [frame for frame in frames if not _is_ours(frame.filename)]
    import sysconfig  # the folders of libraries; it reads a file of the system's, and most checks never need it

    libraries = (PACKAGE, *(sysconfig.get_paths()[name] for name in ("stdlib", "purelib", "platlib")))
    # a library that was called with the wrong thing raises inside itself; the line to mend is the one that called it
    theirs = [frame for frame in theirs if not frame.filename.startswith(libraries)] or theirs
    line = f"{theirs[-1].name}: {theirs[-1].line}" if theirs and theirs[-1].line else ""
    return {"type": type(error).__name__, "message": short(error), "line": line[:MAX_TEXT]}


def _is_ours(filename: str) -> bool:
    """Whether a line of this file, of a lab's probes or of a challenge's expression is meant."""
    return filename == "<challenge>" or (filename.startswith(PACKAGE) and os.path.basename(filename) == "probes.py")


def number(x: Any) -> float | str | None:
    """A float if `x` is a number; otherwise what it is, for a person to read. None stays None."""
    if x is None or isinstance(x, str):
        return x
    try:
        return float(x.detach() if hasattr(x, "detach") else x)  # PyTorch warns where a tensor of a graph becomes a number
    except Exception:
        return f"{short(repr(x))} (a {type(x).__name__}, not a number)"


def short(x: Any) -> str:
    text = str(x)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "..."


class Unusable(Exception):
    """The student's object cannot be asked: the message says why, the name is a key into the hints."""

    def __init__(self, hint: str, message: str) -> None:
        super().__init__(message)
        self.hint = hint


def attempt(question: Callable[..., dict[str, Any]], *about: Any) -> dict[str, Any]:
    """Ask one question of several: an error in one must not hide the answers to the others."""
    try:
        return question(*about)
    except Unusable as error:
        return {"error": {"type": "", "message": short(error), "line": "", "hint": error.hint}}
    except Exception as error:
        return {"error": describe(error)}
