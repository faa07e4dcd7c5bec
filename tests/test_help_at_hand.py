"""Help in a notebook: skip a task, a check that is run too early, what is done so far, right code after a PASS."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import nbformat
import pytest

from micrograd_edu.checks import notebook, source
from micrograd_edu.checks.bonus import bonus_of
from micrograd_edu.checks.notebook import Check, CheckFailed
from micrograd_edu.checks.overview import overview
from micrograd_edu.checks.praise import praise
from micrograd_edu.checks.source import (
    code_cells,
    listed_tasks,
    model_answer,
    model_solution,
    others_solutions,
    right_code,
    rubric,
)
from micrograd_edu.checks.too_early import name_is_missing
from micrograd_edu.commands import main
from micrograd_edu.labs import checks_of, find_manifest, labs

ROOT = Path(__file__).parent.parent
LAB = "lab1_operators"
OPERATORS = checks_of(LAB)
SWAPPED = right_code(LAB, "mul").replace("(other.data, self.data)", "(self.data, other.data)")


@pytest.fixture(autouse=True)
def kept(monkeypatch, tmp_path):
    """The learner's file, which is not there yet."""
    monkeypatch.setenv("MICROGRAD_EDU_PROGRESS", str(tmp_path / "home" / "progress.json"))
    return tmp_path / "home" / "progress.json"


@pytest.fixture
def cells(monkeypatch) -> dict[str, Any]:
    """What a notebook has defined when its set-up cells have run."""
    cells: dict[str, Any] = {"__name__": "__main__"}
    monkeypatch.setattr(notebook, "_namespace", lambda: cells)
    return cells


def set_up(lab: str, cells: dict[str, Any]) -> Check:
    for cell in code_cells(lab):
        if "setup" in cell.tags:
            exec(cell.text, cells)
    return Check(checks_of(lab))


def ask(check: Check, task: str, cells: dict[str, Any]) -> str:
    """The badge of what a check says."""
    try:
        check(task, *(cells[name] for name in check.tasks[task].names))
    except CheckFailed as failed:
        return failed.verdict.badge
    return "PASS"


@pytest.mark.parametrize("lab", labs())
def test_every_task_can_be_skipped_and_earns_nothing_by_it(lab, cells):
    check = set_up(lab, cells)
    for task in check.tasks:
        check.skip(task)
    assert {ask(check, task, cells) for task in check.tasks} == {"SKIPPED"}
    assert overview(lab).points == 0


def test_own_code_takes_the_place_of_what_was_skipped(cells):
    check = set_up(LAB, cells)
    check.skip("add")
    check.skip("mul")
    exec(SWAPPED, cells)
    assert ask(check, "mul", cells) == "FAIL"
    exec(right_code(LAB, "mul"), cells)
    assert ask(check, "mul", cells) == "PASS"
    assert ask(check, "add", cells) == "SKIPPED"
    assert overview(LAB).points == OPERATORS_POINTS["mul"]


OPERATORS_POINTS = {each.task: each.points for each in listed_tasks(LAB)}


def test_own_answers_on_paper_take_the_place_of_what_was_skipped(cells):
    check = set_up("lab0_read_the_engine", cells)
    check.skip("predict")
    assert ask(check, "predict", cells) == "SKIPPED"
    exec(right_code("lab0_read_the_engine", "predict"), cells)
    assert ask(check, "predict", cells) == "PASS"


def test_a_class_of_ones_own_is_not_skipped_for_a_method_of_before(cells):
    check = set_up(LAB, cells)
    check.skip("add")
    set_up(LAB, cells)  # Value is a new class now, without that method
    exec(right_code(LAB, "add"), cells)
    assert ask(check, "add", cells) == "PASS"


def test_a_skip_before_the_cells_it_needs_says_which_to_run(cells, capsys):
    Check(OPERATORS).skip("mul")
    assert "`Value` is not defined yet: run the cell that begins with `import math`" in capsys.readouterr().out


@pytest.mark.parametrize("lab", labs())
def test_a_check_that_is_too_early_names_a_cell_of_the_lab(lab):
    built = nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)
    firsts = {cell.source.partition("\n")[0] for cell in built.cells if cell.cell_type == "code"}
    for task in checks_of(lab).values():
        for name in task.names:
            said = name_is_missing(task, name)
            assert said.badge == "TOO EARLY"
            begins = said.summary.partition("`, under")[0].rpartition("begins with `")[2]
            assert begins and any(first.startswith(begins) for first in firsts), said.summary


def test_a_check_whose_own_cell_has_not_run_says_so(cells):
    check = set_up(LAB, cells)
    assert ask(check, "mul", cells) == "TOO EARLY"
    exec("def mul(self, other):\n    raise NotImplementedError()\nValue.__mul__ = mul", cells)
    assert ask(check, "mul", cells) == "NOTHING HERE YET"


