"""Build the course as a site of files: python course/site/build.py OUT

OUT gets a start page, a book, JupyterLite with the labs that run in a browser, and this version to download. All links are
relative, so that any static host can serve it under any path. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import book
import lite
import start

EPOCH = "1767225600"  # whatever writes a date writes this one


def download(out: Path) -> list[Path]:
    """This version as a wheel and as sources."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return sorted(path for path in out.iterdir() if path.is_file())


def build(out: Path, source: str | None = None, pyodide: Path | None = None, with_labs: bool = True) -> None:
    """Build the site into a folder, which is emptied first.

    Parameters
    ----------
    out : Path
        Where to.
    source : str, optional
        Where the repository is on the web. By default the page offers its sources as a file.
    pyodide : Path, optional
        A full Pyodide distribution, for `lite.build`.
    with_labs : bool, default True
        False leaves JupyterLite out, and the buttons that lead there lead nowhere: for work on the book.
    """
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    download(out / "download")
    book.build(out / "book")
    start.build(out, source)
    shutil.copy(HERE / "sw.js", out)
    if with_labs:
        lite.build(out, pyodide)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder; what is in it is deleted")
    parser.add_argument("--source", help="the address of the repository on the web")
    parser.add_argument("--pyodide", type=lite.distribution, help="a full Pyodide distribution, unpacked")
    parser.add_argument("--without-labs", action="store_true", help="the book alone, in seconds")
    options = parser.parse_args()
    build(options.out, options.source, options.pyodide, not options.without_labs)
    print(
        f"{options.out} is the site. To see it: python3 -m http.server --directory {options.out}, and http://localhost:8000"
    )


if __name__ == "__main__":
    main()
