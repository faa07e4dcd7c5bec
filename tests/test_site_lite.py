"""The labs in a browser, with nothing installed: JupyterLite in Chromium, from files, and no other address to be reached."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from classroom import Classroom, find
from machine import SITE_PYTHON
from website import browser as start_browser
from website import browser_of_another_kind, serve

from micrograd_edu import data
from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("chromium", "site")

ROOT = Path(__file__).parent.parent
LABS = ["lab0_read_the_engine", "lab1_operators", "lab2_visualization", "lab3_moons"]
LAB = LABS[0]
MINUTE = 60_000

# asked of the page's kernel, behind the notebook's back; what it prints comes back, and the name of its error
ASK = """async (code) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code }), printed = [];
  future.onIOPub = ({ header, content }) => {
    if (header.msg_type === "stream") printed.push(content.text);
    if (header.msg_type === "error") printed.push(content.ename);
  };
  await future.done;
  return printed.join("");
}"""


class Page:
    """A lab open in JupyterLite."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(3 * MINUTE)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        # a browser looks for an icon at the top of every host
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.complaints.append(message.text)

    def show(self, lab: str) -> None:
        """Load the notebook, before there is a kernel."""
        self.goto(f"{self.address}lab-app/lab/index.html?path={lab}.ipynb")
        self.wait_for("globalThis.jupyterapp?.shell.currentWidget?.context?.isReady")

    def open(self, lab: str) -> None:
        self.show(lab)
        self.wait()

    def wait(self) -> None:
        """Until the kernel can be asked: what is run before that is lost."""
        self.wait_for("document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')")
        self.wait_for("jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")

    def command(self, name: str) -> None:
        self.evaluate("async (name) => { await jupyterapp.commands.execute(name); }", name)

    def ask(self, code: str) -> str:
        printed: str = self.evaluate(ASK, code)
        return printed

    def notebook(self) -> nbformat.NotebookNode:
        return nbformat.from_dict(self.evaluate("() => jupyterapp.shell.currentWidget.content.model.toJSON()"))

    def evaluate(self, code: str, *given: Any) -> Any:
        return self.page.evaluate(code, *given)

    def wait_for(self, condition: str) -> None:
        self.page.wait_for_function(condition)

    def goto(self, where: str) -> None:
        self.page.goto(where)

    def write(self, cell_id: str, source: str) -> None:
        """Replace the text of a cell by typing it."""
        index = [cell["id"] for cell in self.notebook().cells].index(cell_id)
        self.page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)


# told to Firefox itself: what pages ask for from now on
LISTEN = """
window.asked = [];
Services.obs.addObserver({ observe: (request) => {
  const { URI, loadInfo } = request.QueryInterface(Ci.nsIHttpChannel);
  if (!loadInfo.triggeringPrincipal.isSystemPrincipal) window.asked.push(URI.spec);
} }, "http-on-opening-request");
"""
# the errors that nobody caught, and those that a page wrote to its console
COMPLAINTS = """
const [address] = arguments;
const { getEvents } = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
const errors = Services.console.getMessageArray().filter((each) => each instanceof Ci.nsIScriptError);
return [
  ...errors.filter((each) => !(each.flags & each.warningFlag)).map((each) => [each.sourceName, each.errorMessage]),
  ...getEvents().filter((each) => each.level === "error").map((each) => [each.filename, String(each.arguments[0])]),
].filter(([source]) => source.includes(address));
"""


