"""Right answers in a notebook whose metadata, ids and types are anything but what they should be."""

import json

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    nb["metadata"] = {
        "kernelspec": {"name": 5, "language": [], "display_name": None},
        "language_info": 7,
        "widgets": [1],
        "title": {},
    }
    wrong = [5, None, [], {}, "x", True, -1, 1e308]
    for i, cell in enumerate(nb["cells"]):
        cell["metadata"].update({"tags": wrong[i % 8], "collapsed": wrong[(i + 1) % 8], "name": wrong[(i + 2) % 8]})
        cell["execution_count"], cell["outputs"] = wrong[i % 8], wrong[(i + 3) % 8]
    for value in wrong:
        nb["cells"].append({"cell_type": "code", "id": value, "metadata": value, "source": value, "outputs": value})
        nb["cells"].append({"cell_type": value, "id": value, "source": ["1", value]})
        nb["cells"].append({"cell_type": "markdown", "metadata": {"nbgrader": value}, "source": "x"})
        claim = {"grade_id": value, "points": value, "grade": value, "solution": value, "schema_version": value}
        nb["cells"].append({"cell_type": "code", "metadata": {"nbgrader": claim}, "source": "x"})
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
