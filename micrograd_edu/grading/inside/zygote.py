"""Runs inside the sandbox, before any student's code: imports what the labs import, then forks one kernel at a time.

Each kernel gets namespaces of its own (processes, mounts, network, IPC, host name), empty writable folders of limited
size, limits on everything that can be used up, no privileges, no keys, and a list of what the system refuses it. A second
process watches over it: it is the first of the new process namespace, so that when it ends, the kernel's whole family ends.
This file imports nothing of ours.

The instructor's side (`grading/sandbox.py`) speaks to it through one socket, a JSON object a message:
`{"start": {...}}` is answered by `{"started": pid}` or `{"failed": why}`, `{"kill": pid}` ends a kernel, and
`{"exited": pid, "status": n}` reports an end.
"""

import ctypes
import gc
import importlib
import json
import os
import random
import resource
import select
import shutil
import signal
import socket
import sys
import zlib
from typing import Any, NoReturn

libc = ctypes.CDLL(None, use_errno=True)
Limits = dict[str, int]  # the fields of `sandbox.Limits`
Order = dict[str, Any]  # `connection`, `limits`, `uid` and `keyctl` of a kernel to be started

MESSAGE = 65536
# what every kernel imports when it starts; the debugger alone takes two thirds of that time
KERNEL = ["ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.debugger", "faulthandler"]
KERNEL += ["IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic"]
KERNEL += ["tornado.platform.asyncio"]

# from <linux/sched.h>, <linux/mount.h>, <linux/prctl.h>, <linux/seccomp.h>, <linux/keyctl.h>
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWPID, CLONE_NEWNET = 0x20000, 0x4000000, 0x8000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 38, 47, 4
PR_SET_DUMPABLE, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 4, 22, 2
KEYCTL_JOIN_SESSION_KEYRING = 1
FILTER = "/filter.bpf"  # what the system is to refuse every kernel: see grading/seccomp.py
LAST_CAPABILITY = 63
CAPABILITY_VERSION_3 = 0x20080522


def call(name: str, *arguments: Any) -> None:
    """Call a C function that returns -1 on failure."""
    if getattr(libc, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    encoded = [text.encode() if text else None for text in (source, target, kind, options)]
    call("mount", encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])


