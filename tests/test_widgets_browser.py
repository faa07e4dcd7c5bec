"""The views as learners meet them, in Chromium without a network: by mouse and by keyboard, in the light and in the dark,
with their kernel and without. One server, one browser, one notebook with all views in it."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import axe_playwright_python
import nbformat
import pytest
from jupyterlab import Notebook, open_notebook

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
VIEWS = ("stepper", "explorer", "theatre", "twins")

pytestmark = pytest.mark.needs("chromium")

CELLS = {
    "setup": """
import os, random
os.environ["PATH"] = ""  # no `dot`: the WebAssembly Graphviz lays out
import torch
from micrograd_edu import Value
from micrograd_edu.data import moons
from micrograd_edu.losses import max_margin_loss
from micrograd_edu.nn import MLP
from micrograd_edu.widgets import BackpropStepper, FiniteDifferenceExplorer, TrainingTheatre, TwinDiff
""",
    "stepper": """
x = Value(2.0, label="x")
u = x * 3
v = u + x
w = u * v
L = w + u
for value, name in ((u, "u"), (v, "v"), (w, "w"), (L, "L")):
    value.label = name
stepper = BackpropStepper(L)
stepper
""",
    "explorer": "explorer = FiniteDifferenceExplorer()\nexplorer",
    "theatre": """
def right(model, loss_fn, lr, steps):
    for _ in range(steps):
        model.zero_grad()
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad

def keeps(model, loss_fn, lr, steps):
    for _ in range(steps):
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad

def stale(model, loss_fn, lr, steps):
    loss = loss_fn()
    for _ in range(steps):
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad

def svm(model, X, y):
    return max_margin_loss([model(x) for x in X], y)

theatre = TrainingTheatre(
    lambda width, seed: MLP(2, [width, 1], random.Random(seed)), svm, *moons(20, 0.1, seed=1),
    {"keeps": keeps, "stale": stale, "right": right}, steps=6, lr=0.3, width=3, beside="right",
    held_out=moons(8, 0.1, seed=2),
)
theatre
""",
    "twins": """
def to_torch(model):
    modules = []
    for layer in model.layers:
        linear = torch.nn.Linear(len(layer.neurons[0].w), len(layer.neurons), dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64))
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])

