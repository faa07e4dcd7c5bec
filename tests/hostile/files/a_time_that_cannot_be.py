"""Right answers handed in on the 45th of the 13th month."""

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    (folder / "timestamp.txt").write_text("2026-13-45 99:61:61.000000 UTC")
