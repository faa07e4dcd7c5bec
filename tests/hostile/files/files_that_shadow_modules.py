"""Untouched lab; files beside it have the names of modules that the grader and the kernel import."""

import json

SCORE, REASON = 0, "FAIL mul"
ATTACK = "import pathlib\npathlib.Path('/tmp/shadowed-by-a-submission').touch()\n"


def hand_in(folder, solved, course):
    nb = json.loads(solved)
    for cell in nb["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = "pass"
    (folder / "lab1_operators.ipynb").write_text(json.dumps(nb))
    for name in ("random.py", "json.py", "math.py", "ipykernel_launcher.py", "sitecustomize.py", "nbgrader_config.py"):
        (folder / name).write_text(ATTACK)
    (folder / "micrograd_edu" / "checks").mkdir(parents=True)
    (folder / "micrograd_edu" / "__init__.py").write_text(ATTACK)
    (folder / "micrograd_edu" / "checks" / "__init__.py").write_text(ATTACK)