class PageInFirefox(Page):
    """The same, without Playwright."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        browser.timeout.script = 3 * MINUTE / 1000
        with browser.using_context("chrome"):
            browser.execute_script(LISTEN)

    def evaluate(self, code: str, *given: Any) -> Any:
        script = "const done = [...arguments].pop(); (async () => done(await (PAGE)(...arguments)))();"
        return self.browser.execute_async_script(script.replace("PAGE", code), given, sandbox=None)

    def wait_for(self, condition: str) -> None:
        self.evaluate(f"async () => {{ while (!({condition})) await new Promise((go) => setTimeout(go, 100)); }}")

    def goto(self, where: str) -> None:
        self.browser.navigate(where)

    @property
    def asked(self) -> list[str]:
        with self.browser.using_context("chrome"):
            return self.browser.execute_script("return window.asked")

    @property
    def complaints(self) -> list[str]:
        return self.browser.execute_script(COMPLAINTS, [self.address], sandbox="system")


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


@pytest.fixture(scope="module")
def lab0(chromium, address) -> Page:
    """One page with one kernel, for all that does not need a fresh one."""
    page = Page(chromium.new_page(), address)
    page.open(LAB)
    return page


def run_to_the_end(page: Page, lab: str) -> None:
    """Run a solved lab: no error, every check passed, views and graphs drawn, nothing asked of anybody else."""
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
    here = "/".join(page.address.split("/")[:3])
    assert [url for url in page.asked if not url.startswith((here, "data:", "blob:"))] == []


def test_lab_0_solved_runs_to_its_end_and_asks_nobody_else(lab0):
    run_to_the_end(lab0, LAB)


@pytest.mark.parametrize("lab", LABS[1:])
def test_the_other_labs_do_too(chromium, address, lab):
    page = Page(chromium.new_page(), address)
    page.open(lab)
    run_to_the_end(page, lab)
    page.page.close()


ENDLESS = ("operator_calls_itself", "without_visited")


@pytest.mark.needs("firefox")
def test_so_does_lab_0_in_firefox(address):
    with browser_of_another_kind() as firefox:
        page = PageInFirefox(firefox, address)
        page.open(LAB)
        run_to_the_end(page, LAB)
        assert len(page.asked) > 10


VERDICTS = """
import contextlib, io, json, random, sys
from micrograd_edu.checks import probes
from micrograd_edu.checks.source import needed_cells
from micrograd_edu.checks.task import public
from micrograd_edu.labs import checks_of

def verdict(lab, task, code):
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in needed_cells(lab, task):
            with contextlib.suppress(Exception):
                exec(compile(code if cell.grade_id == task else cell.text, f"<{task}>", "exec"), names)
        about = checks_of(lab)[task]
        challenge = json.loads(json.dumps(about.challenge(random.Random(20))))
        evidence = json.loads(json.dumps(probes.answer(public(challenge), list(about.names), names)))
        said = about.judge(challenge, evidence)
    return [said.passed, said.told and said.told.kind, said.told and said.told.name]
"""


def sample() -> list[tuple[str, str, str]]:
    """Of every lab a few of the mistakes of its kill table, and those that end in calls without end."""
    chosen = random.Random(20)
    taken = []
    for lab in LABS:
        sections = [section for each in misconceptions_of(lab) for section in each.sections]
        endless = [section for each in misconceptions_of(lab) if each.name in ENDLESS for section in each.sections]
        taken += [(lab, section.task, section.code) for section in [*chosen.sample(sections, 6), *endless]]
    return taken


def test_typical_mistakes_get_the_verdict_that_they_get_in_class(lab0):
    here: dict[str, Any] = {}
    exec(VERDICTS, here)
    lab0.ask(VERDICTS)
    for lab, task, code in sample():
        told = json.loads(lab0.ask(f"print(json.dumps(verdict({lab!r}, {task!r}, {code!r})))"))
        assert told == here["verdict"](lab, task, code), (lab, task, code)
        assert not told[0]


def test_the_moons_are_the_same_but_for_the_last_bit(lab0):
    """A browser's sine and cosine are those of another C library."""
    asked = "data.moons(300, 0.2, seed=3)", "data.split(list(range(300)), [1, -1] * 150, seed=1)"
    (X, y), parts = (eval(each, {"data": data}) for each in asked)
    (there, labels), (*others,) = json.loads(
        lab0.ask(f"import json; from micrograd_edu import data; print(json.dumps([{', '.join(asked)}]))")
    )
    apart = [abs(a - b) for point, other in zip(X, there) for a, b in zip(point, other)]
    assert max(apart) <= 2**-52 and sum(map(bool, apart)) < 0.05 * len(apart)
    assert labels == y and others == list(parts)


def test_deep_recursion_ends_in_an_error_and_a_long_chain_is_freed(lab0):
    lab0.ask("from micrograd_edu import Value\nchain = Value(0.0)\nfor _ in range(9000): chain = chain + 1")
    deep = "def depth(node): return 1 + max((depth(parent) for parent in node._prev), default=0)\ndepth(chain)"
    assert "RecursionError" in lab0.ask(deep)
    own = "class Mine:\n    def __init__(self, parents): self._prev = parents\nchain = Mine(())\n"
    assert lab0.ask(f"{own}for _ in range(9000): chain = Mine((chain,))\ndel chain; print('freed')") == "freed\n"


