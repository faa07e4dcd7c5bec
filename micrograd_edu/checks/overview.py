"""What of a lab is done, its points so far, and what comes next: at the top of the lab, and in a terminal."""

from __future__ import annotations

import html
from dataclasses import dataclass

from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.checks.progress import Done, read_progress
from micrograd_edu.checks.source import Listed, anchor, listed_bonuses, listed_tasks
from micrograd_edu.checks.verdict import style, words

QUESTIONS = 2  # from earlier labs, at the start of one
# a task's state: its mark, its words
MARKS = {
    "PASS": ("&#10003;", "done"),
    "FAIL": ("&#10007;", "to mend"),
    "SKIPPED": ("&#8631;", "skipped, no points"),
    "": ("&#9675;", "to do"),
    "READ": ("&#9998;", "read by a person"),
}


@dataclass(frozen=True)
class Overview:
    """A lab as its learner stands in it.

    Attributes
    ----------
    tasks : tuple of (Listed, str)
        Every task with its state, a key of `MARKS`.
    questions : tuple of str
        The question behind each mistake that earlier labs have named, the last ones first.
    bonuses : tuple of (str, bool)
        Every bonus exercise, and whether it is right.
    """

    tasks: tuple[tuple[Listed, str], ...]
    questions: tuple[str, ...] = ()
    bonuses: tuple[tuple[str, bool], ...] = ()

    @property
    def judged(self) -> list[tuple[Listed, str]]:
        """The tasks that checks judge."""
        return [(task, state) for task, state in self.tasks if state != "READ"]

    @property
    def points(self) -> float:
        """What the checks say so far."""
        return sum(task.points for task, state in self.judged if state == "PASS")

    @property
    def done(self) -> int:
        """How many tasks have passed."""
        return sum(state == "PASS" for _, state in self.judged)

    @property
    def next(self) -> Listed | None:
        """The first task that neither passed nor was skipped; else the first that was skipped; None where all is done."""
        open_ = [task for task, state in self.judged if state in ("", "FAIL")]
        skipped = [task for task, state in self.judged if state == "SKIPPED"]
        return next(iter([*open_, *skipped]), None)

    def sentence(self) -> str:
        """How far, in words."""
        of = sum(task.points for task, _ in self.judged)
        by_person = sum(task.points for task, state in self.tasks if state == "READ")
        read = f"; {by_person:g} more are for what a person reads" if by_person else ""
        points = f", {self.points:g} of {of:g} points by checks{read}" if of else ""
        right = sum(is_right for _, is_right in self.bonuses)
        bonus = f", and {right} of {len(self.bonuses)} bonus exercises" if right else ""
        return f"{self.done} of {len(self.judged)} tasks done{points}{bonus}."

    def what_next(self) -> str:
        """What comes next, in words."""
        if self.next is None:
            left = any(not is_right for _, is_right in self.bonuses)
            return f"Every check has passed.{' At the end there are bonus exercises.' if left else ''}"
        return f"Next: {self.next.title}." if self.done else f"First: {self.next.title}."

    def rows(self) -> list[tuple[str, str, str]]:
        """What a table says: the title of each task and bonus exercise, its points, and its state, a key of `MARKS`."""
        graded = any(task.points for task, _ in self.tasks)
        rows = [(task.title, f"{task.points:g}" if graded else "", state) for task, state in self.tasks]
        return [*rows, *((title, "", "PASS" if is_right else "") for title, is_right in self.bonuses)]

    def text(self) -> str:
        """For a terminal."""
        rows = self.rows()
        width = max((len(title) for title, _, _ in rows), default=0)
        wide = max((len(points) for _, points, _ in rows), default=0)
        lines = [
            f"  {title:{width}}  {points:>{wide}}{'  ' if wide else ''}{MARKS[state][1]}" for title, points, state in rows
        ]
        asks = [f"  Ask yourself: {question}" for question in self.questions if not self.done]
        return "\n".join([f"{self.sentence()} {self.what_next()}", *lines, *asks])

    def html(self) -> str:
        """For the top of a notebook: self-contained, light and dark, no script."""
        parts = [f'<div class="mge none" role="status"><style>{style()}</style>']
        parts.append(f"<p><strong>{html.escape(self.sentence())}</strong> {self._link()}</p>")
        if self.questions and not self.done:
            asks = "".join(f"<li>{words(question)}</li>" for question in self.questions)
            parts.append(f"<p>Before you begin, from your own earlier labs:</p><ul>{asks}</ul>")
        parts.append(f"<details><summary>All tasks</summary>{self._table()}{self._how_to_skip()}</details>")
        return "".join(parts) + "</div>"

    def _table(self) -> str:
        rows = self.rows()
        columns = ["task", *(["points"] if any(points for _, points, _ in rows) else []), "state"]
        head = "".join(f'<th scope="col">{name}</th>' for name in columns)
        body = ""
        for title, points, state in rows:
            mark, said = MARKS[state]
            counted = f"<td>{points}</td>" if "points" in columns else ""
            body += f"<tr><td>{html.escape(title)}</td>{counted}"
            body += f'<td><span aria-hidden="true">{mark}</span> {said}</td></tr>'
        return f"<table><tr>{head}</tr>{body}</table>"

    def _how_to_skip(self) -> str:
        if self.next is None:
            return ""
        call = f'check.skip("{self.next.task}")'
        return (
            f"<p>{words(f'To go on without a task: `{call}` puts right code in its place for now. It earns no points.')}</p>"
        )

    def _link(self) -> str:
        said = html.escape(self.what_next())
        return said if self.next is None else f'<a href="#{html.escape(anchor(self.next.heading))}">{said}</a>'


def overview(lab: str) -> Overview:
    """How far the learner is in a lab, from the checks that they have run on this machine."""
    labs = read_progress()
    done = labs.get(lab, {})
    tasks = [(task, "READ" if task.by_person else done.get(task.task, {}).get("state", "")) for task in listed_tasks(lab)]
    bonuses = [(title, done.get(name, {}).get("state") == "PASS") for name, title in listed_bonuses(lab)]
    questions = _questions({name: labs[name] for name in sorted(labs) if name < lab})
    return Overview(tuple(tasks), tuple(questions), tuple(bonuses))


def _questions(labs: dict[str, Done]) -> list[str]:
    """What was asked back when a mistake was named in these labs, the last lab first, and each only once."""
    asked: list[str] = []
    for lab, tasks in reversed(labs.items()):
        known = {each.name: each.ask for each in misconceptions_of(lab)}
        for about in reversed(tasks.values()):
            asked += [known[name] for name in about["told"][::-1] if name in known]
    return list(dict.fromkeys(filter(None, asked)))[:QUESTIONS]
