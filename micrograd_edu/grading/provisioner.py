"""jupyter_client's way to start a kernel somewhere else: here, in a sandbox. An entry point in pyproject.toml names it."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Dict, Unicode

from micrograd_edu.grading.sandbox import Limits, Sandbox

_warm: dict[str, Sandbox] = {}  # by lab: the one that this process used last


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel in a `Sandbox`. Its settings come from the kernel spec: see `sandboxed_kernel_spec`."""

    lab = Unicode(help="Assignment name: decides what the kernel can see.").tag(config=True)
    warm = Bool(False, help="Keep the sandbox, with its imports done, for the next kernel.").tag(config=True)
    limits = Dict(help="What a kernel may use: the fields of `sandbox.Limits`.").tag(config=True)

    process: Any = None  # a `SandboxedKernel`, where the base class has a `Popen`
    parent: Any  # the kernel's manager
    _sandbox: Sandbox | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        limits = Limits(**self.limits)
        self._sandbox = sandbox = warm_sandbox(self.lab, limits) if self.warm else Sandbox(self.lab, limits)
        path = sandbox.new_connection_path()
        # files instead of ports: so the kernel needs no network at all. The connection file itself is for this side only
        self.parent.transport, self.parent.ip = "ipc", str(path)
        self.parent.connection_file = str(sandbox.folder / f"{path.name}.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        if self._sandbox is None:
            raise RuntimeError("a kernel was launched before its sandbox was made")
        key = self.connection_info["key"]
        connection = {**self.connection_info, "key": key.decode() if isinstance(key, bytes) else key}
        self.process = self._sandbox.start_kernel(connection)
        self.pid = self.process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        while self.process and await self.poll() is None:
            await asyncio.sleep(0.005)
        status, self.process = (self.process.returncode if self.process else 0), None
        return status

    async def kill(self, restart: bool = False) -> None:
        if self.process:
            self.process.kill()
            await self.wait()

    terminate = kill

    async def cleanup(self, restart: bool = False) -> None:
        if self._sandbox and not self.warm:
            self._sandbox.close()
        self._sandbox = None
        await super().cleanup(restart)


def warm_sandbox(lab: str, limits: Limits) -> Sandbox:
    """The sandbox of this process for a lab: started when it is first asked for, or after it has ended."""
    sandbox = _warm.get(lab)
    if sandbox is None or sandbox.limits != limits or not sandbox.alive():
        close_warm_sandboxes()
        _warm[lab] = sandbox = Sandbox(lab, limits)
    return sandbox


def close_warm_sandboxes() -> None:
    while _warm:
        _warm.popitem()[1].close()


def sandboxed_kernel_spec(lab: str, warm: bool, limits: dict[str, int]) -> KernelSpec:
    """A kernel spec for one lab's submissions. Notebooks keep naming `python3`: it is not installed anywhere."""
    provisioner = {
        "provisioner_name": "micrograd-edu-sandbox",
        "config": {"lab": lab, "warm": warm, "limits": limits},
    }
    return KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name=f"{lab}, sandboxed",
        language="python",
        interrupt_mode="message",  # a signal sent from out here would end it
        metadata={"kernel_provisioner": provisioner},
    )
