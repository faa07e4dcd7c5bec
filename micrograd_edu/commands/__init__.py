"""The `micrograd-edu` command: one module a verb."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from micrograd_edu import __version__
from micrograd_edu.commands.build import build
from micrograd_edu.commands.class_ import class_
from micrograd_edu.commands.collect import collect
from micrograd_edu.commands.doctor import doctor
from micrograd_edu.commands.export import export
from micrograd_edu.commands.feedback import feedback
from micrograd_edu.commands.grade import grade
from micrograd_edu.commands.lab import lab
from micrograd_edu.commands.misconception import misconception
from micrograd_edu.commands.progress import progress
from micrograd_edu.commands.report import report


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog='Words complete with the Tab key after: eval "$(_MICROGRAD_EDU_COMPLETE=bash_source micrograd-edu)" '
    "(zsh_source and fish_source for those shells).",
)
@click.version_option(__version__, prog_name="micrograd-edu", message="%(prog)s %(version)s")
def micrograd_edu() -> None:
    """Open, build and grade the labs of the course on backpropagation.

    A learner needs `lab`; `progress` to see how far they are; `doctor` when something is missing. An instructor makes a
    folder for a class, then, lab by lab: `build`, `collect`, `grade`, `report`, `feedback`, `export`.
    """


for command in (lab, progress, doctor, class_, build, collect, grade, report, misconception, feedback, export):
    micrograd_edu.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands after `micrograd-edu`; by default what the shell gave.

    Returns
    -------
    int
        0 when all is well, 1 when a person must look at something, 2 when nothing was done, 130 when interrupted.
    """
    try:
        code = micrograd_edu.main(arguments, prog_name="micrograd-edu", standalone_mode=False)
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OSError as error:
        print(in_words(error), file=sys.stderr)
        return 2
    return int(code or 0)


def in_words(error: OSError) -> str:
    """What the operating system refused, as a sentence with the file it was about."""
    about = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{about}. What was recorded before stays; the same command goes on from there."
