"""What the milestone is called, and what a submission of it may see. Its checks count no points."""

from micrograd_edu.labs import DATA, OTHER_ENGINES, PACKAGE_OF_LAB_4_ON, Manifest

MANIFEST = Manifest(
    lab="milestone_digits",
    title="Milestone: digits",
    hours=4,
    visible=PACKAGE_OF_LAB_4_ON | {"tensor"},
    # PyTorch is one of its subjects, and its optimizers import SymPy
    hidden=OTHER_ENGINES - {"torch", "sympy", "mpmath"},
    preload=("numpy", "torch", "torch._dynamo", *DATA),  # the third by every optimizer's first step, for seconds
)
