"""What comes of the milestone's predictions, where no cell computes it."""

from micrograd_edu.checks.predictions import comparer

compare = comparer({"softmax of (1000, 1000), of (5, 5), of (-1000, -1000)": [0.5, 0.5, 0.5]})
