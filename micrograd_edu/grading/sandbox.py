"""Run strangers' kernels under bubblewrap: no network, nothing of the instructor's in sight, limits on what can be used up.

A `Sandbox` holds one trusted process (`inside/zygote.py`) that forks a kernel for each submission. The sandbox itself has
a read-only system, the Python environment, and the package as the lab's submissions may see it. Every kernel is shut off
from the next one once more, by namespaces of its own. A sandbox used once is a cold start, one used again a warm one;
nothing else differs.
"""

from __future__ import annotations

import contextlib
import glob
import importlib.util
import json
import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from micrograd_edu.grading.memory_group import MemoryGroup, remove_abandoned_groups
from micrograd_edu.grading.seccomp import make_filter
from micrograd_edu.grading.student_package import build_student_package, hidden_packages, preloaded

ZYGOTE = Path(__file__).parent / "inside" / "zygote.py"
MESSAGE = 65536  # bytes of the longest message on the control socket
PREFIX = "medu-"  # of the folders in the system's temporary folder: then the process that made it
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
PYTHONS = tuple(dict.fromkeys([sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix]))
START_TIMEOUT = 60  # seconds; importing PyTorch from a cold disk takes ten


class SandboxUnavailable(Exception):
    """Submissions cannot be run safely on this machine. The message says what to do."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    The memory limit holds for each process (address space) and for all of them together: counted by the system itself in a
    control group where one can be made, and otherwise as what is resident, memory that belongs to no process being refused.
    Disk space is that of the writable folder, which lives in memory.
    """

    memory_bytes: int = 3 << 30
    cpu_seconds: int = 600
    processes: int = 64
    disk_bytes: int = 64 << 20


