"""Run a submission and judge it from outside: nbgrader's `Execute`, with our checks in place of the check cells."""

from __future__ import annotations

import json
import random
import time
from typing import Any

from jupyter_client.utils import run_sync
from nbclient.exceptions import DeadKernelError
from nbformat import v4
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Bool, Dict, Enum, Integer

from micrograd_edu.checks.check import Check, parse_evidence
from micrograd_edu.checks.probes import MIME
from micrograd_edu.checks.registry import find_check
from micrograd_edu.checks.verdict import Verdict

UNRESPONSIVE = 5  # seconds an interrupted kernel gets to answer


class JudgedExecute(Execute):
    """Execute a notebook; when a check cell is reached, send a fresh challenge and judge the evidence in this process.

    The source of a check cell is not run at all, so nothing that a notebook does to the check functions, to later cells or
    to what it prints can earn points: only evidence with the right numbers does. Graded cells that are none of ours run as
    nbgrader runs them. A kernel that dies or hangs ends the run there: what was earned before stays, and every check
    after it says why it could not run.

    Here the sandbox will start the kernel (`kernel_name`); until then it runs with the instructor's rights.
    """

    # measured: nbgrader's own settings lose busy submissions and spend seconds on shutting down politely
    raise_on_iopub_timeout = Bool(False).tag(config=True)
    iopub_timeout = Integer(10).tag(config=True)
    shutdown_kernel = Enum(["graceful", "immediate"], default_value="immediate").tag(config=True)

    error_on_timeout = Dict(
        {
            "ename": "CellTimeoutError",
            "evalue": "this cell ran too long and was interrupted",
            "traceback": ["CellTimeoutError: this cell ran too long and was interrupted"],
        }
    ).tag(config=True)

    submission_timeout = Integer(300, help="Seconds that all cells of one submission may take together.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any], km: Any = None) -> tuple[NotebookNode, dict[str, Any]]:
        self._lab = resources["nbgrader"]["assignment"]
        self._deadline = time.monotonic() + self.submission_timeout
        self._stopped: str | None = None  # why nothing runs any more
        return super().preprocess(nb, resources, km)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        check = find_check(self._lab, cell.metadata.nbgrader.grade_id) if is_grade(cell) else None
        if check is None:
            self._run(cell, index)
        else:
            verdict = self._judge(check, index)
            cell.outputs = _outputs(verdict)
            cell.execution_count = None
        self.nb.cells[index] = cell  # nbclient has put the cell there that it ran
        return cell, self.resources

    def _run(self, cell: NotebookNode, index: int) -> None:
        """Execute one cell; record in `_stopped` if the kernel is of no use afterwards."""
        if cell.cell_type != "code":
            return
        if self._stopped:
            cell.outputs = [_error("NotRun", self._stopped)] if is_grade(cell) else []
            return
        where = f"cell {index + 1}"
        try:
            self.execute_cell(cell, index, store_history=True)
            if any(output.get("ename") == "CellTimeoutError" for output in cell.outputs):
                self._check_responsive(where)
        except DeadKernelError:
            self._stopped = f"the kernel died while {where} ran (os._exit, exit(), or out of memory)"
        if self._stopped is None and time.monotonic() > self._deadline:
            self._stopped = f"the notebook had run for {self.submission_timeout} s after {where}, which is the limit"
            self._kill_kernel()
        if self._stopped:
            cell.outputs = [*cell.outputs, _error("Stopped", self._stopped)]

    def _check_responsive(self, where: str) -> None:
        try:
            run_sync(self.kc.wait_for_ready)(timeout=UNRESPONSIVE)
        except RuntimeError:
            self._stopped = f"{where} ran too long and could not be interrupted"
            self._kill_kernel()

    def _kill_kernel(self) -> None:
        run_sync(self.km.shutdown_kernel)(now=True)

    def _judge(self, check: Check, index: int) -> Verdict:
        """Send a challenge to the kernel, take the evidence out, judge it here."""
        if self._stopped:
            return check.fail(f"this check could not run: {self._stopped}.")
        challenge = check.challenge(random.SystemRandom())
        probe = v4.new_code_cell(
            "__import__('micrograd_edu.checks.probes', fromlist=['publish'])"
            f".publish({json.dumps(challenge)!r}, {list(check.names)!r})"
        )
        self._run(probe, index)
        evidence = [output.data[MIME] for output in probe.outputs if MIME in output.get("data", {})]
        if len(evidence) == 1:
            return check.judge(challenge, parse_evidence(evidence[0]))
        if evidence:
            return check.fail(f"{len(evidence)} pieces of evidence came back, and one was asked for: none of them counts.")
        if self._stopped:
            return check.fail(f"no evidence came back: {self._stopped}.")
        errors = [f"{output.ename}: {output.evalue}" for output in probe.outputs if output.output_type == "error"]
        if errors:
            return check.fail(f"no evidence came back: the check stopped with {errors[0][:300]}")
        return check.fail(
            "no evidence came back. The notebook changes how cells run or what they display; "
            "remove that, restart the kernel and run all cells."
        )


def _outputs(verdict: Verdict) -> list[NotebookNode]:
    """What a graded cell shows. nbgrader gives full marks to a cell without an error output and 0 to one with."""
    shown = v4.new_output("display_data", data={"text/html": verdict.html(), "text/plain": verdict.text()})
    return [shown] if verdict.passed else [shown, _error("CheckFailed", f"{verdict.task}: {verdict.summary}")]


def _error(name: str, message: str) -> NotebookNode:
    return v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])
