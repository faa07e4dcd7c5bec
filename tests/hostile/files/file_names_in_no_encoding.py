"""Right answers beside a file and a folder whose names are not UTF-8."""

import os

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    place = os.fsencode(folder)
    with open(os.path.join(place, b"notes-\xff\xfe.txt"), "w") as file:
        file.write("mine")
    os.mkdir(os.path.join(place, b"\xe9t\xe9"))
    with open(os.path.join(place, b"\xe9t\xe9", b"\x80.txt"), "w") as file:
        file.write("mine")
