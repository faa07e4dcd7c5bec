"""The right answers under a name that nbgrader does not look for."""

SCORE, REASON = None, "the folder holds: lab1_operators (1).ipynb"


def hand_in(folder, solved, course):
    (folder / "lab1_operators (1).ipynb").write_text(solved)
