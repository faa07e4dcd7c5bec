"""Right answers with half characters in texts, code, ids, keys and names."""

import json

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    half = "half \ud83d \udc00"
    nb["metadata"][half] = {half: half}
    nb["cells"].insert(0, {"cell_type": "markdown", "id": half, "metadata": {half: half}, "source": half})
    nb["cells"].insert(
        1,
        {
            "cell_type": "code",
            "id": "half",
            "metadata": {},
            "source": f"x = '{half}'",
            "outputs": [],
            "execution_count": None,
        },
    )
    nb["cells"][2]["attachments"] = {half: {half: half}}
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
