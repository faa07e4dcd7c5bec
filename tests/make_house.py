"""Draw .github/house.svg, the map in CONTRIBUTING.md: python tests/make_house.py

The floors are the layers that import-linter holds (pyproject.toml); what a room is for is the first line of its module.
"""

from __future__ import annotations

import ast
import html
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / ".github" / "house.svg"
WIDTH, LINE = 880, 20
WAY = ["solutions/LAB.py", "build", "labs/LAB.ipynb", "the reader's work", "grade", "points, feedback"]


def floors() -> list[list[str]]:
    """Module names, the highest floor first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[name.strip().removeprefix("micrograd_edu.") for name in layer.split("|")] for layer in layers]


def about(module: str) -> str:
    """The first line of a module's or a package's docstring."""
    path = ROOT / "micrograd_edu" / module
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def text(x: float, y: float, words: str, style: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" {style}>{html.escape(words)}</text>'


def way() -> list[str]:
    """How a lab travels, from its source to a grade."""
    step, parts = WIDTH / len(WAY), []
    for i, words in enumerate(WAY):
        parts.append(
            f'<rect x="{i * step:g}" y="2" width="{step - 20:g}" height="26" rx="3" fill="#e8f1f8" stroke="#111111"/>'
        )
        parts.append(text(i * step + step / 2 - 10, 19, words, 'text-anchor="middle"'))
    return parts + [text((i + 1) * step - 10, 19, "→", 'text-anchor="middle"') for i in range(len(WAY) - 1)]


def picture() -> str:
    parts = [*way(), text(0, 56, "micrograd_edu/ : imports go down, never up", 'font-weight="bold"')]
    y = 66
    for modules in floors():
        height = LINE * len(modules) + 6
        parts.append(f'<rect x="0" y="{y}" width="{WIDTH - 20}" height="{height}" fill="#ffffff" stroke="#111111"/>')
        for i, module in enumerate(modules):
            line = y + LINE * (i + 1) - 3
            parts += [text(10, line, module, 'font-weight="bold"'), text(100, line, about(module), 'font-size="11"')]
        y += height
    floor_list = "; ".join(" and ".join(modules) for modules in floors())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 {WIDTH} {y + 4}" width="{WIDTH}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="#111111" style="background:#ffffff">'
        f"<title>The house</title><desc>A lab goes: {', '.join(WAY)}. The floors of the package, the highest first: "
        f"{floor_list}.</desc>{''.join(parts)}</svg>\n"
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
