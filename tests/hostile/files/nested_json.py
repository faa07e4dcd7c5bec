"""JSON nested deeper than a reader's stack."""

SCORE, REASON = 0, "could not be read as a notebook"


def hand_in(folder, solved, course):
    (folder / "lab1_operators.ipynb").write_text('{"cells": ' + "[" * 200_000 + "]" * 200_000 + "}")