def drop_privileges(uid: int | None) -> None:
    """Give up every capability, for good; become user `uid` where that is possible (as root)."""
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, *map(ctypes.c_ulong, (capability, 0, 0, 0)))  # fails for those unknown to this machine
    libc.prctl(PR_CAP_AMBIENT, *map(ctypes.c_ulong, (PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)))
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())
    call("prctl", PR_SET_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    with open("/proc/self/status") as file:
        left = [line.split() for line in file if line.startswith(("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"))]
    if any(int(value, 16) for _, value in left):
        raise PermissionError(f"capabilities are left: {left}")


class Program(ctypes.Structure):
    """`struct sock_fprog`: a filter is a list of instructions of eight bytes."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def refuse_calls() -> None:
    """From here on, the system refuses this process and its children what the filter says."""
    with open(FILTER, "rb") as file:
        instructions = file.read()
    program = Program(len(instructions) // 8, instructions)
    call(
        "prctl",
        PR_SET_SECCOMP,
        ctypes.c_ulong(SECCOMP_MODE_FILTER),
        ctypes.byref(program),
        ctypes.c_ulong(0),
        ctypes.c_ulong(0),
    )


def leave_keys(keyctl: int) -> None:
    """A session keyring of its own, with nothing in it. (Where there is none to be had, the filter refuses all keys.)"""
    libc.syscall(ctypes.c_long(keyctl), ctypes.c_long(KEYCTL_JOIN_SESSION_KEYRING), None)


def keep_files(*kept: int) -> None:
    """Close everything but these, and let nothing be said."""
    null = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    for fd in [int(name) for name in os.listdir("/proc/self/fd")]:
        if fd > 2 and fd not in kept:
            try:
                os.close(fd)
            except OSError:  # that of the list itself
                pass


def set_limits(limits: Limits) -> None:
    for name, value in (
        ("RLIMIT_AS", limits["memory_bytes"]),
        ("RLIMIT_CPU", limits["cpu_seconds"]),
        ("RLIMIT_FSIZE", limits["disk_bytes"]),
        ("RLIMIT_NPROC", limits["processes"]),
        ("RLIMIT_NOFILE", 256),  # each may hold memory of the system
        ("RLIMIT_CORE", 0),
    ):
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))


def make_rooms(limits: Limits) -> None:
    """A fresh writable folder and a /proc that shows this namespace only."""
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    for folder, size in (("/submission", limits["disk_bytes"]), ("/dev/shm", 16 << 20)):
        mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, f"size={size},nr_inodes=20000,mode=0777")
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def seal() -> None:
    """The folder with the kernel's sockets lies outside; once they exist, nobody in here may write to it."""
    mount(None, "/run/kernel", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def run_kernel(order: Order, ready: int, go: int) -> NoReturn:
    """Become the kernel: never returns."""
    os.setsid()
    keep_files(ready, go)
    os.chdir("/submission")
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # if memory runs out, this goes first
    set_limits(order["limits"])
    drop_privileges(order["uid"])
    leave_keys(order["keyctl"])
    refuse_calls()
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    connection_file = "/submission/.connection.json"
    with open(connection_file, "w") as file:
        json.dump(order["connection"], file)
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance(connection_file=connection_file, log_level="CRITICAL")
    app.config.HistoryManager.enabled = False
    # there is no command line, and making its parser takes longer than all sockets
    app.parse_command_line = lambda argv=None: None  # type: ignore[method-assign]
    name_cells_quickly()
    app.initialize()
    os.unlink(connection_file)
    show_plots(app.shell)
    os.write(ready, b"1")
    os.read(go, 1)
    os.close(ready)
    os.close(go)
    app.start()
    os._exit(0)


def name_cells_quickly() -> None:
    """ipykernel names a cell by a hash of its text, made in Python: of a long question that takes longer than the answer."""
    from ipykernel import compiler

    compiler.murmur2_x86 = lambda text, seed: zlib.crc32(text.encode("utf-8", "surrogatepass"), seed)


def show_plots(shell: Any) -> None:
    """See to it that figures are shown at the end of a cell, as pyplot does: it was imported before there was a kernel."""
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline:
        from IPython.core.pylabtools import activate_matplotlib

        activate_matplotlib(os.environ["MPLBACKEND"])
        inline.configure_inline_support(shell, os.environ["MPLBACKEND"])


def processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]


def resident_bytes() -> int:
    """Memory of all processes of this namespace together."""
    pages = 0
    for pid in processes():
        try:
            with open(f"/proc/{pid}/statm") as file:
                resident, shared = file.read().split()[1:3]
            pages += int(resident) - int(shared)
        except (OSError, ValueError):  # it has just ended
            pass
    return pages * os.sysconf("SC_PAGESIZE")


def watch(order: Order, control: socket.socket) -> NoReturn:
    """The first process of the namespace: start the kernel, seal the room, reap, and end all when the kernel ends."""
    make_rooms(order["limits"])
    ready_r, ready_w = os.pipe()
    go_r, go_w = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        control.close()
        os.close(ready_r)
        os.close(go_w)
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        run_kernel(order, ready_w, go_r)
    os.close(ready_w)
    os.close(go_r)
    if os.read(ready_r, 1) != b"1":
        os._exit(70)
    seal()
    drop_privileges(order["uid"])
    control.close()
    keep_files(go_w)
    call("prctl", PR_SET_DUMPABLE, *map(ctypes.c_ulong, (0, 0, 0, 0)))  # a kernel may be the same user: it cannot attach
    refuse_calls()
    os.write(go_w, b"1")
    os.close(go_w)
    while True:
        signal.sigtimedwait({signal.SIGCHLD}, 0.25)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                os._exit(71)
            if pid == kernel:
                os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
            if pid == 0:
                break
        if resident_bytes() > order["limits"]["memory_bytes"]:
            os._exit(137)  # as a kernel does that the machine's memory manager killed


def start(order: Order, control: socket.socket) -> int:
    """Fork a kernel into namespaces of its own; return the pid of the process that waits for it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, signal.SIGTERM})
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        return pid
    try:
        # a new process namespace begins with the next child
        call("unshare", CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
        watcher = os.fork()
        if watcher == 0:
            watch(order, control)
        control.close()
        while signal.sigwait({signal.SIGCHLD, signal.SIGTERM}) == signal.SIGTERM:
            os.kill(watcher, signal.SIGKILL)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(watcher, 0)[1]) & 0xFF)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(72)


def main() -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))  # the soft limit is that of the process which started this one
    control = socket.socket(fileno=int(sys.argv[1]))
    os.makedirs(os.environ["MPLCONFIGDIR"], exist_ok=True)
    fonts = "/course/fonts"
    if os.path.isdir(fonts):  # matplotlib's list of fonts, which takes seconds to make
        for name in os.listdir(fonts):
            shutil.copy(os.path.join(fonts, name), os.environ["MPLCONFIGDIR"])
    for name in [*KERNEL, *json.loads(sys.argv[2])]:
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # hidden for this lab, or not installed: the notebook will say so
    gc.collect()
    gc.freeze()  # keeps the pages that all kernels share as they are
    control.send(json.dumps({"ready": True, "threads": len(os.listdir("/proc/self/task"))}).encode())
    children: dict[int, int] = {}  # pid and a file that tells its end
    while True:
        waiting: list[Any] = [control, *children.values()]
        for source in select.select(waiting, [], [])[0]:
            if source is control:
                message = control.recv(MESSAGE)
                if not message:
                    os._exit(0)  # the instructor's side is gone
                message = json.loads(message)
                if "start" in message:
                    pid = start(message["start"], control)
                    children[pid] = os.pidfd_open(pid)
                    control.send(json.dumps({"started": pid}).encode())
                elif message.get("kill") in children:
                    os.kill(message["kill"], signal.SIGTERM)
            else:
                pid = next(pid for pid, fd in children.items() if fd == source)
                status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                os.close(children.pop(pid))
                control.send(json.dumps({"exited": pid, "status": status}).encode())


if __name__ == "__main__":
    main()
