"""No code; check cells at the top, in another order, emptied, retyped, doubled, worth a hundred points."""

import json

SCORE, REASON = 0, "FAIL mul"


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    cells = [cell for cell in nb["cells"] if not cell["metadata"].get("nbgrader", {}).get("solution")]
    checks = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]
    others = [cell for cell in cells if cell not in checks]
    for i, cell in enumerate(checks):
        cell["source"] = "1.0"
        cell["metadata"]["nbgrader"].update(points=100, locked=False)
        if i % 3 == 0:
            cell["cell_type"] = "markdown"
    nb["cells"] = [*reversed(checks), *others, *json.loads(json.dumps(checks))]
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
