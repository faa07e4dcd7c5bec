"""The rows of the kill table: the sections of every misconception file, and the cases in `kill_table/`."""

from __future__ import annotations

from pathlib import Path

from kill_table_harness import ROOT, Case, cases_in

from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.labs import labs

TABLE = Path(__file__).parent / "kill_table"


def believed() -> list[Case]:
    """Every section of every misconception file, as a case that loses its own task and is told the file's name."""
    return [
        Case(
            lab,
            f"{each.name}-{number}" if number else each.name,
            section.title,
            {section.task: section.code},
            {"loses": section.task, "told": f"misconception: {each.name}"},
        )
        for lab in labs()
        for each in misconceptions_of(lab)
        for number, section in enumerate(each.sections)
    ]


def cases(kind: str) -> list[Case]:
    shown = cases_in(ROOT / "micrograd_edu" / "labs", ("others",)) if kind == "right" else ()
    return [case for _, case in [*cases_in(TABLE, (kind,)), *shown]]


def wrong_cases() -> list[Case]:
    return [*believed(), *cases("wrong")]
