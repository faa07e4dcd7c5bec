"""A class on JupyterHub, in browsers: fetch, work, validate, submit; collect, grade, read; feedback comes back."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys

import pytest
from classroom import ROOT
from hub import Hub, open_hub
from jupyterlab import Notebook
from nbgrader.api import Gradebook
from playwright.sync_api import TimeoutError

from micrograd_edu.checks.source import right_code
from micrograd_edu.commands import main
from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("hub", "chromium", "sandbox")

LAB = "lab1_operators"
ROSTER = "id,first_name,last_name\nada,Ada,Almeida\nbao,Bao,Bach\n"
ANSWER = "Two errors: one falls with h squared, rounding grows as 1/h. They meet near 1e-5."


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub")
    (folder / "students.csv").write_text(ROSTER)
    course = folder / "ad101"
    assert main(["class", "new", str(course), f"--lab={LAB}", f"--roster={folder / 'students.csv'}"]) == 0
    assert main(["build", LAB, f"--course={course}"]) == 0
    with open_hub(folder, course, readers="ines tom") as hub:
        yield hub


def in_the_course(hub: Hub, *command: str) -> str:
    """A command in the terminal of the readers' JupyterLab."""
    config = {
        "JUPYTER_CONFIG_PATH": str(ROOT / "course" / "hub" / "everyone"),
        "NBGRADER_EXCHANGE": str(hub.folder / "exchange"),
    }
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=hub.course, env={**environment(), **config}, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout + done.stderr


def test_from_fetching_to_feedback(hub):
    in_the_course(hub, "nbgrader", "release_assignment", LAB)
    student = hub.page("ada")
    fetch(hub, student)
    work(hub, student)
    said = validate(student)
    assert "FAIL mul" in said and "FAIL add" not in said
    submit(student)
    bao_hands_in_a_file(hub)
    assert "bao" in in_the_course(hub, "micrograd_edu", "grade", LAB, "--student=bao")
    collect_and_autograde(hub, "ines")
    assert points(hub)["ada", "check-add"] == 1 and points(hub)["ada", "check-mul"] == 0
    assert questions(hub, "ines") == "u_curve 2 2 Read"
    opened = {open_next(hub, reader): reader for reader in ("ines", "tom")}
    assert set(opened) == {"ada", "bao"}, "two readers were given the same answer"
    for reader in opened.values():
        read(hub, reader, "1½", f"Says {reader}: where does 1e-5 come from?")
    assert points(hub)["ada", "u_curve"] == points(hub)["bao", "u_curve"] == 1.5
    assert questions(hub, "tom") == "u_curve 0 2 ines 1, tom 1"
    said = in_the_course(hub, "micrograd_edu", "feedback", LAB, "--release")
    assert "1 are in the exchange" in said and re.search("Not there.*: bao", said)
    assert "work did not come by it: bao" in in_the_course(hub, "nbgrader", "release_feedback", LAB)
    page = fetch_feedback(hub, student)
    assert f"Says {opened['ada']}: where does 1e-5 come from?" in page and "1½</b> of 2" in page


def open_assignment_list(page) -> None:
    """By the menu, which a JupyterLab that is still starting may close again. It has nothing for instructors."""
    entry = page.get_by_role("menuitem", name="Assignment List")
    for _ in range(10):
        page.get_by_role("menuitem", name="Nbgrader").click()
        with contextlib.suppress(TimeoutError):
            entry.wait_for(timeout=5000)
            assert page.get_by_role("menuitem", name="Formgrader").count() == 0
            entry.click(timeout=5000)
            return
    raise AssertionError("the menu did not stay open")


def fetch(hub: Hub, page) -> None:
    page.goto(f"{hub.url}/hub/spawn")
    page.wait_for_url(re.compile("/user/ada/lab"), timeout=120_000)
    page.wait_for_selector("#jp-MainMenu", timeout=60_000)
    open_assignment_list(page)
    page.locator("#released_assignments_list", has_text=LAB).get_by_text("Fetch", exact=True).click()
    page.locator("#fetched_assignments_list", has_text=LAB).wait_for(timeout=30_000)
    assert (hub.home("ada") / LAB / f"{LAB}.ipynb").exists()


def work(hub: Hub, page) -> None:
    lab = Notebook(page, f"{hub.url}/user/ada/lab/tree/{LAB}/{LAB}.ipynb", hub.home("ada") / LAB / f"{LAB}.ipynb")
    lab.write("add", right_code(LAB, "add"))
    lab.run_code_cells_before("check-add")
    assert "PASS add" in lab.run("check-add")
    lab.cell("u_curve").dblclick()
    lab.write("u_curve", ANSWER)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1000)
    assert ANSWER in lab.path.read_text(encoding="utf-8")


