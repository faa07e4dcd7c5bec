"""Right answers with a folder named timestamp.txt."""

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    (folder / "timestamp.txt").mkdir()
