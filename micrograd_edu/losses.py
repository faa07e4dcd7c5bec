"""What training makes small. Each loss is a `Value`, so that `backward()` starts from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from micrograd_edu.engine import Value, dot, total


def max_margin_loss(scores: Sequence[Value], targets: Sequence[float]) -> Value:
    """Average of max(0, 1 - target * score): the support-vector machine's loss.

    Parameters
    ----------
    scores : sequence of n Value
        What the model says.
    targets : sequence of n float
        -1 or +1.

    Raises
    ------
    ValueError
        If the lengths differ, there is nothing to average, or a target is neither -1 nor +1.
    """
    _check_pairs(scores, targets)
    for target in targets:
        if target not in (-1, 1):
            raise ValueError(f"the max-margin loss needs targets -1 or +1, got {target}: map labels 0/1 with 2*y - 1.")
    return total((1 - score * target).relu() for score, target in zip(scores, targets)) * (1 / len(targets))


def l2_penalty(parameters: Iterable[Value], alpha: float = 1e-4) -> Value:
    """alpha * (sum of squares): keeps weights small, so that the boundary stays smooth."""
    parameters = list(parameters)
    return dot(parameters, parameters, Value(0.0)) * alpha


def mse_loss(predictions: Sequence[Value], targets: Sequence[float]) -> Value:
    """Average of (prediction - target)**2."""
    _check_pairs(predictions, targets)
    return total((p - target) ** 2 for p, target in zip(predictions, targets)) * (1 / len(targets))


def bce_with_logits_loss(logits: Sequence[Value], targets: Sequence[float]) -> Value:
    """Average binary cross-entropy of sigmoid(logit) against targets between 0 and 1.

    Taken from the logit directly, as in PyTorch's function of the same name: log(1 + e**-|x|) + max(x, 0) - x * target
    overflows for no x. Its local derivative with respect to a logit is (sigmoid(x) - target) / n.
    """
    _check_pairs(logits, targets)
    n, out, local_grads = len(targets), 0.0, []
    for logit, target in zip(logits, targets):
        if not 0 <= target <= 1:
            raise ValueError(f"binary cross-entropy needs targets between 0 and 1, got {target}.")
        x = logit.data
        out += math.log1p(math.exp(-abs(x))) + max(x, 0.0) - x * target
        local_grads.append((logit.sigmoid().data - target) / n)
    return Value(out / n, tuple(logits), tuple(local_grads), "bce")


def _check_pairs(outputs: Sequence[Value], targets: Sequence[float]) -> None:
    if len(outputs) != len(targets) or len(targets) == 0:
        raise ValueError(f"a loss needs one target for each output: got {len(outputs)} outputs, {len(targets)} targets.")
