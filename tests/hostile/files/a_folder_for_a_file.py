"""A folder with the notebook's name."""

SCORE, REASON = 0, "it is not a file"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").mkdir()
