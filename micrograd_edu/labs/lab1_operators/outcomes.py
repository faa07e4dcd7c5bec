"""What comes of the predictions of lab 1."""

from micrograd_edu.checks.predictions import comparer

compare = comparer(
    {
        "dL/da": 36,
        "notes that come off": 8,
        "the list": ["a", "b", "L"],
        "the error on the way": "falls at first, and then it rises again",
        "the best h, forward difference": "near 1e-8",
        "the best h, central difference": "near 1e-5",
        "the curve for x²": "rounding from the start, and only rises",
    }
)
