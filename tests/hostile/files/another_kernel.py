"""Right answers; the notebook asks for a kernel that is not there, of another language."""

import json

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    nb["metadata"] = {
        "kernelspec": {"name": "julia-9", "display_name": "Julia", "language": "julia"},
        "language_info": {"name": "julia"},
    }
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
