"""What a verdict tells of code is true of it, whatever the code is: facts are recounted here by other means."""

from __future__ import annotations

import json
import math
import random
import re
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from micrograd_edu.checks import errors, facts, laws, linter, pictures, probes
from micrograd_edu.checks.recorder import messages_of
from micrograd_edu.checks.rows import Asked, Row
from micrograd_edu.checks.source import code_cells
from micrograd_edu.checks.task import first_wrong, public
from micrograd_edu.checks.verdict import verdict_of
from micrograd_edu.engine import Value, topological_order
from micrograd_edu.labs import find_check, labs

STEP, COUNT = "the step", "the count"

# what a relation's name claims of (yours, expected, role), written the other way round than in `facts`
CLAIMS = {
    "zero": lambda y, e, r: y == 0,
    "one": lambda y, e, r: y == 1,
    "minus one": lambda y, e, r: y == -1,
    "is": lambda y, e, r: y - r,
    "is minus": lambda y, e, r: y + r,
    "opposite": lambda y, e, r: y + e,
    "half": lambda y, e, r: y + y - e,
    "twice": lambda y, e, r: y / 2 - e,
    "plus one": lambda y, e, r: y - e - 1,
    "minus one too": lambda y, e, r: e - y - 1,
    "sign lost": lambda y, e, r: math.sqrt(e * e) - y,
    "reciprocal": lambda y, e, r: y * e - 1,
    "square": lambda y, e, r: math.sqrt(y) - abs(e),
    "root": lambda y, e, r: y * y - e,
    "rounded": lambda y, e, r: y == int(y) and abs(y - e) <= 0.5,
    "cut off": lambda y, e, r: y == int(y) and abs(y) <= abs(e) < abs(y) + 1,
    "seven digits": lambda y, e, r: abs(y - e) < 1e-5 * max(1, abs(e)),
    "lacks": lambda y, e, r: y * r - e,
    "has too much": lambda y, e, r: y / r - e if r else y,
    "adds": lambda y, e, r: y - e - r,
    "subtracts": lambda y, e, r: y - e + r,
    "inverts": lambda y, e, r: y * r - 1,
    "squares": lambda y, e, r: math.sqrt(y) - abs(r),
    "halves": lambda y, e, r: y + y - r,
    "doubles": lambda y, e, r: y - r - r,
}
# and of (yours, one role, another)
CLAIMS_OF_TWO = {
    "sum": lambda y, r, q: y - q - r,
    "difference": lambda y, r, q: y + q - r,
    "opposite difference": lambda y, r, q: y + r - q,
    "product": lambda y, r, q: y / q - r if q else y,
    "quotient": lambda y, r, q: y * q - r,
    "opposite quotient": lambda y, r, q: y * r - q,
}


@dataclass(frozen=True)
class Told:
    """A relation taken apart: how many numbers of how many it is told of, and which."""

    some: int
    of: int
    name: str
    role: str
    second: str = ""

    def counts(self, wrong: list[Row]) -> int:
        """Of how many of these it is true."""
        return sum(self.holds(row) for row in wrong if not self.role or self.role in row.about)

    def holds(self, row: Row) -> bool:
        places = re.fullmatch(r"(\d) decimals", self.name)
        if places:
            return abs(row.yours - row.expected) <= 0.500001 * 10 ** -int(places[1])
        if self.second:
            claim = CLAIMS_OF_TWO[self.name](row.yours, row.about[self.role], row.about[self.second])
        else:
            claim = CLAIMS[self.name](row.yours, row.expected, row.about.get(self.role))
        return claim if isinstance(claim, bool) else abs(claim) <= 1e-5 * max(1, abs(row.yours), abs(row.expected))


def taken_apart(diagnosis: facts.Diagnosis, wrong: list[Row]) -> Told | None:
    """None where a number of its own (a factor, a distance), or no number at all is told."""
    counted = re.match(r"In (\d+) of (\d+) wrong answers", diagnosis.says)
    some, of = (int(counted[1]), int(counted[2])) if counted else (len(wrong), len(wrong))
    if of_two := re.fullmatch(r"(.+) of (the \w+) and (the \w+)", diagnosis.name):
        return Told(some, of, *of_two.groups())
    role = next((role for role in (STEP, COUNT) if diagnosis.name.endswith(role)), "")
    name = diagnosis.name.removesuffix(role).strip()
    own = ("constant", "factor", "offset", "times", "plus", "minus", "none", "order")
    return None if name in own else Told(some, of, name, role)


