"""A scalar autodiff engine, and the course that is built on it."""

import sys

if sys.platform == "emscripten":
    from micrograd_edu import browser

    browser.prepare()

from micrograd_edu.engine import Value, dot, topological_order, total

__all__ = ["Value", "dot", "topological_order", "total"]
__version__ = "0.1.0"
