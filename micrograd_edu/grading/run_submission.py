"""Run one submission's cells and probes in a kernel, and bring back what came out. Judges nothing, knows no answer.

The work of a grading worker (`worker.py`): plain data in, plain data out. A worker imports this file, and so not nbgrader,
which would take longer than a submission.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import queue
import tempfile
import time
from collections.abc import Callable
from typing import Any, cast

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, DeadKernelError
from nbformat import v4
from nbformat.notebooknode import NotebookNode
from traitlets import Type

from micrograd_edu.checks.evidence import plain, readable
from micrograd_edu.checks.probes import MIME
from micrograd_edu.checks.task import turns
from micrograd_edu.grading.for_show import cells_to_run
from micrograd_edu.grading.provisioner import close_warm_sandboxes, sandboxed_kernel_spec
from micrograd_edu.grading.sandbox import SandboxUnavailable
from micrograd_edu.grading.worker import Job, not_run

START_TIMEOUT = 60  # seconds for a kernel to answer
UNRESPONSIVE = 4  # seconds an interrupted kernel gets to answer
LATE_OUTPUT = 10  # seconds for the rest of a cell's output, after its end
# Bounds on what waits to be read: a kernel may send on channels that nobody reads at the moment
MAX_MESSAGE = 16 << 20  # bytes of one part of a message; a longer one is refused by ZeroMQ
MAX_WAITING = 20  # messages for each channel
OUTPUT_OF_ALL = 10  # times what one cell may show
PIECE = 4 << 20  # characters of base64, a multiple of 4, that are sent at a time
WRITE = """
import base64, pathlib
path = pathlib.Path({name!r})
path.parent.mkdir(parents=True, exist_ok=True)
with open(path, {mode!r}) as file:
    file.write(base64.b64decode({piece!r}))
