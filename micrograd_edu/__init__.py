"""A scalar autodiff engine, and the course that is built on it."""

from micrograd_edu.engine import Value, dot, topological_order, total

__all__ = ["Value", "dot", "topological_order", "total"]
__version__ = "0.1.0"
