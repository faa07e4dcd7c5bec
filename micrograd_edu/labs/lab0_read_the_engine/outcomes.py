"""What comes of the predictions of lab 0."""

from micrograd_edu.checks.predictions import comparer

compare = comparer(
    {
        "who waits longest": "u",
        "messages": 3,
        "their sum": 15,
    }
)
