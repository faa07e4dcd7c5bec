"""JupyterHub as `course/hub/` sets it up, with one account for all: whoever types a name is it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from classroom import ROOT
from jupyterlab import CHROMIUM_FLAGS, free_port
from machine import chromium, proxy


class Hub:
    """A running hub, and a browser in which each person has their own window."""

    def __init__(self, folder: Path, course: Path, url: str, browser) -> None:
        self.folder, self.course, self.url, self._browser = folder, course, url, browser
        self._pages: dict[str, object] = {}

    @property
    def formgrader(self) -> str:
        return f"{self.url}/services/{self.course.name}/formgrader"

    def home(self, person: str) -> Path:
        return self.folder / "home" / person

    def page(self, person: str):
        """The page of somebody who has typed their name to log in."""
        if person not in self._pages:
            page = self._browser.new_context(viewport={"width": 1200, "height": 900}).new_page()
            page.route(lambda url: "//127.0.0.1:" not in url, lambda route: route.abort())
            page.goto(f"{self.url}/hub/login?next=%2Fhub%2Fhome")
            page.fill("#username_input", person)
            page.fill("#password_input", "any")
            page.click("#login_submit")
            page.wait_for_load_state()
            self._pages[person] = page
        return self._pages[person]


@contextlib.contextmanager
def open_hub(folder: Path, course: Path, readers: str) -> Iterator[Hub]:
    """Start the hub for a class folder, with people's homes, the exchange and its own files in `folder`."""
    from playwright.sync_api import sync_playwright

    port, hub_port, api_port = free_port(), free_port(), free_port()
    url, exchange = f"http://127.0.0.1:{port}", folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    for person in [*readers.split(), *_ids(course)]:
        settings = folder / "home" / person / ".jupyter" / "lab" / "user-settings" / "@jupyterlab"
        for name, content in {
            "apputils-extension/notification": {"fetchNews": "false"},
            "notebook-extension/tracker": {"windowingMode": "none"},
        }.items():
            file = settings / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(content))
    command = [sys.executable, "-m", "jupyterhub", f"--config={ROOT / 'course' / 'hub' / 'jupyterhub_config.py'}"]
    command += ["--JupyterHub.authenticator_class=dummy", "--JupyterHub.spawner_class=simple"]
    command += [f"--SimpleLocalProcessSpawner.home_dir_template={folder}/home/{{username}}"]
    command += [f"--JupyterHub.bind_url={url}", f"--JupyterHub.hub_port={hub_port}"]
    command += [f"--ConfigurableHTTPProxy.command={proxy()}", f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api_port}"]
    command += ["--Spawner.http_timeout=120", "--Spawner.start_timeout=120"]
    if os.geteuid() == 0:
        command += ["--Spawner.args=--allow-root"]
    environment = {**os.environ, "COURSE": str(course), "EXCHANGE": str(exchange), "READERS": readers}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    with open(folder / "hub.log", "w") as log:
        hub = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{url}/hub/health", hub)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            yield Hub(folder, course, url, browser)
            browser.close()
    finally:
        hub.terminate()  # it ends its proxy, its service and everybody's servers
        hub.wait(60)


def _ids(course: Path) -> list[str]:
    return [line.partition(",")[0] for line in (course / "roster.csv").read_text().splitlines()[1:]]


def _wait_for(url: str, hub: subprocess.Popen) -> None:
    for _ in range(240):
        assert hub.poll() is None, "the hub stopped"
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5)
            return
        time.sleep(0.5)
    raise AssertionError("the hub did not come up")
