"""The `micrograd-edu` command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="micrograd-edu", description="Build the labs of the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make the student version of labs from their source, with nbgrader")
    build.add_argument("labs", nargs="*", metavar="LAB", help="for example lab1_operators; all labs if none is named")
    build.add_argument("--course", type=Path, default=Path.cwd(), help="folder with nbgrader_config.py (default: here)")
    return _build(parser.parse_args(arguments))


def _build(options: argparse.Namespace) -> int:
    from micrograd_edu.grading.build import build_lab, labs_in

    if not (options.course / "nbgrader_config.py").exists():
        print(f"No nbgrader_config.py in {options.course}: run this in the course folder, or name it with --course.")
        return 2
    for lab in tqdm(options.labs or labs_in(options.course), desc="building", file=sys.stdout):
        try:
            built = build_lab(options.course, lab)
        except (FileNotFoundError, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 1
        tqdm.write(f"{lab}: {built}", file=sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
