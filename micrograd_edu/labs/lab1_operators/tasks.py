"""The tasks of lab 1: operators, the chain rule, and proof.

Every operator is judged by its value and by the derivatives that travel back through the graph it builds; `backward` by
the gradients it leaves on graphs whose local derivatives are given; `gradcheck` by numbers and verdicts; `bug_hunt` by
the answers on engines that nobody has seen before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, permutations, product
from typing import Any

from micrograd_edu.checks import graphs
from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.pictures import film_of_graph, gradients_on_graph
from micrograd_edu.checks.rows import Answer, Expected, Question, Row, compare, is_close, is_number
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.engine import Value, topological_order
from micrograd_edu.gradcheck import gradcheck, numerical_gradient
from micrograd_edu.labs.lab1_operators.probes import PLAIN, RESULT, chain, evaluate, function, make_engine, part
from micrograd_edu.labs.lab1_operators.rules import RULES, SUGAR, Slope, draw_engines, respelled, unseen_rule

LAB = "lab1_operators"


def suspects(seed: int = 0) -> dict[str, type]:
    """Eight engines for the bug hunt, named A to H: some are sound, in the others one operator's derivative is wrong."""
    engines = draw_engines(random.Random(seed))
    return {letter: make_engine(rules, SUGAR) for letter, rules in zip("ABCDEFGH", engines)}


# Drawing numbers: away from 0 (kinks, division) and from 1 (where many wrong rules happen to be right).


def _positive(rng: random.Random) -> float:
    return round(rng.choice([rng.uniform(0.3, 0.8), rng.uniform(1.3, 2.4)]), 3)


def _signed(rng: random.Random) -> float:
    return rng.choice([-1, 1]) * _positive(rng)


def _above_one(rng: random.Random) -> float:
    return round(rng.uniform(1.2, 1.9), 3)


# Operators: what the questions vary.

TWICE = "one value is both operands"
EQUAL = "the two operands hold equal numbers"
INT = "a number is an int"
NUMPY = "a number is NumPy's"
NEGATIVE = "a number is negative"
ZERO = "a number is 0"
HUGE = "a number is huge"
TINY = "a number is tiny"
RIGHT = "a plain number stands on the right"
LEFT = "a plain number stands on the left"
INSIDE = "it is a part of a larger formula"
LEFT_MADE = "the left operand is itself a result"
RIGHT_MADE = "the right operand is itself a result"
UPSTREAM = "the gradient that arrives is not 1"
FAR = "the input is far from 0"
SMALL = "a number is between 0 and 1"
LATER = "a number has changed since an earlier call"
COMPOSITE = {INSIDE, LEFT_MADE, RIGHT_MADE, UPSTREAM, TWICE}  # more than a single operator at work: no simple relation


def _case(expr: str, *tags: str, **inputs: Any) -> Question:
    """One expression to evaluate and to differentiate.

    No inputs are: `made`, values in between, whose derivatives are asked for too; `upstream`, `numpy` and `before`;
    `plain`, where the derivative for the plain number in it is asked for, if the engine has made a Value of it; and
    `may_skip`, where a division by 0 is as good as an answer.
    """
    special = ("made", "upstream", "numpy", "before", "plain", "may_skip")
    options = {name: inputs.pop(name) for name in special if name in inputs}
    at = ", ".join(f"{name} = {x:g}" for name, x in inputs.items())
    made = "".join(f"{name} = {text}; " for name, text in options.get("made", {}).items())
    if "upstream" in options:
        at += f", the gradient of the result is {options['upstream']}"
    numbers = list(inputs.values())
    found = [NEGATIVE] if any(x < 0 for x in numbers) else []
    found += [ZERO] if 0 in numbers else []
    found += [SMALL] if any(0 < x < 1 for x in numbers) else []
    found += [UPSTREAM] if "upstream" in options else []
    if "before" in options:
        found.append(LATER)
        at += ", which was " + ", ".join(f"{name} = {x:g}" for name, x in options["before"].items()) + " before"
    zero = {f"d/d{name}": [OF_ZERO] for name, x in inputs.items() if x == 0}
    return question(f"{made}{expr} at {at}", *tags, *found, expr=expr, inputs=inputs, parts=zero, **options)


OF_ZERO = "it is the derivative for an operand that is 0"


