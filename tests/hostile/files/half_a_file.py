"""Invalid JSON: an upload that broke off."""

SCORE, REASON = 0, "could not be read as a notebook"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved[: len(solved) // 2])
