"""`micrograd-edu lab`: the labs in a folder of the learner's, opened."""

from __future__ import annotations

import os
from pathlib import Path

import click

from micrograd_edu.class_folder import OWN
from micrograd_edu.commands.options import Refusal, need_packages
from micrograd_edu.handout import hand_out
from micrograd_edu.labs import use_own_labs


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, metavar="[FOLDER] [JUPYTERLAB'S OPTIONS]", type=click.UNPROCESSED)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
def lab(arguments: tuple[str, ...], no_browser: bool) -> None:
    """Put the labs into a folder and open JupyterLab there.

    FOLDER is `micrograd-edu` if none is named. What you wrote in it stays: a newer version of a lab is put beside yours.
    Other options go to JupyterLab, such as --port=8890.
    """
    need_packages()
    named = bool(arguments) and not arguments[0].startswith("-")
    folder = Path(arguments[0] if named else "micrograd-edu")
    try:
        said = hand_out(folder)
    except OSError as error:
        raise Refusal(f"The labs cannot be put into {folder}: {error}. Name another folder.") from error
    for sentence in said:
        click.echo(sentence)
    print(f"The labs are in {folder.resolve()}. To come back to them: micrograd-edu lab {folder}", flush=True)
    from jupyterlab.labapp import main as jupyterlab

    use_own_labs((folder / OWN).resolve())  # those of a class, if it handed out any: kernels inherit it
    options = [f"--ServerApp.root_dir={folder.resolve()}", "--LabApp.default_url=/lab/tree/labs"]
    if no_browser:
        options.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container
        options.append("--allow-root")
    jupyterlab([*options, *arguments[named:]])
