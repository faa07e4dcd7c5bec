"""What lab 0 is called, and what a submission of it may see."""

from micrograd_edu.labs import ENGINE, PICTURES, Manifest

MANIFEST = Manifest(
    lab="lab0_read_the_engine",
    title="0 Read the engine",
    hours=1.5,
    visible=ENGINE | PICTURES | {"graph"},
    views=frozenset({"stepper"}),
    hidden=frozenset(),  # nothing here is written by the student
    preload=("graphviz",),
)
