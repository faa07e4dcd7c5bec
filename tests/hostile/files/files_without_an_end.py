"""Right answers beside a pipe, a socket, a file of ten gigabytes that takes no room, and a folder of ten thousand files."""

import os
import socket

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    os.mkfifo(folder / "notes.txt")
    with open(folder / "data.csv", "wb") as file:
        file.truncate(10 << 30)
    here = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as s:
        s.bind("s.txt")
    os.chdir(here)
    (folder / "many").mkdir()
    for i in range(10_000):
        (folder / "many" / f"{i}.txt").touch()
