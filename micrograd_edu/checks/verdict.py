"""What a check answers: what is wrong in one sentence and a question back, one small example, and the rest folded."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from micrograd_edu.checks.errors import NOT_FILLED_IN, NOT_YET, text_of
from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.probes import NOT_CHECKED
from micrograd_edu.checks.rows import Asked
from micrograd_edu.checks.source import anchor_of

SHOWN = 12  # wrong comparisons listed in the fold
# what stands in the corner of a verdict: its class in the style sheet, its mark
BADGES = {
    "PASS": ("pass", "&#10003;"),
    "FAIL": ("", "&#10007;"),
    "RIGHT, BUT": ("wait", "&#10003;"),
    "NOTHING HERE YET": ("none", "&#9675;"),
    "NOT CHECKED": ("none", "&#9675;"),
    "TOO EARLY": ("none", "&#9675;"),
    "SKIPPED": ("none", "&#8631;"),
}


@dataclass(frozen=True)
class Example:
    """The smallest question that shows it: what was asked, yours and expected, for a person."""

    asked: str
    yours: str
    expected: str


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
        One sentence: the diagnosis, or what has been proven.
    diagnoses : tuple of Diagnosis
        What is true of the code, the strongest first; two at most.
    found : tuple of Asked
        Every question with its answer and its comparisons.
    waits_for : str
        The earlier task that has to be mended first, where this one is right but for that.
    note : str
        Under which condition that was found, or nothing.
    help : str
        The same idea on something else, for whoever asks for it.
    picture : str
        An SVG of the smallest question, or nothing. It says nothing that the words do not say.
    state : str
        "SKIPPED" or "TOO EARLY" where there was nothing of the student's to judge.
    parts : tuple of (str, bool)
        Of a task that is several pieces of code: what each is called, and whether it is right.
    praise : str
        What is well done in code that passes, or nothing. Only a notebook says it.
    printed : str
        What the code printed while it was asked, where that is much. Only a notebook shows it.
    also_right : tuple of (str, str)
        Right code to compare one's own with after a PASS: what it is called, and its text. Only a notebook shows any.
    """

    task: str
    passed: bool
    summary: str
    diagnoses: tuple[Diagnosis, ...] = ()
    found: tuple[Asked, ...] = ()
    waits_for: str = ""
    note: str = ""
    help: str = ""
    picture: str = ""
    state: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    praise: str = ""
    printed: str = ""
    also_right: tuple[tuple[str, str], ...] = ()

    @property
    def word(self) -> str:
        """PASS or FAIL: what the gradebook gets."""
        return "PASS" if self.passed else "FAIL"

    @property
    def was_checked(self) -> bool:
        """Whether this machine has what the check needs."""
        return not self.summary.startswith(NOT_CHECKED)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return self.summary in (NOT_YET, NOT_FILLED_IN)

    @property
    def told(self) -> Diagnosis | None:
        """The first thing it says, where it says anything."""
        return self.diagnoses[0] if self.diagnoses else None

    @property
    def example(self) -> Example | None:
        """The smallest question whose answer is wrong."""
        for asked in self.found:
            if asked.error:  # one of ours is the diagnosis already
                return Example(asked.text, _short_error(asked) if asked.error.get("type") else "", "")
            for row in asked.rows:
                if not row.ok:
                    what, yours, expected = row.texts()
                    return Example(f"{asked.text}: {what}" if what else asked.text, yours, expected)
        return None

    @property
    def badge(self) -> str:
        """What it is, in a word or two: a key of `BADGES`."""
        if self.state:
            return self.state
        if self.waits_for and self.passed:
            return "RIGHT, BUT"
        if not self.was_checked:
            return "NOT CHECKED"
        return "NOTHING HERE YET" if self.is_empty else self.word

    def text(self) -> str:
        """The verdict for a terminal, and for those who listen rather than look."""
        word = self.badge if self.state or not self.was_checked else self.word
        lines = [f"{word} {self.task}: {self.summary}"]
        lines += [f"  {also}" for also in self._also()]
        if self._shows_parts:
            lines.append(
                "  " + ", ".join(f"{part} {'is right' if right else 'is wrong'}" for part, right in self.parts) + "."
            )
        if self.told:
            lines.append(f"  Ask yourself: {self.told.ask}")
        if not self.passed and (example := self.example):
            lines.append(f"  The smallest question that shows it: {example.asked}")
            if example.yours:
                lines.append(f"    yours {example.yours}" + (f", expected {example.expected}" if example.expected else ""))
        if self.told and self.told.read:
            lines.append(f"  Read on: {self.told.read}")
        if not self.passed and len(self.found) > 1:
            lines.append(f"  {self._count()}")
        return "\n".join(lines)

    def _also(self) -> list[str]:
        return [*(also.says for also in self.diagnoses[1:]), *filter(None, [self.note, self.praise])]

    @property
    def _shows_parts(self) -> bool:
        return bool(self.parts) and not self.passed and not self.is_empty and self.was_checked

    def _count(self) -> str:
        wrong = sum(not asked.ok for asked in self.found)
        if not wrong:  # a law is broken
            return f"The answers to all {len(self.found)} questions are right, but for that."
        return f"{len(self.found)} questions: {wrong} wrong, {len(self.found) - wrong} right"

    def html(self) -> str:
        """The verdict as self-contained HTML: words and a mark beside the colour, light and dark, no script, no network."""
        badge = self.badge
        look, mark = BADGES[badge]
        parts = [
            f'<div class="mge {look}" role="status"><style>{style()}</style>',
            f'<p><span class="badge"><span aria-hidden="true">{mark}</span> {badge}</span> '
            f"<code>{html.escape(self.task)}</code></p>",
            f'<p class="says">{words(self.summary)}</p>',
            *(f'<p class="also">{words(also)}</p>' for also in self._also()),
        ]
        if self._shows_parts:
            parts.append(self._parts_html())
        if self.told:
            parts.append(f"<p><strong>Ask yourself:</strong> {words(self.told.ask)}</p>")
        if not self.passed and not self.is_empty:
            parts += self._example_html()
        if self.told and self.told.read:
            parts.append(f"<p><strong>Read on:</strong> {_link(self.told.read)}</p>")
        if not self.passed and len(self.found) > 1 and not self.is_empty:
            parts.append(self._fold())
        if not self.passed and self.help and not self.is_empty and self.was_checked:
            parts.append(
                f"<details><summary>More help: the same idea elsewhere</summary><p>{words(self.help)}</p></details>"
            )
        if self.passed and self.found:
            parts.append(f'<p class="also">All {len(self.found)} questions right.</p>')
        if self.printed:
            parts.append(
                fold_of_code(f"What your code printed meanwhile: {len(self.printed.splitlines())} lines", self.printed)
            )
        parts += [fold_of_code(title, code) for title, code in self.also_right]
        return "".join(parts) + "</div>"

    def _example_html(self) -> list[str]:
        example = self.example
        if example is None:
            return []
        yours, expected = html.escape(example.yours), html.escape(example.expected)
        wrong = f'<span class="num wrong"><code>{yours}</code> <span aria-hidden="true">&#10007;</span></span>'
        return [
            '<div class="small"><p>The smallest question that shows it: ',
            f"<code>{html.escape(example.asked)}</code></p>{self.picture}",
            f"<p>yours {wrong}</p>" if yours else "",
            f'<p>expected <span class="num right"><code>{expected}</code></span></p>' if expected else "",
            "</div>",
        ]

    def _parts_html(self) -> str:
        marks = {True: ("right", "&#10003;"), False: ("wrong", "&#10007;")}
        items = [
            f'<li class="{word}"><span aria-hidden="true">{mark}</span> {words(part)} is {word}</li>'
            for part, (word, mark) in ((part, marks[right]) for part, right in self.parts)
        ]
        return f'<ul class="parts">{"".join(items)}</ul>'

    def _fold(self) -> str:
        if all(asked.ok for asked in self.found):
            return f'<p class="also">{self._count()}</p>'
        rows = []
        for asked in self.found:
            if asked.error:
                rows.append((asked.text, _short_error(asked), ""))
            rows += [
                (f"{asked.text}: {w}" if w else asked.text, y, e) for w, y, e in (r.texts() for r in asked.rows if not r.ok)
            ]
        left = f"<p>... and {len(rows) - SHOWN} more.</p>" if len(rows) > SHOWN else ""
        head = "".join(f'<th scope="col">{name}</th>' for name in ("asked", "yours", "expected"))
        body = "".join(
            "<tr>" + "".join(f"<td><code>{html.escape(text)}</code></td>" for text in row) + "</tr>" for row in rows[:SHOWN]
        )
        return f"<details><summary>{self._count()}</summary><table><tr>{head}</tr>{body}</table>{left}</details>"


