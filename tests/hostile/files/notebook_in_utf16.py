"""Right answers saved in another encoding, with a byte order mark."""

SCORE, REASON = 0, "could not be read as a notebook"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_bytes(solved.encode("utf-16"))
