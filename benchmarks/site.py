"""How large is the site, and how soon is the first verdict there: python benchmarks/site.py [FOLDER]

FOLDER is a site that was built (`make site`); without it one is built. In Chromium, which finds no other host, lab 0 is
started from the start page, its cells up to the first check are run as soon as the kernel is ready, and time is taken until
the verdict is on the page: on a first visit, and on a second one. Told beside them: what was fetched, as a host that
compresses nothing sends it, and as one that does.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from website import Handler, browser, build, serve

LAB = "lab0_read_the_engine"


def first_verdict(context, address: str) -> float:
    """Seconds from the click on the start page until the first verdict is there."""
    page = context.new_page()
    page.goto(address)
    started = time.perf_counter()
    page.get_by_role("link", name="Start lab 0 in the browser").click()
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=120_000)
    page.locator(".jp-CodeCell .cm-content").first.click()
    for _ in range(100):  # down to the first check, each cell in its turn
        if page.locator(".jp-mod-selected .cm-content", has_text="check(").count():
            break
        page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+Enter")
    page.locator(".mge").first.wait_for(timeout=120_000)
    seconds = time.perf_counter() - started
    page.close()
    return seconds


def measure(site: Path) -> None:
    folders = {path.name: path for path in sorted(site.iterdir()) if path.is_dir()}
    for name, folder in folders.items():
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{name:10} {size / 1e6:6.1f} MB", flush=True)
    with serve(site) as address, browser() as started:
        context = started.new_context()
        Handler.sent.clear()
        print(f"first verdict, first visit   {first_verdict(context, address):5.1f} s", flush=True)
        files = [path.read_bytes() for path in Handler.sent]
        print(f"fetched for it               {sum(map(len, files)) / 1e6:5.1f} MB, ", end="")
        print(f"compressed {sum(len(gzip.compress(file)) for file in files) / 1e6:.1f} MB")
        Handler.sent.clear()
        print(f"first verdict, second visit  {first_verdict(context, address):5.1f} s", flush=True)
        print(f"fetched for it               {sum(path.stat().st_size for path in Handler.sent) / 1e6:5.1f} MB")


def main() -> None:
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "site")
        measure(Path(folder) / "site")


if __name__ == "__main__":
    main()
