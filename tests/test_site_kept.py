"""What a browser keeps of the labs: they open again without a network; a new version replaces them, not a learner's work."""

from __future__ import annotations

import json
import shutil
import urllib.parse
from pathlib import Path

import pytest
from test_site_lite import Page
from website import Handler, browser, serve

pytestmark = pytest.mark.needs("chromium", "site")

LAB = "lab0_read_the_engine"
WRITTEN = "# what a learner has written"
WRITE = """async (text) => {
  const panel = jupyterapp.shell.currentWidget;
  panel.content.model.sharedModel.insertCell(0, { cell_type: "markdown", source: text });
  await panel.context.save();
}"""


def look_at(context, address: str, lab: str = LAB) -> Page:
    """As the button on a lab's page does; Python need not be there yet."""
    page = Page(context.new_page(), address)
    page.page.goto(f"{address}lab-app/notebooks/index.html?path={lab}.ipynb")
    page.wait_for("globalThis.jupyterapp?.shell.currentWidget?.context?.isReady")
    return page


def open_lab(context, address: str) -> Page:
    page = look_at(context, address)
    page.wait()
    return page


def first_verdict(page: Page) -> str:
    """Run down to the first check, which an unsolved lab does not pass."""
    page.command("notebook:run-all-cells")
    verdict = page.page.locator(".mge").first
    verdict.wait_for()
    return verdict.inner_text()


def test_a_lab_opens_without_a_network_and_anew_where_there_is_a_new_version(site, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    with browser() as started:
        context = started.new_context()
        Handler.sent.clear()
        with serve(folder) as address:
            page = open_lab(context, address)
            seen = first_verdict(page)
            assert sum(path.stat().st_size for path in Handler.sent) < 25e6  # from a host that compresses nothing
            page.page.evaluate(WRITE, WRITTEN)
            page.page.close()
        page = open_lab(context, address)  # nobody serves it any more
        assert WRITTEN in page.notebook().cells[0].source
        assert first_verdict(page).split("\n")[0] == seen.split("\n")[0]
        page.page.close()

        publish_another(folder / "lab-app")
        with serve(folder, urllib.parse.urlsplit(address).port):
            page = look_at(context, address, "lab1_operators")
            assert "another version" in page.notebook().cells[0].source
            assert len([name for name in page.page.evaluate("caches.keys()") if "/lab-app/" in name]) == 1
            page.page.close()
            page = look_at(context, address)
            assert WRITTEN in page.notebook().cells[0].source
        context.close()


def publish_another(labs: Path) -> None:
    """What `make site` does after a lab was changed."""
    path = labs / "files" / "lab1_operators.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "# another version"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for page in (labs / "notebooks" / "index.html", labs / "lab" / "index.html"):
        text = page.read_text(encoding="utf-8")
        assert "lab-page.js?version=" in text
        page.write_text(text.replace("lab-page.js?version=", "lab-page.js?version=another-"), encoding="utf-8")