def _draw_binary(op: str) -> Callable[[random.Random], list[Question]]:
    def draw(rng: random.Random) -> list[Question]:
        k, same = _signed(rng), _signed(rng)
        a, b = _signed(rng), _signed(rng)
        return [
            _case(f"a {op} b", a=2.0, b=10.0),
            _case(f"a {op} a", TWICE, a=3.0),
            _case(f"a {op} b", a=a, b=b),
            _case(f"a {op} b", a=-_positive(rng), b=_positive(rng)),
            _case(f"a {op} b", INT, a=rng.randint(2, 5), b=rng.randint(-9, -6)),
            _case(f"a {op} b", a=0.0, b=_signed(rng)),
            _case(f"a {op} b", a=_signed(rng), b=0.0),
            _case(f"a {op} b", EQUAL, a=same, b=same),
            _case(f"a {op} b", HUGE, a=1e6 * _signed(rng), b=1e-6 * _signed(rng)),
            _case(f"a {op} b", NUMPY, a=_signed(rng), b=_signed(rng), numpy=True),
            _case(f"a {op} b", a=_signed(rng), b=_signed(rng), upstream=_signed(rng)),
            _case(f"a {op} a", TWICE, a=_signed(rng)),
            _case(f"a {op} {k}", RIGHT, a=_signed(rng), plain=True),
            _case(f"a {op} {rng.randint(2, 9)}", RIGHT, INT, a=_signed(rng)),
            _case(f"a {op} 0", RIGHT, INT, ZERO, a=_signed(rng)),
            _case(f"a {op} 1", RIGHT, INT, a=_signed(rng)),
            _case(f"a {op} b", a=_signed(rng), b=_signed(rng), before={"a": _positive(rng)}),
            _case(f"s {op} a", LEFT_MADE, a=_signed(rng), b=_signed(rng), made={"s": f"a {op} b"}),
            _case(f"(a {op} b) {op} (a {op} b)", LEFT_MADE, RIGHT_MADE, a=_signed(rng), b=_signed(rng)),
            _case(f"b {op} s", RIGHT_MADE, a=_signed(rng), b=_signed(rng), made={"s": f"a {op} b"}),
        ]

    return draw


WHOLE = "the exponent is a positive whole number"
NOUGHT = "the exponent is 0"
COUNTS = "the exponent is 0, 1, 2, 3 or so on"
FRACTION = "the exponent is a fraction"
BELOW = "the exponent is negative"
SQUARE = "the exponent is 2"


def _draw_pow(rng: random.Random) -> list[Question]:
    n = round(rng.uniform(1.4, 3.4), 2)
    return [
        _case("a ** 3", WHOLE, COUNTS, a=2.0),
        _case("a ** 2", WHOLE, COUNTS, SQUARE, a=3.0),
        _case("a ** 2", WHOLE, COUNTS, SQUARE, a=-_positive(rng)),
        _case("a ** 3", WHOLE, COUNTS, a=-_positive(rng)),
        _case("a ** 4", WHOLE, COUNTS, a=-_positive(rng)),
        _case("a ** 4", WHOLE, COUNTS, INT, a=rng.randint(2, 4)),
        _case("a ** 1", WHOLE, COUNTS, a=_signed(rng)),
        _case("a ** 0", NOUGHT, COUNTS, a=_signed(rng)),
        _case("a ** 3.0", WHOLE, COUNTS, a=_signed(rng)),
        _case(f"a ** {n}", FRACTION, a=_positive(rng)),
        _case("a ** 0.5", FRACTION, a=_positive(rng)),
        _case("a ** -1", BELOW, a=2.0),
        _case("a ** -1", BELOW, a=_signed(rng)),
        _case("a ** -2", BELOW, a=-_positive(rng)),
        _case(f"a ** -{n}", FRACTION, BELOW, a=_positive(rng)),
        _case("a ** 3", WHOLE, COUNTS, NUMPY, a=_signed(rng), numpy=True),
        _case("a ** 3", WHOLE, COUNTS, TINY, a=1e-3 * _signed(rng)),
        _case("a ** 3", WHOLE, COUNTS, HUGE, a=1e3 * _signed(rng)),
        _case("a ** 3", WHOLE, COUNTS, a=_signed(rng), upstream=_signed(rng)),
        _case("a ** 2", WHOLE, COUNTS, SQUARE, a=_signed(rng), before={"a": _positive(rng)}),
        # n aⁿ / a is right but here, where it says nothing wrong: it fails
        *(_case(f"a ** {n}", WHOLE, COUNTS, a=0.0, may_skip=True) for n in (1, 2, 3)),
        _case("s ** 0.5", FRACTION, INSIDE, a=_positive(rng), made={"s": "a ** 3"}),
        _case("s ** 2", BELOW, INSIDE, a=_signed(rng), made={"s": "a ** -1"}),
    ]


OPEN = "the input is positive"


