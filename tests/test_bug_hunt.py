"""The bug hunt does not give itself away: what travels to the student's process cannot be put to a vote."""

from __future__ import annotations

import ast
import json
import random
import re
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sympy

from micrograd_edu.checks import probes
from micrograd_edu.checks.task import joined, public, turns
from micrograd_edu.labs.lab1_operators.probes import make_engine
from micrograd_edu.labs.lab1_operators.rules import RULES, SUGAR, WRONG, respelled, with_wrong_rule
from micrograd_edu.labs.lab1_operators.tasks import TASKS

HUNT = TASKS["bug_hunt"]
VOTES_OVER_VALUES = Path(__file__).parent / "hostile" / "cells" / "votes_over_values.py"
SYMBOLS = {name: sympy.Symbol(name, real=True) for name in "abny"}


def as_it_is(text: str) -> str:
    return text


def as_a_tree(text: str) -> str:
    return ast.dump(ast.parse(text, mode="eval"))


def without_numbers(text: str) -> str:
    return re.sub(r"\d+(\.\d+)?", "#", text)


def simplified(text: str) -> str:
    """As a computer algebra system expands and orders it; conditions are left out, since it does not read them."""
    bare = re.sub(r"(.+?) if (.+?) else 0.0", r"\1", text.replace("copysign", "sign_of"))
    return str(sympy.expand(sympy.sympify(bare, locals=SYMBOLS)))


def simplified_without_numbers(text: str) -> str:
    return without_numbers(simplified(text))


def vote(challenge: dict, normal: Callable[[str], str]) -> list[str | None]:
    """For each engine the operator whose rule is another one than the most engines have; None where there is none."""
    engines = [{op: tuple(map(normal, rule[1])) for op, rule in each["rules"].items()} for each in challenge["questions"]]
    usual = {op: Counter(engine[op] for engine in engines).most_common(1)[0] for op in RULES}
    odd = [[op for op in RULES if usual[op][1] > 1 and engine[op] != usual[op][0]] for engine in engines]
    return [ops[0] if ops else None for ops in odd]


def score(normal: Callable[[str], str], challenges: int) -> float:
    """The share of engines that a vote over texts gets right."""
    right = asked = 0
    for seed in range(challenges):
        challenge = HUNT.challenge(random.Random(seed))
        wanted = [HUNT.expect(each)[0].value for each in challenge["questions"]]
        given = vote(public(challenge), normal)
        right += sum(mine == its for mine, its in zip(given, wanted))
        asked += len(wanted)
    return right / asked


@pytest.mark.parametrize("normal", [as_it_is, as_a_tree, without_numbers])
def test_a_vote_over_the_texts_of_the_rules_is_no_better_than_saying_that_all_engines_are_sound(normal):
    assert score(normal, 40) <= 3 / 8 + 0.05


@pytest.mark.parametrize("normal", [simplified, simplified_without_numbers])
def test_nor_is_one_after_simplification(normal):
    assert score(normal, 2) <= 3 / 8 + 0.1


def test_the_attack_works_where_the_rules_travel_as_they_are(monkeypatch):
    monkeypatch.setattr("micrograd_edu.labs.lab1_operators.tasks.respelled", lambda rules, rng: rules)
    assert score(as_it_is, 10) == 1.0
    assert score(simplified, 2) > 0.8


def test_no_two_rules_are_spelt_alike():
    rng = random.Random(0)
    texts = [slope for _ in range(200) for _, slopes in respelled(RULES, rng).values() for slope in slopes]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("op, name", [(op, name) for op, names in WRONG.items() for name in names] + [("add", "")])
def test_a_rule_in_other_words_computes_the_same(op, name):
    rules = with_wrong_rule(op, name) if name else RULES
    for seed in range(10):
        rng = random.Random(seed)
        plain, spelt = make_engine(rules, SUGAR), make_engine(respelled(rules, rng), SUGAR)
        for x, y in ((rng.uniform(-3, 3), rng.uniform(0.1, 3)), (-2.0, 1.0), (0.0, 20.0)):
            gradients = []
            for engine in (plain, spelt):
                a, b = engine(x), engine(y)
                ((a * b).tanh() + b.log() * a.relu() + (b * 0.1).exp() + a**3 + b**-1).backward()
                gradients.append((a.grad, b.grad))
            assert gradients[1] == pytest.approx(gradients[0], rel=1e-12, abs=1e-12)


def test_the_process_of_the_student_hears_nothing_that_names_an_engine():
    challenge = public(HUNT.challenge(random.Random(0)))
    assert all(set(each) == {"rules", "sugar"} for each in challenge["questions"])


def passes_by_vote(hunt_in_turn: bool, seed: int) -> dict[str, bool]:
    """The verdicts on the hostile submission that votes over what all engines compute that it has ever seen."""
    code, _, _ = VOTES_OVER_VALUES.read_text(encoding="utf-8").partition("mine = {")
    namespace: dict = {"__name__": "__main__"}
    exec(code, namespace)
    passed = {}
    for name in ("gradcheck", "bug_hunt"):
        task = TASKS[name]
        challenge = json.loads(json.dumps(task.challenge(random.Random(seed))))
        sent = turns(challenge) if hunt_in_turn else [public(challenge)]
        evidence = [ask_apart(turn, task.names, namespace) for turn in sent]
        passed[name] = task.judge(challenge, joined(challenge, evidence) if hunt_in_turn else evidence[0]).passed
    return passed


def ask_apart(turn: dict, names: tuple[str, ...], namespace: dict) -> dict:
    """One turn's evidence, in a thread: so that nothing of this test is in the frames that the submission looks through."""
    found: list[dict] = []

    def answer(text: str) -> None:
        found.append(probes.answer(json.loads(text), list(names), namespace))

    thread = threading.Thread(target=answer, args=(json.dumps(turn),))
    thread.start()
    thread.join()
    return json.loads(json.dumps(found[0]))


@pytest.mark.parametrize("seed", range(3))
def test_nor_is_a_vote_over_what_they_compute(seed):
    assert passes_by_vote(True, seed) == {"gradcheck": False, "bug_hunt": False}


def test_that_attack_works_where_all_engines_of_a_hunt_are_sent_at_once():
    assert passes_by_vote(False, 0)["bug_hunt"]


def test_nothing_that_a_hunt_asks_for_has_been_seen_before_but_plus_and_times():
    seen = {op for each in TASKS["gradcheck"].challenge(random.Random(0))["questions"] for op in each.get("rules", ())}
    assert seen <= {"add", "mul", "f"}
    for seed in range(20):
        first, *_ = HUNT.challenge(random.Random(seed))["questions"]
        assert HUNT.expect(first)[0].value in {"pow", "relu", "exp", "log", "tanh"}


def test_answers_of_a_turn_to_another_turns_questions_are_none():
    challenge = json.loads(json.dumps(HUNT.challenge(random.Random(0))))
    answers = [{"find_bug": HUNT.expect(each)[0].value} for each in challenge["questions"]]
    about = {"check": challenge["check"], "id": challenge["id"]}
    late = [{**about, "answers": []} for _ in answers[1:]] + [
        {**about, "answers": answers, "again": [], "later": [], "source": ""}
    ]
    in_time = [{**about, "answers": [answer], "again": [], "later": [], "source": ""} for answer in answers]
    assert not HUNT.judge(challenge, joined(challenge, late)).passed
    assert HUNT.judge(challenge, joined(challenge, in_time)).passed
