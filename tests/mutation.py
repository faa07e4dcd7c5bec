"""Change the reference solutions a little, everywhere, and see whether the checks notice: python tests/mutation.py [LAB ...]

The mutation tools on PyPI change modules and run a test suite; here the code is in notebook cells and the verdict is a
check's, so a small mutator of syntax trees does it. Each mutant changes one place inside a solution region. It is killed
when the task's check does not pass. Mutants that compute the same are listed, with the reason, in
`kill_table/equivalent_mutants.toml`.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import multiprocessing
import random
import resource
import signal
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kill_table_harness import ROOT, draw_challenge, evidence_of, source_cells
from tqdm import tqdm

from micrograd_edu.checks.task import Task
from micrograd_edu.labs import find_check, labs

TABLE = ROOT / "tests" / "kill_table"

SECONDS = 20  # a mutant that runs longer is caught in a loop
MEMORY = 6 * 2**30  # beyond what is used when it begins
PER_TASK, OVERALL = 0.95, 0.98  # the score that is asked for

OPERATORS = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
}


@dataclass(frozen=True)
class Mutant:
    lab: str
    task: str
    where: str  # the line, as it was
    change: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.lab}/{self.task}: {self.where} -> {self.change}"


def solution_lines(source: str) -> tuple[str, set[int]]:
    """The cell without its markers, blank in their place, and the numbers of the lines between them."""
    lines, inside, numbers = [], False, set()
    for number, line in enumerate(source.splitlines(), 1):
        if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
            inside = "BEGIN" in line
            lines.append("")
        else:
            lines.append(line)
            if inside:
                numbers.add(number)
    return "\n".join(lines), numbers


def mutants_of(lab: str, task: str, source: str) -> Iterator[Mutant]:
    """Every change of one place in the solution."""
    text, numbers = solution_lines(source)
    tree = ast.parse(text)
    lines = text.splitlines()
    seen = {ast.unparse(tree)}
    for index, node in enumerate(ast.walk(tree)):
        if getattr(node, "lineno", None) not in numbers:
            continue
        for change in changes_of(node):
            changed = copy.deepcopy(tree)
            twin = next(n for i, n in enumerate(ast.walk(changed)) if i == index)
            before = ast.unparse(twin)
            change(twin)
            try:
                new = ast.unparse(ast.fix_missing_locations(changed))
                compile(new, "<mutant>", "exec")
            except (SyntaxError, ValueError):
                continue
            if new not in seen:
                seen.add(new)
                after = ast.unparse(twin).splitlines()[0] if ast.unparse(twin) else "pass"
                yield Mutant(lab, task, f"{lines[node.lineno - 1].strip()} [{before.splitlines()[0]}]", after, new)


def changes_of(node: ast.AST) -> list:
    """Functions that each change this node in one way."""
    changes = []
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)):
        changes += [lambda n, op=op: setattr(n, "op", op()) for op in OPERATORS.get(type(node.op), [])]
    if isinstance(node, ast.AugAssign):
        changes.append(_become_assignment)
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            changes += [lambda n, i=i, new=new: n.ops.__setitem__(i, new()) for new in OPERATORS.get(type(op), [])]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        changes.append(lambda n: _become(n, n.operand))
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        changes.append(lambda n: setattr(n, "value", not n.value))
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        changes += [lambda n: setattr(n, "value", n.value + 1), lambda n: setattr(n, "value", n.value * 0)]
    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.ctx, ast.Load):
        changes.append(lambda n: n.elts.reverse())
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        changes.append(lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test)))
    if isinstance(node, ast.Return) and node.value is not None:
        changes.append(lambda n: setattr(n, "value", None))
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.For, ast.If, ast.Continue, ast.Break)):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            changes.append(lambda n: _become(n, ast.Pass()))
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("reversed", "list", "set", "tuple", "abs"):
        changes.append(lambda n: _become(n, n.args[0]) if n.args else None)
    return changes


def _become(node: ast.AST, other: ast.AST) -> None:
    position = {name: getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    node.__class__ = type(other)
    node.__dict__.clear()
    node.__dict__.update(position | {k: v for k, v in other.__dict__.items() if k not in position})


def _become_assignment(node: ast.AugAssign) -> None:
    _become(node, ast.Assign(targets=[node.target], value=node.value))


class Caught(BaseException):
    """The mutant took too long."""


def is_killed(mutant: Mutant) -> bool:
    """Run the notebook up to the task's check, with the mutant in place of its solution cell, and judge."""

    def stop(*_: object) -> None:
        raise Caught

    signal.signal(signal.SIGALRM, stop)
    namespace: dict = {"__name__": "__main__"}
    for grade_id, source in source_cells(mutant.lab):
        if grade_id == f"check-{mutant.task}":
            break
        if not grade_id.startswith("check-"):
            code = mutant.source if grade_id == mutant.task else source
            _guarded(lambda code=code: exec(compile(code, "<cell>", "exec"), namespace))
    check = find_check(mutant.lab, grade_id)
    for seed in (0, 1):
        challenge = draw_challenge(check, random.Random(seed))
        evidence = _guarded(lambda c=challenge: evidence_of(check, c, namespace))
        if evidence is None or not check.judge(challenge, evidence).passed:
            return True
    return False


