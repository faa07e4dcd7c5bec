# what: honest evidence with every leaf and branch in turn replaced by something of another kind
import json
import random

from IPython.display import display

import micrograd_edu.checks.probes as probes

honest = probes.run
WRONG = [5, None, True, "x", [], {}, [[]], {"dtype": 5}, -0.0, float("nan"), float("inf"), 10**400, "\ud800", [None] * 9]


def spoil(value, chance):
    if random.random() < chance:
        return random.choice(WRONG)
    if isinstance(value, dict):
        return {key: spoil(item, chance) for key, item in value.items()}
    return [spoil(item, chance) for item in value] if isinstance(value, list) else value


def publish(challenge, names):
    evidence = honest(json.loads(challenge), [get_ipython().user_ns.get(name) for name in names])
    for key in set(evidence) - {"check", "id"}:
        evidence[key] = spoil(evidence[key], 0.3)
    display({probes.MIME: json.dumps(evidence)}, raw=True)


probes.publish = publish
# reason: FAIL mul
