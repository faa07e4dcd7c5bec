"""What students wrote, opened by those who read it: in formgrader's page and from the feedback file, in Chromium."""

from __future__ import annotations

import http.server
import io
import re
import subprocess
import sys
import threading

import pytest
from classroom import LAB, Classroom
from formgrader import open_formgrader
from jupyterlab import CHROMIUM_FLAGS
from machine import chromium
from nbgrader.api import Gradebook
from PIL import Image
from reader_submissions import HONEST, NAME, attacks

from micrograd_edu.grading.build import environment

pytestmark = pytest.mark.needs("sandbox", "chromium")

ATTACKS = sorted(attacks(0))
# what a browser is asked to show when these are opened as nbgrader itself leaves them: the attacks are real
REAL = [
    "script",
    "image_error",
    "svg_load",
    "svg_animate",
    "frame",
    "toggle",
    "focus",
    "in_a_comment",
    "code_that_breaks_out",
]
# what the pages themselves ask for: MathJax, of which there is none here, and icons, which the feedback's policy forbids
FROM_FORMGRADER = re.compile(
    r"data:image/|https://cdnjs.cloudflare.com/ajax/libs/mathjax/"
    r"|http://127\.0\.0\.1:\d+/formgrader/(static|api/(grade|comment)s\?submission_id=\w+$|submissions/\w+/$)"
)
FROM_FEEDBACK = re.compile(rf"data:image/|file:///\S+/feedback/\w+/({LAB}/{LAB}\.html|fonts/glyphicons[\w.-]+)$")


class Listener(http.server.ThreadingHTTPServer):
    """A server on this machine that nobody should call."""

    def __init__(self) -> None:
        called = self.called = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                called.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def listener():
    with Listener() as listener:
        yield listener
        listener.shutdown()


@pytest.fixture(scope="module")
def room(tmp_path_factory, listener) -> Classroom:
    """All of them graded, with feedback."""
    room = Classroom(tmp_path_factory.mktemp("course"))
    for name, nb in {**attacks(listener.server_port), **HONEST, NAME: HONEST["writes"]}.items():
        room.submit(name, nb)
    beside = room.folder / "submitted" / "link_to_a_file" / LAB
    (beside / "evil.html").write_text(f"<script>fetch('http://127.0.0.1:{listener.server_port}/evil')</script>")
    (beside / NAME).write_text("a file")
    command = [sys.executable, "-m", "micrograd_edu", "grade", LAB, "--workers=2"]
    room.done = subprocess.run(command, cwd=room.folder, env=environment(), capture_output=True, text=True)
    feedback = room.run("generate_feedback", LAB)
    assert feedback.returncode == 0, feedback.stderr[-3000:]
    return room


@pytest.fixture(scope="module")
def formgrader(room):
    with open_formgrader(room.folder) as formgrader:
        formgrader.wait()
        yield formgrader


@pytest.fixture(scope="module")
def browser(formgrader):
    """Chromium, logged in, with no way to any other machine."""
    from playwright.sync_api import sync_playwright

    only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*CHROMIUM_FLAGS, only_here])
        context = browser.new_context(viewport={"width": 1000, "height": 900})
        page = context.new_page()
        page.goto(formgrader.url.replace("/formgrader", "/login?next=%2Fapi&token=secret"))
        page.close()
        yield context
        browser.close()


class Reader:
    """Somebody who opens a submission and clicks on everything in it."""

    def __init__(self, room: Classroom, formgrader, browser) -> None:
        self.room, self.formgrader, self.browser = room, formgrader, browser
        self.requests: list[str] = []

    def open(self, where: str, student: str):
        page = self.page = self.browser.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("popup", lambda popup: popup.close())
        if where == "feedback":
            page.goto((self.room.folder / "feedback" / student / LAB / f"{LAB}.html").as_uri())
            page.evaluate("document.querySelector('details.whole').open = true")  # what is not a task's is folded there
        else:
            with Gradebook(f"sqlite:///{self.room.folder}/gradebook.db") as gradebook:
                submission = gradebook.find_submission_notebook(LAB, LAB, student).id
            page.goto(f"{self.formgrader.url}/submissions/{submission}/")
            page.wait_for_load_state("networkidle")
        return page

    def click_everything(self) -> None:
        self.page.evaluate(
            """() => document.querySelectorAll('#notebook-container .tex2jax_ignore *').forEach(element => {
                element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
                element.focus?.();
                if (!/^(https|mailto):/.test(element.href)) element.click?.();
            })"""
        )
        self.page.wait_for_timeout(200)


