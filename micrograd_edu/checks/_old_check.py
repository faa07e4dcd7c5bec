"""Check = challenge, probe, judge.

A *challenge* is drawn at random, so reading the check tells what is asked and not the answer. A *probe* (`probes/`)
runs beside the student's code and reports numbers: the evidence. A *judge* compares the evidence with the reference.

In a notebook all three run in one process and answer at once. In autograding only the probe runs in the student's
process; the challenge comes from, and the evidence goes to, the instructor's (`micrograd_edu.grading`).
"""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from micrograd_edu.checks import probes
from micrograd_edu.checks._old_verdict import NOT_YET, Row, Verdict, find_hint

MAX_EVIDENCE = 1_000_000  # characters; the largest honest evidence is a few thousand


@dataclass(frozen=True)
class Check:
    """How one task is judged.

    Attributes
    ----------
    lab, task : str
        The assignment's name and the task's id. The task's check cell is `check-<task>`.
    names : tuple of str
        What the student defines, in the order the probe takes it.
    probe : str
        A function in `probes/`, such as "lab1.operators".
    draw : callable
        Takes a `random.Random`, returns the questions: what the probe will be asked, without any answer.
    judge_found : callable
        Takes the task's id, the questions and what the probe found; returns a `Verdict`.
    """

    lab: str
    task: str
    names: tuple[str, ...]
    probe: str
    draw: Callable[[random.Random], Any]
    judge_found: Callable[[str, Any, Any], Verdict]

    @property
    def name(self) -> str:
        return f"{self.lab}/{self.task}"

    def challenge(self, rng: random.Random) -> dict[str, Any]:
        """Draw a fresh challenge. Its `id` cannot be guessed, so evidence for another challenge is recognised."""
        return {"check": self.name, "id": secrets.token_hex(8), "probe": self.probe, "cases": self.draw(rng)}

    def judge(self, challenge: dict[str, Any], evidence: Any, lost: Any = ()) -> Verdict:
        """Compare evidence with the reference. Nothing that evidence may contain can make this raise."""
        if not isinstance(evidence, dict):
            return self.fail("the evidence is not in the form a check gives.")
        if evidence.get("check") != challenge["check"]:
            return self.fail(f"the evidence belongs to another check ({str(evidence.get('check'))[:80]}).")
        if evidence.get("id") != challenge["id"]:
            return self.fail("the evidence belongs to another challenge; every check gets a new one.")
        if "missing" in evidence:
            names = " and ".join(f"`{name}`" for name in self.names)
            return self.fail(
                f"this check asks for {names}, and the notebook has not defined that when it gets here. "
                "Run the cells above; if one of them raises an error, mend that first."
            )
        if "error" in evidence:
            return self.failed_with(evidence["error"])
        try:
            verdict = self.judge_found(self.task, challenge["cases"], evidence["found"])
            return verdict if self.is_of_operators else with_error_hint_of(self.lab, verdict, evidence["found"])
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError):
            return self.fail("the evidence is not in the form this check gives.")

    def fail(self, summary: str, hint: str | None = None) -> Verdict:
        return Verdict(self.task, False, summary, (), find_hint(hint))

    def failed_with(self, error: Any) -> Verdict:
        """The verdict where the student's code raised."""
        text, hint = error_text(error)
        verdict = self.fail(text, hint)
        return verdict if self.is_of_operators else with_error_hint_of(self.lab, verdict, [{"error": error}])

    @property
    def is_of_operators(self) -> bool:
        """Whether the student writes operators: the hints behind error messages are for those."""
        return self.lab == "lab1_operators" or self.task == "new_operator"


def error_text(error: Any) -> tuple[str, str | None]:
    """One sentence about an error that the probe reported, and the hint that goes with it."""
    error = error if isinstance(error, dict) else {}
    kind, message = str(error.get("type", "")), str(error.get("message", ""))
    where = f" in `{error['line']}`" if error.get("line") else ""
    if kind == "NotImplementedError":
        return NOT_YET, None
    if not kind:
        return message, error.get("hint")
    if kind == "KeyboardInterrupt":
        return f"your code had not come to an end when it was interrupted{where}", None
    return f"your code raised {kind}: {message}{where}", error_hint(error, ERROR_HINTS)


def with_error_hint_of(lab: str, verdict: Verdict, found: Any) -> Verdict:
    """Name the first error where nothing else was named, in this lab's words: the plain hints of errors speak of lab 1."""
    if verdict.hint is not None and verdict.hint.name in ERROR_HINTS.values():
        verdict = replace(verdict, hint=None)
    if verdict.passed or verdict.hint is not None:
        return verdict
    return replace(verdict, hint=find_hint(f"{lab[:4]}_{error_hint(_first_error(found), ERROR_HINTS | MORE_ERROR_HINTS)}"))


def _first_error(found: Any) -> dict[str, Any]:
    """The first error in what a probe found: a list of answers, or a dict of such lists."""
    lists = found.values() if isinstance(found, dict) else [found]
    answers = [answer for each in lists if isinstance(each, list) for answer in each if isinstance(answer, dict)]
    return next((answer["error"] for answer in answers if isinstance(answer.get("error"), dict)), {})


