"""The start page: three ways in, the labs as a path, what is proven. Every number on it is counted in the repository."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import jinja2
from book import RUN_IN_BROWSER
from kill_table_cases import cases, wrong_cases
from kill_table_harness import judge_notebook
from make_kill_table import mutants, wild
from make_syllabus import COURSE, WORDS, points_of, total, with_points
from pieces import PIECES
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from micrograd_edu import __version__
from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.labs import find_manifest

HERE = Path(__file__).parent
SEED = 0  # of the questions in the picture of a verdict


def build(out: Path, source: str | None) -> None:
    """Write index.html into `out`, where the book and the downloads are."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    page = environment.get_template("start.html.j2").render(
        **figures(),
        try_twice=try_twice(),
        picture=picture(),
        source=source or f"download/micrograd_edu-{__version__}.tar.gz",
    )
    (out / "index.html").write_text(page, encoding="utf-8")
    shutil.copy(HERE / "start.css", out / "book" / "_static")


def figures() -> dict[str, Any]:
    """The numbers of the course and of its proof."""
    wrong, rejected, right, lost, readings = wild()
    # every row of the kill table is a test: all wrong ones are rejected, no right one is
    ours, named = wrong_cases(), [case for case in wrong_cases() if case.fields["told"].startswith("misconception")]
    killed, made = mutants()
    return {
        "version": __version__,
        "labs": [lab_of(lab) for lab in with_points()],
        "count": WORDS[len(with_points())],
        "hours": sum(lab_of(lab)["hours"] for lab in with_points()),
        "points": sum(total(lab) for lab in with_points()),
        "judged": sum(total(lab, False) for lab in with_points()),
        "read": sum(total(lab, True) for lab in with_points()),
        "tasks": sum(len(points_of(lab)) for lab in with_points()),
        "ours": {"wrong": len(ours), "rejected": len(ours), "named": len(named), "right": len(cases("right")), "lost": 0},
        "wild": {
            "wrong": wrong,
            "rejected": rejected,
            "right": right,
            "lost": lost,
            "named": readings["cause"],
            "untrue": readings["wrong"],
        },
        "mutants": {"killed": killed, "made": made},
    }


def lab_of(lab: str) -> dict[str, Any]:
    """A station of the path."""
    manifest = find_manifest(lab)
    assert manifest is not None
    number, _, title = manifest.title.partition(" ")
    return {
        "lab": lab,
        "number": number,
        "title": title,
        "can": outcome(number),
        "hours": manifest.hours,
        "points": total(lab),
        "where": "runs in the browser" if lab in RUN_IN_BROWSER else "needs an installation",
    }


def outcome(number: str) -> str:
    """What one can do after a lab, as the syllabus has it."""
    syllabus = (COURSE / "syllabus.md").read_text(encoding="utf-8")
    found = re.search(rf"^\d\. ((?:(?!^\d\. )[^()])*) \(lab {number}\)[;.]$", syllabus, re.MULTILINE)
    assert found, f"the syllabus does not say what one can do after lab {number}"
    return " ".join(found[1].split())


def try_twice() -> list[dict[str, str]]:
    """A task of lab 1 as a student meets it: the code with a misconception, and mended, each with the verdict on it."""
    lab, task = "lab1_operators", "mul"
    believed = next(each for each in misconceptions_of(lab) if each.name == "mul_swapped")
    wrong = next(section.code for section in believed.sections if section.task == task)
    right = wrong.replace("(self.data, other.data)", "(other.data, self.data)")
    return [
        {"name": name, "code": colour(code), "verdict": verdict_on(lab, task, code)}
        for name, code in (("first try", wrong), ("mended", right))
    ]


def verdict_on(lab: str, task: str, code: str) -> str:
    """What the check says, without links into the notebook."""
    shown = judge_notebook(lab, {task: code}, SEED)[task].html()
    shown = re.sub(r"<p><strong>Read on:</strong>.*?</p>", "", shown)
    return re.sub(r"<details>.*</details>", "", shown, flags=re.DOTALL)


def colour(code: str) -> str:
    return str(highlight(code.partition("\n\n\n")[0], PythonLexer(), HtmlFormatter(nowrap=True)))


def picture() -> str:
    """The picture with which the piece begins, for as long as its script has not come."""
    return PIECES["start"][0]().static_html()
