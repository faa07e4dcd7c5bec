"""Show a matplotlib figure with a text alternative, which `plt.show()` does not have."""

from __future__ import annotations

import base64
import html
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def show_figure(figure: Figure, alt: str) -> None:
    """Display a figure in the notebook and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What to show.
    alt : str
        The same in a sentence or two, for those who do not see it. It survives the conversion to feedback HTML.
    """
    import matplotlib.pyplot as plt
    from IPython.display import display

    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=110)
    plt.close(figure)
    image = base64.b64encode(file.getvalue()).decode("ascii")
    tag = f'<img alt="{html.escape(alt, quote=True)}" src="data:image/png;base64,{image}" style="max-width:100%">'
    display({"text/html": tag, "text/plain": alt}, raw=True)