NUMBERS = [-3.0, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0]  # few, so that they often agree by chance
TAGS = ["it is even", "it is red", "it is new", "it is late"]


BELIEFS = [
    lambda e, r: e,
    lambda e, r: r,
    lambda e, r: e + r,
    lambda e, r: -e,
    lambda e, r: e / 2,
    lambda e, r: 0.0,
    lambda e, r: 3.0 - r,
    lambda e, r: round(e, 2),
]
BELIEFS_OF_TWO = [lambda r, q: r + q, lambda r, q: r - q, lambda r, q: r * q, lambda r, q: q / r if r else 0.0]


@st.composite
def questions(draw, answers=NUMBERS):
    """Code that follows a belief most of the time, with a seed since thousands of draws take long."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    belief, of_two, often = rng.choice(BELIEFS), rng.choice([None, *BELIEFS_OF_TWO]), rng.choice([0.5, 0.9, 1.0])
    found = []
    for i in range(rng.randint(1, 12)):
        tags = [tag for tag in TAGS if rng.random() < 0.5]
        rows = []
        for what in rng.choice([["value"], ["value", "d/da"], ["d/da"]]):
            e, role, count = a_number(rng), a_number(rng), a_number(rng)
            believed = of_two(role, count) if of_two else belief(e, role)
            y = believed if rng.random() < often else rng.choice([*answers, a_number(rng)])
            about = {STEP: role, COUNT: count} if rng.random() < 0.8 else {}
            ok = y == e or (TAGS[0] in tags if often == 1.0 else rng.random() < 0.4)
            rows.append(Row(what, e if ok else y, e, ok, about, follows=not ok and rng.random() < 0.1))
        found.append(Asked({"asked": f"question {i}", "tags": tags}, {}, tuple(rows)))
    return found


def a_number(rng: random.Random) -> float:
    return rng.choice(NUMBERS) if rng.random() < 0.8 else round(rng.uniform(-100, 100), 4)


def wrong_of(found: list[Asked]) -> list[Row]:
    return [row for asked in found for row in asked.rows if not row.ok and not row.follows]


@given(questions([*NUMBERS, None, math.nan, "text"]))
def test_a_relation_that_is_told_is_true_of_as_many_numbers_as_it_says(found):
    diagnosis = facts.relation(found)
    # "Where it is red, ...": of the questions of that kind
    kind = re.match(r"Where (it is \w+), (value|d/da)?", diagnosis.says) if diagnosis else None
    found = [asked for asked in found if kind is None or kind[1] in asked.question["tags"]]
    wrong = [row for row in wrong_of(found) if kind is None or kind[2] in (None, row.what)]
    told = taken_apart(diagnosis, wrong) if diagnosis else None
    if told is None:
        return
    wrong = [row for row in wrong if type(row.yours) is float and math.isfinite(row.yours)]
    assert kind or told.of == len(wrong_of(found))
    assert told.counts(wrong) >= told.some


@pytest.mark.parametrize("name", sorted(set(CLAIMS) - {"seven digits", "rounded", "cut off", "sign lost"}))
@settings(max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_code_with_one_relation_is_told_a_true_one(name, seed):
    rng = random.Random(seed)
    numbers = [round(rng.uniform(0.3, 9.0), 4) for _ in range(12)]
    formulas = {
        **{name: lambda e, r, p=predict: p(facts.Pair(0.0, e, {})) for name, _, _, predict in (*facts.ALWAYS, *facts.ALONE)},
        **{name: lambda e, r, n=number: n(e, r) for name, _, _, number in (*facts.IS_ROLE, *facts.WITH_ROLE)},
    }
    pairs = list(zip(numbers[:6], numbers[6:]))
    rows = [Row("value", formulas[name](e, r), e, False, {STEP: r}) for e, r in pairs]
    diagnosis = facts.relation([Asked({"asked": "it"}, {}, (row,)) for row in rows])
    assert diagnosis is not None
    told = taken_apart(diagnosis, rows)
    assert told is None or told.counts(rows) == len(rows)


@given(st.integers(0, 2**32))
def test_a_number_of_its_own_is_told(seed):
    rng = random.Random(seed)
    own, *expected = (round(rng.uniform(1.5, 9), 3) for _ in range(7))
    for name, yours in (
        ("constant", [own for _ in expected]),
        ("factor", [own * e for e in expected]),
        ("offset", [own + e for e in expected]),
    ):
        rows = [Row("value", y, e, False) for y, e in zip(yours, expected)]
        diagnosis = facts.relation([Asked({"asked": "it"}, {}, (row,)) for row in rows])
        assert diagnosis is not None
        assert f"{own:.6g}" in diagnosis.says or taken_apart(diagnosis, rows).counts(rows) == len(rows), name


@pytest.mark.parametrize("number", range(len(BELIEFS_OF_TWO)))
@settings(max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_code_that_makes_its_answer_of_two_roles_is_told_a_true_relation(number, seed):
    rng = random.Random(seed)
    numbers = [[round(rng.uniform(1.3, 9.0), 4) for _ in range(3)] for _ in range(6)]
    rows = [Row("value", BELIEFS_OF_TWO[number](r, q), e, False, {STEP: r, COUNT: q}) for r, q, e in numbers]
    diagnosis = facts.relation([Asked({"asked": "it"}, {}, (row,)) for row in rows])
    assert diagnosis is not None
    told = taken_apart(diagnosis, rows)
    assert told is None or told.counts(rows) == len(rows)


@given(questions([None]))
def test_nothing_is_told_only_where_there_is_nothing(found):
    told, wrong = facts.relation(found), wrong_of(found)
    missing = sum(row.yours is None for row in wrong)
    if told is not None and told.name == "none":
        counted = re.match(r"In (\d+) of (\d+) wrong answers", told.says)
        assert missing == (int(counted[1]) if counted else len(wrong)) > len(wrong) / 2
    else:
        assert not wrong or missing < len(wrong)


@given(st.lists(st.tuples(st.sampled_from([None, True, False]), st.sampled_from([None, True, "mul"])), min_size=1))
def test_one_word_is_told_where_every_wrong_answer_is_that_word(pairs):
    rows = [Row("verdict", yours, expected, yours == expected) for yours, expected in pairs]
    told, wrong = facts.relation([Asked({"asked": "it"}, {}, (row,)) for row in rows]), [row for row in rows if not row.ok]
    alike = len(wrong) > 1 and len({row.yours for row in wrong}) == 1
    assert (told is not None and told.name.startswith("always ")) == alike
    if told and alike:
        assert f"always {wrong[0].yours}" in told.says
        should = re.search(r"it should be (\w+)", told.says)
        assert {str(row.expected) for row in wrong} == {should[1]} if should else len({row.expected for row in wrong}) > 1


@given(st.permutations([1.5, 2.5, 4.25, 7.0]), st.booleans())
def test_another_order_is_told_where_the_numbers_are_right(numbers, changed):
    right = [1.5, 2.5, 4.25, 7.0]
    yours = [*numbers[:3], numbers[3] + 1.125] if changed else list(numbers)
    told = facts.relation([Asked({"asked": "it"}, {}, (Row("weights", yours, right, yours == right),))])
    assert (told is not None and told.name == "order") == (not changed and numbers != right)


def test_one_number_that_happens_to_fit_is_no_relation():
    """2 is half of 4, its square root, 2 less than it ...: a small number alone says nothing."""
    assert facts.relation([Asked({"asked": "it"}, {}, (Row("value", 2.0, 4.0, False),))]) is None


@given(questions())
def test_a_contrast_that_is_told_is_true_of_every_question(found):
    diagnosis = facts.contrast(found)
    if diagnosis is None:
        return
    kind, _, where = diagnosis.name.partition(" ")
    kinds = [set(each.split(" and ")) for each in where.removeprefix("where ").split(" or ")]
    part = next((name for name in ("value", "d/da") if f", {name} is " in diagnosis.says), "")

    def is_there(each):
        return any(set(each.question["tags"]) >= kind for kind in kinds)

    asked = [(is_there(each), each.ok) for each in found]
    rows = [(is_there(each), row.ok) for each in found for row in each.rows if not row.follows and part in ("", row.what)]
    if kind == "only":
        assert all(tagged for tagged, ok in asked if not ok)
    elif kind == "where":
        assert any(all(tagged is not ok for tagged, ok in cases) for cases in (asked, rows))
    else:
        assert kind == "unless" and any(all(tagged is ok for tagged, ok in cases) for cases in (asked, rows))


@given(
    st.lists(st.sets(st.sampled_from(TAGS)), min_size=4, max_size=20), st.sets(st.sampled_from(TAGS), min_size=1, max_size=2)
)
def test_code_that_is_wrong_where_tags_meet_is_told_so(tags, where):
    wrong = sum(where <= each for each in tags)
    assume(len(where) <= wrong < len(tags))
    found = [
        Asked({"asked": f"question {i}", "tags": sorted(each)}, {}, (Row("value", 1.0, 2.0, not where <= each),))
        for i, each in enumerate(tags)
    ]
    diagnosis = facts.contrast(found)
    assert diagnosis is not None and diagnosis.name.startswith("where ")
    named = set(diagnosis.name.removeprefix("where ").split(" and "))
    assert all((named <= each) is (where <= each) for each in tags)


@given(st.lists(st.tuples(st.sets(st.sampled_from(TAGS)), st.booleans()), min_size=1, max_size=12), st.booleans())
def test_either_of_two_tags_is_told_where_it_is_true(cases, follow):
    """Code that is wrong at random, or wherever a question is red or new."""
    found = [
        Asked(
            {"asked": "it", "tags": sorted(tags)},
            {},
            (Row("value", 1.0, 2.0, not tags & {TAGS[1], TAGS[2]} if follow else ok),),
        )
        for tags, ok in cases
    ]
    told = facts.either(found)
    if told is not None:
        named = set(told.name.removeprefix("where ").split(" or "))
        assert len(named) == 2 and all(bool(named & set(asked.question["tags"])) is not asked.ok for asked in found)
        assert any(asked.ok for asked in found)


def test_a_tag_that_most_questions_have_is_no_contrast():
    found = [
        Asked({"asked": f"question {i}", "tags": ["it is usual"]}, {}, (Row("value", 1.0, 2.0, i not in (3, 5)),))
        for i in range(20)
    ]
    assert facts.contrast(found) is None


# Laws: a probe for lists, and functions that keep them or break one.


def list_probe(question, f):
    xs = probes.given("xs", list(question["xs"]))
    return {"result": probes.got("the result", f(xs))}


def laws_told(f, lists) -> laws.Diagnosis | None:
    watch = probes.Watch()
    asked = [{"asked": str(xs), "xs": xs} for xs in lists]
    right = [list_probe(each, sorted) for each in asked]

    def judged(i):
        answer = watch.ask(list_probe, i, asked[i], [f])
        return Asked(asked[i], answer, (Row("result", answer["result"], "", answer["result"] == right[i]["result"]),))

    found = [judged(i) for i in range(len(asked))]
    again = {i: judged(i) for i in reversed(range(len(asked)))}
    return laws.broken_law(found, again, watch.changed_later())


def sorts_in_place(xs):
    xs.sort()
    return xs


SEEN: list[list[float]] = []


def remembers(xs):
    SEEN.append(list(xs))
    return sorted(xs) if SEEN.count(xs) == 1 else []


def one_list(xs, out=[]):  # noqa: B006
    out[:] = sorted(xs)
    return out


some_lists = st.lists(st.sampled_from([(3, 1), (2, 1), (5, 4, 1), (0, -1), (9, 8, 7), (1, 0)]), min_size=2, unique=True).map(
    lambda lists: [list(xs) for xs in lists]
)


@given(some_lists)
def test_code_that_breaks_no_law_is_told_none(lists):
    assert laws_told(sorted, lists) is None
    assert laws_told(lambda xs: [*xs], lists) is None, "wrong, but not a breach of law"


@given(some_lists)
def test_code_that_breaks_a_law_is_told_that_law(lists):
    assert laws_told(sorts_in_place, lists).name == "changes arguments"
    SEEN.clear()
    assert laws_told(remembers, lists).name == "second time"
    assert laws_told(one_list, lists).name in ("changes results", "shares results")


@pytest.mark.parametrize("result", [None, 3, 0.5, True, "a", (1.0, 2.0), np.float64(0.5)])
def test_equal_results_that_cannot_be_changed_may_be_one_object(result):
    assert told_later(lambda xs: result) == []


@pytest.mark.parametrize("result", [[], {}, set(), np.zeros(2), Value(1.0)])
def test_one_object_that_can_be_changed_is_no_result_for_two_questions(result):
    assert told_later(lambda xs: result) == [[1, "the result", "shared"]]


def told_later(f) -> list[list]:
    watch = probes.Watch()
    for i in range(2):
        watch.ask(list_probe, i, {"xs": [float(i)]}, [f])
    return watch.changed_later()


# The linter and Python's errors: what is said is held against Python itself.

SLIPS = {
    "B006": "def f(x, seen=[]):\n    seen.append(x)\n    return seen\n",
    "B015": "def f(x):\n    x == 3\n    return x\n",
    "B018": "def f(x):\n    x.backward\n    return x\n",
    "B023": "def f(xs):\n    return [lambda: x for x in xs]\n",
    "F811": "def f(x):\n    return x\n\n\ndef f(x):\n    return 2 * x\n",
    "F841": "def f(x):\n    y = 2 * x\n    return x\n",
    "F632": "def f(x):\n    return x is 3\n",
    "PLW0127": "def f(x):\n    x = x\n    return x\n",
}


@pytest.mark.parametrize("rule", SLIPS)
def test_a_slip_is_told_with_its_line(rule):
    told = linter.look(SLIPS[rule])
    assert told is not None and told.name == rule
    line = re.search(r": `(.+)`\.$", told.says)[1]
    assert line in SLIPS[rule] and line.strip()


@pytest.mark.parametrize("lab", labs())
def test_right_code_is_told_no_slip(lab):
    cells = [cell for cell in code_cells(lab) if cell.grade_id and not cell.grade_id.startswith("check-")]
    assert [linter.look(cell.text) for cell in cells] == [None] * len(cells)


def test_what_is_no_python_is_told_nothing():
    assert linter.look("def f(:") is None and linter.look("") is None


class Thing:
    def twice(self):
        return 2


# code that raises, and what has to be said of it
RAISES = {
    "(lambda a, b: a)(1)": "b",
    "Thing().twice(1)": "takes 1 and was called with 2",
    "isinstance(1, int, 'no')": "takes 2 and was called with 3",
    "(lambda a: a)(b=1)": "b=...",
    "1 + 'x'": "int + str",
    "1 < 'x'": "int",
    "None + 1": "NoneType",
    "None[0]": "None",
    "len(3)": "one thing alone",
    "(3)[0]": "int",
    "(3)(4)": "int",
    "[*3]": "one thing alone",
    "None.grad": ".grad",
    "(3).grad": "type int",
    "'x'.grad": "type str",
    "undefined": "undefined",
    "[1, 2][5]": "list",
    "{}['k']": "'k'",
    "1 / 0": "0",
    "math.log(-1.0)": "domain",
    "math.exp([1])": "list",
    "math.exp(1000)": "too large",
    "(lambda f: f(f))(lambda f: f(f))": "deeper",
}


@pytest.mark.parametrize("code", RAISES)
def test_an_error_of_pythons_is_explained_in_words_that_fit_it(code):
    with pytest.raises(Exception) as raised:
        eval(code, {"math": math, "Thing": Thing})
    meant = errors.meaning(probes.describe(raised.value))
    assert meant is not None and RAISES[code] in meant[0], (raised.value, meant)
    assert meant[1].endswith(("?", ".")) and "?" in meant[1]


@given(st.sampled_from(["TypeError", "ValueError", "AttributeError", "RuntimeError", "IndexError"]), st.text(max_size=80))
def test_any_message_is_met_without_an_error_of_ours(kind, message):
    meant = errors.meaning({"type": kind, "message": message, "line": ""})
    assert meant is None or all(isinstance(text, str) and text for text in meant)


# Pictures and films: every number in them is the student's, or what was expected of a wrong one.


def asked_of(lab: str, task: str, objects: dict[str, object]) -> Asked:
    """The smallest wrong answer of this code."""
    checks = find_check(lab, f"check-{task}")
    challenge = checks.challenge(random.Random(0))
    evidence = probes.run(public(challenge), [objects[name] for name in checks.names])
    return first_wrong(checks.judge(challenge, json.loads(json.dumps(evidence))).found)


def messages_of_ones(root):
    """Every message is 1: right for sums alone."""
    return [
        (child, parent, g, 1.0)
        for child in topological_order(root)[::-1]
        for parent, g in zip(child._prev, child._local_grads)
    ]


def test_the_student_s_messages_are_on_the_arrows_and_in_the_film():
    wrong = asked_of("lab2_visualization", "steps", {"backward_steps": messages_of_ones})
    svg = pictures.messages_on_graph(wrong)
    expected = [row.expected for row in wrong.rows if row.what == "the message" and not row.ok]
    assert expected and all(f"sends 1 ✗, expected {x:g}" in svg for x in expected)
    film = pictures.film_of_messages(wrong, [messages_of_ones])
    assert [event["message"] for event in film.facts["events"] if event["kind"] == "message"] == [1.0] * len(
        wrong.answer["log"][0]
    )


def test_values_that_the_verdict_names_are_thick_in_the_picture():
    wrong = asked_of("lab2_visualization", "order", {"topological_order": lambda root: topological_order(root)[::-1]})
    thick = re.findall(
        r'<g id="node\d+"[^>]*>\s*<title>(\w+)</title>\s*<polygon[^>]*stroke-width="2.5"', pictures.marked_graph(wrong)
    )
    named = {name for row in wrong.rows if not row.ok for name in re.findall(r"\b[a-zA-Z]\b", row.yours)}
    assert thick and set(thick) == named


def test_the_film_of_a_graph_has_the_gradients_that_are_expected():
    class Unfinished(Value):
        def backward(self):
            self.grad = 1.0

    wrong = asked_of("lab1_operators", "backward", {"Value": Unfinished})
    film = pictures.film_of_graph(wrong, [Unfinished])
    names = [node["name"] for node in film.facts["nodes"]]
    expected = {row.what.partition(".")[0]: row.expected for row in wrong.rows}
    assert dict(zip(names, film.facts["gradients"])) == pytest.approx(expected)


def backward_that(sends, from_the_end=True):
    """Lab 1's `backward`, with another way to hand over a message or another order."""

    def backward(self):
        order = topological_order(self)
        for node in order:
            if node._prev or node.grad is None:
                node.grad = 0.0
        self.grad = 1.0
        for node in order[::-1] if from_the_end else order:
            for parent, local_grad in zip(node._prev, node._local_grads):
                sends(parent, node.grad * local_grad)

    return type("Engine", (Value,), {"backward": backward})


