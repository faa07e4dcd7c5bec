# what: displays evidence as an object, a list, a number and nothing in place of a text
from IPython.display import display

import micrograd_edu.checks.probes as probes

answers = iter([{"found": []}, ["found"], 5, None, {"found": {"found": {"found": [[[]]]}}}] * 9)
probes.publish = lambda challenge, names: display({probes.MIME: next(answers)}, raw=True)
# reason: FAIL mul
