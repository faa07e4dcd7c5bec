"""What comes of the predictions of lab 5."""

from micrograd_edu.checks.predictions import comparer

compare = comparer(
    {
        "the gradient of b": [5, 7, 9],
    }
)
