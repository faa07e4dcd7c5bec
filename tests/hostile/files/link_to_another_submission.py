"""The notebook is a relative link to what somebody else handed in."""

SCORE, REASON = 0, "This was a link to"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").symlink_to("../../a_good_student/lab1_operators/lab1_operators.ipynb")