def _draw_relu(rng: random.Random) -> list[Question]:
    return [
        _case("a.relu()", OPEN, a=3.0),
        _case("a.relu()", a=-3.0),
        _case("a.relu()", a=0.0),
        _case("a.relu()", OPEN, a=_positive(rng)),
        _case("a.relu()", OPEN, a=round(rng.uniform(0.2, 0.9), 3)),
        _case("a.relu()", a=-_positive(rng)),
        _case("a.relu()", OPEN, INT, a=rng.randint(2, 9)),
        _case("a.relu()", INT, a=rng.randint(-9, -2)),
        _case("a.relu()", OPEN, TINY, a=1e-6 * _positive(rng)),
        _case("a.relu()", TINY, a=-1e-6 * _positive(rng)),
        _case("a.relu()", OPEN, HUGE, a=1e6 * _positive(rng)),
        _case("a.relu()", HUGE, a=-1e6 * _positive(rng)),
        _case("a.relu()", OPEN, NUMPY, a=_positive(rng), numpy=True),
        _case("a.relu()", OPEN, a=_positive(rng), upstream=_signed(rng)),
        _case("a.relu()", a=-_positive(rng), upstream=_signed(rng)),
        _case("a.relu()", OPEN, a=_positive(rng), before={"a": -_positive(rng)}),
        _case("a.relu().relu()", OPEN, INSIDE, a=_positive(rng)),
        _case("a.relu().relu()", INSIDE, a=-_positive(rng)),
    ]


def _draw_exp_log_tanh(rng: random.Random) -> list[Question]:
    cases = [_case("a.exp()", OF["exp"], a=2.0), _case("a.log()", OF["log"], a=2.0), _case("a.tanh()", OF["tanh"], a=0.5)]
    for name in ("exp", "tanh"):
        cases += [
            _case(f"a.{name}()", OF[name], a=0.0),
            _case(f"a.{name}()", OF[name], a=_positive(rng)),
            _case(f"a.{name}()", OF[name], a=-_positive(rng)),
            _case(f"a.{name}()", OF[name], INT, a=rng.choice([-2, 3])),
            _case(f"a.{name}()", OF[name], FAR, a=rng.choice([-1, 1]) * rng.randint(15, 25)),
        ]
    cases += [_case("a.exp()", OF["exp"], FAR, a=sign * rng.randint(60, 300)) for sign in (-1, 1)]
    cases += [
        _case("a.log()", OF["log"], a=1.0),
        _case("a.log()", OF["log"], a=round(rng.uniform(0.2, 0.8), 3)),
        _case("a.log()", OF["log"], a=_above_one(rng)),
        _case("a.log()", OF["log"], INT, a=rng.randint(2, 9)),
        _case("a.log()", OF["log"], TINY, a=1e-4 * _positive(rng)),
        _case("a.log()", OF["log"], HUGE, a=1e4 * _positive(rng)),
    ]
    for name in OF:
        cases.append(_case(f"a.{name}()", OF[name], NUMPY, a=_positive(rng), numpy=True))
        cases.append(_case(f"a.{name}()", OF[name], a=_positive(rng), upstream=_signed(rng)))
        cases.append(_case(f"a.{name}()", OF[name], a=_positive(rng), upstream=_signed(rng)))
        cases.append(_case(f"a.{name}()", OF[name], a=_positive(rng), before={"a": _positive(rng)}))
    for first, then in (("tanh", "exp"), ("exp", "log"), ("tanh", "tanh"), ("log", "tanh"), ("log", "exp")):
        of = dict.fromkeys([OF[first], OF[then]])
        made = {"s": f"a.{first}()"}
        cases.append(_case(f"s.{then}()", *of, INSIDE, a=_positive(rng), upstream=_signed(rng), made=made))
    return cases


OF = {name: f"it is about {name}" for name in ("exp", "log", "tanh")}


