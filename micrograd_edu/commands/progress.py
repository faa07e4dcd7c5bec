"""`micrograd-edu progress`: what of the labs is done, from the checks that were run on this machine."""

from __future__ import annotations

import click

from micrograd_edu.checks.overview import overview
from micrograd_edu.checks.progress import place
from micrograd_edu.commands.options import Refusal, labs_that_begin
from micrograd_edu.labs import find_manifest, labs


@click.command()
@click.argument("lab", metavar="[LAB]", required=False, shell_complete=labs_that_begin)
def progress(lab: str | None) -> None:
    """Say what is done, your points so far, and what is next.

    With LAB, every task of that lab. It is told by the checks that you ran on this machine; nobody is graded by it.
    """
    if lab is not None:
        if lab not in labs():
            raise Refusal(f"There is no lab {lab}; there are {', '.join(labs())}.")
        click.echo(overview(lab).text())
        return
    manifests = [manifest for name in labs() if (manifest := find_manifest(name)) is not None]
    width = max(len(manifest.title) for manifest in manifests)
    for manifest in manifests:
        found = overview(manifest.lab)
        click.echo(f"{manifest.title:{width}}  {found.sentence()}{' ' + found.what_next() if found.next else ''}")
    click.echo(f"Kept in {place()}.")
