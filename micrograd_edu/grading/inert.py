"""Text, pictures and formulas of strangers as HTML that can do nothing but be looked at.

Instructors and students open what others wrote in a browser that is logged in. A sanitizer with an allow-list decides
what is left (nh3, which is Mozilla's and Rust's ammonia): no script, style, form, frame or event handler, nothing that
is loaded from elsewhere, no name or class that the page around it knows. What is left out is named.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

import nh3
from latex2mathml.converter import convert as latex_to_mathml
from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

TEXT = set(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins "
    "kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
FORMULA = set(
    "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder munderover".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "ol": {"start"},
    "details": {"open"},
    "math": {"display", "alttext"},
    "mo": {"stretchy", "fence", "form", "separator"},
    "mi": {"mathvariant"},
    "mstyle": {"displaystyle"},
    "mtable": {"displaystyle", "rowspacing", "columnspacing"},
    "mtd": {"columnalign"},
    "mfrac": {"linethickness"},  # 0, in binomials
    "mspace": {"width", "linebreak"},
}
STYLES = {"text-align"}  # of a table's cells: what Markdown's colons give
LOOKS = {"class", "id", "style", "border", "align", "valign", "role", "cellpadding", "cellspacing", "bgcolor"}  # not missed
LINK = re.compile(r"(https://|mailto:)\S+", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}")
NUMBER = re.compile(r"[0-9]{1,3}")  # in a table of a thousand columns nobody reads
SHORT = re.compile(r"0|-?[0-2]?\.?[0-9]{0,4}em")  # a length in a formula
SVG = re.compile(r"<(/?)svg\b[^>]*>", re.IGNORECASE)
SVG_TEXTS = [re.compile(rf"<{tag}[^>]*>(.*?)</{tag}", re.IGNORECASE | re.DOTALL) for tag in ("desc", "title")]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# control characters, halves of surrogate pairs, and what turns the direction of text around
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
PILED_UP = re.compile(f"({ACCENT}{{3}}){ACCENT}+")  # accents on accents reach over the lines around them
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
CLOSED_BY_THE_NEXT = {"p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img"}
LOOKED_AT = 100_000  # characters, for what is left out: Python's parser is slow on what is no HTML
MOST_TAGS, DEEPEST = 10_000, 200  # of one text: a parser takes seconds for ten times as many, or for as deep ones
LONGEST_FORMULA = 5_000  # characters
MOST_ENVIRONMENTS = 200  # of one text
LONGEST_KEPT = 10_000  # characters of a text whose inert form is kept in memory
# Two classes tell whoever sets formulas on the page around it (MathJax): not here. And nothing is painted outside of it.
WRAPPED = '<div class="tex2jax_ignore mathjax_ignore" style="overflow:auto">{}</div>'


def visible(text: str) -> str:
    """Text in which what cannot be seen can be: a terminal's escape becomes `\\x1b`, and does nothing."""
    return PILED_UP.sub(r"\1", UNSEEN.sub(lambda match: repr(match[0])[1:-1], text))


def without_colours(text: str) -> str:
    """The text of a traceback, which IPython colours with a terminal's escapes."""
    return COLOUR.sub("", text)


