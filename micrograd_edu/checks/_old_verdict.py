"""What a check answers: passed or not, what was asked, yours beside expected, and the misconception that fits."""

from __future__ import annotations

import html
import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SHOWN = 6  # failing comparisons shown; more would bury the first
NOT_YET = "nothing here yet: your code still raises NotImplementedError."


@dataclass(frozen=True)
class Row:
    """One comparison: what was asked, what came back, what was expected. All three are texts for a person.

    `raised` tells that nothing came back, because the student's code raised.
    """

    asked: str
    yours: str
    expected: str
    ok: bool
    raised: bool = False


@dataclass(frozen=True)
class Hint:
    """A named misconception: what shows, a question back to the student, and where to read on."""

    name: str
    symptom: str
    question: str
    read: str


@dataclass(frozen=True)
class Verdict:
    """The answer to one challenge.

    Attributes
    ----------
    task : str
        The task's id.
    passed : bool
        Whether it earns its points.
    summary : str
        One sentence.
    rows : tuple of Row
        Every comparison that was made.
    hint : Hint or None
        The misconception that these numbers match.
    """

    task: str
    passed: bool
    summary: str
    rows: tuple[Row, ...] = ()
    hint: Hint | None = None

    @property
    def word(self) -> str:
        return "PASS" if self.passed else "FAIL"

    def text(self) -> str:
        """The verdict for a terminal, and for those who listen rather than look."""
        lines = [f"{self.word} {self.task}: {self.summary}"]
        for row in self._shown():
            lines.append(f"  {row.asked}: yours {row.yours}, expected {row.expected}")
        if self._left_out():
            lines.append(f"  ... and {self._left_out()} more")
        if self.hint:
            lines += [f"  {self.hint.symptom}", f"  Ask yourself: {self.hint.question}", f"  Read on: {self.hint.read}"]
        return "\n".join(lines)

    def html(self) -> str:
        """The verdict as self-contained HTML: words and a mark beside the colour, a real table, no script, no network."""
        mark, colour, tint = ("&#10003;", "#0072B2", "#E8F2FA") if self.passed else ("&#10007;", "#A84300", "#FDF0E7")
        box = f"border-left:6px solid {colour};background:{tint};color:#1a1a1a;padding:.6em 1em;margin:.3em 0"
        parts = [
            f'<div role="status" style="{box}">',
            f"<p style='margin:0'><strong><span aria-hidden='true'>{mark}</span> {self.word} "
            f"<code style='color:inherit;background:none;padding:0'>{html.escape(self.task)}</code></strong>: "
            f"{html.escape(self.summary)}</p>",
        ]
        if self._shown():
            cell = "style='text-align:left;padding:.15em 1em .15em 0;color:#1a1a1a;background:none'"
            head = "".join(f"<th scope='col' {cell}>{name}</th>" for name in ("asked", "yours", "expected"))
            body = "".join(
                "<tr style='background:none'>"
                + "".join(
                    f"<td {cell}><code style='color:inherit;background:none;padding:0'>{html.escape(text)}</code></td>"
                    for text in (row.asked, row.yours, row.expected)
                )
                + "</tr>"
                for row in self._shown()
            )
            parts.append(
                "<table style='margin:.5em 0;border-collapse:collapse'>"
                f"<tr style='background:none'>{head}</tr>{body}</table>"
            )
        if self._left_out():
            parts.append(f"<p style='margin:0'>... and {self._left_out()} more.</p>")
        if self.hint:
            parts.append(
                f"<p style='margin:.4em 0 0'>{html.escape(self.hint.symptom)}<br>"
                f"<strong>Ask yourself:</strong> {html.escape(self.hint.question)}<br>"
                f"<strong>Read on:</strong> {html.escape(self.hint.read)}</p>"
            )
        return "".join(parts) + "</div>"

    def _failing(self) -> list[Row]:
        return [row for row in self.rows if not row.ok]

    def _shown(self) -> list[Row]:
        """The first few that failed; one that failed with the same words as another teaches nothing new."""
        distinct = {row.yours if " " in row.yours else i: row for i, row in reversed(list(enumerate(self._failing())))}
        return list(distinct.values())[::-1][:SHOWN]

    def _left_out(self) -> int:
        return len(self._failing()) - len(self._shown())


def compare(task: str, rows: list[Row], hint: str | None = None) -> Verdict:
    """Make the verdict that follows from comparisons: passed when there are some and all are right."""
    wrong = sum(not row.ok for row in rows)
    if rows and not wrong:
        return Verdict(task, True, f"all {len(rows)} comparisons agree.", tuple(rows))
    if rows and all(row.yours == NOT_YET for row in rows):
        return Verdict(task, False, NOT_YET)
    summary = f"{wrong} of {len(rows)} comparisons differ." if rows else "there was nothing to compare."
    return Verdict(task, False, summary, tuple(rows), find_hint(hint))


def differs(rows: list[Row]) -> bool:
    """Whether something that came back is wrong: only then do numbers tell of a misconception."""
    return any(not row.ok and not row.raised for row in rows)


def row(asked: str, yours: Any, expected: float) -> Row:
    """Compare a number from the evidence, whatever it turned out to be, with the right one.

    Equal means within 1e-9 of the larger of 1 and the expected size: float64 with room for another order of sums.
    """
    ok = is_close(yours, expected)
    texts = show(yours), show(expected)
    if not ok and texts[0] == texts[1]:  # all digits where six are not enough to see it, quotes where a text is no number
        texts = repr(yours), repr(expected)
    return Row(asked, *texts, ok)


def is_close(yours: Any, expected: float) -> bool:
    """Whether `yours` is a number and equal to `expected` up to rounding."""
    if type(yours) not in (int, float) or not math.isfinite(expected):
        return False
    return abs(yours - expected) <= 1e-9 * max(1.0, abs(expected))


def show(x: Any) -> str:
    """A number short enough to read, anything else as it is."""
    return f"{x:.6g}" if type(x) in (int, float) else str(x)


@cache
def hints() -> dict[str, Hint]:
    """All misconceptions that can be named, from `hints.toml`."""
    text = (Path(__file__).parent / "hints.toml").read_text(encoding="utf-8")
    return {name: Hint(name, **fields) for name, fields in tomllib.loads(text).items()}


def find_hint(name: str | None) -> Hint | None:
    """The hint of that name, or None where there is none."""
    return hints().get(name) if isinstance(name, str) else None