def validate(page) -> str:
    """With the button above the notebook; what the dialog says."""
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()
    dialog = page.locator(".jp-Dialog", has_text="cell")
    dialog.wait_for(timeout=120_000)
    said = dialog.inner_text()
    dialog.locator("button.jp-mod-accept").click()
    return said


def submit(page) -> None:
    open_assignment_list(page)
    page.locator("#fetched_assignments_list", has_text=LAB).get_by_text("Submit", exact=True).click()
    page.locator("#submitted_assignments_list", has_text=LAB).wait_for(timeout=30_000)


def bao_hands_in_a_file(hub: Hub) -> None:
    """By mail, say. It did not come through the exchange."""
    folder = hub.folder / "mails" / "bao"
    shutil.copytree(hub.home("ada") / LAB, folder)
    assert main(["collect", LAB, f"--course={hub.course}", f"--folder={folder.parent}"]) == 0


def collect_and_autograde(hub: Hub, reader: str) -> None:
    page = hub.page(reader)
    page.goto(f"{hub.formgrader}/manage_assignments")
    page.locator("td.collect a").click()
    page.get_by_text("Successfully collected").wait_for(timeout=60_000)
    page.goto(f"{hub.formgrader}/manage_submissions/{LAB}")
    page.locator("tr", has_text="ada").locator("td.autograde a").click()
    page.get_by_text("Successfully autograded").wait_for(timeout=120_000)


def questions(hub: Hub, reader: str) -> str:
    """The row of the written answer in the table of what is to be read."""
    page = hub.page(reader)
    page.goto(f"{hub.formgrader}/read/{LAB}")
    return " ".join(page.locator("tbody tr").inner_text().split())


def open_next(hub: Hub, reader: str) -> str:
    """An answer that waits, alone and without a name; whose it is, by the gradebook."""
    page = hub.page(reader)
    page.goto(f"{hub.formgrader}/read/{LAB}")
    page.get_by_role("link", name="Read", exact=True).click()
    page.wait_for_load_state("networkidle")
    shown = page.locator("body").inner_text()
    assert ANSWER in shown and "Why does the error fall at first" in shown and "Task 1" not in shown
    assert not re.search("ada|almeida|bao|bach", shown.lower())
    beside = page.locator(".beside-answer:visible").inner_text()
    assert "1 point for the two opposing errors" in beside and "PASS add" in beside and "NOTHING HERE YET mul" in beside
    page.get_by_text("Model answer").click()
    assert "Two errors pull in opposite directions" in page.locator(".beside-answer:visible").inner_text()
    with gradebook(hub) as book:
        return book.find_submission_notebook_by_id(page.url.split("/")[-2]).student.id


def read(hub: Hub, reader: str, points: str, comment: str) -> None:
    """Points by a click, and a comment, for the answer that is open."""
    page = hub.page(reader)
    with page.expect_response(lambda response: response.request.method == "PUT"):
        page.get_by_role("button", name=points).click()
    page.locator("[aria-pressed=true]", has_text=points).wait_for()
    page.fill("#u_curve-comment", comment)
    with page.expect_response(lambda response: response.request.method == "PUT"):
        page.locator("#u_curve-comment").blur()


def gradebook(hub: Hub) -> Gradebook:
    return Gradebook(f"sqlite:///{hub.course}/gradebook.db", hub.course.name)


def points(hub: Hub) -> dict[tuple[str, str], float]:
    with gradebook(hub) as book:
        submissions = [book.find_submission_notebook(LAB, LAB, student) for student in ("ada", "bao")]
        return {
            (submission.student.id, grade.name): grade.score for submission in submissions for grade in submission.grades
        }


def fetch_feedback(hub: Hub, page) -> str:
    """Through the Assignment List; the page as the student's own server shows it."""
    page.locator("#refresh_assignments_list").click()
    page.locator("#submitted_assignments_list").get_by_text("Fetch Feedback").click()
    page.locator("#submitted_assignments_list").get_by_text("view feedback").wait_for(timeout=30_000)
    (feedback,) = (hub.home("ada") / LAB / "feedback").rglob("*.html")
    page.goto(f"{hub.url}/user/ada/files/{feedback.relative_to(hub.home('ada'))}")
    return page.content()


def test_who_is_let_in(hub):
    """A student not into the readers' formgrader; nobody from outside of the class at all."""
    student = hub.page("bao")
    assert student.url.endswith("/hub/home")
    assert student.goto(f"{hub.formgrader}/manage_assignments").status == 403
    stranger = hub.page("zoe")
    assert "Invalid username or password" in stranger.content()
    assert "/hub/login" in stranger.goto(f"{hub.formgrader}/manage_assignments").url
