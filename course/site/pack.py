"""Pack wheels and standard library for the browser: what a kernel starts with compiled, what it never reads left out.

Run by the Python that will read them (pack.mjs): only that one's bytecode will do. To compile takes a browser more time than
all else that a kernel does before a first cell.
"""

import fnmatch
import importlib
import sys
import zipfile
from collections.abc import Sequence
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash
from pathlib import Path

AT_THE_START = (
    "piplite.piplite",
    "pyodide_kernel",
    "pygments.formatters.terminal256",  # colours a traceback
    "pygments.lexers.python",
    "anywidget",
    "graphviz",
    "pydot",
)
OURS = "micrograd_edu/*"  # all of it is compiled, and its sources stay: checks and readers look into them
TEXT = ("micrograd_edu/labs/*/misconceptions/*", "micrograd_edu/_course/*")  # which is only ever read
LEFT_OUT = ("*.data/*", "*/tests/*", "micrograd_edu/_course/course/images/*", "micrograd_edu/grading/*")
# what is there for other languages than Python, for a terminal, for servers: of it stays what is imported at the start
ELSEWHERE = ("pygments/lexers/*", "IPython/terminal/*", "IPython/sphinxext/*", "_pyrepl/*", "xmlrpc/*", "wsgiref/*")
DATE = (2026, 1, 1, 0, 0, 0)


def compiled(source: bytes, name: str) -> bytes:
    """Bytecode that is believed without a look at its source."""
    return bytes(_code_to_hash_pyc(compile(source, name, "exec", dont_inherit=True), source_hash(source), False))


def is_one_of(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def packed(files: dict[str, bytes], place: str, started: set[str]) -> dict[str, bytes]:
    """The files of a wheel, or of the standard library, as they are to be in `place`."""
    kept = {}
    for name, content in files.items():
        if is_one_of(name, LEFT_OUT):
            continue
        stem = name.removesuffix(".py")
        if not name.endswith(".py") or is_one_of(name, TEXT):
            kept[name] = content
        elif fnmatch.fnmatch(name, OURS):
            folder, _, module = stem.rpartition("/")
            kept[name] = content
            kept[f"{folder}/__pycache__/{module}.{sys.implementation.cache_tag}.pyc"] = compiled(content, place + name)
        elif stem.removesuffix("/__init__").replace("/", ".") in started:
            kept[f"{stem}.pyc"] = compiled(content, place + name)
        elif not is_one_of(name, ELSEWHERE):
            kept[name] = content
    return kept


def pack(path: Path, place: str, started: set[str]) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in packed(files, place, started).items():
            archive.writestr(zipfile.ZipInfo(name, DATE), content, zipfile.ZIP_DEFLATED, 9)


def main(folder: Path) -> None:
    for name in AT_THE_START:
        importlib.import_module(name)
    # what is frozen into the interpreter is not read from a file
    started = {name for name, module in sys.modules.items() if getattr(module.__spec__, "origin", "") != "frozen"}
    version = sys.version_info
    for wheel in sorted(folder.glob("*-none-any.whl")):
        pack(wheel, f"/lib/python{version.major}.{version.minor}/site-packages/", started)
    pack(folder / "python_stdlib.zip", f"/lib/python{version.major}{version.minor}.zip/", started)


main(Path("/folder"))
