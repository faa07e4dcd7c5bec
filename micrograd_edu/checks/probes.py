"""What runs beside the student's code: it asks their code questions and reports what comes back.

Neither this file nor a lab's `probes.py` knows an answer. They need only the standard library, and none of the package's
engine, so that they also work where the reference engine is hidden. Code in the student's process can change everything
here; all it can gain is to report other numbers, and the judge, elsewhere, knows which ones are right.

A probe is a function of one question and of the objects under test. It returns a flat dict: what was asked about, and the
number, text or list that came back. It marks what it handed over with `given` and what it got with `got`, and what has
changed behind its back is reported with the answers: see `Watch`.
`run` finds "lab1_operators.operators" in that lab's room; another course's probe travels in the challenge, as text.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import linecache
import os
import traceback
from collections.abc import Callable, Iterator
from typing import Any

MIME = "application/vnd.micrograd-edu.evidence+json"
PACKAGE = os.path.dirname(os.path.dirname(__file__))
MAX_TEXT = 300  # characters of any one text that evidence may carry
MAX_SOURCE = 6000  # characters of the student's cell
NOT_CHECKED = "Not checked: "
ASKED_AGAIN = 5  # small questions that are asked a second time, after all others

Question = dict[str, Any]
Answer = dict[str, Any]


def run(challenge: dict[str, Any], objects: list[Any], way: str = "") -> dict[str, Any]:
    """Answer one challenge, or those of its questions that have come so far.

    Parameters
    ----------
    challenge : dict
        `check` and `id` name it, `probe` is the name of a function or its text, `questions` are its questions. A question
        with `big` is asked only if all before it could be answered. With `more`, the next questions come once these have
        been answered: see `turns`.
    objects : list
        What the student defined, in the order the check asks for it.
    way : str
        Tells apart the ways in which one challenge is answered at the same time.

    Returns
    -------
    dict
        The evidence: `check`, `id`, and either `answers` (one a question) or `error`. With the last answers also `again`
        (question's number and answer), `later` (results of before that have changed since) and `source` (the student's
        cell).
    """
    evidence = {"check": challenge["check"], "id": challenge["id"]}
    key = (challenge["id"], way)
    try:
        asking = _under_way.pop(key, None) or _Asking(challenge["probe"])
        evidence["answers"] = [asking.ask(question, objects) for question in challenge["questions"]]
        if challenge.get("more"):
            _under_way[key] = asking
        else:
            evidence |= asking.end(objects)
    except BaseException as error:  # SystemExit too: the student should read what happened
        evidence = {"check": challenge["check"], "id": challenge["id"], "error": describe(error)}
    return evidence


class _Asking:
    """The questions of one challenge so far, and what came back."""

    def __init__(self, probe: str) -> None:
        self.probe, self.watch = find_probe(probe), Watch()
        self.questions: list[Question] = []
        self.answers: list[Answer] = []

    def ask(self, question: Question, objects: list[Any]) -> Answer:
        skip = question.get("big") and any("error" in answer for answer in self.answers)
        number_ = len(self.questions)
        answer = {"skipped": True} if skip else self.watch.ask(self.probe, number_, question, objects)
        self.questions.append(question)
        self.answers.append(answer)
        return answer

    def end(self, objects: list[Any]) -> dict[str, Any]:
        """Ask some questions a second time, and look at what has become of earlier results."""
        again = []
        small = [i for i, question in enumerate(self.questions) if not question.get("big")]
        for i in small[:ASKED_AGAIN][::-1]:
            if "error" not in self.answers[i]:
                again.append([i, self.watch.ask(self.probe, i, self.questions[i], objects)])
        return {"again": again, "later": self.watch.changed_later(), "source": source_of(objects)}


_under_way: dict[tuple[str, str], _Asking] = {}


def find_probe(probe: str) -> Callable[..., Any]:
    """The function behind "lab1_operators.operators", or behind its own text, `def probe(question, ...): ...`."""
    if probe.startswith("def "):
        namespace: dict[str, Any] = {}
        exec(compile(probe, "<challenge>", "exec"), namespace)
        own: Callable[..., Any] = namespace["probe"]
        return own
    lab, function = probe.split(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"micrograd_edu.labs.{lab}.probes"), function)
    return found


class Watch:
    """What questions handed over and got back, to see whether it stays as it was.

    An argument must be what it was when the question is over; a result must still be what it was when all questions are
    over; and a list, a dict or an array that one question got must not be the very object that another one got.
    """

    current: Watch | None = None

    def __init__(self) -> None:
        self.given: list[tuple[str, Any, str]] = []
        self.results: list[tuple[int, str, Any, str]] = []
        self.question = 0

    def ask(self, probe: Callable[..., Answer], number_: int, question: Question, objects: list[Any]) -> Answer:
        """The answer to one question; an error in it must not hide the answers to the others."""
        Watch.current, self.given, self.question = self, [], number_
        answer = attempt(probe, question, *objects)
        changed = [name for name, thing, before in self.given if fingerprint(thing) != before]
        return {**answer, "changed": changed} if changed else answer

    def changed_later(self) -> list[list[Any]]:
        """Number of the question, name of the result, and what happened to it."""
        found = [[i, name, "changed"] for i, name, thing, before in self.results if fingerprint(thing) != before]
        owners: dict[int, int] = {}
        for i, name, thing, _ in self.results:
            if _can_change(thing) and owners.setdefault(id(thing), i) != i:
                found.append([i, name, "shared"])
        return found[:20]


def _can_change(thing: Any) -> bool:
    """Whether it is a list, a dict, a set, an array or a node. One object may well stand for equal numbers or texts."""
    is_node = hasattr(thing, "data") and not hasattr(thing, "dtype")  # NumPy's numbers have both
    return is_node or isinstance(thing, set) or hasattr(thing, "__setitem__")


def given(name: str, thing: Any) -> Any:
    """Hand something to the student's code that it must leave as it is."""
    if Watch.current is not None:
        Watch.current.given.append((name, thing, fingerprint(thing)))
    return thing