@pytest.fixture
def reader(room, formgrader, browser):
    reader = Reader(room, formgrader, browser)
    yield reader
    reader.page.close()


VERDICTS = """() => [...document.querySelectorAll('[role=status]')].map(verdict => {
    verdict.scrollIntoView({block: 'center'});
    const box = verdict.getBoundingClientRect(), style = getComputedStyle(verdict);
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return [verdict.innerText.split(' ').slice(0, 2).join(' '), style.backgroundColor, style.borderLeftColor, style.color,
            style.display, style.opacity, box.width > 300, box.height > 20, verdict.contains(top)];
})"""


@pytest.fixture(scope="module")
def verdicts(room, formgrader, browser) -> dict[str, list]:
    """What nine FAILs look like in both places, where nobody has done anything to them."""
    seen = {}
    for where in ("formgrader", "feedback"):
        page = Reader(room, formgrader, browser).open(where, "writes")
        seen[where] = page.evaluate(VERDICTS)
        page.close()
        assert len(seen[where]) == 9 and all("FAIL" in one[0] and one[-1] for one in seen[where]), seen
    return seen


def test_there_are_enough():
    assert len(ATTACKS) >= 25 and len(HONEST) == 5


@pytest.mark.parametrize("where", ["formgrader", "feedback"])
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_the_reader(reader, listener, verdicts, name, where):
    page = reader.open(where, name)
    reader.click_everything()
    assert page.evaluate("window.pwned") is None, "a script ran"
    assert len(page.frames) == 1
    page_itself = FROM_FORMGRADER if where == "formgrader" else FROM_FEEDBACK
    assert [url for url in reader.requests if not page_itself.match(url)] == []
    assert listener.called == []
    assert page.evaluate(VERDICTS) == verdicts[where]
    if where == "formgrader":
        assert page.evaluate("document.getElementById('check-mul').matches('input.score')")
        assert page.evaluate("document.getElementById('check-mul').placeholder") == "0"


def test_no_score_has_changed(room):
    with Gradebook(f"sqlite:///{room.folder}/gradebook.db") as gradebook:
        grades = [
            grade
            for name in ATTACKS
            for grade in gradebook.find_submission_notebook(LAB, LAB, name).grades
            if grade.auto_score is not None
        ]
        assert len(grades) >= 9 * len(ATTACKS)
        assert all(grade.score == 0 and grade.manual_score is None and grade.extra_credit is None for grade in grades)


def test_what_was_left_out_is_told(room):
    for name, told in {
        "script": "&lt;script&gt;",
        "image_error": "onerror=",
        "shows_javascript": "application/javascript",
    }.items():
        feedback = (room.folder / "feedback" / name / LAB / f"{LAB}.html").read_text(encoding="utf-8")
        assert re.search(f"Left out here, because .*: .*{told}", feedback), name
    for name in HONEST:
        assert "Left out here" not in (room.folder / "feedback" / name / LAB / f"{LAB}.html").read_text(encoding="utf-8")


def test_a_name_that_formgrader_cannot_show_is_not_graded(room):
    assert "is no name for a student" in room.done.stdout
    with Gradebook(f"sqlite:///{room.folder}/gradebook.db") as gradebook:
        assert NAME not in {student.id for student in gradebook.students}
    plain = room.autograde(f"--student={NAME}")
    assert "is no name for a student" in plain.stderr
    assert not (room.folder / "autograded" / NAME).exists()


def test_the_feedback_may_load_nothing(room):
    for page in (room.folder / "feedback").glob(f"*/{LAB}/{LAB}.html"):
        html = page.read_text(encoding="utf-8")
        policy = html.index('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;')
        assert "<script" not in html and policy < html.index("<style")


