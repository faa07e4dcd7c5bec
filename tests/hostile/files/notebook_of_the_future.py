"""Right answers in a notebook format that does not exist."""

SCORE, REASON = 0, "could not be read as a notebook"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved.replace('"nbformat": 4', '"nbformat": 99'))
