"""The site, built once a session, and served under a path as a static host does, with a log of what is asked for."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from jupyterlab import CHROMIUM_FLAGS
from machine import SITE_PYTHON, chromium, firefox

ROOT = Path(__file__).parent.parent
PREFIX = "/a/course"  # no site is at the top of its host
# a log of requests shows what a page asks for; other hosts are not to be found besides
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


def build(out: Path, *options: str) -> None:
    """What `make site` runs."""
    command = [SITE_PYTHON, ROOT / "course" / "site" / "build.py", out, *options]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "random"})
    assert done.returncode == 0, done.stdout + done.stderr


def build_once(folder: Path) -> Path:
    """The site, built by whichever of the test run's processes comes first."""
    with open(folder / "site.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").exists():
            build(folder / "being built")
            (folder / "being built").rename(folder / "site")
    return folder / "site"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below PREFIX, and notes which of its files it has sent."""

    sent: ClassVar[list[Path]] = []

    def copyfile(self, source: Any, outputfile: Any) -> None:
        self.sent.append(Path(source.name))
        super().copyfile(source, outputfile)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX)) if path.startswith(PREFIX + "/") else "/nowhere"

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve the site; gives the address of its folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}/"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def browser() -> Iterator[object]:
    """Chromium, which finds no other host."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=[*CHROMIUM_FLAGS, NO_OTHER_HOST])
        yield started
        started.close()


@contextlib.contextmanager
def browser_of_another_kind() -> Iterator[object]:
    """Firefox, which finds no other host, and keeps a list of what pages ask for (Playwright knows Debian's no more)."""
    from marionette_driver.marionette import Marionette

    nowhere = {
        f"network.proxy.{kind}": value for way in ("http", "ssl") for kind, value in ((way, "127.0.0.1"), (f"{way}_port", 9))
    }
    proxy = {"network.proxy.type": 1, "network.proxy.no_proxies_on": "127.0.0.1", **nowhere}
    with tempfile.TemporaryDirectory() as log:  # never /dev/null: the driver removes the file before it writes, and root may
        started = Marionette(bin=firefox(), headless=True, prefs=proxy, gecko_log=log)
        started.start_session()
        try:
            yield started
        finally:
            started.quit(in_app=False)
            started.cleanup()