@pytest.mark.parametrize("where", ["formgrader", "feedback"])
class TestHonestWork:
    """It still looks as it should."""

    def test_text(self, reader, where):
        page = reader.open(where, "writes")
        cells = page.locator("#notebook-container table").first.locator("td")
        assert cells.nth(3).inner_text() == "1e-10"
        assert cells.nth(3).evaluate("cell => getComputedStyle(cell).textAlign") == "right"
        assert page.locator("blockquote").inner_text() == "a quotation"
        assert page.locator("pre code").first.inner_text() == "for i in range(3):\n\n    print(i)\n"
        links = page.locator(".tex2jax_ignore a")
        assert [link.get_attribute("href") for link in links.all()] == [
            "https://docs.python.org/3/",
            "https://arxiv.org/abs/1502.05767",
        ]
        assert "I paid $5, she paid $6." in page.locator("#notebook-container").first.inner_text()

    def test_formulas(self, reader, where):
        """A fraction is set as one: higher than a line of text, numerator above denominator."""
        page = reader.open(where, "calculates")
        assert page.locator("math").count() == 5
        fraction = page.locator("mfrac").bounding_box()
        assert fraction["height"] > 1.5 * page.locator("math").first.bounding_box()["height"]
        above, below = (page.locator("mfrac > *").nth(i).bounding_box() for i in (0, 1))
        assert above["y"] + above["height"] <= below["y"] + 1
        assert page.locator("mtr").count() == 2
        assert page.locator("math").first.get_attribute("alttext") == "\\tanh'(x) = 1 - \\tanh^2(x)"

    def test_pictures(self, reader, where):
        """The attached dot, the drawing (twice: as a picture and in HTML), the plot."""
        page = reader.open(where, "draws")
        pictures = page.locator("#notebook-container .tex2jax_ignore img")
        assert pictures.count() == 4
        assert all(width > 0 for width in pictures.evaluate_all("all => all.map(picture => picture.naturalWidth)"))
        for drawing in (1, 2):
            seen = Image.open(io.BytesIO(pictures.nth(drawing).screenshot())).convert("RGB")
            assert seen.getpixel((seen.width // 2, seen.height // 2)) == (0, 158, 115)
            assert seen.getpixel((5, 5)) == (255, 255, 255)  # inside of the frame that formgrader draws
        plot = Image.open(io.BytesIO(pictures.nth(3).screenshot())).convert("RGB")
        assert plot.width > 300 and (31, 119, 180) in {colour for _, colour in plot.getcolors(1 << 20)}

    def test_displayed_tables(self, reader, where):
        page = reader.open(where, "tabulates")
        assert page.locator(".output table th").all_inner_texts() == ["h", "error"]
        heads, cells = (page.locator(f".output table {tag}").first.bounding_box() for tag in ("th", "td"))
        assert cells["y"] >= heads["y"] + heads["height"] - 1
        assert page.locator(".output strong", has_text="bold").count() == 1

    def test_printed_text_and_errors(self, reader, where):
        page = reader.open(where, "prints_and_fails")
        texts = page.locator(".output pre").all_inner_texts()
        assert "a < b & c" in texts[0] and "{'a': [1, 2, 3]}" in texts[1]
        assert "ZeroDivisionError" in texts[2] and "return x / 0" in texts[2] and "x1b" not in texts[2]


def test_without_the_sanitizer_these_attacks_succeed(room, reader, listener):
    """What they are worth: shown as nbgrader would leave them, they run, and one raises its own score."""
    raw = attacks(listener.server_port)
    for name in REAL:
        shown = room.folder / "autograded" / name / LAB / f"{LAB}.ipynb"
        shown.unlink()
        room.submit(name, raw[name])
        (room.folder / "submitted" / name / LAB / f"{LAB}.ipynb").rename(shown)
        page = reader.open("formgrader", name)
        page.wait_for_function("window.pwned == 1", timeout=10_000)
        page.close()
    assert set(listener.called) >= {f"/{name}" for name in REAL if name != "frame"}
    with Gradebook(f"sqlite:///{room.folder}/gradebook.db") as gradebook:
        assert gradebook.find_submission_notebook(LAB, LAB, "script").score > 22
