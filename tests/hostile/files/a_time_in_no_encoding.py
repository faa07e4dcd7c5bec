"""Right answers with a timestamp that is not text, and is as long as a book."""

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe\x00" * 5_000_000)