twins = TwinDiff(MLP(2, [4, 1], random.Random(1)), to_torch, *moons(20, 0.1, seed=1), steps=5, lr=0.2)
twins
""",
    "free": "0",
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """All views, shown."""
    folder = tmp_path_factory.mktemp("views")
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id=name) for name, source in CELLS.items()])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(nb, folder / "views.ipynb")
    with open_notebook(folder / "views.ipynb", folder, width=1280) as notebook:
        for name in CELLS:
            notebook.run(name, timeout=60)
        yield notebook


def view(lab, name: str):
    return lab.cell(name).locator(".medu")


def say(view) -> str:
    return view.locator(".medu-say:not(.medu-measure)").inner_text()


def ask(lab, code: str) -> str:
    """What Python says."""
    lab.write("free", code)
    return re.sub(r"^\[\d+\]:\s*", "", lab.run("free")).strip()


def python_comes_to_say(lab, code: str, wanted: str) -> None:
    """A change on the page takes a moment to the kernel, and may come after the next cell is run."""
    for _ in range(10):
        said = ask(lab, code)
        if said == wanted:
            return
    raise AssertionError(f"{code} is {said}, not {wanted}")


def step_to(view, k: int) -> None:
    view.get_by_label("Move to").fill(str(k))


def cells_of(lab) -> list[tuple[str, str]]:
    """The notebook as JupyterLab would save it."""
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_timeout(400)
    nb = nbformat.read(lab.path, as_version=4)
    return [(cell.cell_type, cell.source) for cell in nb.cells]


FOCUSABLE = "view => [...view.querySelectorAll('*')].filter(e => e.tabIndex >= 0 && e.checkVisibility())"
CONTROLS = "button, select, input, summary, [tabindex='0']"


def press_keys_on_all(lab, shown) -> int:
    """Press the notebook's shortcuts with the focus on each thing of a view that can have it; how many those are."""
    found = shown.evaluate_handle(FOCUSABLE)
    count = found.evaluate("all => all.length")
    for i in range(count):
        found.evaluate("(all, i) => all[i].focus()", i)
        for key in ("b", "d", "d", "a", "x", "m", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
            lab.page.keyboard.press(key)
        lab.page.wait_for_timeout(50)
        assert found.evaluate("(all, i) => all[i] === document.activeElement", i), "the focus is lost"
    return count


@pytest.mark.parametrize("name", VIEWS)
def test_no_key_reaches_the_notebook_whatever_has_the_focus(lab, name):
    """Neither the cells nor the reader's place among them change: JupyterLab's own shortcuts are not for a view."""
    before = cells_of(lab)
    shown = view(lab, name)
    unfold = "open => document.querySelectorAll('.medu details').forEach(details => { details.open = open })"
    lab.page.evaluate(unfold, True)
    seen = press_keys_on_all(lab, shown)
    for box in shown.locator("input[type=checkbox]").all():  # with it, other controls may be there
        box.check()
        lab.page.wait_for_timeout(300)
        seen += press_keys_on_all(lab, shown)
        box.uncheck()
    lab.page.evaluate(unfold, False)
    assert seen >= 5
    if name == "stepper":
        assert seen >= 15, "the boxes of the graph and the buttons of those who may send are among them"
    assert lab.page.locator(".jp-Notebook .jp-Cell").count() == len(CELLS)
    assert cells_of(lab) == before


@pytest.mark.parametrize("name", VIEWS)
def test_the_keyboard_alone_goes_through(lab, name):
    """Tab reaches every control; arrows move the step; Enter and Space press."""
    shown = view(lab, name)
    page = lab.page
    step_to(shown, 0)
    first = say(shown)
    wanted = sum(shown.locator(CONTROLS).nth(i).is_visible() for i in range(shown.locator(CONTROLS).count()))
    shown.locator(CONTROLS).first.focus()
    reached = 1
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        if not shown.evaluate("e => e.contains(document.activeElement)"):
            break
        reached += 1
    radios = shown.locator("input[type=radio]").count()  # a group of them takes one Tab
    assert reached == wanted - max(0, radios - 1)
    shown.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    second = say(shown)
    assert second != first
    page.keyboard.press("Space")
    assert say(shown) not in (first, second)
    page.keyboard.press("ArrowLeft")
    assert say(shown) == second
    page.keyboard.press("End")
    assert shown.get_by_role("button", name="Next").get_attribute("aria-disabled") == "true"
    page.keyboard.press("Home")
    assert say(shown) == first
    shown.get_by_label("Move to").focus()
    page.keyboard.press("ArrowRight")
    assert say(shown) == second
    page.keyboard.press("Home")
    assert say(shown) == first
    for select in shown.locator("select").all():
        select.select_option(index=0)
        select.focus()
        was = select.input_value()
        page.keyboard.press("ArrowDown")
        assert select.input_value() != was
        page.keyboard.press("ArrowUp")
        assert select.input_value() == was


@pytest.mark.parametrize("name", VIEWS)
def test_a_step_is_a_trait_in_both_directions(lab, name):
    shown = view(lab, name)
    step_to(shown, 0)
    ask(lab, f"{name}.step = 3")
    assert shown.get_by_label("Move to").input_value() == "3"
    shown.get_by_role("button", name="Next").click()
    python_comes_to_say(lab, f"{name}.step", "4")
    assert "there is no step 1000" in ask(lab, f"{name}.step = 1000")


def test_views_can_be_linked(lab):
    """Two views of one notebook step together, through Python."""
    step_to(view(lab, "stepper"), 0)
    python_comes_to_say(lab, "stepper.step", "0")
    ask(lab, "import traitlets\nlinked = traitlets.link((stepper, 'step'), (twins, 'step'))")
    step_to(view(lab, "stepper"), 2)
    lab.page.wait_for_function(
        "() => [...document.querySelectorAll('.medu')].at(-1).querySelector('[type=range]').value == '2'"
    )
    ask(lab, "linked.unlink()")


@pytest.mark.parametrize("name", VIEWS)
def test_play_plays_and_stops_by_itself(lab, name):
    shown = view(lab, name)
    last = int(shown.get_by_label("Move to").get_attribute("max"))
    step_to(shown, last - 2)
    shown.get_by_role("button", name="Play").click()
    shown.get_by_role("button", name="Pause").wait_for()
    shown.get_by_role("button", name="Play").wait_for(timeout=10_000)
    assert shown.get_by_label("Move to").input_value() == str(last)


def cut_off(page) -> list[str]:
    """What of the views does not fit, and does not scroll in a frame of its own."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.medu')].flatMap(view => {
            const right = Math.min(view.getBoundingClientRect().right, innerWidth) + 1;
            return [...view.querySelectorAll('p, button, select, input, svg, svg text, summary')]
                .filter(e => e.checkVisibility() && !e.closest('.medu-scroll') && e.getBoundingClientRect().right > right)
                .map(e => e.outerHTML.slice(0, 100))
        })"""
    )


def small_text(page) -> list[str]:
    """What is written smaller than 12 pixels, pictures included."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.medu svg text')].filter(e => e.checkVisibility() && e.textContent)
            .filter(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a < 12)
            .map(e => e.outerHTML.slice(0, 100))"""
    )


