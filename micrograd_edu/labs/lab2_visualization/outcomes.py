"""What comes of the predictions of lab 2."""

from micrograd_edu.checks.predictions import comparer

compare = comparer(
    {
        "boxes": 5,
        "arrows into circles": 6,
        "boxes, cut finely": 10,
        "boxes, with dot": 7,
        "the gradients": "they agree",
        "x after s has sent too early": -36,
        "y after s has sent too early": 60,
    }
)
