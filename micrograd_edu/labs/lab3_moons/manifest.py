"""What lab 3 is called, and what a submission of it may see."""

from micrograd_edu.labs import DATA, ENGINE, PLOTS, Manifest

MANIFEST = Manifest(
    lab="lab3_moons",
    title="3 Moons",
    hours=3.5,
    visible=ENGINE | {"data", "figures"},
    views=frozenset({"theatre"}),
    preload=(*PLOTS, *DATA, "contourpy", "tqdm"),
)
