"""No notebook of the lab, and what is there has a name that cannot be printed."""

import os

SCORE, REASON = None, "no lab1_operators.ipynb was handed in"


def hand_in(folder, solved, course):
    with open(os.path.join(os.fsencode(folder), b"lab1-\xff\x1b[31m.ipynb"), "w") as file:
        file.write(solved)
