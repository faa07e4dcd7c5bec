"""The milestone: what its checks expect is PyTorch's; its own code reaches 97%, on NumPy's arrays and on PyTorch's."""

from __future__ import annotations

import builtins
import contextlib
import difflib
import io
import linecache
import re
from typing import Any

import jupytext
import numpy as np
import pytest
import torch
from classroom import ROOT

from micrograd_edu.labs.milestone_digits import tasks

SOURCE = ROOT / "solutions" / "milestone_digits" / "milestone_digits.py"
CHAPTER = ROOT / "course" / "milestone_digits.md"
ENOUGH = 0.97


def run_cells(wanted) -> tuple[dict[str, Any], str]:
    """The source's code cells that are wanted: what they define, and what they print."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        for number, cell in enumerate(cell for cell in jupytext.read(SOURCE).cells if cell.cell_type == "code"):
            if wanted(cell.source):
                name = f"<milestone {number}>"
                linecache.cache[name] = (1, None, cell.source.splitlines(keepends=True), name)
                exec(compile(cell.source, name, "exec"), namespace)
    return namespace, said.getvalue()


@pytest.fixture(scope="module")
def notebook() -> dict[str, Any]:
    """The data, functions and classes of the solved notebook, before anything is trained."""
    return run_cells(lambda source: re.search("^(import|def|class) ", source, re.MULTILINE))[0]


def test_softmax_and_cross_entropy_are_expected_as_pytorch_has_them():
    rng = np.random.default_rng(0)
    for scale in (1.0, 30.0, 2000.0):
        scores, labels = rng.normal(0, scale, (6, 5)), rng.integers(0, 5, 6)
        x = torch.tensor(scores, requires_grad=True)
        loss = torch.nn.functional.cross_entropy(x, torch.tensor(labels))
        loss.backward()
        ours, grad = tasks._cross_entropy(scores.tolist(), labels.tolist())
        assert ours == pytest.approx(loss.item(), rel=1e-12)
        np.testing.assert_allclose(grad, x.grad, atol=1e-12)
        np.testing.assert_allclose(
            [tasks._softmax(row) for row in scores.tolist()], torch.softmax(x, 1).detach(), atol=1e-12
        )


@pytest.mark.parametrize("options", [{}, {"lr": 0.2}, {"lr": 0.05, "betas": (0.5, 0.7)}, {"lr": 0.1, "eps": 0.01}])
def test_adam_is_expected_as_pytorch_has_it(options):
    rng = np.random.default_rng(1)
    start, gradients = rng.normal(size=3), [*rng.normal(size=(6, 3)), rng.normal(size=3) * 1e-8]
    p = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.Adam([p], **options)
    trail = []
    for gradient in gradients:
        p.grad = torch.tensor(gradient)
        optimizer.step()
        trail.append(p.detach().tolist())
    full = {"lr": 0.001, "betas": tasks.USUAL, "eps": 1e-8, **options}
    np.testing.assert_allclose(tasks._moved(start.tolist(), [g.tolist() for g in gradients], **full), trail, rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_milestone_is_reached_from_any_start(notebook, seed):
    with contextlib.redirect_stdout(io.StringIO()):
        parameters, losses, _ = notebook["learn"](seed)
    share = (notebook["answers"](parameters) == notebook["held_out_labels"]).mean()
    assert share >= ENOUGH, share
    assert np.mean(losses[-43:]) < losses[0] / 10


def test_pytorch_s_arrays_under_the_same_tensor_learn_the_same(notebook):
    with contextlib.redirect_stdout(io.StringIO()):
        _, ours, _ = notebook["learn"](0)
        theirs, share, _ = notebook["torch_run"](0, "cpu", torch.float64, notebook["EPOCHS"])
        pytorch, _ = notebook["torch_learn"](0, "cpu", torch.float64, 1)
    np.testing.assert_allclose(theirs[:43], ours[:43], atol=1e-12)
    np.testing.assert_allclose(pytorch, ours[: len(pytorch)], atol=1e-12)
    assert share >= ENOUGH


def test_the_chapter_counts_the_lines_that_change(notebook):
    before = notebook["lines_of"](notebook["Tensor"], notebook["cross_entropy"])
    after = notebook["lines_of"](notebook["TorchTensor"], notebook["torch_cross_entropy"])
    changed = [line for line in difflib.ndiff(before, after) if line.startswith("+ ")]
    told = re.search(r"(\d+) of (\d+) lines", CHAPTER.read_text(encoding="utf-8"))
    assert told is not None and (int(told[1]), int(told[2])) == (len(changed), len(after))


def test_without_torch_the_milestone_goes_on_and_says_what_is_missing(monkeypatch):
    ordinary = builtins.__import__

    def without_torch(name, *args, **more):
        if name.partition(".")[0] == "torch":
            raise ImportError("hidden by a test")
        return ordinary(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without_torch)
    shows = ("show_digits(images", "show_digits(held_out", "show_curves(", "learn(seed=0)")
    _, said = run_cells(lambda source: not any(mark in source for mark in shows))
    assert "PyTorch is not installed here" in said
    assert "PASS cross_entropy" in said and "PASS torch_tensor" not in said and "FAIL" not in said