del base64, pathlib, path, file
"""

Result = dict[str, Any]
Report = Callable[[int, Result], None]

atexit.register(close_warm_sandboxes)


def run_submission(job: Job, report: Report) -> float:
    """Run a notebook's cells in order, in one kernel.

    Parameters
    ----------
    job : dict
        `lab`: assignment name. `files`: path and content, in base64, of what lies beside the notebook. `cells`: for each
        cell of the notebook None (nothing to run), `{"source": str, "graded": bool, "for_show": bool}`, or
        `{"challenge": dict, "names": [str, ...]}` for a check. One for show runs where others need it (`cells_to_run`).
        `kernel`: "cold", "warm" or "unprotected". `cell_seconds`, `submission_seconds`, `output_bytes` (of one cell):
        limits. `sandbox`: the fields of `sandbox.Limits`.
    report : callable
        Told the index and the result of each cell that is not None, as soon as it is known; again if a later cell changes
        what it shows. A result is plain data: `outputs`, or for a check `evidence` and `errors`, lists of str; `ran`;
        `stopped`, the reason why nothing more was run, or None; and `left_out` for a cell that did not have to run.

    Returns
    -------
    float
        Seconds that it took.

    Raises
    ------
    SandboxUnavailable
        If there is no safe place to run it. Whatever the submission does is a result, never an exception.
    """
    started = time.monotonic()
    asyncio.run(_run(job, report))
    return time.monotonic() - started


async def _run(job: Job, report: Report) -> None:
    run = _Run(job, report)
    try:
        await run.start()
        needed = cells_to_run(job["cells"])
        for index, what in enumerate(job["cells"]):
            if index in needed:
                await run.cell(index, what)
            elif what is not None:
                report(index, {"outputs": [], "stopped": None, "ran": False, "left_out": True})
    finally:
        await run.end()


class _Run:
    """One kernel, and what is known of it."""

    def __init__(self, job: Job, report: Report) -> None:
        self.job, self.report = job, report
        self.deadline = time.monotonic() + job["submission_seconds"]
        self.stopped: str | None = None  # why nothing runs any more
        context = zmq.asyncio.Context()
        context.MAXMSGSIZE, context.RCVHWM = MAX_MESSAGE, MAX_WAITING
        self.km = AsyncKernelManager(kernel_name="python3", context=context, client_factory=_KernelClient)
        if job["kernel"] != "unprotected":
            self.km._kernel_spec = sandboxed_kernel_spec(job["lab"], job["kernel"] == "warm", job["sandbox"])
        self.folder = tempfile.TemporaryDirectory(prefix="medu-unprotected-")
        self.cells = [_cell("" if what is None else what.get("source", "")) for what in job["cells"]]
        self.client = _Client(
            NotebookNode(cells=self.cells, metadata={}),
            km=self.km,
            timeout=job["cell_seconds"],
            output_bytes=job["output_bytes"],
            error_on_timeout=TIMED_OUT,
        )
        self.client.on_cell_executed = _record_reply_error

    @property
    def kc(self) -> AsyncKernelClient:
        """What speaks with the kernel, once one has been started."""
        return cast(AsyncKernelClient, self.client.kc)

    async def start(self) -> None:
        self.client.reset_execution_trackers()
        # in the sandbox the kernel has a folder of its own anyway
        folder = {"cwd": self.folder.name} if self.job["kernel"] == "unprotected" else {}
        await self.client.async_start_new_kernel(**folder)
        if not await self._connect(START_TIMEOUT):
            raise SandboxUnavailable(f"a kernel was started for {self.job['lab']}, but does not answer")
        for name, content in self.job["files"].items():
            await self._put_beside(name, content)

    async def _put_beside(self, name: str, content: str) -> None:
        """Have the kernel write a file, before anything of the submission runs in it."""
        for start in range(0, max(1, len(content)), PIECE):
            mode, piece = ("ab" if start else "wb"), content[start : start + PIECE]
            asked = self.kc.execute(WRITE.format(name=name, mode=mode, piece=piece), silent=True)
            answer: dict[str, Any] = {"parent_header": {}}
            while answer["parent_header"].get("msg_id") != asked:
                answer = await self.kc.get_shell_msg(timeout=START_TIMEOUT)
            if answer["content"]["status"] != "ok":
                why = f"{answer['content'].get('ename')}: {answer['content'].get('evalue')}"
                raise SandboxUnavailable(
                    f"{name}, which lies beside the notebook, could not be put into the sandbox ({why}). "
                    f"c.JudgedExecute.disk_bytes is the room there"
                )

    async def _connect(self, seconds: float) -> bool:
        """Listen to the kernel; True once it is heard."""
        if self.client.kc is not None:
            self.client.kc.stop_channels()
        self.client.kc = self.km.client()
        self.client.kc.start_channels()
        self.client.kc.allow_stdin = False
        until = time.monotonic() + seconds
        while not await self._heard():
            if time.monotonic() > until or not await self.km.is_alive():
                return False
        return True

    async def _heard(self) -> bool:
        """Ask the kernel something; True when its output channel is connected. (jupyter_client also waits for silence.)"""
        self.kc.kernel_info()
        try:
            await self.kc.get_iopub_msg(timeout=0.25)
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

    async def cell(self, index: int, what: dict[str, Any]) -> None:
        """Run a cell and report its result, and the cells before it whose displays it updated."""
        if self.stopped:
            self.report(index, not_run(what, self.stopped))
            return
        if "challenge" in what:
            self.report(index, await self._ask(index, what))
        else:
            await self._execute(index)
            if self.stopped:
                self.cells[index].outputs.append(_error("Stopped", self.stopped))
            self.report(index, self._shown(index))
        for shown in sorted(self.client.take_updated() - {index}):
            if "source" in (self.job["cells"][shown] or {}):  # a check's answer stands as it was given
                self.report(shown, self._shown(shown))

    async def _ask(self, index: int, what: dict[str, Any]) -> Result:
        """Send a check's questions, each turn once the one before is answered, and take down what comes back."""
        cell, evidence, errors = self.cells[index], [], []
        for turn in turns(what["challenge"]):
            cell.source = _question(turn, what["names"])
            await self._execute(index)
            pieces = [_text(output.data[MIME]) for output in cell.outputs if MIME in output.get("data", {})]
            evidence += pieces
            errors += [readable(f"{each.ename}: {each.evalue}") for each in cell.outputs if each.output_type == "error"]
            if self.stopped or len(pieces) != 1:
                break
        return {"evidence": evidence, "errors": errors, "stopped": self.stopped, "ran": True}

    def _shown(self, index: int) -> Result:
        outputs = [_plain_output(output) for output in self.cells[index].outputs]
        return {"outputs": outputs, "stopped": self.stopped, "ran": True}

    async def _execute(self, index: int) -> None:
        where = f"cell {index + 1}"
        left = self.deadline - time.monotonic()
        self.client.timeout = max(1, min(self.job["cell_seconds"], int(left)))
        self.client.begin("challenge" in self.job["cells"][index])
        # nbclient starts its clock anew whenever a kernel sends something: this one is not stretched by anything
        running = asyncio.ensure_future(self._execute_with_nbclient(index))
        await asyncio.wait({running}, timeout=self.client.timeout + LATE_OUTPUT + 2 * UNRESPONSIVE)
        if not running.done():
            running.cancel()
            self.stopped = f"{where} ran too long and could not be stopped"
        if self.stopped is None and time.monotonic() > self.deadline:
            self.stopped = f"the notebook had run for {self.job['submission_seconds']} s after {where}, which is the limit"
        if self.stopped and self.km.has_kernel:
            await self.km.shutdown_kernel(now=True)

    async def _execute_with_nbclient(self, index: int) -> None:
        where, cell = f"cell {index + 1}", self.cells[index]
        try:
            await self.client.async_execute_cell(cell, index)
            timed_out = any(output.get("ename") == TIMED_OUT["ename"] for output in cell.outputs)
            if timed_out and not await self._responds():
                self.stopped = f"{where} ran too long and could not be interrupted"
            elif not self.client.ended and not timed_out:  # ZeroMQ hangs up where a message is longer than the limit
                cell.outputs.append(_error("TooMuchOutput", "what this cell showed was too much to be taken in"))
                if not await self._connect(UNRESPONSIVE):
                    self.stopped = f"the kernel was not heard any more after {where}"
        except DeadKernelError:
            self.stopped = f"the kernel died while {where} ran (os._exit, exit(), or out of memory)"
        except Exception as error:  # the kernel sent what no kernel sends
            self.stopped = f"what the kernel sent while {where} ran could not be understood ({type(error).__name__})"

    async def _responds(self) -> bool:
        """Whether the kernel answers a question in time. (jupyter_client also waits for silence, for ever.)"""
        asked, until = self.kc.kernel_info(), time.monotonic() + UNRESPONSIVE
        while (left := until - time.monotonic()) > 0:
            try:
                answer = await self.kc.get_shell_msg(timeout=left)
            except queue.Empty:
                return False
            if answer["parent_header"].get("msg_id") == asked:
                return True
        return False


