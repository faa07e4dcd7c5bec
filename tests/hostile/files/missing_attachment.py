"""Right answers with texts that show attachments which are not there, or are no pictures."""

import json

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    text = "![gone](attachment:gone.png) ![odd](attachment:odd.png) ![none](attachment:) <img src='attachment:gone.png'>"
    for attachments in (
        {},
        {"odd.png": 5},
        {"odd.png": {}},
        {"odd.png": {"image/png": 5}},
        {"odd.png": {"image/png": "%%%"}},
        5,
        None,
    ):
        cell = {"cell_type": "markdown", "metadata": {}, "source": text, "attachments": attachments}
        nb["cells"].insert(0, {**cell, "id": f"a{len(nb['cells'])}"})
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
