"""Run one submission's cells and probes in a kernel, and bring back what came out. Judges nothing, knows no answer.

The work of a grading worker, on this machine or another: plain data in, plain data out. A worker imports this file, and so
not nbgrader: it would take longer than a submission.
"""

from __future__ import annotations

import asyncio
import atexit
import ctypes
import json
import queue
import signal
import sys
import tempfile
import time
from typing import Any

import zmq.asyncio
from jupyter_client import AsyncKernelManager
from jupyter_client.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import v4
from nbformat.notebooknode import NotebookNode

from micrograd_edu.checks.probes import MIME
from micrograd_edu.checks.task import public
from micrograd_edu.grading.provisioner import close_warm_sandboxes, sandboxed_kernel_spec
from micrograd_edu.grading.sandbox import SandboxUnavailable

START_TIMEOUT = 60  # seconds for a kernel to answer
UNRESPONSIVE = 5  # seconds an interrupted kernel gets to answer
MAX_MESSAGE = 32 << 20  # bytes of one message from a kernel; a longer one is refused by ZeroMQ
PIECE = 4 << 20  # characters of base64, a multiple of 4, that are sent at a time
WRITE = """
import base64, pathlib
path = pathlib.Path({name!r})
path.parent.mkdir(parents=True, exist_ok=True)
with open(path, {mode!r}) as file:
    file.write(base64.b64decode({piece!r}))
del base64, pathlib, path, file
"""

atexit.register(close_warm_sandboxes)


def run_submission(job: dict[str, Any]) -> dict[str, Any]:
    """Run a notebook's cells in order, in one kernel.

    Parameters
    ----------
    job : dict
        `lab`: assignment name. `files`: path and content, in base64, of what lies beside the notebook. `cells`: for each
        cell of the notebook None (nothing to run),
        `{"source": str, "graded": bool}`, or `{"challenge": dict, "names": [str, ...]}` for a check.
        `kernel`: "cold", "warm" or "unprotected". `cell_seconds`, `submission_seconds`, `output_bytes` (of one cell):
        limits. `sandbox`: the fields of `sandbox.Limits`.

    Returns
    -------
    dict
        `cells`: for each cell None, or its `outputs`, or for a check `evidence` and `errors`, lists of str; each with
        `ran` and `stopped`, the reason why the kernel was gone afterwards, or None. `seconds`: how long it all took.

    Raises
    ------
    SandboxUnavailable
        If there is no safe place to run it. Whatever the submission does is a result, never an exception.
    """
    return run_sync(_run)(job)


