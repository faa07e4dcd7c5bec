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
import start

EPOCH = "1767225600"  # whatever writes a date writes this one


def download(out: Path) -> list[Path]:
    """This version as a wheel and as sources."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return sorted(path for path in out.iterdir() if path.is_file())


def build(out: Path, source: str | None = None) -> None:
    """Build the site into a folder, which is emptied first.

    Parameters
    ----------
    out : Path
        Where to.
    source : str, optional
        Where the repository is on the web. By default the page offers its sources as a file.
    """
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    download(out / "download")
    book.build(out / "book")
    start.build(out, source)
    shutil.copy(HERE / "sw.js", out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder; what is in it is deleted")
    parser.add_argument("--source", help="the address of the repository on the web")
    options = parser.parse_args()
    build(options.out, options.source)
    print(
        f"{options.out} is the site: open {options.out / 'index.html'}, or serve it: python -m http.server -d {options.out}"
    )


if __name__ == "__main__":
    main()
