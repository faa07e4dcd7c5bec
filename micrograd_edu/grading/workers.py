"""The batch, and the workers that run it: processes on this machine, or a Dask cluster."""

from __future__ import annotations

import contextlib
import gc
import json
import multiprocessing.connection
import shutil
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from micrograd_edu.grading.batch import STAGING, Course, Prepared
from micrograd_edu.grading.common_challenge import add_second_look
from micrograd_edu.grading.no_pickles import no_pickles
from micrograd_edu.grading.sandbox import SandboxUnavailable, check_sandbox, remove_abandoned
from micrograd_edu.grading.summary import Outcome
from micrograd_edu.grading.worker import Jobs, Results, Worker, run_packed, unpack, usable_worker

ATTEMPTS = 2  # a sandbox that does not start may be an earlier submission's doing
Finished = tuple[str, dict[str, Results] | Exception]


class Workers(Protocol):
    """Where submissions are run."""

    count: int

    def submit(self, student: str, jobs: Jobs) -> None:
        """Take a submission, to be run when it is its turn."""

    def finished(self) -> list[Finished]:
        """Wait until at least one submission is done; return those that are, with their results or why there are none."""

    def check(self) -> None:
        """Raise `SandboxUnavailable` if no submission at all could be run."""

    def close(self) -> None:
        """End them, in the middle of a submission if need be: its results are not recorded yet."""


