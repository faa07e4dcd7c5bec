"""What comes out of a student's process, made plain before anything of ours handles it: bounded data, writable text."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_EVIDENCE = 1_000_000  # characters; the largest honest evidence is a few thousand
MAX_LEVELS = 40  # lists in lists; the deepest honest evidence has eight
MAX_DIGITS = 18  # of a whole number: those fit every machine's integers and, nearly, a float
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def parse_evidence(text: Any) -> Any:
    """Read evidence that came out of a student's process.

    Parameters
    ----------
    text : object
        What was displayed as evidence: JSON as text, if the student's process was honest.

    Returns
    -------
    object
        Dicts, lists, texts and numbers, not too deep and not too long; None where the text is not that.
    """
    if not isinstance(text, str) or len(text) > MAX_EVIDENCE:
        return None
    try:
        return plain(json.loads(text, parse_int=whole_number))
    except (ValueError, RecursionError):
        return None


def plain(value: Any, levels: int = MAX_LEVELS) -> Any:
    """Copy data that consists of dicts, lists, texts, numbers and nothing else.

    Raises
    ------
    ValueError
        If it holds anything else, or is nested deeper than so many levels.
    """
    if levels == 0:
        raise ValueError(f"it is nested deeper than {MAX_LEVELS} levels")
    if isinstance(value, dict):
        return {readable(key): plain(item, levels - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [item if type(item) is float else plain(item, levels - 1) for item in value]
    if isinstance(value, str):
        return readable(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise ValueError(f"it holds a {type(value).__name__}")


def readable(text: Any) -> str:
    """Text that can be written to a file: JSON can hold half a character (a lone surrogate), and UTF-8 cannot."""
    written = str(text)
    return written if written.isascii() else _HALF_CHARACTERS.sub("\ufffd", written)


def whole_number(digits: str) -> int | float:
    """Read a whole number of JSON's; one that is too long for a machine's as the float nearest to it."""
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)
