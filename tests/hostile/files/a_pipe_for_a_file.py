"""A named pipe, which whoever opens it waits for."""

import os

SCORE, REASON = 0, "This was a pipe"


def hand_in(folder, solved, course):
    os.mkfifo(folder / "lab1_operators.ipynb")
