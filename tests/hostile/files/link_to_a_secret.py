"""Right answers, and beside them a link to a private file of the instructor's, which feedback would hand back."""

SCORE, REASON = "all", ""


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text(solved)
    (folder / "data.txt").symlink_to(course.parent / "home" / "instructor-secret.txt")
    (folder / "all").symlink_to("/")