def test_right_code_under_other_names_is_not_too_early(cells):
    check = set_up(LAB, cells)
    exec(right_code(LAB, "mul").replace("def mul(", "def times(").replace("= mul", "= times") + "\ndel times", cells)
    assert ask(check, "mul", cells) == "PASS"


def test_progress_follows_the_checks_and_outlives_a_new_copy_of_the_lab(cells, kept):
    check = set_up(LAB, cells)
    exec(right_code(LAB, "mul"), cells)
    assert ask(check, "mul", cells) == "PASS"
    done = overview(LAB)
    assert (done.done, done.points, done.next.task) == (1, OPERATORS_POINTS["mul"], "add")
    set_up(LAB, cells)
    exec("def mul(self, other):\n    raise NotImplementedError()\nValue.__mul__ = mul", cells)
    assert ask(check, "mul", cells) == "NOTHING HERE YET" and overview(LAB) == done
    exec(SWAPPED, cells)
    assert ask(check, "mul", cells) == "FAIL" and overview(LAB).points == 0  # what would be graded now


def test_a_bonus_exercise_shows_in_the_progress_and_earns_nothing(capsys):
    bonus = bonus_of("lab3_moons")
    with bonus("Bonus 1"):
        pass
    with bonus("Bonus 2"):
        raise AssertionError
    done = overview("lab3_moons")
    assert done.points == 0 and done.sentence().endswith("for what a person reads, and 1 of 3 bonus exercises.")
    states = {title: state for title, _, state in done.rows()}
    assert (states["Bonus 1: momentum"], states["Bonus 2: two spirals"]) == ("PASS", "")
    assert "<td>Bonus 1: momentum</td><td></td>" in done.html()


def test_a_lab_without_points_has_no_column_for_them():
    done = overview("milestone_digits")
    assert "points" not in done.text() + done.html().partition("</table>")[0].partition("<table>")[2]
    assert "Task 1: softmax                             to do" in done.text()


def test_a_mistake_that_was_named_is_asked_about_at_the_start_of_the_next_lab(cells):
    check = set_up(LAB, cells)
    exec(SWAPPED, cells)
    ask(check, "mul", cells)
    question = "nudge a by 1. Does a * b move by 2 or by 10?"
    assert question in overview("lab2_visualization").text() and question in overview("lab2_visualization").html()
    assert not overview(LAB).questions and not overview("lab0_read_the_engine").questions


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"lab1_operators": 3}', '{"lab1_operators": {"mul": {"state": [], "told": 7}, "add": []}}', "\x00"],
)
def test_a_file_that_cannot_be_understood_is_no_disaster(content, cells, kept):
    kept.parent.mkdir()
    kept.write_text(content)
    check = set_up(LAB, cells)
    exec(right_code(LAB, "mul"), cells)
    assert ask(check, "mul", cells) == "PASS" and overview(LAB).done == 1


def test_without_a_place_to_write_checks_go_on(cells, kept):
    kept.parent.write_text("a file where a folder should be")
    check = set_up(LAB, cells)
    exec(right_code(LAB, "mul"), cells)
    assert ask(check, "mul", cells) == "PASS" and overview(LAB).done == 0


