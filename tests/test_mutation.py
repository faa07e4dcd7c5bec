"""Changed a little in one place, no reference solution passes: the scores on the kill table's page, measured again."""

from __future__ import annotations

import json

from make_kill_table import SCORES
from mutation import OVERALL, PER_TASK, score

from micrograd_edu.labs import labs


def test_mutants_are_rejected_as_the_page_says():
    counts, survivors = score(labs())
    told = "\n".join(mutant.name for mutant in survivors)
    assert all(killed >= PER_TASK * total for killed, total in counts.values()), told
    killed, total = (sum(numbers) for numbers in zip(*counts.values()))
    assert killed >= OVERALL * total, told
    committed = {task: tuple(numbers) for task, numbers in json.loads(SCORES.read_text(encoding="utf-8")).items()}
    assert counts == committed, f"run python tests/make_kill_table.py --mutants and commit the result\n{told}"