def error_hint(error: dict[str, Any], hints: dict[tuple[str, str], str]) -> str | None:
    """The misconception behind an error, from its type and its message."""
    kind, message = str(error.get("type", "")), str(error.get("message", ""))
    return next((hint for (of, words), hint in hints.items() if of == kind and words in message), None)


# type of error, words in its message: the misconception behind it
ERROR_HINTS = {
    ("RecursionError", ""): "recursion_depth",
    ("TypeError", "+=: 'NoneType' and"): "grad_is_none",
    ("TypeError", "'NoneType' and 'float'"): "unused_input",
    ("TypeError", "*: 'float' and 'NoneType'"): "grad_used_too_early",
    ("TypeError", "must be real number, not"): "math_wants_number",
    ("TypeError", "object is not iterable"): "tuple_comma",
    ("AttributeError", "'float' object has no attribute 'data'"): "number_has_no_data",
    ("ValueError", "math domain error"): "outside_domain",
}
# the same for labs 3 to 5, whose hints bear the lab's name in front
MORE_ERROR_HINTS = {
    ("AttributeError", "'float' object has no attribute 'backward'"): "number_has_no_backward",
    ("AttributeError", "'NoneType' object has no attribute"): "nothing_there",
    ("TypeError", "not supported between instances of 'Value'"): "value_compared",
    ("TypeError", "'function' and 'float'"): "lr_is_a_function",
    ("TypeError", "'float' and 'function'"): "lr_is_a_function",
    ("TypeError", "unary -: 'function'"): "lr_is_a_function",
    ("ValueError", "dot pairs them up"): "inputs_do_not_fit",
    ("RuntimeError", "element 0 of tensors does not require grad"): "outside_the_graph",
    ("RuntimeError", "must have the same dtype"): "mixed_precision",
    ("RuntimeError", "expected scalar type"): "mixed_precision",
    ("RuntimeError", "The size of tensor a"): "shapes_do_not_fit",
    ("RuntimeError", "match the broadcast shape"): "shapes_do_not_fit",
    ("RuntimeError", "a leaf Variable that requires grad"): "change_is_recorded",
    ("TypeError", "as parameter"): "parameter_replaced",
    ("RuntimeError", "shapes cannot be multiplied"): "shapes_do_not_fit",
    ("ValueError", "operands could not be broadcast together"): "shapes_do_not_fit",
    ("ValueError", "mismatch in its core dimension"): "matrices_do_not_fit",
    ("ValueError", "matmul: Input operand"): "not_wrapped",
    ("AttributeError", "'numpy.ndarray' object has no attribute"): "not_wrapped",
    ("TypeError", "and 'Tensor'"): "unknown_operation",
    ("TypeError", "for -: 'Tensor'"): "unknown_operation",
    ("TypeError", "bad operand type for unary"): "unknown_operation",
}


def error_row(asked: str, error: Any, expected: str) -> tuple[Row, str | None]:
    """A failed comparison where the student's code raised, and the hint that goes with it."""
    text, hint = error_text(error)
    return Row(asked, text, expected, False, raised=True), hint


def parse_evidence(text: Any) -> Any:
    """Read evidence that came out of a student's process; None where it is not bounded, plain JSON."""
    if not isinstance(text, str) or len(text) > MAX_EVIDENCE:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


class CheckFailed(Exception):
    """A check in a notebook said FAIL. Shown as one line: the verdict above it says the rest."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text())
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:  # IPython's hook: no stack of our own code in a student's notebook
        return [f"CheckFailed: {self.verdict.word} {self.verdict.task}: {self.verdict.summary}"]


def check_in_notebook(checks: dict[str, Check], task: str, objects: tuple[Any, ...]) -> None:
    """Challenge, probe and judge in one process; show the verdict, and raise `CheckFailed` if it is FAIL.

    Raises
    ------
    KeyError
        If the lab has no such task.
    TypeError
        If the number of objects is not what the check asks for.
    CheckFailed
        If the objects do not pass.
    """
    if task not in checks:
        raise KeyError(f'there is no task "{task}" in this lab; the tasks are {", ".join(checks)}.')
    check = checks[task]
    if len(objects) != len(check.names):
        raise TypeError(f'check("{task}", ...) takes {", ".join(check.names)}: got {len(objects)} objects.')
    challenge = check.challenge(random.Random())
    # through JSON, as in autograding, so that both see the same
    evidence = parse_evidence(json.dumps(probes.run(challenge, list(objects))))
    verdict = check.judge(challenge, evidence)
    show_verdict(verdict)
    if not verdict.passed:
        raise CheckFailed(verdict)


def show_verdict(verdict: Verdict) -> None:
    """Display as HTML in a notebook, print as text elsewhere."""
    try:
        from IPython import get_ipython
    except ImportError:
        get_ipython = None
    if get_ipython is None or get_ipython() is None:
        print(verdict.text())
        return
    from IPython.display import display

    display({"text/html": verdict.html(), "text/plain": verdict.text()}, raw=True)
