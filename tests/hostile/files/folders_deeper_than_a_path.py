"""Right answers beside folders in folders, deeper than a path can be long."""

import os

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(40):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    with open("bottom.txt", "w") as file:
        file.write("here")
    os.fchdir(here)
    os.close(here)