def _draw_derived(rng: random.Random) -> list[Question]:
    k, same = _positive(rng), _signed(rng)
    left = {op: f"a plain number stands on the left of {op}" for op in "-/+*"}
    cases = [
        _case("-a", MINUS, a=3.0),
        _case("a - b", MINUS, a=7.0, b=2.0),
        _case("a / b", DIVIDE, a=6.0, b=2.0),
        _case("5 - a", MINUS, left["-"], INT, a=3.0),
        _case("8 / a", DIVIDE, left["/"], INT, a=2.0),
        _case("-a", MINUS, a=_signed(rng)),
    ]
    for op, tag in (("-", MINUS), ("/", DIVIDE)):
        right, int_right = f"a plain number stands on the right of {op}", f"an int stands on the right of {op}"
        cases += [
            _case(f"a {op} b", tag, a=_signed(rng), b=_signed(rng)),
            _case(f"a {op} b", tag, INT, a=rng.randint(2, 9), b=rng.randint(-9, -2)),
            _case(f"a {op} b", tag, EQUAL, a=same, b=same),
            _case(f"a {op} a", tag, TWICE, a=_signed(rng)),
            _case(f"a {op} b", tag, a=0.0, b=_signed(rng)),
            _case(f"a {op} {k}", tag, right, a=_signed(rng)),
            _case(f"a {op} {rng.randint(2, 9)}", tag, right, int_right, a=_signed(rng)),
            _case(f"a {op} 7", tag, right, int_right, a=_signed(rng)),
            _case(f"a {op} (-{k})", tag, right, NEGATIVE, a=_signed(rng)),
            _case(f"{k} {op} a", tag, left[op], a=_signed(rng)),
            _case(f"(-{k}) {op} a", tag, left[op], NEGATIVE, a=_signed(rng)),
            _case(f"0 {op} a", tag, left[op], INT, ZERO, a=_signed(rng)),
            _case(f"1 {op} a", tag, left[op], INT, a=_signed(rng)),
            _case(f"a {op} b", tag, a=_signed(rng), b=_signed(rng), upstream=_signed(rng)),
            _case(f"a {op} b", tag, a=_signed(rng), b=_signed(rng), before={"a": _positive(rng), "b": _positive(rng)}),
        ]
    cases.append(_case("a - 0", MINUS, INT, ZERO, a=_signed(rng)))
    for op in "+*":
        cases += [_case(f"{k} {op} a", left[op], a=_signed(rng)), _case(f"0 {op} a", left[op], INT, ZERO, a=_signed(rng))]
        cases.append(_case(f"{rng.randint(2, 9)} {op} a", left[op], INT, a=_signed(rng)))
    inside = [("a - b", "s / a"), ("a / b", "s / a"), ("a - b", "s - a"), ("a - b", "b - s"), ("a / b", "-s")]
    cases += [_case(expr, INSIDE, a=_signed(rng), b=_signed(rng), made={"s": made}) for made, expr in inside]
    cases.append(_case("5 / s", INSIDE, a=_signed(rng), made={"s": "-a"}))
    return [*cases, _case("sum([a, b, a])", INSIDE, a=_signed(rng), b=_signed(rng))]


MINUS, DIVIDE = "it is about minus", "it is about division"


def _expect_operator(asked: Question) -> list[Expected]:
    """Value and derivatives on the reference engine, which finite differences have to confirm first."""
    inputs = {name: Value(x) for name, x in asked["inputs"].items()}
    upstream = asked.get("upstream", 1.0)
    values = evaluate(asked, inputs)
    out = values.pop(RESULT)
    out.backward()
    gradient = {name: 0.0 if x.grad is None else x.grad for name, x in values.items()}
    xs = [float(x) for x in asked["inputs"].values()]

    def f(*xs: Any) -> Any:
        return evaluate(asked, dict(zip(inputs, xs)))[RESULT]

    # 0 is relu's kink; where numbers are huge or tiny, a step that fits all of them does not exist
    if 0.0 not in xs and all(1e-2 < abs(x) < 12 for x in xs) and not gradcheck(f, xs):
        raise RuntimeError(
            f"the reference engine and finite differences disagree on {asked['asked']}: nothing can be judged."
        )
    plain = not COMPOSITE & set(asked["tags"])
    tiny = min(map(abs, gradient.values()), default=1.0) if TINY in asked["tags"] or HUGE in asked["tags"] else 1.0
    expected = [Expected("value", out.data, _roles(asked, "", out.data) if plain else {})]
    if asked.get("plain"):
        [number] = [node for node in topological_order(out) if not node._prev and node not in values.values()]
        expected.append(Expected(f"d/d{PLAIN}", number.grad * upstream))
    for name, grad in gradient.items():
        about = _roles(asked, name, out.data) if plain else {}
        expected.append(Expected(f"d/d{name}", grad * upstream, about, min(1.0, tiny) or 1.0))
    return expected


def _roles(asked: Question, name: str, result: float) -> dict[str, float]:
    """What the numbers of a plain question are to one of its operands."""
    inputs = {key: float(x) for key, x in asked["inputs"].items()}
    if not name:
        return {f"{key} itself": x for key, x in inputs.items()}
    roles = {"the operand's own value": inputs[name], "the result": result}
    others = [x for key, x in inputs.items() if key != name]
    if others:
        roles["the other operand"] = others[0]
    exponent = asked["expr"].partition(" ** ")[2]
    if exponent and "np" not in exponent:
        roles["the exponent"] = float(exponent)
    return roles


