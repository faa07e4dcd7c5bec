"""Read by every nbgrader command of this environment, before any folder's configuration: see `guard.py`."""

from typing import Any

from traitlets.config import Config

c: Config  # traitlets puts it here


def look_before_it_runs(**about: Any) -> None:
    from micrograd_edu.grading.guard import refuse_to_run

    refuse_to_run(**about)


# where nbgrader's own step is about to run a notebook, whatever exporter made that step
c.NotebookClient.on_notebook_start = look_before_it_runs  # noqa: F821
