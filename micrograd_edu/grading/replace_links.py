"""Before nbgrader reads a submission: take out of it what is not an ordinary file, and what is too much of them."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbgrader.utils import parse_utc

MAX_FILES, MAX_BYTES = 2_000, 200 << 20  # beside the notebooks: nbgrader copies them all
MAX_TIME = 100  # bytes of a text that tells a time
TIME, NO_TIME = "timestamp.txt", "not-a-time"
ASIDE = ".set_aside"  # of the folder beside the submission's, with what was too much


def replace_links(notebooks: list[str], **_: str) -> None:
    """Leave nothing beside these notebooks that leads elsewhere, never ends, or fills the instructor's disk.

    nbgrader copies a submission's files, following links, and hands them back with the feedback: a link could fetch the
    instructor's private files, or another's solution to be graded as one's own. A pipe would hold it for ever, and a
    `timestamp.txt` that tells no time ends its batch. In their place stand small text files that say what was there.
    Enabled in `nbgrader_config.py` as `Autograde.pre_convert_hook`.

    Parameters
    ----------
    notebooks : list of str
        Paths of a submission's notebooks.
    """
    for folder in {Path(path).parent for path in notebooks}:
        room = _Room(MAX_FILES, MAX_BYTES)
        for entry in sorted(folder.iterdir()):
            try:
                _replace_if_special(entry)
                for path in _everything_in(entry):
                    _replace_if_special(path)
                fits = entry.suffix == ".ipynb" or room.takes(entry)
            except OSError:  # folders in folders, deeper than a path can be long
                fits = False
            if not fits:
                _set_aside(entry)
        _set_time_aside(folder / TIME)


def undated(folder: Path) -> str:
    """Why a submission has no time, though it came with one; nothing where all is well."""
    aside = sorted(path.name for path in folder.glob(f"{NO_TIME}*"))
    return f"{TIME} did not tell a time, so lateness is not known; it is called {aside[0]} now" if aside else ""


def _everything_in(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        yield from (Path(where, name) for name in [*folders, *files])


def _replace_if_special(path: Path) -> None:
    kind = path.lstat().st_mode
    if stat.S_ISLNK(kind):
        _replace(path, f"This was a link to {os.readlink(path)}. Links are not followed: hand in the file itself.\n")
    elif not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
        _replace(path, "This was a pipe, a socket or a device. Hand in files.\n")


def _replace(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", errors="surrogateescape", dir=path.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def _set_time_aside(path: Path) -> None:
    if os.path.lexists(path) and not tells_a_time(path):
        path.rename(_unused(path.with_name(NO_TIME)))


def tells_a_time(path: Path) -> bool:
    """Whether this is a file that nbgrader can read a time from, or an empty one. Nothing else is even opened."""
    if not is_plain(path) or path.stat().st_size > MAX_TIME:
        return False
    try:
        text = path.read_text().strip()
        return not text or parse_utc(text) is not None
    except Exception:  # dateutil raises many kinds, about whatever stands there
        return False


def is_plain(path: Path) -> bool:
    """A file that can be read: a link could lead to somebody else's, a pipe would never end."""
    return path.is_file() and not path.is_symlink()


class _Room:
    """What may still be handed in beside the notebooks."""

    def __init__(self, files: int, size: int) -> None:
        self.files, self.size = files, size

    def takes(self, entry: Path) -> bool:
        inside = [path for path in _everything_in(entry) if path.is_file()] if entry.is_dir() else [entry]
        size = sum(path.stat().st_size for path in inside)
        if len(inside) > self.files or size > self.size:
            return False
        self.files, self.size = self.files - len(inside), self.size - size
        return True


def _set_aside(entry: Path) -> None:
    """Move an entry of a submission's folder away, beside it."""
    aside = entry.parent.with_name(entry.parent.name + ASIDE)
    aside.mkdir(exist_ok=True)
    entry.rename(_unused(aside / entry.name))
    limit = f"{MAX_FILES} files and {MAX_BYTES >> 20} MB in folders that are not too deep"
    _replace(entry, f"What was here is left out. Beside the notebook there may be {limit}.\n")


def _unused(path: Path) -> Path:
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{path.name.removesuffix(f'-{number - 1}')}-{number}")
    return path