def _judge_operator(asked: Question, answer: Answer) -> list[Row]:
    """What was expected, but for the derivative for a plain number: an engine need not make a Value of that."""
    expected = [each for each in _expect_operator(asked) if each.what != f"d/d{PLAIN}" or each.what in answer]
    return compare(expected, answer, asked["parts"])


# Backward.


def _draw_backward(rng: random.Random) -> list[Question]:
    return [*graphs.draw_graphs(rng), *graphs.draw_calls(rng), graphs.draw_ladder(rng), graphs.draw_chain(rng)]


def _judge_gradients(graph: Question, answer: Answer) -> list[Row]:
    """Every gradient after every call; a wrong one that the student's other gradients lead to only follows from those."""
    if "chain" in graph:
        graph = {**graph, "nodes": chain(**graph["chain"])}
    references = graphs.reference_gradients(graph)
    rows = []
    for call, grads in enumerate(references, 1):
        expected = [Expected(part(name, call, graph["calls"]), grad) for name, grad in grads.items()]
        compared = compare(expected, answer)
        if not graph["big"]:
            compared = [_explained(row, graph, name, call, answer) for row, name in zip(compared, grads)]
        rows += compared
    return rows


@dataclass(frozen=True)
class _Edge:
    """A use of a value: the local derivative, the value made from it, and the student's gradient of that."""

    local_grad: float
    child: dict[str, Any]
    grad: Any


def _explained(row: Row, graph: Question, name: str, call: int, answer: Answer) -> Row:
    """A row with what the number has to do with: what the student's own gradients send to this value."""
    root = graph["calls"][call - 1]
    node = next(node for node in graph["nodes"] if node["name"] == name)
    edges = _uses(graph, name, call, answer)

    def uses_of(child: str) -> list[float]:
        return [edge.local_grad * edge.grad for edge in _uses(graph, child, call, answer) if is_number(edge.grad)]

    row = replace(row, tags=frozenset(_tags_of_gradient(node, root, edges)))
    if row.ok or not is_number(row.yours) or not all(is_number(edge.grad) for edge in edges):
        return row
    before = graph["left"].get(name) if call == 1 else answer.get(part(name, call - 1, graph["calls"]))
    before = before if is_number(before) else 0.0
    messages = [edge.local_grad * edge.grad for edge in edges]
    start = (1.0 if name == root else 0.0) + (0.0 if node["parents"] else before)
    if is_close(row.yours, start + sum(messages)):
        return replace(row, follows=True)
    about = {"its gradient from before the call": before} if before else {}
    about["the value's own number"] = node["data"]
    if messages:
        alone = ", without what it had before" * (before != 0 and not node["parents"])
        about[f"what the gradients after it send to it{alone}"] = sum(messages)
    if len(messages) > 1:
        about |= {"the last of its messages alone": messages[-1], "the first of its messages alone": messages[0]}
    if len(messages) == 1 and name != root:
        about |= {"the gradient that arrives": edges[0].grad, "the local derivative alone": edges[0].local_grad}
    for how, others in ((TOO_EARLY, _partial_sums), (AGAIN, _repeated_sums)):
        sent = {edge.child["name"]: others(uses_of(edge.child["name"])) for edge in edges}
        if row.yours and any(is_close(row.yours, start + arrives) for arrives in _arrivals(edges, sent)):
            about[how] = row.yours
    return replace(row, about=about)


TOO_EARLY = "what arrives when a value sends before all of its own messages are in"
AGAIN = "what arrives when a value sends more than once"
MOST_MESSAGES = 4  # to one value, for which all orders are tried


def _arrivals(edges: Sequence[_Edge], others: dict[str, list[float]]) -> Iterator[float]:
    """All that may arrive along these edges in sum, where one sender at least sends another number than its gradient."""
    full = {edge.child["name"]: edge.grad for edge in edges}
    for sent in product(*([grad, *others[name]] for name, grad in full.items())):
        by = dict(zip(full, sent))
        if by != full:
            yield sum(edge.local_grad * by[edge.child["name"]] for edge in edges)


def _partial_sums(messages: Sequence[float]) -> list[float]:
    """What a value may have when some of its messages, or all, are still on the way."""
    return [sum(some) for n in range(len(messages)) for some in combinations(messages[:MOST_MESSAGES], n)]


def _repeated_sums(messages: Sequence[float]) -> list[float]:
    """What a value sends in all when it sends all of it several times, or after each message what it has by then."""
    orders = permutations(messages) if len(messages) <= MOST_MESSAGES else ()
    return [times * (sum(messages) if messages else 1.0) for times in (2, 3, 4)] + [sum(accumulate(each)) for each in orders]


