"""Formgrader, as an instructor has it: in a real Jupyter server started in the course folder."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from jupyterlab import free_port


class Formgrader:
    """A running server."""

    def __init__(self, port: int, server: subprocess.Popen) -> None:
        self.url, self._server = f"http://127.0.0.1:{port}/formgrader", server

    def wait(self) -> None:
        """Until it answers."""
        self._patiently(urllib.request.Request(f"{self.url}/", headers={"Authorization": "token secret"}))

    def autograde(self, lab: str, student: str) -> dict:
        """What the button does, and what its dialog shows."""
        url = f"{self.url}/api/submission/{lab}/{student}/autograde"
        request = urllib.request.Request(url, data=b"", headers={"Authorization": "token secret"})
        return json.loads(self._patiently(request))

    def _patiently(self, request: urllib.request.Request) -> bytes:
        for _ in range(400):  # a busy machine takes its time
            try:
                with urllib.request.urlopen(request, timeout=120) as response:
                    return response.read()
            except urllib.error.HTTPError as error:
                raise AssertionError(error.read().decode()) from error
            except urllib.error.URLError:  # not up yet
                assert self._server.poll() is None, "the server stopped"
                time.sleep(0.5)
        raise AssertionError("the server did not come up")


@contextlib.contextmanager
def open_formgrader(folder: Path, environment: dict[str, str] | None = None) -> Iterator[Formgrader]:
    """Start Jupyter in a course folder; end it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=secret"]
    variables = {**(environment or os.environ), "JUPYTER_CONFIG_DIR": str(folder / "jupyter_config")}
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(command, cwd=folder, env=variables, stdout=log, stderr=log)
    try:
        yield Formgrader(port, server)
    finally:
        server.terminate()
        server.wait(20)