def fold_of_code(title: str, code: str) -> str:
    """Code to be opened."""
    return f"<details><summary>{words(title)}</summary><pre><code>{html.escape(code)}</code></pre></details>"


def _short_error(asked: Asked) -> str:
    """What was raised; the line that raised it stands in the diagnosis."""
    error = asked.error or {}
    return f"{error['type']}: {error.get('message', '')}" if error.get("type") else str(error.get("message", ""))


def words(text: str) -> str:
    """Text with `code` in it."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def _link(read: str) -> str:
    """A section of the notebook as a link to it; of a fold, to the section in which it is."""
    match = re.fullmatch(r"(Lab \d|Milestone), '(.+)'", read)
    place = anchor_of(*match.groups()) if match else None
    text = html.escape(read, quote=False)
    return text if place is None else f'<a href="#{html.escape(place)}">{text}</a>'


@cache
def style() -> str:
    """The style sheet of verdicts, in one line."""
    text = (Path(__file__).parent / "verdict.css").read_text(encoding="utf-8")
    return " ".join(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split())


def is_unwritten(found: Sequence[Asked]) -> bool:
    """Whether all that is wrong is code that still raises NotImplementedError."""
    wrong = [asked for asked in found if not asked.ok and "skipped" not in asked.answer]
    return bool(wrong) and all(asked.error and asked.error.get("type") == "NotImplementedError" for asked in wrong)


def verdict_of(
    task: str, proves: str, found: Sequence[Asked], diagnoses: Sequence[Diagnosis] = (), picture: str = ""
) -> Verdict:
    """The verdict that follows from questions and answers: passed when all are right and no law is broken."""
    if found and all(asked.ok for asked in found) and not diagnoses:
        return Verdict(task, True, proves, found=tuple(found))
    if is_unwritten(found):
        return Verdict(task, False, NOT_YET)
    missing = next((text for asked in found if asked.error and (text := text_of(asked.error)).startswith(NOT_CHECKED)), None)
    if missing:
        return Verdict(task, False, missing)
    first = next((asked for asked in found if not asked.ok), None)
    if diagnoses:
        summary = diagnoses[0].says
    elif first is not None and first.error:
        text = text_of(first.error)
        summary = text[:1].upper() + text[1:] + "."
    else:
        wrong = sum(not asked.ok for asked in found)
        summary = f"{wrong} of {len(found)} questions get another answer than expected."
    return Verdict(task, False, summary, tuple(diagnoses), tuple(found), picture=picture)