class LocalWorkers:
    """Processes on this machine. Each has one submission at a time: what happens to it, happens to that one alone."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._waiting: list[tuple[str, Jobs]] = []
        self._busy: dict[str, Worker] = {}
        self._idle: list[Worker] = []

    def submit(self, student: str, jobs: Jobs) -> None:
        self._waiting.append((student, jobs))
        self._start()

    def _start(self) -> None:
        while self._waiting and len(self._busy) < self.count:
            student, jobs = self._waiting.pop(0)
            worker = self._busy[student] = usable_worker(self._idle)
            worker.start(jobs)

    def finished(self) -> list[Finished]:
        done: list[Finished] = []
        while self._busy and not done:
            multiprocessing.connection.wait([worker.connection for worker in self._busy.values()], timeout=0.5)
            for student, worker in list(self._busy.items()):
                try:
                    if not worker.finished():
                        continue
                    done.append((student, worker.take()))
                except SandboxUnavailable as error:
                    worker.kill()  # a new one starts afresh
                    done.append((student, error))
                del self._busy[student]
                if worker.alive():
                    self._idle.append(worker)
        self._start()
        return done

    def check(self) -> None:
        check_sandbox()

    def close(self) -> None:
        for worker in [*self._busy.values(), *self._idle]:
            worker.kill()
        remove_abandoned()


class DaskWorkers:
    """A Dask cluster whose scheduler is at this address, where the package and bubblewrap are installed.

    Parameters
    ----------
    scheduler : str
        Such as "tcp://host:8786", or "tls://host:8786".
    tls : tuple of Path, optional
        Files with the certificate of the authority, the own certificate and its key.
    """

    def __init__(self, scheduler: str, tls: tuple[Path, Path, Path] | None = None) -> None:
        from distributed import Client
        from distributed.security import Security

        names = ("tls_ca_file", "tls_client_cert", "tls_client_key")
        security = Security(require_encryption=True, **dict(zip(names, map(str, tls)))) if tls else None
        self._guarded = contextlib.ExitStack()
        self._guarded.enter_context(no_pickles())  # what workers answer is bytes, and read as nothing else
        try:
            self._client = Client(scheduler, timeout="20s", security=security, deserializers=["msgpack"])
        except BaseException:
            self._guarded.close()
            raise
        self.count = max(1, sum(self._client.ncores().values()))
        self._executor = self._client.get_executor(pure=False)
        self._running: dict[Future[bytes], str] = {}

    def submit(self, student: str, jobs: Jobs) -> None:
        self._running[self._executor.submit(run_packed, json.dumps(jobs).encode())] = student

    def finished(self) -> list[Finished]:
        return [
            (self._running.pop(future), _answer(future)) for future in wait(self._running, return_when=FIRST_COMPLETED).done
        ]

    def check(self) -> None:
        """Nothing to be asked here: two submissions in a row could not be run, perhaps on two machines."""

    def close(self) -> None:
        self._client.close()
        self._guarded.close()


def _answer(future: Future[bytes]) -> dict[str, Results] | Exception:
    try:
        return unpack(future.result())
    except Exception as error:  # of the cluster's many kinds; whatever it is, there are no results
        return error


@dataclass
class Running:
    """A submission that is being run: the run that counts, then a second look at its failed checks where that tells more."""

    prepared: dict[str, Prepared]
    first: dict[str, Results] = field(default_factory=dict)
    second: Jobs = field(default_factory=dict)

    def with_second_look(self, results: dict[str, Results] | Exception) -> dict[str, Results]:
        """The results of the run that counts, with what the second look brought, if it brought anything."""
        if not isinstance(results, Exception):
            for name, job in self.second.items():
                add_second_look(self.first[name], job, results[name])
        return self.first


def grade_all(course: Course, students: list[str], workers: Workers) -> Iterator[Outcome]:
    """Grade these students' submissions; yield each outcome once it is recorded. One that fails does not stop the others.

    Raises
    ------
    SandboxUnavailable
        If no submission could be run safely.
    """
    gc.collect()
    gc.freeze()  # else the collector looks through all that was imported, again and again
    gc.set_threshold(10_000, 20, 20)  # a tenth of the time went into looking for what is not there
    staging = Path(course.coursedir.root, STAGING)
    shutil.rmtree(staging, ignore_errors=True)  # left by a batch that was killed
    waiting = list(reversed(students))
    attempts: dict[str, int] = dict.fromkeys(students, 0)
    running: dict[str, Running] = {}
    while waiting or running:
        while waiting and len(running) < 2 * workers.count:  # enough that no worker is idle, few enough to keep in memory
            student = waiting.pop()
            try:
                prepared = course.prepare(student)
                known = course.results_without_running(student, prepared)
                if known is not None:
                    course.finish(student, prepared, known)
                    yield _outcome("judged again", student, prepared)
                    continue
            except Exception as error:
                yield Outcome(student, note=_reason(error))
                continue
            attempts[student] += 1
            running[student] = Running(prepared)
            workers.submit(student, {name: about.job for name, about in prepared.items()})
        for student, results in workers.finished() if running else []:
            run = running.pop(student)
            if run.second:
                results = run.with_second_look(results)
            elif not isinstance(results, Exception):
                run.first, run.second = results, course.second_look(run.prepared, results)
                if run.second:
                    running[student] = run
                    workers.submit(student, run.second)
                    continue
            prepared = run.prepared
            if isinstance(results, SandboxUnavailable):
                if attempts[student] < ATTEMPTS:
                    waiting.append(student)
                    continue
                workers.check()
            try:
                if isinstance(results, Exception):
                    raise results
                course.finish(student, prepared, results)
                yield _with_run(student, prepared, results)
            except Exception as error:
                yield Outcome(student, note=_reason(error))
    shutil.rmtree(staging, ignore_errors=True)


def _outcome(how: str, student: str, prepared: dict[str, Prepared]) -> Outcome:
    outcome = Outcome(student, how)
    notes: list[str] = []
    for about in prepared.values():
        outcome.remarks += about.resources.get("remarks", [])
        notes += [about.resources[reason] for reason in ("unreadable", "undated") if reason in about.resources]
        notes += (about.results or {}).get("mistakes", [])
        notes += [cell["stopped"] for cell in (about.results or {}).get("cells", []) if cell and cell["stopped"]]
    outcome.note = notes[0] if notes else ""
    return outcome


def _with_run(student: str, prepared: dict[str, Prepared], results: dict[str, Results]) -> Outcome:
    outcome = _outcome("graded", student, prepared)
    outcome.seconds = sum(result["seconds"] for result in results.values())
    return outcome


def _reason(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[-1] if text else type(error).__name__
