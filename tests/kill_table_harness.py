"""Run a lab's notebook with some cells replaced, and judge every check as it is reached, in this process.

    python tests/kill_table_harness.py FOLDER [--seeds N] [--json FILE]

grades a folder of cases, <lab>/{wrong,right,untouched}/*.py, and says for each what it lost, what the verdict said, and
how long that took. A case is comments (its title, `# belief:`, `# loses:`, `# told:`), then `# %% task` and the whole
replacement of that task's cell, as often as needed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
from tqdm import tqdm

from micrograd_edu.checks import probes
from micrograd_edu.checks.task import public
from micrograd_edu.labs import find_check, labs

ROOT = Path(__file__).parent.parent
KINDS = ("wrong", "right", "untouched")
RECURSION = 1000  # what a plain kernel allows


@dataclass(frozen=True)
class Case:
    """A solution of one or more tasks, right or wrong."""

    lab: str
    name: str
    title: str
    cells: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def loses(self) -> frozenset[str]:
        return frozenset(filter(None, re.split(r",\s*", self.fields.get("loses", ""))))


def read_case(path: Path, lab: str) -> Case:
    """Read a case; see the module's docstring for its form."""
    head, *sections = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line[2:] for line in head.splitlines() if line.startswith("# ")]
    fields = dict(line.split(": ", 1) for line in lines if ": " in line)
    cells = {section.partition("\n")[0].split()[0]: section.partition("\n")[2] for section in sections}
    return Case(lab, path.stem, lines[0].removeprefix("title: ") if lines else path.stem, cells, fields)


def cases_in(folder: Path, kinds: tuple[str, ...] = ("wrong", "right")) -> Iterator[tuple[str, Case]]:
    """Every case below a folder, with its kind."""
    for lab in sorted(path for path in folder.iterdir() if path.is_dir() and path.name in labs()):
        for kind in kinds:
            for path in sorted((lab / kind).glob("*.py")):
                yield kind, read_case(path, lab.name)


@cache
def source_cells(lab: str) -> tuple[tuple[str, str], ...]:
    """The reference notebook as (grade id, source): its code cells, up to the first task all of them, then the graded ones.

    Ungraded cells between the tasks only show things; graded cells do not need them.
    """
    nb = jupytext.read(ROOT / "solutions" / lab / f"{lab}.py")
    cells = [
        (cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source) for cell in nb.cells if cell.cell_type == "code"
    ]
    first = next(i for i, (grade_id, _) in enumerate(cells) if grade_id)
    shows = ("show_points(\n", "\ndraw_dot(")
    return tuple(
        (grade_id, source)
        for i, (grade_id, source) in enumerate(cells)
        if grade_id or (i < first and not any(mark in source for mark in shows))
    )


def judge_notebook(
    lab: str, replaced: Mapping[str, str], seed: int, times: int = 1, seconds: dict[str, float] | None = None
) -> dict[str, Any]:
    """Run the notebook with some cells replaced, and judge each check cell where it is reached.

    Parameters
    ----------
    lab : str
        The assignment's name.
    replaced : dict from task to code
        What stands in that task's solution cell.
    seed : int
        For the challenges.
    times : int
        How often the checks of replaced cells are run in a row, as a student does; what counts is the last verdict.
    seconds : dict from task to float, optional
        Filled with how long each check took.

    Returns
    -------
    dict from task to Verdict
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    verdicts = {}
    rng = random.Random(seed)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(RECURSION)
    try:
        for grade_id, source in source_cells(lab):
            check = find_check(lab, grade_id)
            if check:
                started = time.perf_counter()
                for _ in range(times if check.name in replaced else 1):
                    challenge = draw_challenge(check, rng)
                    lost = [task for task, verdict in verdicts.items() if not verdict.passed]
                    verdicts[check.name] = check.judge(challenge, evidence_of(check, challenge, namespace), lost)
                if seconds is not None:
                    seconds[check.name] = time.perf_counter() - started
            else:
                _run_cell(replaced.get(grade_id, source), grade_id, namespace)
    finally:
        sys.setrecursionlimit(before)
    return verdicts


def draw_challenge(check: Any, rng: random.Random) -> Any:
    """A fresh challenge, through JSON as in autograding."""
    return json.loads(json.dumps(check.challenge(rng)))


def evidence_of(check: Any, challenge: Any, namespace: dict[str, Any]) -> Any:
    """What comes back from the names of a notebook, through JSON as in autograding."""
    with contextlib.redirect_stdout(io.StringIO()):
        evidence = probes.answer(public(challenge), list(check.names), namespace)
    return json.loads(json.dumps(evidence))


def _run_cell(source: str, grade_id: str, namespace: dict[str, Any]) -> None:
    """A cell that raises does not stop the notebook. Its text can be had again, as in a notebook."""
    import linecache

    name = f"<cell {grade_id} {abs(hash(source))}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, name, "exec"), namespace)


def grade(folder: Path, seeds: int) -> dict[str, Any]:
    """What each case below `folder` loses, what is told of the first task that is lost, and how long its check took."""
    found: dict[str, Any] = {}
    for kind, case in tqdm(list(cases_in(folder, KINDS)), desc="grading", file=sys.stderr):
        runs = []
        for seed in range(seeds):
            seconds: dict[str, float] = {}
            try:
                verdicts = judge_notebook(case.lab, case.cells, seed, seconds=seconds)
            except Exception as error:  # ours: the row says so, the others go on
                runs.append({"broke": f"{type(error).__name__}: {error}"})
                continue
            lost = [task for task, verdict in verdicts.items() if not verdict.passed]
            task = next((task for task in case.cells if task in lost), next(iter(case.cells)))
            told = verdicts[task].told
            runs.append(
                {
                    "lost": sorted(lost),
                    "task": task,
                    "kind": told.kind if told else "",
                    "name": told.name if told else "",
                    "says": verdicts[task].text(),
                    "seconds": round(seconds[task], 3),
                }
            )
        found[f"{case.lab}/{kind}/{case.name}"] = {
            "title": case.title,
            "belief": case.fields.get("belief", ""),
            "runs": runs,
        }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write all of it there")
    options = parser.parse_args()
    found = grade(options.folder, options.seeds)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for name, row in found.items():
        lost = {tuple(run.get("lost", ["broke"])) for run in row["runs"]}
        slowest = max(run.get("seconds", 0.0) for run in row["runs"])
        print(f"{name} lost {' or '.join(', '.join(each) or 'nothing' for each in sorted(lost))}, {slowest:.2f} s")
        print(f"    {row['belief'] or row['title']}")
        first = row["runs"][0]
        print("    " + first.get("says", first.get("broke", "")).replace("\n", "\n    "))


if __name__ == "__main__":
    main()
