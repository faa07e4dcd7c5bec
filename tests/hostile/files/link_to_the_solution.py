"""The notebook is a link to the instructor's solution."""

SCORE, REASON = 0, "This was a link to"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").symlink_to(course / "solutions" / "lab1_operators" / "lab1_operators.ipynb")
