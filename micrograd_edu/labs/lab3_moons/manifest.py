"""What lab 3 is called, and what a submission of it may see."""

from micrograd_edu.labs import DATA, ENGINE, PICTURES, PLOTS, Manifest

MANIFEST = Manifest(
    lab="lab3_moons",
    title="3 Moons",
    hours=3.5,
    visible=ENGINE | PICTURES | {"data"},
    views=frozenset({"theatre"}),
    preload=(*PLOTS, *DATA, "contourpy", "tqdm"),
)
