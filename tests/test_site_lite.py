"""The labs in a browser, with nothing installed: JupyterLite in Chromium, from files, and no other address to be reached."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from website import browser as start_browser
from website import serve

pytestmark = pytest.mark.needs("chromium", "site")

ROOT = Path(__file__).parent.parent
LABS = ["lab0_read_the_engine", "lab1_operators", "lab2_visualization", "lab3_moons"]
MINUTES = 60_000


class Page:
    """A lab open in JupyterLite."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(5 * MINUTES)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        # a browser looks for an icon at the top of every host
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.complaints.append(message.text)

    def open(self, lab: str) -> None:
        self.page.goto(f"{self.address}lab-app/lab/index.html?path={lab}.ipynb")
        self.wait()

    def wait(self) -> None:
        """Until the kernel can be asked: what is run before that is lost."""
        idle = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
        self.page.wait_for_selector(idle, state="attached")
        self.page.wait_for_function("jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")

    def command(self, name: str) -> None:
        self.page.evaluate("name => jupyterapp.commands.execute(name)", name)

    def notebook(self) -> nbformat.NotebookNode:
        return nbformat.from_dict(self.page.evaluate("jupyterapp.shell.currentWidget.content.model.toJSON()"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with start_browser() as started:
        yield started


@pytest.fixture(scope="module")
def address(site, tmp_path_factory) -> Iterator[str]:
    """Where the site is served, with solved notebooks in the place of the labs."""
    copy = tmp_path_factory.mktemp("solved")
    shutil.copytree(site / "lab-app", copy / "lab-app")
    for lab in LABS:
        nb = jupytext.read(ROOT / "solutions" / lab / f"{lab}.py")
        nb.metadata.kernelspec = nbformat.read(site / "lab-app" / "files" / f"{lab}.ipynb", 4).metadata.kernelspec
        for cell in nb.cells:
            cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)
        nbformat.write(nb, copy / "lab-app" / "files" / f"{lab}.ipynb")
    with serve(copy) as where:
        yield where


@pytest.mark.parametrize("lab", LABS)
def test_the_solved_lab_runs_to_its_end_and_asks_nobody_else(chromium, address, lab):
    page = Page(chromium.new_page(), address)
    page.open(lab)
    page.command("notebook:run-all-cells")
    nb = page.notebook()
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            assert output["output_type"] != "error" and output.get("name") != "stderr", (cell.source, output)
    checks = [cell for cell in nb.cells if cell.id.startswith("check-")]
    assert checks
    for cell in checks:
        assert f"PASS {cell.id.removeprefix('check-')}" in json.dumps(cell.outputs)
    drawn = json.dumps([cell.get("outputs", []) for cell in nb.cells])
    assert "application/vnd.micrograd-edu.view+json" in drawn  # views that can be stepped through, not their pictures
    assert "install Graphviz" not in drawn and ("<svg" in drawn or lab == "lab3_moons")
    assert page.complaints == []
    here = "/".join(address.split("/")[:3])
    assert [url for url in page.asked if not url.startswith((here, "data:", "blob:"))] == []
    page.page.close()
