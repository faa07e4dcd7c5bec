"""What lab 5 is called, and what a submission of it may see."""

from micrograd_edu.labs import DATA, PACKAGE_OF_LAB_4_ON, Manifest

MANIFEST = Manifest(
    lab="lab5_extension",
    title="5 Extension",
    hours=4,
    visible=PACKAGE_OF_LAB_4_ON,
    preload=("numpy", *DATA),
)