def test_nothing_is_kept_while_nbgrader_runs_a_notebook(cells, kept, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    check = set_up(LAB, cells)
    exec(right_code(LAB, "mul"), cells)
    check("mul", cells["Value"])
    check.progress()
    assert not kept.exists()


def test_what_is_kept_is_the_learners_and_plain(cells, kept):
    check = set_up(LAB, cells)
    exec(SWAPPED, cells)
    ask(check, "mul", cells)
    assert json.loads(kept.read_text()) == {LAB: {"mul": {"state": "FAIL", "told": ["mul_swapped"]}}}
    assert stat.S_ISREG(kept.stat().st_mode) and [path.name for path in kept.parent.iterdir()] == ["progress.json"]


def test_a_lab_that_is_handed_out_without_its_source_is_checked_all_the_same(cells, monkeypatch, tmp_path, capsys):
    check = set_up(LAB, cells)
    exec(right_code(LAB, "mul"), cells)
    monkeypatch.setattr(source, "source_of", lambda lab: tmp_path / f"{lab}.py")
    listed_tasks.cache_clear()
    check.progress()
    assert ask(check, "mul", cells) == "PASS" and "model solution" not in capsys.readouterr().out
    with pytest.raises(LookupError, match="without it"):
        check.skip("add")
    listed_tasks.cache_clear()


@pytest.mark.parametrize("lab", labs())
def test_right_code_to_compare_with_is_right(lab, cells):
    """A model solution is the source's own, without what the build cuts at; others' are rows of the kill table."""
    for task in checks_of(lab):
        text = model_solution(lab, task)
        assert "SOLUTION" not in text and "NotImplementedError" not in text
        compile(text, task, "exec")


def test_right_code_is_shown_after_a_pass_alone(cells, monkeypatch):
    shown = []
    monkeypatch.setattr(notebook, "show_verdict", lambda verdict: shown.append(verdict.html()))
    check = set_up(LAB, cells)
    for code in (SWAPPED, right_code(LAB, "mul")):
        exec(code, cells)
        ask(check, "mul", cells)
    assert "A model solution" not in shown[0] and "local_grads = (other.data, self.data)" in shown[1]


@pytest.mark.parametrize("lab", labs())
def test_a_written_task_has_a_model_answer_and_a_rubric(lab, capsys):
    for task in (each.task for each in listed_tasks(lab) if each.by_person):
        Check(checks_of(lab)).answer(task)
        said = capsys.readouterr().out
        assert len(model_answer(lab, task)) > 200 and model_answer(lab, task) in said
        assert len(rubric(lab, task)) > 100 and rubric(lab, task) in said
    with pytest.raises(KeyError, match="no written task"):
        Check(checks_of(lab)).answer("mul")


def test_the_command_says_what_is_done_and_what_comes_next(cells, capsys):
    check = set_up(LAB, cells)
    exec(right_code(LAB, "add"), cells)
    ask(check, "add", cells)
    capsys.readouterr()
    assert main(["progress"]) == 0
    said = capsys.readouterr().out
    assert "1 of 9 tasks done, 1 of 20 points by checks" in said and "Next: Task 2: mul." in said
    assert all(find_manifest(lab).title in said for lab in labs())
    assert main(["progress", LAB]) == 0
    assert re.search(r"^  Task 1: add +1  done$", capsys.readouterr().out, re.MULTILINE)
    assert main(["progress", "lab9"]) == 2
    assert "There is no lab lab9" in capsys.readouterr().err


def test_of_several_loops_the_verdict_says_which_are_right(cells):
    check = set_up("lab3_moons", cells)
    exec(right_code("lab3_moons", "tickets"), cells)
    exec("def ticket_2(model, loss_fn, lr, steps):\n    pass\nticket_4 = ticket_2", cells)
    with pytest.raises(CheckFailed) as failed:
        check("tickets", *(cells[name] for name in check.tasks["tickets"].names))
    verdict = failed.value.verdict
    assert "ticket 1 is right, ticket 2 is wrong, ticket 3 is right, ticket 4 is wrong, ticket 5 is right." in verdict.text()
    assert verdict.html().count("</span> ticket ") == 5 and verdict.html().count('<li class="wrong">') == 2


def test_where_a_law_is_broken_no_count_says_that_nothing_is_wrong(cells):
    check = set_up("lab3_moons", cells)
    for task in ("neuron_layer", "mlp"):
        exec(right_code("lab3_moons", task), cells)
    code = ["class MLP(MLP):", "    def __init__(self, nin, nouts, rng):"]
    exec("\n".join([*code, "        super().__init__(nin, nouts, rng)", "        nouts.clear()"]), cells)
    with pytest.raises(CheckFailed) as failed:
        check("mlp", cells["MLP"])
    assert "are right, but for that" in failed.value.verdict.text() and "0 wrong" not in failed.value.verdict.html()


# What a PASS may praise: what can be seen in the code.

TANH = "def tanh(self):\n    t = math.tanh(self.data)\n    return Value(t, (self,), (1 - t * t,), 'tanh')\n"
LONG = "def f(a):\n    b = a + 1\n    c = b + 2\n    d = c + 3\n    return d\n"


@pytest.mark.parametrize(
    "code, own, said",
    [
        (TANH, (), "`math.tanh(self.data)` is computed once, kept, and used again"),
        (TANH.replace("1 - t * t", "1 - math.tanh(self.data) ** 2"), (), ""),
        ("def f(a):\n    return a + 6\n", (), "shorter than the model solution, 2 lines against 5"),
        ("def f(a):\n    return g(a)\n", ("g",), "your own `g`"),
        (LONG, (), ""),
        ("%timeit f(1)\n", (), ""),
        ("", (), ""),
    ],
)
def test_a_pass_praises_what_can_be_seen_and_nothing_else(code, own, said):
    found = praise(code, LONG, own)
    assert said in found and bool(said) == bool(found)


def test_no_model_solution_is_praised_for_being_short():
    for lab in labs():
        for task in checks_of(lab):
            code = model_solution(lab, task)
            assert "shorter" not in praise(code, code)


def test_lab_1s_notes_in_lab_2_are_right_and_lab_2_says_that_they_are_not_new():
    remark = checks_of("lab2_visualization")["order"].remark
    others = dict(others_solutions("lab2_visualization", "order"))
    notes = next(code for what, code in others.items() if "notes" in what)
    assert "lab 1's pile of notes" in remark(notes)
    assert remark(model_solution("lab2_visualization", "order")) == ""
