"""A student at a real JupyterLab in a real browser: open a notebook, edit cells, run them, look."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from machine import chromium

from micrograd_edu.widgets.view import STATIC

# headless Chromium without the calls home that it makes at every start
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # all cells are in the page, on screen or not
    "apputils-extension/notification": {"fetchNews": "false"},
}


class Notebook:
    """One notebook open in JupyterLab."""

    def __init__(self, page, address: str, path: Path) -> None:
        self.page, self.path = page, path
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self._where = {cell["id"]: i for i, cell in enumerate(cells)}
        self._code = [cell["id"] for cell in cells if cell["cell_type"] == "code"]
        page.goto(address)
        page.wait_for_function(
            "count => document.querySelectorAll('.jp-Notebook .jp-Cell').length == count", arg=len(cells), timeout=60_000
        )
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=60_000)
        # a cell that runs before the session is connected makes JupyterLab ask for a kernel
        page.wait_for_function(
            "() => document.querySelector('.jp-Toolbar-kernelName')?.textContent.includes('Python 3')", timeout=60_000
        )
        page.wait_for_timeout(3000)
        page.keyboard.press("Control+b")  # hide the file browser

    def cell(self, cell_id: str):
        return self.page.locator(".jp-Notebook .jp-Cell").nth(self._where[cell_id])

    def write(self, cell_id: str, source: str) -> None:
        """Replace the text of a cell by typing it."""
        editor = self.cell(cell_id).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def run(self, cell_id: str, timeout: float = 30) -> str:
        """Run one cell with the keyboard, wait until it is done, return the text of its output."""
        cell = self.cell(cell_id)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        prompt = cell.locator(".jp-InputPrompt")
        deadline = time.monotonic() + timeout
        while "[*]" in prompt.inner_text() or not any(c.isdigit() for c in prompt.inner_text()):
            assert time.monotonic() < deadline, f"cell {cell_id} did not finish"
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(200)
        return cell.locator(".jp-OutputArea").first.inner_text() if cell.locator(".jp-OutputArea-child").count() else ""

    def run_code_cells_before(self, cell_id: str) -> None:
        """Run every code cell above this one."""
        for other in self._code:
            if self._where[other] < self._where[cell_id]:
                self.run(other)


@contextlib.contextmanager
def open_notebook(
    path: Path,
    folder: Path,
    width: int = 1000,
    height: int = 900,
    theme: str = "JupyterLab Light",
    path_variable: str | None = None,
) -> Iterator[Notebook]:
    """Copy a notebook into an empty folder, start JupyterLab there, open it in Chromium, which reaches no other host."""
    root = folder / "student"
    root.mkdir()
    copy = Path(shutil.copy(path, root))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={root}"]
    extension = extension_of_this_tree(folder)
    command += [f"--{application}.extra_labextensions_path={extension}" for application in ("LabApp", "JupyterNotebookApp")]
    # a learner of its own: what other tests have done is not theirs
    learner = {"MICROGRAD_EDU_PROGRESS": str(folder / "progress.json")}
    environment = {**os.environ, "PATH": path_variable or os.environ["PATH"], **learner}
    with serve(command, folder, environment, theme) as port, new_page(width, height) as page:
        yield Notebook(page, address(port, copy.name), copy)


def address(port: int, place: str) -> str:
    """Of a notebook in the JupyterLab that `serve` starts."""
    return f"http://127.0.0.1:{port}/lab/tree/{place}?token=secret"


def extension_of_this_tree(folder: Path) -> Path:
    """Where JupyterLab finds the views' scripts as they stand here, whatever was installed."""
    (folder / "extensions").mkdir()
    (folder / "extensions" / "micrograd-edu").symlink_to(STATIC)
    return folder / "extensions"


@contextlib.contextmanager
def serve(command: list[str], folder: Path, environment: dict[str, str], theme: str = "JupyterLab Light") -> Iterator[int]:
    """Run a command that starts JupyterLab, with its settings and log in `folder`; give the port."""
    settings = folder / "settings"
    for name, content in {**SETTINGS, "apputils-extension/themes": {"theme": theme}}.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
    port = free_port()
    places = {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    options = ["--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=secret"]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen([*command, *options], cwd=folder, env={**environment, **places}, stdout=log, stderr=log)
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def new_page(width: int, height: int) -> Iterator:
    """An empty page in Chromium, which reaches no host but this one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.route(lambda url: "//127.0.0.1:" not in url, lambda route: route.abort())
        yield page
        browser.close()


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    for _ in range(120):
        assert server.poll() is None, "JupyterLab stopped"
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token=secret", timeout=5)
            return
        time.sleep(0.5)
    raise AssertionError("JupyterLab did not come up")