def adds(parent, message):
    parent.grad += message


def replaces(parent, message):
    parent.grad = message


@pytest.mark.parametrize("engine", [backward_that(replaces), backward_that(adds, from_the_end=False)])
def test_in_lab_1_too_the_film_is_of_the_student_s_messages_and_opens_at_the_first_wrong_one(engine):
    wrong = asked_of("lab1_operators", "backward", {"Value": engine})
    film = pictures.film_of_graph(wrong, [engine])
    events, names = film.facts["events"], [node["name"] for node in film.facts["nodes"]]
    has = {}
    for event in events:
        if event["kind"] == "message":
            add = engine.backward.__closure__[1].cell_contents is adds
            has[names[event["to"]]] = event["message"] + (has.get(names[event["to"]], 0.0) if add else 0.0)
    left = {row.what.partition(".")[0]: row.yours for row in wrong.rows}
    assert has == pytest.approx({name: left[name] for name in has}), "these messages make the student's gradients"
    assert "✗" in film.sentence(film.step) and film.step > 0
    assert all("✗" not in film.sentence(k) for k in range(film.step))


def test_a_backward_that_sends_in_another_way_is_not_shown_with_made_up_messages():
    def backward(self):
        grads = {id(node): 2.0 for node in topological_order(self)}
        for node in topological_order(self):
            node.grad = grads[id(node)]

    engine = type("Engine", (Value,), {"backward": backward})
    wrong = asked_of("lab1_operators", "backward", {"Value": engine})
    assert messages_of(engine, wrong.question, wrong.question["calls"][0]) == []
    assert pictures.film_of_graph(wrong, [engine]).first_wrong == 0


def test_what_is_wrong_with_the_kind_of_an_answer_is_said_once():
    error = {"message": "A list came back; a number was wanted.", "ask": "Which of its elements is it?"}
    found = [Asked({"asked": "f(2)"}, {"error": error}, ())]
    verdict = verdict_of("f", "It is right.", found, [facts.Diagnosis("form", "form", error["message"], error["ask"])])
    for said in (verdict.text(), verdict.html()):
        assert said.count("A list came back") == 1 and "f(2)" in said and not re.search(r"\byours\b", said)