TIMED_OUT = {
    "ename": "CellTimeoutError",
    "evalue": "this cell ran too long and was interrupted",
    "traceback": ["CellTimeoutError: this cell ran too long and was interrupted"],
}


class _Channel(AsyncZMQSocketChannel):
    """jupyter_client's, that lets the event loop's clocks run even where there is always a message to read."""

    async def get_msg(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]  # as its own does
        await asyncio.sleep(0)
        return await super().get_msg(*args, **kwargs)


class _KernelClient(AsyncKernelClient):
    shell_channel_class = Type(_Channel)
    iopub_channel_class = Type(_Channel)


class _Client(NotebookClient):
    """nbclient's, with a limit on what cells may send, and tolerance for messages that make no sense."""

    def __init__(self, nb: NotebookNode, km: AsyncKernelManager, output_bytes: int, **settings: Any) -> None:
        # measured: raising on slow output loses busy submissions, and a polite shutdown takes seconds
        super().__init__(
            nb,
            km=km,
            allow_errors=True,
            interrupt_on_timeout=True,
            raise_on_iopub_timeout=False,
            iopub_timeout=LATE_OUTPUT,
            **settings,
        )
        self.output_bytes, self.left = output_bytes, OUTPUT_OF_ALL * output_bytes  # of one cell, of all cells
        self.limit, self.received, self.exceeded, self.ended = output_bytes, 0, False, False  # of the cell that runs
        self._updated: set[int] = set()

    def begin(self, is_check: bool) -> None:
        """Before a cell: count anew. Evidence is not counted among what the notebook shows."""
        self.left -= min(self.received, self.limit)
        self.limit = self.output_bytes if is_check else min(self.output_bytes, self.left)
        self.received, self.exceeded, self.ended = 0, False, False
        self.iopub_timeout = LATE_OUTPUT

    async def _async_handle_timeout(self, timeout: int, cell: NotebookNode | None = None) -> Any:
        self.iopub_timeout = UNRESPONSIVE  # whether the kernel still answers is asked next
        return await super()._async_handle_timeout(timeout, cell)

    def take_updated(self) -> set[int]:
        """Cells whose displays have been updated since the last time this was asked."""
        updated, self._updated = self._updated, set()
        return updated

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        try:
            if msg["msg_type"] in ("status", "execute_input"):
                return super().process_message(msg, cell, cell_index)
            if not self._is_too_much(msg, cell) and not msg["msg_type"].startswith("comm"):  # views are alive elsewhere
                return super().process_message(msg, cell, cell_index)
        except CellExecutionComplete:
            self.ended = True
            raise
        except Exception as error:  # whatever the kernel sent: it costs this message
            text = f"this cell sent a message that could not be understood ({type(error).__name__}); it is left out"
            cell.outputs.append(_error("NotUnderstood", text))
        return None

    def _is_too_much(self, msg: dict[str, Any], cell: NotebookNode) -> bool:
        """Count a message; say so and interrupt at the first one that is beyond the limit."""
        self.received += len(json.dumps(msg["content"])) + sum(len(buffer) for buffer in msg["buffers"])
        if self.received <= self.limit:
            return False
        if not self.exceeded:
            text = f"this cell showed more than {self.limit >> 10} KB and was interrupted; the rest is left out"
            cell.outputs.append(_error("TooMuchOutput", text))
            asyncio.ensure_future(cast(AsyncKernelManager, self.km).interrupt_kernel())
        self.exceeded = True
        return True

    def _update_display_id(self, display_id: str, msg: dict[str, Any]) -> None:
        super()._update_display_id(display_id, msg)
        self._updated.update(self._display_id_map.get(display_id, {}))


