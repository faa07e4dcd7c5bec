"""Put the labs and their chapters into a folder of the reader's, and never over what they wrote there.

A file that is there already and is not as we gave it is the reader's: it stays, and a newer version of ours is put beside
it, under its name with the version. What we gave is remembered in a file of the folder, as one checksum a file.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from micrograd_edu import __version__
from micrograd_edu.checks.source import source_folder

PATTERNS = (
    "labs/*/*.ipynb",
    "course/lab*.md",
    "course/milestone*.md",
    "course/syllabus.md",
    "course/images/*.png",
    "course/images/*.svg",
)
RECORD = ".micrograd-edu.json"


def shipped() -> list[Path]:
    """Every file to hand out, relative to `source_folder()`."""
    source = source_folder()
    return sorted(path.relative_to(source) for pattern in PATTERNS for path in source.glob(pattern))


def hand_out(folder: Path) -> list[str]:
    """Put everything into `folder`, which need not exist.

    Parameters
    ----------
    folder : Path
        The reader's. Running this again brings what is new since, and changes nothing that they changed.

    Returns
    -------
    list of str
        A sentence for each file that was put there or left alone, for people.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    return give(folder, {name: (source_folder() / name).read_bytes() for name in shipped()})


def give(folder: Path, files: Mapping[Path, bytes]) -> list[str]:
    """Put these files into a folder of somebody's, as `hand_out` does."""
    folder.mkdir(parents=True, exist_ok=True)
    given = _read_record(folder / RECORD)
    said: list[str] = []
    for name, ours in files.items():
        said += _hand_out_one(folder, name, ours, given.get(name.as_posix()))
        given[name.as_posix()] = _checksum(ours)
    _replace(folder / RECORD, json.dumps(given, indent=1).encode())
    return said


def _hand_out_one(folder: Path, name: Path, ours: bytes, given: str | None) -> Iterator[str]:
    """Put one file where it belongs; `given` is the checksum of what was put there before, if anything was."""
    target = folder / name
    if not os.path.lexists(target):
        _write_new(target, ours)
        yield f"{name}: new"
    elif given != _checksum(ours) and (theirs := target.read_bytes()) != ours:
        if _checksum(theirs) == given:
            _replace(target, ours)
            yield f"{name}: renewed, you had not changed it"
        elif beside := _put_beside(target, ours):
            yield f"{name}: yours, it stays as it is. The version of micrograd-edu {__version__} is beside it: {beside.name}"


def _put_beside(target: Path, ours: bytes) -> Path | None:
    """Write under a name with the version; None if it is there already."""
    for n in itertools.count(1):
        number = f"-{n}" if n > 1 else ""
        beside = target.with_name(f"{target.stem}-{__version__}{number}{target.suffix}")
        if not os.path.lexists(beside):
            _write_new(beside, ours)
            return beside
        if beside.read_bytes() == ours:
            return None
    raise AssertionError("numbers do not end")


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb") as file:
        file.write(content)


def _replace(path: Path, content: bytes) -> None:
    """Write all of a file or nothing of it."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(path: Path) -> dict[str, str]:
    """What was given before. Without a readable record every changed file counts as the reader's."""
    with contextlib.suppress(OSError, ValueError):
        record = json.loads(path.read_bytes())
        if isinstance(record, dict):
            return {name: str(checksum) for name, checksum in record.items()}
    return {}
