"""The feedback page: complete in one file, and with a policy that lets nothing in it run or load anything."""

from __future__ import annotations

from typing import Any

from jinja2 import DictLoader
from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from traitlets import default

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEAD = f"""<head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="referrer" content="no-referrer">
<style>.rendered_html td, .rendered_html th {{ padding: .15em .6em; border-bottom: 1px solid #ddd }}</style>"""


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback, without the MathJax that it loads from elsewhere: formulas are MathML by then (`MakeInert`)."""

    @default("extra_loaders")
    def _loaders(self) -> list[DictLoader]:
        return [DictLoader({"mathjax.html.j2": '{% macro mathjax(url="") %}{% endmacro %}'})]

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        page, resources = super().from_notebook_node(nb, resources=resources, **kw)
        start, head, rest = page.partition("<head>")
        if not head:
            raise RuntimeError("nbgrader's feedback has no <head> any more: there is no place for its policy")
        return start + HEAD + rest, resources
