"""Right answers with metadata, attachments and sources nested 600 levels deep."""

import json

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    deep = []
    for _ in range(600):
        deep = [deep]
    nb["metadata"]["deep"] = deep
    for cell in nb["cells"][:3]:
        cell["metadata"]["deep"] = deep
    nb["cells"].insert(0, {"cell_type": "markdown", "id": "d", "metadata": {}, "source": [deep], "attachments": {"x": deep}})
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
