"""`micrograd-edu doctor`: what is missing on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from micrograd_edu.doctor import BROKEN, examine


@click.command()
def doctor() -> int:
    """Say what is missing on this machine, and what to do."""
    broken = False
    for finding in examine(Path.cwd()):
        print(finding, flush=True)
        broken |= finding.state == BROKEN
    return int(broken)
