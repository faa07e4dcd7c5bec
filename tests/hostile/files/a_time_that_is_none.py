"""Right answers with a timestamp that is no time."""

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    (folder / "timestamp.txt").write_text("yesterday, I swear; __import__('os')")
