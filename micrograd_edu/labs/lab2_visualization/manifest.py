"""What lab 2 is called, and what a submission of it may see."""

from micrograd_edu.labs import ENGINE, OTHER_ENGINES, PICTURES, Manifest

MANIFEST = Manifest(
    lab="lab2_visualization",
    title="2 Visualization",
    hours=2.5,
    # not the stepper, which would do the lab's tasks
    visible=ENGINE | PICTURES,
    hidden=OTHER_ENGINES | {"scipy"},
    preload=("graphviz",),
)
