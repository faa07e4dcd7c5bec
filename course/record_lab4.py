"""Record lab 4's numbers for readers without PyTorch: python course/record_lab4.py

Runs the reference solution of the lab and keeps what its cells show, with the versions they were made with.
"""

from __future__ import annotations

import contextlib
import io
import json
import platform
from pathlib import Path

import jupytext
import torch

ROOT = Path(__file__).parent.parent


def main() -> None:
    namespace: dict = {"__name__": "__main__"}
    for cell in jupytext.read(ROOT / "solutions" / "lab4_pytorch" / "lab4_pytorch.py").cells:
        if cell.cell_type == "code" and "\ncheck(" not in cell.source:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, namespace)
    recorded = {
        "torch": torch.__version__,
        "python": platform.python_version(),
        "gradients": namespace["gradient_rows"](),
        "train_both": namespace["rows"],
        "timings": namespace["timings"](),
    }
    room = ROOT / "micrograd_edu" / "labs" / "lab4_pytorch"
    (room / "recorded.json").write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")
    twins = json.dumps(namespace["twins"].facts, separators=(",", ":"))
    (room / "twins.json").write_text(twins + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