def run_all(jobs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Run all notebooks of a submission, by name."""
    return {notebook: run_submission(job) for notebook, job in jobs.items()}


def end_with_parent() -> None:
    """In a worker process: leave Ctrl-C to the parent, and die when it dies, however it dies (Linux)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


async def _run(job: dict[str, Any]) -> dict[str, Any]:
    started = time.monotonic()
    run = _Run(job)
    try:
        await run.start()
        results = [None if cell is None else await run.cell(index, cell) for index, cell in enumerate(job["cells"])]
    finally:
        await run.end()
    return {"cells": results, "seconds": time.monotonic() - started}


class _Run:
    """One kernel, and what is known of it."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.deadline = time.monotonic() + job["submission_seconds"]
        self.stopped: str | None = None  # why nothing runs any more
        context = zmq.asyncio.Context()
        context.MAXMSGSIZE = MAX_MESSAGE
        self.km = AsyncKernelManager(kernel_name="python3", context=context)
        if job["kernel"] != "unprotected":
            self.km._kernel_spec = sandboxed_kernel_spec(job["lab"], job["kernel"] == "warm", job["sandbox"])
        self.folder = tempfile.TemporaryDirectory(prefix="medu-unprotected-")
        self.client = _Client(
            NotebookNode(cells=[None] * len(job["cells"]), metadata={}),  # nbclient puts a cell there when it has run it
            km=self.km,
            timeout=job["cell_seconds"],
            output_bytes=job["output_bytes"],
            error_on_timeout=TIMED_OUT,
        )
        self.client.on_cell_executed = _record_reply_error

    async def start(self) -> None:
        self.client.reset_execution_trackers()
        # in the sandbox the kernel has a folder of its own anyway
        folder = {"cwd": self.folder.name} if self.job["kernel"] == "unprotected" else {}
        await self.client.async_start_new_kernel(**folder)
        self.client.kc = self.km.client()
        self.client.kc.start_channels()
        self.client.kc.allow_stdin = False
        until = time.monotonic() + START_TIMEOUT
        while not await self._heard():
            if time.monotonic() > until or not await self.km.is_alive():
                raise SandboxUnavailable(f"a kernel was started for {self.job['lab']}, but does not answer")
        for name, content in self.job["files"].items():
            await self._put_beside(name, content)

    async def _put_beside(self, name: str, content: str) -> None:
        """Have the kernel write a file, before anything of the submission runs in it."""
        for start in range(0, max(1, len(content)), PIECE):
            mode, piece = ("ab" if start else "wb"), content[start : start + PIECE]
            asked = self.client.kc.execute(WRITE.format(name=name, mode=mode, piece=piece), silent=True)
            answer: dict[str, Any] = {"parent_header": {}}
            while answer["parent_header"].get("msg_id") != asked:
                answer = await self.client.kc.get_shell_msg(timeout=START_TIMEOUT)
            if answer["content"]["status"] != "ok":
                why = f"{answer['content'].get('ename')}: {answer['content'].get('evalue')}"
                raise SandboxUnavailable(
                    f"{name}, which lies beside the notebook, could not be put into the sandbox ({why}). "
                    f"c.JudgedExecute.disk_bytes is the room there"
                )

    async def _heard(self) -> bool:
        """Ask the kernel something; True when its output channel is connected. (jupyter_client also waits for silence.)"""
        self.client.kc.kernel_info()
        try:
            await self.client.kc.get_iopub_msg(timeout=0.25)
        except queue.Empty:
            return False
        return True

    async def end(self) -> None:
        if self.client.kc is not None:
            self.client.kc.stop_channels()
        if self.km.has_kernel:
            await self.km.shutdown_kernel(now=True)
        await self.km.cleanup_resources()
        self.km.context.destroy(linger=0)
        self.folder.cleanup()

    async def cell(self, index: int, what: dict[str, Any]) -> dict[str, Any]:
        is_check = "challenge" in what
        if self.stopped:
            return {"evidence": [], "errors": [], "outputs": self._not_run(what), "stopped": self.stopped, "ran": False}
        source = _probe(what) if is_check else what["source"]
        cell = NotebookNode(cell_type="code", source=source, metadata=NotebookNode(), outputs=[], execution_count=None)
        await self._execute(cell, index)
        if not is_check:
            ended_here = [_error("Stopped", self.stopped)] if self.stopped else []
            return {"outputs": [*cell.outputs, *ended_here], "stopped": self.stopped, "ran": True}
        return {
            "evidence": [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})],
            "errors": [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"],
            "stopped": self.stopped,
            "ran": True,
        }

    def _not_run(self, what: dict[str, Any]) -> list[NotebookNode]:
        """A graded cell that is none of ours must not get full marks for showing no error."""
        return [_error("NotRun", self.stopped)] if what.get("graded") else []

    async def _execute(self, cell: NotebookNode, index: int) -> None:
        where = f"cell {index + 1}"
        self.client.timeout = max(1, min(self.job["cell_seconds"], int(self.deadline - time.monotonic())))
        self.client.received = 0
        try:
            await self.client.async_execute_cell(cell, index)
            if any(output.get("ename") == TIMED_OUT["ename"] for output in cell.outputs):
                await self._check_responsive(where)
        except DeadKernelError:
            self.stopped = f"the kernel died while {where} ran (os._exit, exit(), or out of memory)"
        except Exception as error:  # the kernel sent what no kernel sends
            self.stopped = f"what the kernel sent while {where} ran could not be understood ({type(error).__name__})"
        if self.stopped is None and time.monotonic() > self.deadline:
            self.stopped = f"the notebook had run for {self.job['submission_seconds']} s after {where}, which is the limit"
        if self.stopped and self.km.has_kernel:
            await self.km.shutdown_kernel(now=True)

    async def _check_responsive(self, where: str) -> None:
        try:
            await self.client.kc.wait_for_ready(timeout=UNRESPONSIVE)
        except RuntimeError:
            self.stopped = f"{where} ran too long and could not be interrupted"


TIMED_OUT = {
    "ename": "CellTimeoutError",
    "evalue": "this cell ran too long and was interrupted",
    "traceback": ["CellTimeoutError: this cell ran too long and was interrupted"],
}


class _Client(NotebookClient):
    """nbclient's, with a limit on what one cell may send."""

    def __init__(self, nb: NotebookNode, km: AsyncKernelManager, output_bytes: int, **settings: Any) -> None:
        # measured: raising on slow output loses busy submissions, and a polite shutdown takes seconds
        super().__init__(
            nb,
            km=km,
            allow_errors=True,
            interrupt_on_timeout=True,
            raise_on_iopub_timeout=False,
            iopub_timeout=10,
            **settings,
        )
        self.output_bytes, self.received = output_bytes, 0

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        if msg["msg_type"] in ("status", "execute_input"):
            return super().process_message(msg, cell, cell_index)
        before = self.received
        self.received += len(json.dumps(msg["content"]))
        if self.received <= self.output_bytes:
            return super().process_message(msg, cell, cell_index)
        if before <= self.output_bytes:
            text = f"this cell showed more than {self.output_bytes >> 10} KB and was interrupted; the rest is left out"
            cell.outputs.append(_error("TooMuchOutput", text))
            asyncio.ensure_future(self.km.interrupt_kernel())
        return None


def _probe(check: dict[str, Any]) -> str:
    return (
        "__import__('micrograd_edu.checks.probes', fromlist=['publish'])"
        f".publish({json.dumps(public(check['challenge']))!r}, {list(check['names'])!r})"
    )


def _error(name: str, message: str) -> NotebookNode:
    return v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])


def _record_reply_error(cell: NotebookNode, execute_reply: dict[str, Any], **_: Any) -> None:
    """Put an error that only the reply tells (a timeout, a suppressed traceback) where readers and nbgrader look."""
    reply = execute_reply["content"]
    if reply["status"] == "error" and not any(output.get("ename") == reply["ename"] for output in cell.outputs):
        traceback = reply["traceback"] or [f"{reply['ename']}: {reply['evalue']}"]
        cell.outputs.append(v4.new_output("error", ename=reply["ename"], evalue=reply["evalue"], traceback=traceback))
