"""Right answers with a timestamp that leads to a device without an end."""

import os

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    os.symlink("/dev/zero", folder / "timestamp.txt")
