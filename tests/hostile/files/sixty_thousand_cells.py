"""Right answers among sixty thousand cells of code."""

import json

SCORE, REASON = 0, "cells"


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    for i in range(60_000):
        nb["cells"].append(
            {"cell_type": "code", "id": f"m{i}", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
        )
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