def violations(page) -> list[str]:
    """What axe-core finds inside the views that keeps people out."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run('.medu', {resultTypes: ['violations']})")["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_kept_from_anyone(lab, width):
    """All that is folded unfolded; in both themes."""
    lab.page.set_viewport_size({"width": width, "height": 900})
    lab.page.wait_for_timeout(500)
    for name in VIEWS:
        step_to(view(lab, name), 3)
    unfold = "open => document.querySelectorAll('.medu details').forEach(details => { details.open = open })"
    lab.page.evaluate(unfold, True)
    assert cut_off(lab.page) == []
    assert small_text(lab.page) == []
    for light in ("true", "false"):
        lab.page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
        assert violations(lab.page) == []
    lab.page.evaluate("() => { document.body.dataset.jpThemeLight = 'true' }")
    lab.page.evaluate(unfold, False)
    lab.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("name", ["stepper", "theatre"])
def test_where_there_are_no_extensions_the_widget_draws_the_view(lab, name):
    """VS Code names itself in the kernel; then the output carries a widget too, with everything in it."""
    lab.write(
        "free",
        "get_ipython().user_ns['__vsc_ipynb_file__'] = 'here'\n"
        f"before = {name}.__dict__.pop('_widget')\n"
        f"bundle = {name}._repr_mimebundle_()\n"
        "kept = sorted(bundle)\n"
        "type = 'application/vnd.jupyter.widget-view+json'\n"
        "display({type: bundle[type]}, raw=True)",
    )
    lab.run("free")
    shown = view(lab, "free")
    shown.wait_for()
    step_to(shown, 0)
    first = say(shown)
    shown.get_by_role("button", name="Next").click()
    assert say(shown) != first
    kept = ask(lab, f"del get_ipython().user_ns['__vsc_ipynb_file__']\n{name}.__dict__['_widget'] = before\nkept")
    assert "text/html" in kept and "text/plain" in kept


class TestExplorer:
    def test_its_numbers_are_pythons(self, lab):
        shown = view(lab, "explorer")
        for function in ("sin", "square"):
            for side in ("forward", "central"):
                shown.get_by_role("combobox", name="Function").select_option(function)
                shown.get_by_label("Difference").select_option(label=shown.locator(f"option[value={side}]").inner_text())
                step_to(shown, 8)  # h = 1e-3
                python_comes_to_say(lab, "explorer.function, explorer.side, explorer.step", f"('{function}', '{side}', 8)")
                theirs = float(ask(lab, "explorer.error(1e-3, explorer.side)"))
                assert float(shown.get_attribute("data-error")) == pytest.approx(theirs, rel=1e-2, abs=1e-11)

    def test_what_it_says_of_the_two_errors_is_so(self, lab):
        """Against the errors themselves: where it says that a smaller h helps, it does, and so on."""
        shown = view(lab, "explorer")
        for function in ("square", "cube", "exp", "sin", "tanh", "reciprocal"):
            shown.get_by_role("combobox", name="Function").select_option(function)
            for side in ("forward", "central"):
                ask(lab, f"explorer.side = '{side}'")
                errors = json.loads(
                    ask(lab, "[explorer.error(10 ** e, explorer.side) for e in explorer.facts['exponents']]")
                )
                for k in range(0, len(errors) - 8, 4):
                    step_to(shown, k)
                    said, smaller = say(shown), sorted(errors[k + 3 : k + 6])[1]  # the middle one of three, some decade on
                    where = f"{function}, {side}, step {k}: {said}"
                    if "smaller h helps" in said:
                        assert smaller < errors[k], where
                    elif "makes it worse" in said:
                        assert max(errors[k + 1 : k + 9]) > errors[k], where
                    elif "near the bottom" in said:
                        assert errors[k] < 1e-5 and errors[k] < 0.01 * max(errors[0], errors[-1]), where
                    else:
                        raise AssertionError(where)

    def test_no_number_is_no_success(self, lab):
        shown = view(lab, "explorer")
        shown.get_by_role("combobox", name="Function").select_option("reciprocal")
        shown.get_by_label("x", exact=True).fill("0")
        assert "That is no number" in say(shown)
        shown.get_by_label("x", exact=True).fill("1000")
        assert "not taken: 100 or less" in shown.inner_text() and ask(lab, "explorer.x") == "0.0"
        shown.get_by_label("x", exact=True).fill("1")
        shown.get_by_role("combobox", name="Function").select_option("sin")


class TestTheatre:
    def test_what_is_shown_has_its_own_name_until_another_is_trained(self, lab):
        shown = view(lab, "theatre")
        step_to(shown, 6)
        assert "keeps" in say(shown) and "right" in say(shown)
        shown.get_by_label("Training loop").select_option("right")
        shown.get_by_label("Beside it").select_option("")
        assert "keeps" in say(shown), "the picture is still of the run before"
        assert "The picture is still of keeps and right" in shown.inner_text()
        shown.get_by_role("button", name="Train anew").click()
        shown.locator("header").filter(has_not_text="keeps").wait_for()
        shown.locator(".medu-note:empty").wait_for(state="attached")
        assert "keeps" not in say(shown) and "right" in say(shown) and "still of" not in shown.inner_text()
        assert ask(lab, "[run['name'] for run in theatre.runs]") == "['right']"
        assert float(shown.get_attribute("data-loss")) == pytest.approx(
            float(ask(lab, "theatre.runs[0]['frames'][-1]['loss']"))
        )

    def test_a_loss_that_stands_still_until_it_is_computed_anew_is_told_so(self, lab):
        shown = view(lab, "theatre")
        shown.get_by_label("Training loop").select_option("stale")
        shown.get_by_label("Beside it").select_option("right")
        shown.get_by_role("button", name="Train anew").click()
        shown.locator("header").filter(has_text="stale").wait_for()
        shown.locator(".medu-note:empty").wait_for(state="attached")
        losses = [float(x) for x in ask(lab, "*[f['loss'] for f in theatre.runs[0]['frames']],").strip("()").split(",")]
        assert len({*losses[:-1]}) == 1 and losses[-1] != losses[0]
        assert "The loss of stale stood still" in say(shown)
        step_to(shown, 5)
        assert "The loss of stale has not moved" in say(shown)

    def test_it_takes_no_learning_rate_that_goes_uphill(self, lab):
        shown = view(lab, "theatre")
        for wrong in ("-1", "0", ""):
            shown.get_by_label("Learning rate").fill(wrong)
            assert "not taken" in shown.inner_text() and ask(lab, "theatre.lr") == "0.3"
        shown.get_by_label("Learning rate").fill("0.3")
        assert "not taken" not in shown.inner_text()

    def test_its_sentence_goes_along_while_it_plays(self, lab):
        shown = view(lab, "theatre")
        step_to(shown, 0)
        shown.get_by_role("button", name="Play").click()
        said = set()
        for _ in range(12):
            said.add(say(shown).split(".")[0])
            lab.page.wait_for_timeout(80)
        assert len(said) >= 4

    def test_a_ring_for_every_point_on_the_wrong_side(self, lab):
        shown = view(lab, "theatre")
        ask(lab, "theatre.map_of = 0")
        for k in (0, 3, 6):
            step_to(shown, k)
            wrong = int(ask(lab, f"len(theatre.runs[theatre.map_of]['frames'][{k}]['wrong'])"))
            rings = shown.locator(".medu-map > .medu-ring")
            assert sum(rings.nth(i).is_visible() for i in range(rings.count())) == wrong
            assert f"{round(100 * (1 - wrong / 20))}%" in say(shown)


def test_the_twins_part_in_float32(lab):
    shown = view(lab, "twins")
    shown.get_by_label("PyTorch's precision").select_option(label="float64 (16 digits)")
    assert "The twins stay the same but for rounding" in say(shown)
    shown.get_by_label("PyTorch's precision").select_option(label="float32 (7 digits)")
    assert "They part at step 0" in say(shown)
    shown.get_by_label("Show").select_option(label="layer 1 weight")
    assert (
        "[3, 1]" in shown.locator(".medu-cells").inner_text() and "[3, 2]" not in shown.locator(".medu-cells").inner_text()
    )


@pytest.mark.parametrize("application", ["lab/tree", "notebooks"])
def test_reopened_without_its_kernel_a_view_still_steps(lab, application):
    """Comes last: the kernel is ended, and the notebook opened again, in JupyterLab and in Notebook."""
    cells_of(lab)
    server = re.match(r"(http://[^/]*)/", lab.page.url)[1]
    headers = {"Authorization": "token secret"}
    with urllib.request.urlopen(urllib.request.Request(f"{server}/api/sessions", headers=headers)) as answer:
        sessions = json.load(answer)
    for session in sessions:
        urllib.request.urlopen(
            urllib.request.Request(f"{server}/api/sessions/{session['id']}", headers=headers, method="DELETE")
        )
    lab.page.goto("about:blank")
    lab.page.goto(f"{server}/{application}/{lab.path.name}?reset&token=secret")
    lab.page.locator(".medu").nth(3).wait_for(timeout=60_000)
    assert "Error displaying widget" not in lab.page.locator("body").inner_text()
    for name, index in zip(VIEWS, range(4)):
        shown = lab.page.locator(".medu").nth(index)
        step_to(shown, 0)
        first = say(shown)
        shown.get_by_role("button", name="Next").click()
        assert say(shown) != first, name
    anew = lab.page.locator(".medu").nth(2).get_by_role("button", name="Train anew")
    assert anew.get_attribute("aria-disabled") == "true"
    assert isinstance(lab, Notebook)
