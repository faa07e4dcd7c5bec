"""An empty folder."""

SCORE, REASON = None, "no lab1_operators.ipynb was handed in; the folder holds: nothing"


def hand_in(folder, solved, course):
    pass
