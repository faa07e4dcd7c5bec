"""What several commands take, and what they refuse to begin without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from micrograd_edu.doctor import install, missing_packages
from micrograd_edu.labs import labs


class Refusal(click.ClickException):
    """Nothing was done; the message says why and what to do."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, err=True)


def need_packages() -> None:
    """Refuse where what the labs need is not installed."""
    if missing := missing_packages("lab"):
        raise Refusal(f"This needs packages that are not installed: {', '.join(missing)}. {install('lab')}")


def course_folder(context: click.Context, parameter: click.Parameter, folder: Path) -> Path:
    """The folder, if there is a configuration in it."""
    need_packages()
    if not (folder / "nbgrader_config.py").exists():
        raise Refusal(f"No nbgrader_config.py in {folder}: run this in the course folder, or name it with --course.")
    return folder


@contextmanager
def refusals() -> Iterator[None]:
    """What cannot be done is a sentence."""
    from micrograd_edu.grading.guard import Refused

    try:
        yield
    except Refused as refused:
        raise Refusal(refused.reason) from refused
    except (LookupError, ValueError) as error:
        raise Refusal(str(error.args[0] if len(error.args) == 1 else error)) from error


def labs_that_begin(context: click.Context, parameter: click.Parameter, word: str) -> list[str]:
    """For the Tab key."""
    return [name for name in labs() if name.startswith(word)]


FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
lab_argument = click.argument("lab", metavar="LAB", shell_complete=labs_that_begin)
course_option = click.option(
    "--course",
    type=click.Path(path_type=Path),
    default=Path.cwd,
    show_default="here",
    callback=course_folder,
    help="Folder with nbgrader_config.py.",
)
student_option = click.option("--student", "students", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
