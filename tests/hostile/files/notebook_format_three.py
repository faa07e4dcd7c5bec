"""Right answers in the notebook format of 2014, which has no nbgrader metadata in its cells' ids."""

import json

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    cells = []
    for cell in json.loads(solved)["cells"]:
        old = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        if cell["cell_type"] == "code":
            old.update(input=cell["source"], language="python", outputs=[], collapsed=False)
        else:
            old["source"] = cell["source"]
        cells.append(old)
    nb = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells, "metadata": {}}]}
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
