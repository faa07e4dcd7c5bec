"""Right answers with a pipe named timestamp.txt: whoever opens it waits for ever."""

import os

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    os.mkfifo(folder / "timestamp.txt")
