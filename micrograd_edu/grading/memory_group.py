"""A control group: processes whose memory the system itself counts and limits, of whatever kind that memory is.

Such groups can be made by root, and by an ordinary user where a part of the tree is theirs (a session of systemd's with
`Delegate=yes`); elsewhere there is none, and the sandbox counts by itself.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# what is used, the limit, and the limit on what may be moved to a disk: as version 2 and version 1 call it
NAMES = {
    "cgroup2": ("memory.current", "memory.max", "memory.swap.max"),
    "cgroup": ("memory.usage_in_bytes", "memory.limit_in_bytes", None),
}


@dataclass(frozen=True)
class MemoryGroup:
    """A control group, by its folder and by the kind of its tree: "cgroup2", or "cgroup" for version 1."""

    folder: Path
    kind: str

    @classmethod
    def make(cls, name: str) -> MemoryGroup | None:
        """A new group, without a limit so far; None where none can be made."""
        for parent, kind in _places():
            group = cls(parent / name, kind)
            try:
                group.folder.mkdir()
            except OSError:
                continue
            if (group.folder / NAMES[kind][1]).exists() and group._takes_processes():
                return group
            group.close()
        return None

    def _takes_processes(self) -> bool:
        """Whether one can be moved there: version 2 wants rights on a common folder above."""
        return subprocess.run(self.joining(["true"]), stderr=subprocess.DEVNULL).returncode == 0

    def joining(self, command: list[str]) -> list[str]:
        """A command that runs this one, and all that it starts, in the group."""
        script = 'echo $$ > "$1" && shift && exec "$@"'
        return ["/bin/sh", "-c", script, "sh", str(self.folder / "cgroup.procs"), *command]

    def allow(self, more: int) -> None:
        """Let it use so many bytes more than it does now, and nothing on a disk in place of them."""
        used, limit, swap = NAMES[self.kind]
        (self.folder / limit).write_text(str(int((self.folder / used).read_text()) + more))
        if swap and (self.folder / swap).exists():
            (self.folder / swap).write_text("0")

    def close(self) -> None:
        """Remove it, once the last process has gone; if that takes long, `remove_abandoned_groups` will."""
        for _ in range(20):
            with contextlib.suppress(OSError):
                self.folder.rmdir()
                return
            time.sleep(0.05)


def remove_abandoned_groups(prefix: str, is_abandoned: Callable[[str], bool]) -> None:
    """Remove the groups of processes that could not do it themselves."""
    for parent, _ in _places():
        for folder in parent.glob(f"{prefix}*"):
            if is_abandoned(folder.name):
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _places() -> list[tuple[Path, str]]:
    """Folders in which a group that counts memory may be made, the nearest to this process first, version 2 first."""
    places = []
    for mount, kind in _trees():
        here = mount / _own_group(kind).lstrip("/")
        for folder in [here, *here.parents]:
            if not folder.is_relative_to(mount):
                break
            if os.access(folder, os.W_OK) and (
                kind == "cgroup" or "memory" in _text(folder / "cgroup.subtree_control").split()
            ):
                places.append((folder, kind))
                break
    return places


def _trees() -> list[tuple[Path, str]]:
    """Where the trees that count memory are mounted."""
    trees = []
    for line in _text(Path("/proc/self/mounts")).splitlines():
        _, folder, kind, options, *_ = line.split(" ")
        if kind == "cgroup2" or (kind == "cgroup" and "memory" in options.split(",")):
            trees.append((Path(folder), kind))
    return sorted(trees, key=lambda tree: tree[1] != "cgroup2")


def _own_group(kind: str) -> str:
    for line in _text(Path("/proc/self/cgroup")).splitlines():
        _, controllers, folder = line.split(":", 2)
        if (kind == "cgroup2" and not controllers) or (kind == "cgroup" and "memory" in controllers.split(",")):
            return folder
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
