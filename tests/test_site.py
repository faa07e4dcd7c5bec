"""The site: complete, the same at each build, without a request to anywhere else, and for everyone."""

from __future__ import annotations

import filecmp
import json
import re
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

import pytest
from kill_table_cases import cases, wrong_cases
from make_kill_table import mutants, wild
from make_syllabus import total, with_points
from test_widgets_browser import AXE
from website import ROOT, browser, build, serve

import micrograd_edu
from micrograd_edu.labs import find_manifest, labs

pytestmark = pytest.mark.needs("chromium", "site")

PAGES = [
    "index.html",
    "book/index.html",
    "book/course/syllabus.html",
    "book/course/kill_table.html",
    "book/course/instructor_guide.html",
    *(f"book/course/{lab}.html" for lab in labs()),
    *(f"book/labs/{lab}/{lab}.html" for lab in labs()),
]


class Links(HTMLParser):
    """Every address in a page, and every id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.found.append(value)
            elif name == "id" and value:
                self.ids.add(value)


def links_of(page: Path) -> Links:
    return Links(page.read_text(encoding="utf-8"))


def difference(a: Path, b: Path) -> list[str]:
    """What is not byte for byte the same in two folders."""
    compared = filecmp.dircmp(a, b, ignore=[], hide=[])
    _, other, odd = filecmp.cmpfiles(a, b, compared.common_files, shallow=False)
    below = [name for folder in compared.common_dirs for name in difference(a / folder, b / folder)]
    return [*compared.left_only, *compared.right_only, *other, *odd, *below]


def test_the_same_sources_give_the_same_bytes(site, tmp_path):
    build(tmp_path / "again")
    assert difference(tmp_path / "again", site) == []


def test_every_link_leads_somewhere(site):
    pages = {page: links_of(page) for page in [site / "index.html", *(site / "book").rglob("*.html")]}
    lost = []
    for page, links in pages.items():
        for link in links.found:
            address = urllib.parse.urlsplit(link)
            if address.scheme or address.netloc:
                continue
            target = (page.parent / urllib.parse.unquote(address.path)).resolve() if address.path else page
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                lost.append(f"{page.relative_to(site)}: {link}")
            elif address.fragment and target in pages and urllib.parse.unquote(address.fragment) not in pages[target].ids:
                lost.append(f"{page.relative_to(site)}: {link}, the place")
    assert lost == []


@pytest.mark.parametrize("lab", labs())
def test_each_lab_has_a_page_with_all_its_cells_and_a_button_that_opens_it(site, lab):
    folder = site / "book" / "labs" / lab
    page = (folder / f"{lab}.html").read_text(encoding="utf-8")
    notebook = json.loads((ROOT / "labs" / lab / f"{lab}.ipynb").read_text(encoding="utf-8"))
    assert len(re.findall(r'<div class="cell (?:tag_\S+ )*docutils container', page)) == sum(
        c["cell_type"] == "code" for c in notebook["cells"]
    )
    (button,) = re.findall(r'class="start-lab" href="([^"]+)"', page)
    address = urllib.parse.urlsplit(button)
    assert (folder / address.path).resolve().is_file()
    (path,) = urllib.parse.parse_qs(address.query)["path"]
    opened = json.loads((site / "lab-app" / "files" / path).read_text(encoding="utf-8"))
    handed_out = [cell for cell in opened["cells"] if cell["id"] != "not-here"]  # the notice of what is not in a browser
    assert [cell["source"] for cell in handed_out] == [cell["source"] for cell in notebook["cells"]]
    assert json.loads((folder / f"{lab}.ipynb").read_text(encoding="utf-8")) == notebook


def test_the_start_page_says_what_is_counted(site):
    text = re.sub(r"<[^>]+>", " ", (site / "index.html").read_text(encoding="utf-8"))
    words = " ".join(text.split())
    hours = sum(find_manifest(lab).hours for lab in with_points())
    assert f"{len(with_points())} labs" in words.replace("Six", "6")
    assert f"{hours:g} hours, {sum(map(total, with_points()))} points" in words
    assert f"{sum(total(lab, False) for lab in with_points())} points are judged by checks" in words
    for lab in with_points():
        assert f"{find_manifest(lab).hours:g} h , {total(lab)} points" in words
    killed, made = mutants()
    assert f"{killed} of {made} mutants" in words
    wrong, rejected, right, lost, read = wild()
    assert f"{rejected} of {wrong}" in words and f"{read['cause']} of {rejected}" in words and f"{lost} of {right}" in words
    assert f"{len(wrong_cases())} of {len(wrong_cases())}" in words and f"0 of {len(cases('right'))}" in words
    assert f"Version {micrograd_edu.__version__}" in words
    assert "FAIL mul" in words.replace("✗ ", "") and "PASS mul" in words.replace("✓ ", "")


@pytest.fixture(scope="module")
def book(site):
    """A browser at the site, which is served under a path: the address, a new page, and what went wrong so far."""
    with serve(site) as address, browser() as started:
        yield address, started


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_for_everyone_and_ask_nobody_else(book, scheme):
    """Nothing serious for axe-core, nothing cut off at any width, no request to another host, no error in the console."""
    address, started = book
    page = started.new_page(color_scheme=scheme)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url))
    for name in PAGES:
        page.goto(address + name)
        page.add_script_tag(path=AXE)
        found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
        wrong += [
            f"{name}: {rule['id']}: {rule['nodes'][0]['html'][:200]}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]
        for width in (1280, 800, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{name} is wider than {width}")
    page.close()
    assert wrong == []


def test_the_book_is_searched_without_a_server_of_its_own(book):
    address, started = book
    page = started.new_page()
    page.goto(address + "book/search.html?q=topological")
    page.locator("#search-results li a").first.wait_for()
    assert "chapter" in page.locator("#search-results").inner_text().lower()
    page.close()


def test_a_live_piece_comes_when_it_is_asked_for(book):
    address, started = book
    page = started.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "book/course/lab0_read_the_engine.html")
    assert not any("/pieces/" in url for url in asked)
    piece = page.locator('[data-piece="lab0_stepper"]')
    piece.get_by_role("button").click()
    piece.get_by_role("button", name="Next").click()
    assert piece.locator(".medu-node").count() == 6  # x, 3, u, v, w and L
    assert "Forward: 3 is given: 3." in piece.inner_text().replace("\n", " ")
    page.close()


def test_a_chapter_has_an_engine_to_type_into(book):
    address, started = book
    page = started.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "book/course/lab0_read_the_engine.html")
    piece = page.locator('[data-piece="lab0_forward"]')
    piece.get_by_role("button", name="Type it yourself").click()
    code, run, shown = piece.get_by_role("textbox"), piece.get_by_role("button", name="Run"), piece.get_by_role("status")
    code.wait_for()
    assert not any("/lab-app/" in url for url in asked)  # Python comes when there is something to run
    run.click()
    shown.locator("svg text", has_text="grad 56").wait_for()  # as in the chapter's next picture
    code.fill("a = Value(3)\nprint(a.data + 1)\na.nothing")
    run.click()
    shown.get_by_text("Line 3: AttributeError").wait_for()
    assert shown.inner_text().startswith("4.0\n")
    code.fill("while True: pass")
    run.click()
    piece.get_by_role("button", name="Stop").click()
    code.fill("sum(range(5))")
    run.click()
    shown.get_by_text("10").wait_for()
    page.close()


def test_what_was_seen_of_the_book_is_there_without_a_network(book):
    address, started = book
    context = started.new_context()
    page = context.new_page()
    page.goto(address + "book/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(address + "book/course/lab0_read_the_engine.html")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.reload()
    assert "Chapter 0" in page.locator("h1").inner_text()
    assert page.locator("article img").first.evaluate("image => image.naturalWidth") > 0
    context.close()
