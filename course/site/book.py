"""The book: syllabus, chapters, labs to read, instructor guide and kill table; pages that Sphinx makes of the same files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pieces

from micrograd_edu.labs import find_manifest, labs
from micrograd_edu.widgets.view import STATIC

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RUN_IN_BROWSER = ("lab0_read_the_engine", "lab1_operators", "lab2_visualization", "lab3_moons")

CONTENTS = """# The book

The whole course to read. A chapter goes with each lab; the labs here are pages without a kernel, with a button that starts
them where they run in a browser.

```{{toctree}}
:caption: The course

course/syllabus
```

```{{toctree}}
:caption: Chapters and labs

{labs}
```

```{{toctree}}
:caption: For instructors

course/instructor_guide
course/kill_table
```
"""

START = """
<div class="start">
<p><a class="start-lab" href="{address}">{words}</a></p>
<p>{note} <a href="../../course/{lab}.html">Its chapter</a> &middot; <a href="{lab}.ipynb" download>The notebook</a></p>
</div>
"""


def build(out: Path) -> None:
    """Write the book into `out`."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        gather(pages)
        pieces.write(pages / "_static" / "pieces")
        command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
        command += [
            "--conf-dir",
            str(HERE),
            "--doctree-dir",
            f"{folder}/doctrees",
            "--define",
            f"html_static_path={pages}/_static",
        ]
        subprocess.run([*command, str(pages), f"{folder}/book"], check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
        left_out = shutil.ignore_patterns(".buildinfo", "_sources")  # for Sphinx alone
        shutil.copytree(f"{folder}/book", out, ignore=left_out)
    for page in out.rglob("*.html"):
        page.write_text(for_everyone(page.read_text(encoding="utf-8")), encoding="utf-8")
    for lab in labs():
        shutil.copy(ROOT / "labs" / lab / f"{lab}.ipynb", out / "labs" / lab)


def for_everyone(page: str) -> str:
    """A page with what its theme leaves out: captions have a level, and what scrolls can be reached by keyboard."""
    page = page.replace('role="heading">', 'role="heading" aria-level="2">').replace("<pre>", '<pre tabindex="0">')
    table = '<div class="table-wrapper'
    return page.replace(table, f'<div tabindex="0" role="region" aria-label="Table"{table.removeprefix("<div")}')


def gather(pages: Path) -> None:
    """Put all pages into a folder, in the places that they have in the repository, so that their links hold."""
    (pages / "course").mkdir(parents=True)
    shutil.copytree(ROOT / "course" / "images", pages / "course" / "images", ignore=shutil.ignore_patterns("*.py"))
    for path in sorted((ROOT / "course").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        (pages / "course" / path.name).write_text(pieces.add_to(text), encoding="utf-8")
    both = []
    for lab in labs():
        if (ROOT / "course" / f"{lab}.md").exists():
            both.append(f"course/{lab}")
        both.append(f"labs/{lab}/{lab}")
        (pages / "labs" / lab).mkdir(parents=True)
        (pages / f"labs/{lab}/{lab}.ipynb").write_text(lab_page(lab), encoding="utf-8")
    (pages / "index.md").write_text(CONTENTS.format(labs="\n".join(both)), encoding="utf-8")
    static = pages / "_static"
    static.mkdir()
    for name in ("site.js", "site.css", "logo.svg", "engine.js", "engine-worker.js"):
        shutil.copy(HERE / name, static)
    shutil.copy(STATIC / "view.css", static)


def lab_page(lab: str) -> str:
    """A lab's notebook, with a way to start it under its title."""
    notebook = json.loads((ROOT / "labs" / lab / f"{lab}.ipynb").read_text(encoding="utf-8"))
    first = notebook["cells"][0]
    title, *rest = first["source"]
    first["source"] = [title.rstrip("\n") + "\n", START.format(lab=lab, **start_of(lab)), "\n", *rest]
    return json.dumps(notebook)


def start_of(lab: str) -> dict[str, str]:
    """Where a lab is started, and in which words."""
    manifest = find_manifest(lab)
    assert manifest is not None
    address = f"../../../lab-app/notebooks/index.html?path={lab}.ipynb"
    if lab in RUN_IN_BROWSER:
        words, note = "Start this lab in the browser", "Nothing to install; your work stays in this browser."
    else:
        words, note = "Open this lab in the browser", "It can be read there; to run all of it, install the course."
    return {"address": address, "words": words, "note": note}
