"""The bug hunt does not give itself away: what travels to the student's process cannot be put to a vote."""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
import sympy

from micrograd_edu.checks.task import public
from micrograd_edu.labs.lab1_operators.probes import make_engine
from micrograd_edu.labs.lab1_operators.rules import RULES, SUGAR, WRONG, respelled, with_wrong_rule
from micrograd_edu.labs.lab1_operators.tasks import TASKS

HUNT = TASKS["bug_hunt"]
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