def _guarded(call):
    """Call; None if it raises or takes too long. A loop that swallows the alarm is interrupted again and again."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS, 1)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return call()
    except (Exception, Caught, KeyboardInterrupt, SystemExit):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _begin() -> None:
    """Whether a mutant passes is asked, not what is told of it, which takes longer."""
    with open("/proc/self/statm") as file:  # PyTorch may be here already, and it is large
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, resource.RLIM_INFINITY))
    Task.diagnose = lambda *_: []  # type: ignore[method-assign]


def _judged(mutant: Mutant) -> tuple[Mutant, bool]:
    try:
        return mutant, is_killed(mutant)
    except (Caught, MemoryError):
        return mutant, True


def all_mutants(labs: list[str]) -> list[Mutant]:
    found = []
    for lab in labs:
        for grade_id, source in source_cells(lab):
            if find_check(lab, f"check-{grade_id}") and "BEGIN SOLUTION" in source:
                found += mutants_of(lab, grade_id, source)
    return found


def equivalent_mutants() -> dict[str, str]:
    """Mutants that compute the same as the reference, with the reason."""
    return tomllib.loads((TABLE / "equivalent_mutants.toml").read_text(encoding="utf-8"))


def score(labs: list[str]) -> tuple[dict[str, tuple[int, int]], list[Mutant]]:
    """For each task: killed, and mutants that are not equivalent; and the survivors."""
    equivalent = equivalent_mutants()
    mutants = [mutant for mutant in all_mutants(labs) if mutant.name not in equivalent]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    survivors = []
    with multiprocessing.get_context("fork").Pool(2, _begin, maxtasksperchild=50) as pool:
        judged = pool.imap_unordered(_judged, mutants)
        for mutant, killed in tqdm(judged, total=len(mutants), file=sys.stdout, desc="mutants", mininterval=5):
            count = counts[f"{mutant.lab}/{mutant.task}"]
            count[0] += killed
            count[1] += 1
            if not killed:
                survivors.append(mutant)
    return {task: (killed, total) for task, (killed, total) in sorted(counts.items())}, survivors


def main() -> int:
    counts, survivors = score(sys.argv[1:] or labs())
    print()
    for task, (killed, total) in counts.items():
        print(f"{task:45} {killed:4} of {total:4} killed  {killed / total:6.1%}")
    killed, total = (sum(numbers) for numbers in zip(*counts.values()))
    print(f"{'all':45} {killed:4} of {total:4} killed  {killed / total:6.1%}")
    for mutant in survivors:
        print("survived:", mutant.name)
    return int(killed / total < OVERALL or any(k / n < PER_TASK for k, n in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