class Sandbox:
    """A bubblewrap sandbox for the submissions of one lab, on Linux.

    Parameters
    ----------
    lab : str
        Assignment name; decides what of the package is visible.
    limits : Limits, optional

    Raises
    ------
    SandboxUnavailable
        If bubblewrap is missing or cannot make namespaces here.
    """

    def __init__(self, lab: str, limits: Limits = Limits()) -> None:  # noqa: B008  (frozen)
        self.lab, self.limits = lab, limits
        self._uid = _unused_uid() if os.geteuid() == 0 else None
        # outside of what the kernel sees, but for `run`, where its sockets are. A short path: sockets allow 107 characters
        remove_abandoned()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self.run_folder = self.folder / "run"
        self._kernels = 0
        self._group: MemoryGroup | None = None
        try:
            self.run_folder.mkdir()
            if self._uid is not None:
                self.folder.chmod(0o711)
                os.chown(self.run_folder, self._uid, self._uid)
            build_student_package(lab, self.folder / "course")
            _copy_font_list(self.folder / "course" / "fonts")
            self._write_filter()
            self._group = MemoryGroup.make(self.folder.name)
            self._start_zygote()
        except BaseException:
            self.close()
            raise

    def _write_filter(self) -> None:
        try:
            program, self._keyctl = make_filter()
        except OSError as error:
            raise SandboxUnavailable(_why_not(str(error))) from error
        (self.folder / "filter.bpf").write_bytes(program)

    def _start_zygote(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = tempfile.TemporaryFile()
        with theirs:
            arguments = [str(theirs.fileno()), json.dumps(preloaded(self.lab))]
            command = [*_bwrap_command(self.lab, self.folder, self.run_folder), sys.executable, "/zygote.py", *arguments]
            if self._group:
                command = self._group.joining(command)
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                start_new_session=True,  # a Ctrl-C of the instructor's is not for the kernels
            )
        message = self._receive(START_TIMEOUT)
        if not message or not message.get("ready"):
            raise SandboxUnavailable(_why_not(self._said()))
        if self._group:
            self._group.allow(self.limits.memory_bytes)

    def start_kernel(self, connection: dict[str, Any]) -> SandboxedKernel:
        """Fork a kernel that listens as `connection` says; its `ip` must be a path in `run_folder`."""
        inside = {**connection, "ip": "/run/kernel/" + Path(connection["ip"]).name}
        order = {"connection": inside, "limits": asdict(self.limits), "uid": self._uid, "keyctl": self._keyctl}
        self._send({"start": order})
        message = self._receive(START_TIMEOUT)
        while message and "exited" in message:  # late news of a kernel that nobody waits for any more
            message = self._receive(START_TIMEOUT)
        if not message or "started" not in message:
            raise SandboxUnavailable(f"the sandbox could not start a kernel: {self._said()}")
        return SandboxedKernel(self, message["started"])

    def new_connection_path(self) -> Path:
        """Where the next kernel's sockets go."""
        self._kernels += 1
        return self.run_folder / f"k{self._kernels}"

    def alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """End everything in the sandbox and remove its folder."""
        if hasattr(self, "_control"):
            self._control.close()
        if hasattr(self, "_process"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._group:
            self._group.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _said(self) -> str:
        self._errors.seek(0)
        return self._errors.read(2000).decode(errors="replace").strip()

    def _send(self, message: dict[str, Any]) -> None:
        try:
            self._control.send(json.dumps(message).encode())
        except OSError as error:
            raise SandboxUnavailable(f"the sandbox has ended: {self._said() or error}") from error

    def _receive(self, timeout: float) -> dict[str, Any] | None:
        """The zygote's next message; None if there is none in time, or it has ended."""
        if not select.select([self._control], [], [], timeout)[0]:
            return None
        try:
            text = self._control.recv(MESSAGE)
        except OSError:
            text = b""
        return json.loads(text) if text else None


class SandboxedKernel:
    """A kernel in a sandbox, with the methods of `subprocess.Popen` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, sandbox: Sandbox, pid: int) -> None:
        self.sandbox, self.pid = sandbox, pid  # a pid inside the sandbox: of no use out here
        self.returncode: int | None = None

    def poll(self, timeout: float = 0) -> int | None:
        if self.returncode is None:
            message = self.sandbox._receive(timeout)
            if message and message.get("exited") == self.pid:
                self.returncode = message["status"]
            elif not self.sandbox.alive():
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float = 10) -> int | None:
        until = time.monotonic() + timeout
        while self.poll(0.05) is None and time.monotonic() < until:
            pass
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Any signal ends the kernel: interrupts go to it as messages."""
        if self.returncode is None:
            with contextlib.suppress(SandboxUnavailable):  # it has ended already
                self.sandbox._send({"kill": self.pid})

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    terminate = kill


def check_sandbox() -> None:
    """Start and end an empty sandbox.

    Raises
    ------
    SandboxUnavailable
        If submissions cannot be run safely here.
    """
    Sandbox("").close()


def remove_abandoned() -> None:
    """Remove the folders of processes that could not do it themselves (kill -9, power off)."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(FileNotFoundError):  # another process removes it as well
            if _is_abandoned(folder.name) and folder.stat().st_uid == os.geteuid():
                shutil.rmtree(folder, ignore_errors=True)
    remove_abandoned_groups(PREFIX, _is_abandoned)


def _is_abandoned(name: str) -> bool:
    pid = name.removeprefix(PREFIX).split("-")[0]
    return pid.isdigit() and not os.path.exists(f"/proc/{pid}")


def _bwrap_command(lab: str, folder: Path, run_folder: Path) -> list[str]:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise SandboxUnavailable(_why_not("bwrap was not found on PATH"))
    if link := _hidden_link():
        raise SandboxUnavailable(
            f"the sandbox would not find this Python: {sys.executable} is a link by way of {link}, where submissions see "
            f"nothing. Make the environment anew with the interpreter itself: {os.path.realpath(sys.executable)} -m venv ..."
        )
    command = [bwrap, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    command += ["--die-with-parent", "--hostname", "sandbox"]
    needed = ["SYS_ADMIN", "SETPCAP"]  # for the zygote, which gives them up in every kernel
    if os.geteuid() == 0:
        needed += ["SETUID", "SETGID"]
    else:
        command += ["--unshare-user"]
    for capability in needed:
        command += ["--cap-add", f"CAP_{capability}"]
    seen: set[str] = set()

    def show(source: str, target: str | None = None) -> None:
        target = target or source
        for parent in reversed(Path(target).parents):
            if str(parent) not in seen and str(parent) != "/":
                command.extend(["--perms", "0755", "--dir", str(parent)])
                seen.add(str(parent))
        command.extend(["--ro-bind-try", source, target])
        seen.add(target)

    command += [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--dev-bind",
        "/dev/null",
        "/dev/zero",
    ]  # shared zeros are uncounted memory
    for system in SYSTEM:
        if os.path.islink(system):
            command += ["--symlink", os.readlink(system), system]
        else:
            show(system)
    for etc in ("ld.so.cache", "alternatives", "fonts", "localtime"):
        show(f"/etc/{etc}")
    for python in PYTHONS:
        if not python.startswith("/usr/") and python != "/usr":
            show(python)
    show(str(folder / "course"), "/course")
    show(str(ZYGOTE), "/zygote.py")
    show(str(folder / "filter.bpf"), "/filter.bpf")
    for hidden in [*_folders_of(("micrograd_edu", *hidden_packages(lab))), *_other_environments()]:
        command += ["--perms", "0755", "--tmpfs", hidden, "--remount-ro", hidden]
    for writable in ("/submission", "/dev/shm"):
        command += ["--size", str(64 << 20), "--perms", "0777", "--tmpfs", writable]
    if "/tmp" not in seen:  # a Python environment may live there
        command += ["--symlink", "/submission", "/tmp"]
    command += ["--perms", "0755", "--dir", "/run", "--bind", str(run_folder), "/run/kernel"]
    command += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/submission"]
    return [*command, "--"]


def _hidden_link() -> str | None:
    """A link on the way from this Python's name to its program that lies where the sandbox shows nothing."""
    path = sys.executable
    while os.path.islink(path):
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
        if not any(Path(path).is_relative_to(shown) for shown in (*SYSTEM, *PYTHONS)):
            return path
    return None


def _folders_of(packages: tuple[str, ...]) -> list[str]:
    """Folders of installed packages that the sandbox shows, because they lie in the system or in the Python environment."""
    folders = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            shown = any(Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root)) for root in ("/usr", *PYTHONS))
            if shown and os.path.isdir(place):
                folders.append(place)
    return folders


