"""A notebook of 100 MB."""

import json

SCORE, REASON = 0, "and the limit is 20 MB"


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    nb["cells"][0]["source"] = "x" * 100_000_000
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
