"""What lab 4 is called, and what a submission of it may see."""

from micrograd_edu.labs import DATA, OTHER_ENGINES, PACKAGE_OF_LAB_4_ON, Manifest

MANIFEST = Manifest(
    lab="lab4_pytorch",
    title="4 PyTorch",
    hours=3,
    visible=PACKAGE_OF_LAB_4_ON,
    views=frozenset({"twin"}),
    # PyTorch is this lab's subject, and its optimizers import SymPy
    hidden=OTHER_ENGINES - {"torch", "sympy", "mpmath"},
    preload=("torch", "torch._dynamo", *DATA),  # the second by every optimizer's first step, for seconds
)
