"""A picture with the wrong name."""

import random

SCORE, REASON = 0, "could not be read as a notebook"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(100_000))