def inert_html(markup: str) -> tuple[str, list[str]]:
    """What of this HTML may be looked at; and what was left out, as names for a person."""
    with_pictures = _svg_as_pictures(visible(markup))
    if with_pictures.count("<") > MOST_TAGS or _depth(with_pictures) > DEEPEST:
        return plain(markup), [f"more than {MOST_TAGS} tags, or more than {DEEPEST} inside each other"]
    clean = nh3.clean(
        with_pictures,
        tags=TEXT | FORMULA,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed_value,
        url_schemes={"https", "mailto", "data"},
        filter_style_properties=STYLES,
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    finder = _LeftOut()
    finder.feed(with_pictures[:LOOKED_AT])
    return WRAPPED.format(clean), finder.found


def inert_markdown(source: str, attachments: Mapping[str, Any] = MappingProxyType({})) -> tuple[str, list[str]]:
    """The same for Markdown. What a reader makes of it differs from program to program, so it is decided here, once."""
    if attachments or len(source) > LONGEST_KEPT:
        return _inert_markdown(source, attachments)
    markup, left_out = _of_the_handout(source)
    return markup, list(left_out)


@lru_cache(maxsize=200)
def _of_the_handout(source: str) -> tuple[str, list[str]]:
    """What is the same in every submission is made inert once."""
    return _inert_markdown(source, {})


def _inert_markdown(source: str, attachments: Mapping[str, Any]) -> tuple[str, list[str]]:
    if source.count("\\begin") > MOST_ENVIRONMENTS:  # for each of them its reader looks for an end, through all that follows
        return plain(source), [f"more than {MOST_ENVIRONMENTS} environments of LaTeX"]
    return inert_html(_MARKDOWN.render(visible(source), {"attachments": attachments}))


def plain(text: str) -> str:
    """HTML that shows exactly this text."""
    return WRAPPED.format(f"<pre>{html.escape(visible(text), quote=False)}</pre>")


def on_one_line(markup: str) -> str:
    """The same HTML as a Markdown cell that every reader of Markdown leaves as it is: no end of line, no formula."""
    return re.sub("[\n\r$\u2424]", lambda match: f"&#{ord(match[0])};", markup)


def inert_picture(mime_type: str, data: Any) -> str | None:
    """The address of a picture that holds all of it; None where it is not one."""
    if not isinstance(data, str):
        return None
    if mime_type == "image/svg+xml" and data.lstrip().startswith("<"):
        data = base64.b64encode(data.encode("utf-8", errors="replace")).decode()
    try:
        data = base64.b64encode(base64.b64decode(data, validate=False)).decode()
    except (binascii.Error, ValueError):
        return None
    address = f"data:{mime_type};base64,{data}"
    return address if PICTURE.fullmatch(address) else None


def inert_formula(latex: str, display: str = "inline") -> str:
    """A formula as MathML, which browsers set without a script; as it was written where that cannot be done."""
    latex = latex.strip()
    try:
        if len(latex) > LONGEST_FORMULA:
            raise ValueError("nobody reads a formula that long")
        mathml: str = latex_to_mathml(_known_environments(latex), display=display)
    except Exception:  # of the library, about what somebody wrote: it raises many kinds
        mathml = ""
    if not mathml or re.search(r"<mi>(\\|&</mi>)", mathml):  # a command that it does not know
        return f"<code>{html.escape(latex)}</code>"
    return mathml.replace("<math ", f'<math alttext="{html.escape(latex)}" ', 1)


def _known_environments(latex: str) -> str:
    return re.sub(r"(\\(?:begin|end)\{)(?:aligned|split|gathered|align|equation|gather)(\})", r"\1align*\2", latex)


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if LINK.fullmatch(value) else None
    if attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    if attribute in ("colspan", "rowspan", "start") or (tag == "img" and attribute in ("width", "height")):
        return value if NUMBER.fullmatch(value) else None
    if attribute in ("linethickness", "width"):
        return value if SHORT.fullmatch(value) else None
    return value


def _svg_as_pictures(markup: str) -> str:
    """Every drawing as a picture: inside one, a browser runs nothing and loads nothing."""
    parts, done, depth, start = [], 0, 0, 0
    for tag in SVG.finditer(markup):
        if not tag[1]:
            start = tag.start() if depth == 0 else start
            depth += not tag[0].endswith("/>")
        elif depth:
            depth -= 1
            if depth == 0:
                parts += [markup[done:start], _svg_picture(markup[start : tag.end()])]
                done = tag.end()
    return "".join([*parts, markup[done:]])


def _svg_picture(svg: str) -> str:
    if "xmlns=" not in svg:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"{svg[4:]}'
    told = next((found[1] for text in SVG_TEXTS if (found := text.search(svg[:5000]))), "drawing")
    address = inert_picture("image/svg+xml", svg)
    return f'<img alt="{html.escape(html.unescape(told))}" src="{address}">'


def _depth(markup: str) -> int:
    """How many elements stand inside each other at most, as far as that can be told without a parser."""
    open_now: dict[str, int] = {}
    depth = deepest = 0
    for closes, name in TAG.findall(markup):
        name = name.lower()
        if name in CLOSED_BY_THE_NEXT:
            continue
        change = -1 if closes else 1
        if open_now.get(name, 0) + change >= 0:
            open_now[name] = open_now.get(name, 0) + change
            depth += change
            deepest = max(deepest, depth)
    return deepest


class _LeftOut(HTMLParser):
    """Names what the sanitizer does not let through. For the notice only: the sanitizer does not ask it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TEXT | FORMULA:
            self._note(f"<{tag[:20]}>")
            return
        for name, value in attrs:
            if name in LOOKS or name.startswith(("data-", "aria-")):
                continue
            if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()):
                self._note(f"{name[:20]}=")
            elif _allowed_value(tag, name, value or "") is None:
                self._note(f"{name}={(value or '')[:40]}")

    handle_startendtag = handle_starttag

    def _note(self, what: str) -> None:
        if what not in self.found and not what.startswith("xmlns"):
            self.found.append(what)


def _formula_in_text(latex: str, how: dict[str, Any]) -> str:
    return inert_formula(latex, "block" if how.get("display_mode") else "inline")


def _image(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """A picture of Markdown: one that the cell holds is put in its place, one that is not there is told."""
    token = tokens[index]
    address, text = str(token.attrs.get("src", "")), html.escape(token.content)
    if not address.startswith("attachment:"):
        return f'<img alt="{text}" src="{html.escape(address)}">' if PICTURE.fullmatch(address) else _told(text, address)
    held = env["attachments"].get(address.removeprefix("attachment:"))
    for mime_type, data in held.items() if isinstance(held, Mapping) else ():
        if (picture := inert_picture(str(mime_type), data)) is not None:
            return f'<img alt="{text}" src="{picture}">'
    return f"<em>[The picture {text or html.escape(address)} was not handed in with the notebook.]</em>"


def _told(text: str, address: str) -> str:
    """In place of a picture from elsewhere: loading it would tell its owner who reads this. The link can be followed."""
    shown = html.escape(address[:200])
    return f'[picture {text}: <a href="{shown}">{shown}</a>]'


_MARKDOWN = (
    MarkdownIt("commonmark", {"html": True})
    .enable(["table", "strikethrough"])
    .use(dollarmath_plugin, allow_digits=False, allow_labels=False, double_inline=True, renderer=_formula_in_text)
    .use(amsmath_plugin, renderer=lambda latex: inert_formula(latex, "block"))
)
setattr(_MARKDOWN, "validateLink", lambda url: True)  # noqa: B010  (the sanitizer decides, and names what it leaves out)
_MARKDOWN.add_render_rule("image", _image)