def _cell(source: str) -> NotebookNode:
    return NotebookNode(cell_type="code", source=source, metadata=NotebookNode(), outputs=[], execution_count=None)


def _question(challenge: dict[str, Any], names: list[str]) -> str:
    return (
        "__import__('micrograd_edu.checks.probes', fromlist=['publish'])"
        f".publish({json.dumps(challenge)!r}, {list(names)!r})"
    )


def _text(evidence: Any) -> str:
    return evidence if isinstance(evidence, str) else ""


def _plain_output(output: NotebookNode) -> dict[str, Any]:
    try:
        return dict(plain(output))
    except ValueError as error:
        return _error("NotShown", f"what this cell showed here is left out: {error}")


def _error(name: str, message: str) -> NotebookNode:
    told: NotebookNode = v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])
    return told


def _record_reply_error(cell: NotebookNode, execute_reply: dict[str, Any], **_: Any) -> None:
    """Put an error that only the reply tells (a timeout, a suppressed traceback) where readers and nbgrader look."""
    reply = execute_reply["content"]
    if reply["status"] == "error" and not any(output.get("ename") == reply["ename"] for output in cell.outputs):
        traceback = reply["traceback"] or [f"{reply['ename']}: {reply['evalue']}"]
        cell.outputs.append(v4.new_output("error", ename=reply["ename"], evalue=reply["evalue"], traceback=traceback))
