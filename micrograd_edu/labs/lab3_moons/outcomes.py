"""What comes of the predictions of lab 3."""

from micrograd_edu.checks.predictions import comparer

OUTCOMES = {
    "the border after 20 steps": "bent, and cuts off parts of both moons",
    "the border after 100 steps": "hooked around both moons",
    "the loss": "falling at first, then jumping up and down, and calm at the end",
    "ticket 1": "a loss that falls at first, then jumps about and gets worse",
    "ticket 2": "a loss that rises from the first step on, ever faster",
    "ticket 3": "a loss that stays exactly where it was",
    "ticket 4": "a loss that falls for a few steps, then rises and rises",
    "ticket 5": "a loss that falls nearly as it should, and stays a little higher",
}
compare = comparer(OUTCOMES)