def _other_environments() -> list[str]:
    """Packages of other Pythons that the sandbox would show: the system's, and that from which a virtual one was made."""
    ours = {os.path.realpath(path) for path in sys.path}
    found = {
        os.path.realpath(folder)
        for root in ("/usr", "/usr/local", *PYTHONS)
        for folder in glob.glob(f"{glob.escape(root)}/lib*/python3*/[sd]*-packages")
    }
    return sorted(found - ours)


def _environment() -> dict[str, str]:
    """The only variables in the sandbox. Given to bwrap itself, whose environment a kernel might read in /proc."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    return {
        "PATH": os.pathsep.join([os.path.dirname(sys.executable), "/usr/bin", "/bin"]),
        "HOME": "/submission",
        "TMPDIR": "/submission",
        "USER": "student",
        "LOGNAME": "student",
        "LANG": "C.UTF-8",
        "PYTHONPATH": "/course",
        "PYTHONSAFEPATH": "1",  # a file beside the notebook must not shadow a module
        "PYTHONDONTWRITEBYTECODE": "1",
        "IPYTHONDIR": "/submission/.ipython",
        "MPLCONFIGDIR": "/submission/.matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "NBGRADER_EXECUTION": "autograde",
        **threads,
    }


def _unused_uid() -> int:
    """A user id that no account has, another one for each process that grades: the process limit counts by user."""
    for offset in range(20_000):
        uid = 30_000 + (os.getpid() + offset) % 20_000
        try:
            pwd.getpwuid(uid)
        except KeyError:
            return uid
    raise SandboxUnavailable("no user id between 30000 and 50000 is free")


def _copy_font_list(target: Path) -> None:
    target.mkdir()
    if importlib.util.find_spec("matplotlib") is None:
        return
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"
    for path in cache.glob("fontlist-*.json"):
        shutil.copy(path, target)


def _why_not(said: str) -> str:
    return (
        f"Submissions are strangers' code, and the sandbox to run them in does not work here: {said or 'it did not start'}. "
        "On Debian and Ubuntu: apt install bubblewrap libseccomp2. In a container, user namespaces must be allowed "
        "(docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN ...). On macOS and Windows, grade in a Linux "
        "container; the instructor guide says how. To run strangers' code with your own rights and your files in its reach, "
        "knowingly: nbgrader autograde --JudgedExecute.run_unprotected=True, or micrograd-edu grade --run-unprotected"
    )
