# what: mounts, namespaces, debugging, devices, set-user-id programs
# in: solved
# before: backward
# score: all
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
print("mount", libc.mount(b"none", b"/run/kernel", b"tmpfs", 0, None))
print("remount", libc.mount(None, b"/", None, 32 | 4096, None))
print("umount", libc.umount2(b"/proc", 2))
print("ptrace 1", libc.ptrace(16, 1, 0, 0))
print("chroot", libc.chroot(b"/proc/1/root"))
print("setuid", libc.setuid(0), os.getuid(), os.geteuid())
print("mknod", libc.mknod(b"/submission/disk", 0o60666, 0x801))
for command in (["su", "-c", "id"], ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/usr"], ["dmesg"]):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, stdin=subprocess.DEVNULL)
        print(command, done.returncode, done.stdout[:200], done.stderr[:200])
    except (OSError, subprocess.TimeoutExpired) as error:
        print(command, error)
assert os.geteuid() != 0
for capability in ("CapEff", "CapPrm", "CapBnd"):
    line = next(line for line in open("/proc/self/status") if line.startswith(capability))
    assert int(line.split()[1], 16) == 0, line