def _uses(graph: Question, name: str, call: int, answer: Answer) -> list[_Edge]:
    """Every use of a value in the graph of this call's root, the last one first."""
    reached = {graph["calls"][call - 1]}
    edges = []
    for child in reversed(graph["nodes"]):
        if child["name"] in reached:
            reached.update(child["parents"])
            grad = answer.get(part(child["name"], call, graph["calls"]))
            pairs = zip(child["parents"], child.get("local_grads", ()))
            edges += [_Edge(local_grad, child, grad) for parent, local_grad in pairs if parent == name]
    return edges


def _tags_of_gradient(node: dict[str, Any], root: str, edges: Sequence[_Edge]) -> list[str]:
    if node["name"] == root:
        place = "the root" if node["parents"] else "a root without parents"
    else:
        place = "a value in between" if node["parents"] else "a leaf"
    tags = [f"it is the gradient of {place}"]
    tags += ["several messages arrive there"] * (len(edges) > 1)
    return tags + ["a message comes from a value that is 0"] * any(edge.child["data"] == 0 for edge in edges)


# Gradient checking.

NUMERICAL = "it is about numerical_gradient"
VERDICT = "it is about gradcheck"
SOUND = "the engine is sound"
BROKEN = "the engine has a wrong derivative"


def _numerical(expr: str, h: float, *tags: str, **xs: Any) -> Question:
    names, numbers = list(xs), list(xs.values())
    at = ", ".join(f"{name} = {x}" for name, x in xs.items())
    return question(
        f"numerical_gradient of {expr} at {at}, h = {h}",
        NUMERICAL,
        *tags,
        expr=expr,
        names=names,
        xs=numbers,
        h=h,
    )


def _draw_numerical(rng: random.Random) -> list[Question]:
    k = _positive(rng)
    x, y = _positive(rng), _signed(rng)
    return [
        _numerical("x * x", 0.5, "there is one number", x=3.0),
        _numerical("x * x * y", 0.5, x=3.0, y=2.0),
        _numerical("x ** 3", 0.5, "there is one number", x=1.0),
        _numerical("x ** 3 + y", 0.1, x=2.0, y=2.0),
        _numerical(f"{k} * x ** 3 + x * y", 0.1, x=x, y=y),
        _numerical("exp(x) * y - sin(z)", 0.05, x=_signed(rng), y=_signed(rng), z=_signed(rng)),
        _numerical("tanh(x) + x ** 2", 0.02, "there is one number", x=_signed(rng)),
        _numerical("x * y + y", 0.25, "two inputs are equal", x=k, y=k),
        _numerical("x * y * z + x ** 3", 0.1, "the inputs are ints", x=2, y=3, z=-4),
        _numerical("x * x * y", 0.25, "the inputs are ints", x=3, y=2),
        _numerical("x ** 3 + x * y", 0.1, "a number is 0", x=0.0, y=_signed(rng)),
        _numerical("x ** 2 * y", 2.0, "h is large", x=_signed(rng), y=_signed(rng)),
        _numerical("x ** 3 * 5 + y", 0.1, "a number is large", x=100.0 * x, y=y),
        _numerical("v * w + x * y * y + z ** 3", 0.1, "there are many numbers", **{name: _signed(rng) for name in "vwxyz"}),
    ]


def _times(slope: Slope, factor: float) -> Slope:
    return (factor * slope[0], factor * slope[1], factor * slope[2])


def _plus(slope: Slope, more: float) -> Slope:
    return (slope[0], slope[1], slope[2] + more)