def got(name: str, thing: Any) -> Any:
    """Take something from the student's code that nothing later may change."""
    if Watch.current is not None:
        Watch.current.results.append((Watch.current.question, name, thing, fingerprint(thing)))
    return thing


def fingerprint(thing: Any, depth: int = 0) -> str:
    """A text that is the same as long as the thing is: numbers, containers of them, arrays, and nodes of a graph."""
    if depth > 6:
        return "..."
    if isinstance(thing, (list, tuple, set, frozenset)):
        inside = [fingerprint(x, depth + 1) for x in thing]
        return f"{type(thing).__name__}({', '.join(sorted(inside) if isinstance(thing, (set, frozenset)) else inside)})"
    if isinstance(thing, dict):
        return "{" + ", ".join(f"{key!r}: {fingerprint(x, depth + 1)}" for key, x in thing.items()) + "}"
    if hasattr(thing, "detach"):  # a PyTorch tensor: its gradient may change
        thing = thing.detach()
    if hasattr(thing, "tolist") and hasattr(thing, "dtype"):
        return f"{thing.dtype}{tuple(getattr(thing, 'shape', ()))}{thing.tolist()}"
    if hasattr(thing, "data") and hasattr(thing, "grad"):  # a node: its gradient may change, the rest may not
        parents = [id(parent) for parent in getattr(thing, "_prev", ())]
        return f"node({fingerprint(thing.data, depth + 1)}, {parents}, {list(getattr(thing, '_local_grads', ()))})"
    return repr(thing) if thing is None or isinstance(thing, (bool, int, float, str)) else f"<{type(thing).__name__}>"


