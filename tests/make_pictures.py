"""Take the pictures of README.md: python tests/make_pictures.py"""

from __future__ import annotations

import tempfile
from pathlib import Path

from jupyterlab import open_notebook
from test_browser import ADD, LAB, MUL

IMAGES = Path(__file__).parent.parent / "course" / "images"


def main() -> None:
    IMAGES.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory() as folder, open_notebook(LAB, Path(folder), width=1000, height=640) as lab:
        lab.run_code_cells_before("check-add")
        lab.write("add", ADD)
        lab.run("add")
        lab.write("mul", MUL.replace("(other.data, self.data)", "(self.data, other.data)"))
        lab.run("mul")
        lab.run("check-mul")
        lab.page.evaluate("document.activeElement.blur()")
        lab.cell("mul").evaluate("cell => cell.scrollIntoView()")
        lab.page.screenshot(path=IMAGES / "lab1_verdict.png")
        lab.page.locator(".jp-OutputArea svg[role=img]").first.screenshot(path=IMAGES / "lab1_graph.png")


if __name__ == "__main__":
    main()