def _draw_gradcheck(rng: random.Random) -> list[Question]:
    huge = ["exp(a + 20) * b", ["y", "exp(a + 20)"]]
    sound: list[tuple[str, list[Any] | None, tuple[str, ...]]] = [
        ("x * y + x", None, ()),
        ("x.f(y) + y.f(x) * x", unseen_rule(rng), ()),
        (f"x.f(y * {_positive(rng)}) - y * y", unseen_rule(rng), ()),
        ("x.f(y)", huge, ("the derivative is huge",)),
        ("x.f(y * 0.01 + 2) + x", unseen_rule(rng), ()),
        ("x.f(x)", unseen_rule(rng), ("the last input is not used",)),
        ("y.f(y)", unseen_rule(rng), ("the first input is not used",)),
    ]
    broken: list[tuple[str, list[Any], str]] = [
        # a relative tolerance of 1e-4 has to see it
        ("x.f(y)", unseen_rule(rng, lambda da, db: [da, _times(db, 1.0003)]), "the error is small"),
        ("x.f(y)", unseen_rule(rng, lambda da, db: [da, _plus(db, 1)]), "only the last derivative is wrong"),
        ("x.f(y)", unseen_rule(rng, lambda da, db: [_plus(da, -1), db]), "only the first derivative is wrong"),
        # the sum of both derivatives is right
        ("x.f(y)", unseen_rule(rng, lambda da, db: [_plus(da, 1), _plus(db, -1)]), "two errors cancel in a sum"),
        # nothing comes back to the second operand
        ("x.f(y)", unseen_rule(rng, lambda da, db: [da]), "a gradient stays None"),
        ("x.f(y) + y", unseen_rule(rng, lambda da, db: [_times(da, 2), db]), "the derivative is too large"),
        ("x.f(y)", unseen_rule(rng, lambda da, db: [_plus(da, 1), db], size=3e-5), "the derivative is tiny"),
        ("x.f(y) + y", unseen_rule(rng, lambda da, db: [_plus(da, rng.choice([-3, 3])), db]), ""),
        ("x.f(y)", unseen_rule(rng, lambda da, db: [_times(da, -1), _times(db, -1)]), "the sign is wrong"),
        ("x.f(x) * y", unseen_rule(rng, lambda da, db: [da, _times(db, rng.choice([0.5, 2]))]), ""),
        (
            "x * 1000000 + y.f(y)",
            unseen_rule(rng, lambda da, db: [_plus(da, 1), db]),
            "one derivative is huge beside the other",
        ),
    ]
    questions = [
        _on_engine(rng, expr, SOUND, *tags, rule=rule, x=_above_one(rng), y=-_above_one(rng)) for expr, rule, tags in sound
    ]
    questions += [
        _on_engine(rng, expr, BROKEN, *filter(None, [tag]), rule=rule, x=_above_one(rng), y=-_above_one(rng))
        for expr, rule, tag in broken
    ]
    # x cancels: its derivative is 0 and its estimate is rounding, so only a floor lets the two agree
    x = _rounding_shows(rng, CANCELS, (1e-6, 1e-5, 1e-4))
    questions.append(_on_engine(rng, CANCELS, SOUND, "a derivative is 0", x=x, y=0.7))
    # every derivative is 0, and far too small a step sees anything but that
    x = _rounding_shows(rng, BOTH_CANCEL, (1e-13,))
    questions.append(_on_engine(rng, BOTH_CANCEL, SOUND, "every derivative is 0", x=x, y=0.7))
    same, ints = _above_one(rng), "gradcheck gets ints"
    questions.append(_on_engine(rng, "x * y + x", SOUND, "two inputs of a sound engine are equal", x=same, y=same))
    questions.append(_on_engine(rng, "x.f(y) * x", SOUND, ints, rule=unseen_rule(rng), x=2, y=3))
    last_only = unseen_rule(rng, lambda da, db: [da, _plus(db, 1)])
    questions.append(_on_engine(rng, "x.f(y)", BROKEN, ints, rule=last_only, x=2, y=3))
    first, rest = questions[0], questions[1:]
    rng.shuffle(rest)
    return [*_draw_numerical(rng), first, *rest]


def _on_engine(rng: random.Random, expr: str, kind: str, *tags: str, rule: list[Any] | None = None, **xs: Any) -> Question:
    """`gradcheck` on an engine that has + and *, and an operator `f` by this rule that no other question's engine has.

    Engines that share an operator could be put to a vote: see `respelled`.
    """
    rules = {"add": RULES["add"], "mul": RULES["mul"]}
    at = ", ".join(f"{name} = {x}" for name, x in xs.items())
    what = "a sound engine" if kind == SOUND else "an engine with one wrong derivative"
    if rule:
        rules["f"] = rule
        what += f" (its a.f(b) is {rule[0]})"
    text = f"gradcheck of {expr} at {at} on {what}"
    about = {"expr": expr, "names": list(xs), "xs": list(xs.values())}
    return question(text, VERDICT, kind, *tags, **about, rules=respelled(rules, rng), sugar=SUGAR)


CANCELS = "x * 100 + 0.3 - x * 100 + y"
BOTH_CANCEL = "(x + y) * 10 - x * 10 - y * 10"


def _rounding_shows(rng: random.Random, expr: str, steps: tuple[float, ...]) -> float:
    """An x at which the estimate of a derivative of 0 is not 0 with any of these steps."""
    f = function(expr, ["x", "y"])
    for _ in range(20_000):  # some expressions show it at a few of the inputs only
        x = _above_one(rng)
        if all(numerical_gradient(f, [x, 0.7], h)[0] != 0 for h in steps):
            return x
    raise RuntimeError(f"{expr} shows no rounding: draw another expression.")