def test_what_ends_the_kernel_all_the_same_is_told_and_a_restart_mends_it(lab0):
    died = "class Link:\n    def __init__(self, rest): self.rest = rest\nchain = None\n"
    future = "code => { jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }); }"
    lab0.page.evaluate(future, f"{died}for _ in range(50000): chain = Link((chain,))\ndel chain")
    lab0.page.get_by_text("Python has stopped").wait_for()
    lab0.page.get_by_role("button", name="Restart Python").click()
    lab0.wait()
    assert lab0.ask("print('again')") == "again\n"


def test_a_loop_without_end_is_stopped_by_a_restart_and_the_text_stays(lab0):
    before = [cell.source for cell in lab0.notebook().cells]
    future = "code => { jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }); }"
    lab0.page.evaluate(future, "while True: pass")
    lab0.page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'")
    lab0.page.evaluate("() => { jupyterapp.commands.execute('notebook:interrupt-kernel'); }")
    lab0.page.get_by_text("Stop this cell?").wait_for()
    lab0.page.get_by_role("button", name="Restart Python").click()
    lab0.wait()
    assert lab0.ask("print('again')") == "again\n"
    assert [cell.source for cell in lab0.notebook().cells] == before


@pytest.mark.needs("sandbox")
def test_work_is_kept_downloaded_graded_and_opened_again(chromium, site, tmp_path):
    shutil.copytree(site / "lab-app", tmp_path / "site" / "lab-app")
    file = tmp_path / "site" / "lab-app" / "files" / f"{LAB}.ipynb"
    (tmp_path / "class").mkdir()
    room = Classroom(tmp_path / "class", LAB)
    released, solved = room.release(), room.solved()
    with serve(tmp_path / "site") as address:
        page = Page(chromium.new_page(), address)
        page.show(LAB)
        page.write("first_graph", find(solved, "first_graph").source)
        page.command("docmanager:save")
        # a new version of the course
        nb = nbformat.read(file, as_version=4)
        nb.cells.insert(0, nbformat.v4.new_markdown_cell("# A new version"))
        nbformat.write(nb, file)
        page.show(LAB)
        assert find(page.notebook(), "first_graph").source == find(solved, "first_graph").source
        with page.page.expect_download() as download:
            page.page.get_by_role("button", name="Download").click()
        download.value.save_as(tmp_path / download.value.suggested_filename)

        # handed in and graded like any other
        kept = nbformat.read(tmp_path / f"{LAB}.ipynb", as_version=4)
        assert kept.metadata.kernelspec.name == released.metadata.kernelspec.name
        room.submit("ada", kept)
        command = [sys.executable, "-m", "micrograd_edu", "grade", LAB]
        done = subprocess.run(command, cwd=room.folder, env=environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        scores = {task: score for task, score in room.scores("ada").items() if score}
        assert scores == {"first_graph": 2}

        # and back: a notebook from a class, opened beside what is there, without a question
        nbformat.write(solved, tmp_path / f"{LAB}.ipynb")
        with page.page.expect_file_chooser() as chooser:
            page.page.get_by_role("button", name="Open", exact=True).click()
        chooser.value.set_files(tmp_path / f"{LAB}.ipynb")
        page.page.wait_for_function(f"jupyterapp.shell.currentWidget?.context?.path === '{LAB}-2.ipynb'")
        page.wait()
        page.command("notebook:run-all-cells")
        assert "PASS first_graph" in json.dumps(find(page.notebook(), "check-first_graph").outputs)
        assert page.complaints == []
        page.page.close()


@pytest.mark.parametrize(
    ("lab", "needed"),
    [
        *((lab, None) for lab in LABS),
        ("lab4_pytorch", "PyTorch"),
        ("lab5_extension", "NumPy"),
        ("milestone_digits", "NumPy and PyTorch"),
    ],
)
def test_a_lab_says_at_its_top_what_it_needs_and_is_not_here(site, lab, needed):
    first = nbformat.read(site / "lab-app" / "files" / f"{lab}.ipynb", as_version=4).cells[0].source
    assert f"you need {needed}, which this page does not have" in first if needed else "# Lab" in first


def test_a_folder_without_pyodide_is_refused_before_anything_is_built(tmp_path):
    command = [SITE_PYTHON, ROOT / "course" / "site" / "build.py", tmp_path / "out", "--pyodide", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and f"{tmp_path} holds no Pyodide" in done.stderr and "pyodide.asm.wasm" in done.stderr
    assert not (tmp_path / "out").exists()
