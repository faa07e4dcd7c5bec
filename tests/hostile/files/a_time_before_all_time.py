"""Right answers handed in a moment before the first year, once it is reckoned in UTC."""

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    (folder / "timestamp.txt").write_text("0001-01-01 00:00:00 +14:00")
