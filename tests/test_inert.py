"""The sanitizer by itself: whatever goes in, only what is on its list comes out, and readers of Markdown leave it alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown import markdown2html
from reader_submissions import HERE, HONEST

from micrograd_edu.grading.inert import FORMULA, TEXT, inert_html, inert_markdown, inert_picture, on_one_line, plain, visible
from micrograd_edu.grading.make_inert import InertOutputs

WRITTEN = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.md"))]
WRITTEN += [cell.source for nb in HONEST.values() for cell in nb.cells if cell.cell_type == "markdown"]
PIECES = [
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    '"',
    "'",
    "=",
    "&",
    "&#",
    ";",
    "$",
    "\n",
    "\n\n",
    "`",
    "```",
    "[",
    "](",
    ")",
    "!",
    "#",
    "|",
]
PIECES += "script style svg math mtext table title img iframe a href src onerror".split()
PIECES += "javascript: data: https:// x \\begin{align}".split()
soup = st.lists(st.sampled_from(PIECES), max_size=30).map(
    lambda pieces: "".join(pieces) if len(pieces) % 2 else " ".join(pieces)
)


class Dangers(HTMLParser):
    """Everything in a page that could do more than be looked at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TEXT | FORMULA:
            self.found.append(tag)
        for name, value in attrs:
            kind, _, _ = (value or "").partition(":")
            if name.startswith(("on", "xlink")) or name in ("id", "name", "srcdoc", "srcset", "action", "data"):
                self.found.append(name)
            elif name in ("href", "src") and kind not in ("https", "mailto", "data"):
                self.found.append(f"{name}={value}")
            elif name == "style" and value not in (
                "overflow:auto",
                "text-align:left",
                "text-align:right",
                "text-align:center",
            ):
                self.found.append(f"{name}={value}")

    handle_startendtag = handle_starttag


@pytest.mark.parametrize("text", WRITTEN)
def test_what_students_wrote(text):
    for page, _ in (inert_html(text), inert_markdown(text)):
        assert Dangers(page).found == []


@given(soup)
@settings(max_examples=300, deadline=None)
def test_whatever_is_written(text):
    for page in (inert_html(text)[0], inert_markdown(text)[0], plain(text)):
        assert Dangers(page).found == []


@given(soup)
@settings(max_examples=300, deadline=None)
def test_a_reader_of_markdown_leaves_it_alone(text):
    """nbconvert's, which formgrader and the feedback use."""
    page = on_one_line(inert_markdown(text)[0])
    assert markdown2html(page).strip() == page


@pytest.mark.parametrize("text", WRITTEN)
def test_made_inert_twice_it_is_the_same(text):
    once, _ = inert_html(text)
    inside = once.removeprefix(once.partition(">")[0] + ">").removesuffix("</div>")
    assert sorted(re.split("[ >]", inert_html(inside)[0])) == sorted(re.split("[ >]", once))  # attributes in any order


def test_text_that_cannot_be_seen_is_shown():
    assert visible("\x1b[31mred\x07 \u202egnp.exe \ud800") == "\\x1b[31mred\\x07 \\u202egnp.exe \\ud800"
    assert visible("tab\tand\nline") == "tab\tand\nline"
    assert visible("e" + "\u0301" * 500) == "e" + "\u0301" * 3


def test_a_picture_holds_all_of_it_or_is_none():
    assert inert_picture("image/png", "iVBORw0KGgo=\n") == "data:image/png;base64,iVBORw0KGgo="
    assert inert_picture("text/html", "iVBORw0KGgo=") is None
    assert inert_picture("image/png", {"a": 1}) is None
    assert inert_picture("image/png", 'x" onerror="alert(1)') is None


def test_a_formula_that_cannot_be_set_is_shown_as_it_was_written():
    assert "<code>\\nonsense{x}</code>" in inert_markdown("$\\nonsense{x}$")[0]
    assert "<code>" in inert_markdown("$" + "{" * 4000 + "$")[0]


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<svg>", "<svg></svg>", "<table><td>", "<math><mtext>", "<!--", "<![CDATA[", "<"]
)
def test_a_flood_is_shown_as_it_was_written(piece):
    page, left_out = inert_html(piece * (400_000 // len(piece)))
    assert page.count("<") < 100 and left_out


def test_drawings_inside_each_other_are_one_picture():
    page, _ = inert_html("<p>a<svg width='9'><svg/><svg><title>in</title></svg></svg>b</p>")
    assert page.count("<img") == 1 and 'alt="in"' in page and page.endswith("b</p></div>")


def test_formulas_that_begin_without_end_are_shown_as_they_were_written():
    page, left_out = inert_markdown("\\begin{align}\n" * 5_000)
    assert page == plain("\\begin{align}\n" * 5_000) and left_out == ["more than 200 environments of LaTeX"]
    assert "<math" in inert_markdown("\\begin{align}\na &= b\n\\end{align}\n\n" * 100)[0]


def test_of_all_the_markdown_that_is_displayed_so_much_is_read_and_the_rest_shown_as_it_was_written():
    text = "*a* " + "x" * 30_000
    shown = InertOutputs()([{"output_type": "display_data", "data": {"text/markdown": text}}] * 5)
    assert ["<em>a</em>" in each.data["text/html"] for each in shown] == [True, True, True, False, False]