def _expect_gradcheck(asked: Question) -> list[Expected]:
    f, names, xs = function(asked["expr"], asked["names"]), asked["names"], [float(x) for x in asked["xs"]]
    if "h" in asked:
        h = asked["h"]
        gradient, here = numerical_gradient(f, xs, h), f(*xs)
        expected = [Expected("how many", len(names))]
        for i, (name, number) in enumerate(zip(names, gradient)):
            up, down = (f(*[x + step * (j == i) for j, x in enumerate(xs)]) for step in (h, -h))
            about = {"(f(x + h) - f(x)) / h": (up - here) / h, "(f(x) - f(x - h)) / h": (here - down) / h, "h": h}
            near, far = (f(*[x + step * (j == i) * x for j, x in enumerate(xs)]) for step in (-h, h))
            about |= {"h times h": h * h, "f(x + h) - f(x - h)": up - down, "2 h": 2 * h, "f(x + h)": up, "f(x)": here}
            if xs[i]:
                about["the slope over a step of h times x"] = (far - near) / (2 * h * xs[i])
            expected.append(Expected(f"d/d{name}", number, about))
        return expected
    sound = SOUND in asked["tags"]
    if bool(gradcheck(f, xs, Value=make_engine(asked["rules"], asked["sugar"]))) is not sound:
        raise RuntimeError(f"the reference gradcheck is wrong about {asked['asked']}: nothing can be judged.")
    return [Expected("gradcheck", sound)]


# The bug hunt.


def _draw_bug_hunt(rng: random.Random) -> list[Question]:
    """Eight engines, one at a time, the first of them broken in an operator that no earlier check's engine has.

    Whoever has seen several can tell the odd one by what each computes. So the first one has to be found out without others.
    """
    engines = draw_engines(rng)
    first = rng.choice([each for each in engines if broken_operator(each) in UNSEEN_BEFORE])
    engines = [first, *(each for each in engines if each is not first)]
    questions = []
    for name, rules in zip("12345678", engines):
        broken = broken_operator(rules)
        tag = f"it is {broken} that is broken" if broken else SOUND
        asked = f"the broken operator of engine {name}"
        questions.append(question(asked, tag, rules=respelled(rules, rng), sugar=SUGAR, in_turn=True))
    return questions


UNSEEN_BEFORE = ("pow", "relu", "exp", "log", "tanh")


def broken_operator(rules: dict[str, list[Any]]) -> str | None:
    """The operator whose rule differs from the right one."""
    return next((op for op in RULES if rules[op] != RULES[op]), None)


def _expect_bug(asked: Question) -> Sequence[Expected]:
    tag = asked["tags"][0]
    return [Expected("find_bug", None if tag == SOUND else tag.split()[2])]


def _operator(name: str, draw: Callable[[random.Random], list[Question]], proves: str, *builds_on: str) -> Task:
    return Task(
        LAB,
        name,
        draw,
        proves,
        judge_answer=_judge_operator,
        names=("Value",),
        asked_by="operators",
        builds_on=builds_on,
    )


TASKS = by_name(
    _operator("add", _draw_binary("+"), "Your + is right: value and both derivatives, also for a + a, negatives and 0."),
    _operator("mul", _draw_binary("*"), "Your * is right: value and both derivatives, also for a * a, negatives and 0."),
    _operator(
        "pow",
        _draw_pow,
        "Your ** is right: for whole, fractional and negative exponents, and for the exponents 0 and 1.",
    ),
    _operator("relu", _draw_relu, "Your relu is right: open above 0, closed below, and closed at 0."),
    _operator(
        "exp_log_tanh",
        _draw_exp_log_tanh,
        "exp, log and tanh are right, on their own, inside each other, far out and at 0.",
    ),
    _operator(
        "derived",
        _draw_derived,
        "- and / are right, and all reflected forms: your engine differentiates any formula of these.",
        "add",
        "mul",
        "pow",
    ),
    Task(
        LAB,
        "backward",
        _draw_backward,
        "Your backward is right: shared values, any order, many parents, called again, thousands of steps deep.",
        judge_answer=_judge_gradients,
        names=("Value",),
        picture=gradients_on_graph,
        film=film_of_graph,
    ),
    Task(
        LAB,
        "gradcheck",
        _draw_gradcheck,
        "Your gradcheck tells a sound engine from one with a single wrong derivative, large or small.",
        expect=_expect_gradcheck,
        names=("numerical_gradient", "gradcheck"),
        asked_by="gradient_checking",
    ),
    Task(
        LAB,
        "bug_hunt",
        _draw_bug_hunt,
        "You name the broken operator in engines that you have never seen, and accuse no sound one.",
        expect=_expect_bug,
        names=("find_bug",),
        builds_on=("gradcheck",),
    ),
)
check = Check(TASKS)
