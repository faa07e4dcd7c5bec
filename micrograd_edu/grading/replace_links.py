"""Before nbgrader reads a submission: take the links out of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_links(notebooks: list[str], **_: str) -> None:
    """Replace every symbolic link beside these notebooks by a small text file that says where it led.

    nbgrader copies a submission's files, following links, and hands them back with the feedback: a link could fetch the
    instructor's private files, or another's solution to be graded as one's own. Enabled in `nbgrader_config.py` as
    `Autograde.pre_convert_hook`.

    Parameters
    ----------
    notebooks : list of str
        Paths of a submission's notebooks.
    """
    for folder in {Path(path).parent for path in notebooks}:
        for where, folders, files in os.walk(folder):
            for path in (Path(where, name) for name in [*folders, *files]):
                if path.is_symlink():
                    _replace(
                        path, f"This was a link to {os.readlink(path)}. Links are not followed: hand in the file itself.\n"
                    )


def _replace(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
