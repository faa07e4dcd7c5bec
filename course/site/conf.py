"""How Sphinx makes the book; called by book.py."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

project = "micrograd-edu"
html_title = "micrograd-edu"
extensions = ["myst_nb"]
nb_execution_mode = "off"
suppress_warnings = ["myst.header"]  # a lab may begin with a heading of the third level
myst_heading_anchors = 3
myst_heading_slug_func = "micrograd_edu.checks.source.anchor"  # as JupyterLab has them: the labs link to chapters
html_math_renderer = "mathml"
html_theme = "furo"
html_favicon = "logo.svg"
templates_path = ["templates"]
html_css_files = ["view.css", "site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
SANS = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif'
MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace'
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": {
        "font-stack": SANS,
        "font-stack--monospace": MONO,
        "color-brand-primary": "#005a8f",
        "color-brand-content": "#005a8f",
        "color-brand-visited": "#005a8f",
        "color-background-primary": "#fbfaf7",
        "color-background-secondary": "#f3f2ee",
        "color-background-border": "#dedcd5",
        "color-foreground-primary": "#1c2024",
        "color-foreground-secondary": "#565e66",
        "color-foreground-muted": "#565e66",
    },
    "dark_css_variables": {
        "color-brand-primary": "#82c6f5",
        "color-brand-content": "#82c6f5",
        "color-brand-visited": "#82c6f5",
        "color-background-primary": "#14171a",
        "color-background-secondary": "#1b1f23",
        "color-background-border": "#333a41",
        "color-foreground-primary": "#e7e9eb",
        "color-foreground-secondary": "#a9b1b9",
        "color-foreground-muted": "#a9b1b9",
    },
}


def _write_formula(translator: Any, node: nodes.math | nodes.math_block) -> None:
    """As MathML, which browsers draw without a script."""
    display = "block" if isinstance(node, nodes.math_block) else "inline"
    translator.body.append(convert(node.astext(), display=display))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (_write_formula, None), (_write_formula, None))
