"""What lab 1 is called, and what a submission of it may see."""

from micrograd_edu.labs import OTHER_ENGINES, PICTURES, PLOTS, Manifest

MANIFEST = Manifest(
    lab="lab1_operators",
    title="1 Operators",
    hours=3,
    visible=PICTURES,
    views=frozenset({"finite_difference"}),
    hidden=OTHER_ENGINES | {"scipy"},
    preload=PLOTS,
)
