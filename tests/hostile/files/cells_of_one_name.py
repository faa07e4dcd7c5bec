"""The right answers, and two thousand cells that bear the id of one of them."""

import json

SCORE, REASON = 20, "PASS add"


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    text = {"cell_type": "markdown", "metadata": {}, "source": "", "id": "mul"}
    nb["cells"] = [text] * 1000 + nb["cells"] + [text] * 1000
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
