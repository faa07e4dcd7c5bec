"""Live pieces: where a chapter shows a picture of a view, the view itself, on the same numbers, when it is asked for.

A view computes everything when it is made, so a piece needs no kernel: it is one script with the view and its facts. Below
some pictures of a graph there is an engine to type into instead: that has Python itself (engine.js).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from micrograd_edu import Value
from micrograd_edu.widgets import BackpropStepper, FiniteDifferenceExplorer
from micrograd_edu.widgets.view import View, module

BUTTON = """
```{{raw}} html
<div class="live" data-piece="{name}"><button type="button">{words}</button></div>
```
"""
SCRIPT = """(() => {{
{module}
for (const place of document.querySelectorAll('[data-piece="{name}"]')) {{
  place.replaceChildren();
  show(place, {facts}, new State({state}));
}}
}})();
"""


def stepper(**values: Any) -> BackpropStepper:
    """Of the last of these values, each with its name."""
    for name, value in values.items():
        value.label = name
    return BackpropStepper(value)


def used_once_more() -> View:
    """The start page's: a is used twice."""
    a, b = Value(2.0), Value(10.0)
    u = a * b
    view = stepper(a=a, b=b, u=u, L=u + a)
    view.step = next(k for k, event in enumerate(view.events) if event["kind"] == "message" and event["to"] == 0)
    return view


def lab0_forward() -> View:
    a, b, c = Value(4.0), Value(2.0), Value(-1.0)
    d = a * b
    e = d + c
    return stepper(a=a, b=b, c=c, d=d, e=e, L=e * e)


def lab0_stepper() -> View:
    x = Value(2.0)
    u = x * 3
    v = u + x
    w = u * v
    return stepper(x=x, u=u, v=v, w=w, L=w + u)


def lab1_order() -> View:
    a = Value(2.0)
    b = a * 3
    c = b + 1
    view = stepper(a=a, b=b, c=c, L=c * b)
    view.choosing = True
    return view


PIECES: dict[str, tuple[Callable[[], View], str]] = {
    "start": (used_once_more, ""),
    "lab0_backward": (lab0_forward, "Step through it yourself"),
    "lab0_stepper": (lab0_stepper, "Step through this graph yourself"),
    "lab1_order": (lab1_order, "Choose yourself who sends next"),
    "lab1_explorer": (FiniteDifferenceExplorer, "Try other steps and other functions"),
}

ENGINE = """import(new URL("../engine.js", document.currentScript.src)).then(({{ engine }}) => {{
  for (const place of document.querySelectorAll('[data-piece="{name}"]')) engine(place, {code});
}});
"""
# What an engine to type into begins with, by the picture of the same graph.
ENGINES = {
    "lab0_forward": """a = Value(4, label="a")
b = Value(2, label="b")
c = Value(-1, label="c")
d = a * b
e = d + c
L = e * e
L.backward()
L""",
    "lab1_chain": """a = Value(2, label="a")
b = 3 * a
L = b * b
L.backward()
print(a.grad)
L""",
}
BUTTONS = {**{name: words for name, (_, words) in PIECES.items()}, **dict.fromkeys(ENGINES, "Type it yourself")}


def add_to(chapter: str) -> str:
    """A chapter with a button below each picture that has a piece of its name."""

    def with_button(picture: re.Match[str]) -> str:
        name = picture[1]
        return picture[0] + ("\n" + BUTTON.format(name=name, words=BUTTONS[name]) if name in BUTTONS else "")

    return re.sub(r"!\[[^\]]*\]\(images/(\w+)\.\w+\)", with_button, chapter)


def write(folder: Path) -> None:
    """Every piece as a script of its own."""
    folder.mkdir()
    # the locked Graphviz lays out, not the machine's: the same places everywhere
    path, os.environ["PATH"] = os.environ["PATH"], ""
    try:
        made = {name: make() for name, (make, _) in PIECES.items()}
    finally:
        os.environ["PATH"] = path
    for name, view in made.items():
        (folder / f"{name}.js").write_text(script(name, view), encoding="utf-8")
    for name, code in ENGINES.items():
        (folder / f"{name}.js").write_text(ENGINE.format(name=name, code=json.dumps(code)), encoding="utf-8")


def script(name: str, view: View) -> str:
    """The view's own script, as JupyterLab has it, with what it is to show."""
    text = module(view.script).removesuffix("export default widget(show);\n")
    facts, state = (json.dumps(each, sort_keys=True) for each in (view.facts, view.state()))
    return SCRIPT.format(module=text, name=name, facts=facts, state=state)
