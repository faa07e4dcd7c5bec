"""What all views share: facts for the browser, choices as traits, and pictures with a table where there is no browser."""

from __future__ import annotations

import base64
import functools
import html
import os
import re
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import traitlets

STATIC = Path(__file__).parent / "static"
TYPE = "application/vnd.micrograd-edu.view+json"


class View(traitlets.HasTraits):
    """Something to look at in a notebook: interactive in JupyterLab and Notebook, pictures and a table elsewhere.

    A view computes everything that it can show when it is made: `facts`, plain data that is saved with the notebook. Its
    script, in this package's extension of JupyterLab, steps through them without asking Python, so also when the notebook is
    opened again and no kernel runs.

    What the reader has chosen (the step, say) are traits tagged `sync`: set one from Python and the view follows, move the
    view and the trait follows; `observe` and `traitlets.link` work as with any trait.

    Parameters
    ----------
    facts : dict
        Plain data (what JSON can hold) for the script.
    """

    script = ""  # the view's own module in `static/`, without .js
    title = ""
    last: int  # the last step

    def __init__(self, facts: dict[str, Any], **state: Any) -> None:
        self.facts = facts
        self.view_id = uuid.uuid4().hex
        super().__init__(**state)

    def state(self) -> dict[str, Any]:
        """What is chosen now, by name."""
        return {name: getattr(self, name) for name in self.trait_names(sync=True)}

    @traitlets.validate("step")
    def _step_exists(self, proposal: Any) -> int:
        step: int = proposal["value"]
        if not 0 <= step <= self.last:
            raise traitlets.TraitError(f"there is no step {step}: the first is 0, the last {self.last}.")
        return step

    def pictures(self) -> list[tuple[str, str]]:
        """What the view looks like at some moments: pairs of a sentence and an SVG."""
        raise NotImplementedError

    def table(self) -> str:
        """The facts as an HTML table."""
        raise NotImplementedError

    def text(self) -> str:
        """The facts as plain text."""
        return "\n".join([self.title, *(sentence for sentence, _ in self._pictures)])

    def asked(self, message: dict[str, Any]) -> None:
        """The script asks for something that only Python can compute."""

    def tell(self, message: dict[str, Any]) -> None:
        """Send something to the script, wherever this view is shown."""
        if self.__dict__.get("_widget") is not None:
            self._widget.send(message)

    @functools.cached_property
    def _pictures(self) -> list[tuple[str, str]]:
        return self.pictures()

    def static_html(self) -> str:
        """Pictures and table, complete in themselves: no script, no network."""
        figures = [
            f'<figure style="margin:0 0 1em 0"><img alt="{html.escape(sentence, quote=True)}" style="max-width:100%" '
            f'src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode("ascii")}">'
            f"<figcaption>{html.escape(sentence)}</figcaption></figure>"
            for sentence, svg in self._pictures
        ]
        return f"<p><strong>{html.escape(self.title)}</strong></p>{''.join(figures)}{self.table()}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"text/plain": self.text(), "text/html": self.static_html()}
        if not _somebody_is_looking():
            return shown
        shown[TYPE] = {"view": self.script, "id": self.view_id, "facts": self.facts, "state": self.state()}
        if self._widget is not None and _in_vs_code():
            shown |= self._widget._repr_mimebundle_()[0]
        return shown

    @functools.cached_property
    def _widget(self) -> Any:
        """The Jupyter widget that keeps the traits of this view and of its script the same; None without anywidget.

        JupyterLab draws the view from what is saved in the notebook, not from a widget: that ends with its kernel.
        """
        try:
            import anywidget
        except ImportError:
            return None
        synced = {name: traitlets.Any(value).tag(sync=True) for name, value in self.state().items()}
        shown = {"facts": self.facts, "state": self.state()} if _in_vs_code() else {}
        given = {"view_id": self.view_id, **shown}
        fixed = {name: traitlets.Any(value).tag(sync=True) for name, value in given.items()}
        content = {"_esm": module(self.script), "_css": (STATIC / "view.css").read_text(encoding="utf-8")}
        widget = type("Widget", (anywidget.AnyWidget,), {**content, **synced, **fixed})()
        for name in synced:
            traitlets.link((self, name), (widget, name))
        widget.on_msg(lambda _, message, __: self.asked(message))
        return widget


def module(script: str) -> str:
    """A view's script, what it imports, and `widget.js`, as one module: anywidget takes no more."""
    names: list[str] = []

    def add(name: str) -> None:
        for imported in re.findall(r'^import .* from "\./(\w+)\.js";$', _source(name), re.M):
            add(imported)
        if name not in names:
            names.append(name)

    add(script)
    add("widget")
    text = "\n".join(_source(name) for name in names)
    return re.sub(r"^(import .*|export )", "", text, flags=re.M) + "export default widget(show);\n"


def _source(name: str) -> str:
    return (STATIC / f"{name}.js").read_text(encoding="utf-8")


def _in_vs_code() -> bool:
    """VS Code has no extensions of JupyterLab; it names itself in the kernel."""
    from IPython import get_ipython

    return "__vsc_ipynb_file__" in get_ipython().user_ns


def _somebody_is_looking() -> bool:
    """True in JupyterLab, Notebook and VS Code, which name the cell that they run.

    Where a notebook is run unattended (nbconvert, nbgrader, a test), pictures are all that anyone can see.
    """
    if "NBGRADER_EXECUTION" in os.environ:
        return False
    try:
        from IPython import get_ipython

        shell = get_ipython()
        request = getattr(shell, "get_parent", shell.kernel.get_parent)()  # Pyodide's shell leaves it to the kernel
    except (ImportError, AttributeError):  # no IPython, or not in a kernel
        return False
    return "cellId" in (request or {}).get("metadata", {})


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption and one header row, all text escaped."""
    top = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def number(x: float | None) -> str:
    """A number as the views write it: four digits; nothing computed yet is not 0."""
    return "not yet" if x is None else f"{x:.4g}"