def source_of(objects: list[Any]) -> str:
    """The cell in which the student last defined one of these, or a method of one; empty where it cannot be had."""
    functions = [f for thing in objects for f in ([*vars(thing).values()] if isinstance(thing, type) else [thing])]
    cells = [code.co_filename for f in functions if (code := getattr(f, "__code__", None)) is not None]
    texts = ["".join(linecache.getlines(name)) for name in dict.fromkeys(cells) if not name.startswith(PACKAGE)]
    return (texts[-1] if texts else "")[:MAX_SOURCE]


def publish(challenge: str, names: list[str]) -> None:
    """Answer a challenge from inside a kernel, and display the evidence as text."""
    from IPython import get_ipython
    from IPython.display import display

    display({MIME: json.dumps(answer(json.loads(challenge), names, get_ipython().user_ns))}, raw=True)


def answer(challenge: dict[str, Any], names: list[str], namespace: dict[str, Any]) -> dict[str, Any]:
    """Answer a challenge with what the notebook has defined under these names.

    Where the challenge brings right code for earlier tasks (`right`), it is answered a second time beside that: whoever got
    an earlier task wrong should not lose a later one for it. By then the earlier verdict is final.
    """
    missing = [name for name in names if name not in namespace]
    if missing:
        return {"check": challenge["check"], "id": challenge["id"], "missing": missing}
    evidence = run(challenge, [namespace[name] for name in names])
    if challenge.get("right"):
        try:
            with right_code_in_place(challenge["right"], namespace):
                evidence["beside_right"] = run(challenge, [namespace[name] for name in names], "beside right code")
        except Exception as error:
            evidence["beside_right"] = {"check": challenge["check"], "id": challenge["id"], "error": describe(error)}
    return evidence


@contextlib.contextmanager
def right_code_in_place(cells: list[str], namespace: dict[str, Any]) -> Iterator[None]:
    """Run cells in the notebook's namespace; afterwards names, and what is attached to its classes, are what they were."""
    names = dict(namespace)
    classes = {cls: dict(vars(cls)) for cls in names.values() if isinstance(cls, type) and cls.__module__ == "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                exec(compile(cell, "<right code>", "exec"), namespace)
        yield
    finally:
        for name in [name for name in namespace if name not in names]:
            del namespace[name]
        namespace.update(names)
        for cls, attributes in classes.items():
            for name in {**vars(cls), **attributes}:
                if name not in attributes:
                    delattr(cls, name)
                elif vars(cls).get(name) is not attributes[name]:
                    setattr(cls, name, attributes[name])


def describe(error: BaseException) -> dict[str, str]:
    """Tell an error in the student's code: its type, its message, and the student's own line that raised or led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [frame for frame in frames if not _is_ours(frame.filename)]
    import sysconfig  # the folders of libraries; it reads a file of the system's, and most checks never need it

    libraries = (PACKAGE, *(sysconfig.get_paths()[name] for name in ("stdlib", "purelib", "platlib")))
    # a library that was called with the wrong thing raises inside itself; the line to mend is the one that called it
    theirs = [frame for frame in theirs if not frame.filename.startswith(libraries)]
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
    """What came back cannot be asked any further: the message says what it is and what was wanted.

    The message is read by the student, as it is; `ask` is a question back to them.
    """

    def __init__(self, ask: str, message: str) -> None:
        super().__init__(message)
        self.ask = ask


class NotChecked(Unusable):
    """Something that the check needs is missing on this machine: nobody's mistake, and no verdict. The message says what."""

    def __init__(self, message: str) -> None:
        super().__init__("", f"{NOT_CHECKED}{message}")


def attempt(question: Callable[..., Answer], *about: Any) -> Answer:
    """Ask one question of several: an error in one must not hide the answers to the others."""
    try:
        return question(*about)
    except Unusable as error:
        return {"error": {"type": "", "message": short(error), "line": "", "ask": error.ask}}
    except Exception as error:
        return {"error": describe(error)}
