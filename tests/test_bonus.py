"""The bonus exercises: each says "right" of its solution and "not yet" of another one; none stops a notebook."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest
import torch

from micrograd_edu.checks.bonus import bonus
from micrograd_edu.checks.source import Cell, code_cells
from micrograd_edu.engine import Value

# exercise: its lab, and a change that makes its solution wrong
WRONG = {
    "bonus_power": ("lab0_read_the_engine", "half * half * x if n % 2 else half * half", "x * power(x, n - 1)"),
    "bonus_matters_most": ("lab0_read_the_engine", "abs(leaf.grad * 0.01 * leaf.data)", "abs(leaf.grad)"),
    "bonus_sigmoid": ("lab1_operators", "(1.0 if x.data >= 0 else power)", "1.0"),
    "bonus_six_bugs": ("lab1_operators", "engine.log, engine.tanh", "engine.log, _"),
    "bonus_count_ways": ("lab2_visualization", "ways[parent] += ways[node]", "ways[parent] = ways[node]"),
    "bonus_formula": ("lab2_visualization", '"({left} {node._op} {right})"', '"{left} {node._op} {right}"'),
    "bonus_momentum": ("lab3_moons", "self.mu * self.v[i] + p.grad", "self.mu * self.v[i] + (1 - self.mu) * p.grad"),
    "bonus_spirals": ("lab3_moons", "- 3 * math.pi * math.hypot(*x)", ""),
    "bonus_vanishing": ("lab3_moons", "abs(each.grad)", "each.grad / 2"),
    "bonus_careful_sum": ("lab4_pytorch", "x = x + lost", "pass"),
    "bonus_cube": ("lab4_pytorch", "g * 3 * x**2", "3 * x**2"),
    "bonus_softplus": ("lab5_extension", "math.exp(-abs(x.data))", "math.exp(x.data)"),
    "bonus_linear": ("lab5_extension", "g.sum(axis=0)", "g"),
}


def solution(exercise: str) -> str:
    return next(cell.text for cell in code_cells(WRONG[exercise][0]) if cell.grade_id == exercise)


def said_of(exercise: str, code: str) -> str:
    """What the exercise's own cell says of this code."""
    cells = code_cells(WRONG[exercise][0])
    place = next(i for i, cell in enumerate(cells) if cell.grade_id == exercise)
    checks = next(i for i, cell in enumerate(cells) if i > place and "with bonus(" in cell.text)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        for i, cell in enumerate(cells[: checks + 1]):
            if _is_needed(cell) or i in (place, checks):
                with contextlib.suppress(NameError):  # some of the labs' tasks build on what they show
                    exec(code if i == place else cell.text.replace("check.progress()", ""), namespace)
    return said.getvalue()


def _is_needed(cell: Cell) -> bool:
    """Imports, set-up, right code, and what an exercise is given."""
    own = cell.grade_id and not cell.grade_id.startswith("check-") or cell.text.startswith("class Friday")
    return bool(
        own or "setup" in cell.tags or (cell.text.startswith(("import ", "from ")) and "with bonus(" not in cell.text)
    )


def imports(exercise: str) -> str:
    """`bonus` is imported by the first exercise of a lab."""
    return f"from micrograd_edu.labs.{WRONG[exercise][0]} import bonus\nimport math\n"


@pytest.mark.parametrize("exercise", WRONG)
def test_an_exercise_tells_right_from_wrong(exercise):
    right = solution(exercise)
    _, part, other = WRONG[exercise]
    assert right.count(part) == 1
    assert ": right." in said_of(exercise, imports(exercise) + right)
    assert ": not yet." in said_of(exercise, imports(exercise) + right.replace(part, other))


def test_every_exercise_of_every_lab_is_tried():
    labs = {lab for lab, _, _ in WRONG.values()}
    found = {cell.grade_id for lab in labs for cell in code_cells(lab) if cell.grade_id.startswith("bonus_")}
    assert found == set(WRONG)


def test_momentum_is_pytorch_s():
    namespace: dict[str, Any] = {}
    exec(solution("bonus_momentum"), namespace)
    ours, theirs = [Value(1.0), Value(-2.0)], torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
    optimizers = namespace["Momentum"](ours, lr=0.1, mu=0.5), torch.optim.SGD([theirs], lr=0.1, momentum=0.5)
    for gradients in ((4.0, 1.0), (4.0, -1.0), (0.0, 0.0)):
        theirs.grad = torch.tensor(gradients, dtype=torch.float64)
        for p, gradient in zip(ours, gradients):
            p.grad = gradient
        for optimizer in optimizers:
            optimizer.step()
    assert [p.data for p in ours] == pytest.approx(theirs.tolist(), abs=1e-12)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (None, "Bonus 1: right."),
        (NotImplementedError(), "Bonus 1: not written yet."),
        (AssertionError("2 was expected"), "Bonus 1: not yet. 2 was expected"),
        (TypeError("no number"), "Bonus 1: not yet. TypeError: no number"),
    ],
)
def test_whatever_happens_in_an_exercise_the_notebook_goes_on(error, words, capsys):
    with bonus("Bonus 1"):
        if error:
            raise error
    assert capsys.readouterr().out.startswith(words)
