# what: evidence nested a hundred thousand deep, and evidence of 50 MB
import json

from IPython.display import display

import micrograd_edu.checks.probes as probes

answers = iter(["[" * 100_000 + "]" * 100_000, json.dumps({"answers": "x" * 50_000_000}), '{"answers": NaN', "null", "[]"] * 9)
probes.publish = lambda challenge, names: display({probes.MIME: next(answers)}, raw=True)
# reason: FAIL mul
