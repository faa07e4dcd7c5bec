# what: makes a user namespace and mounts memory file systems in it, and fills them
# in: solved
# before: backward
# score: all
import ctypes
import os
import subprocess

script = "mkdir -p /tmp/m && mount -t tmpfs none /tmp/m && head -c 500000000 /dev/urandom > /tmp/m/x; ls -l /tmp/m/x && echo GOT-IN"
for tool in (["unshare", "-Urm", "sh", "-c", script], ["unshare", "--user", "--map-root-user", "--net", "echo", "GOT-IN"]):
    done = subprocess.run(tool, capture_output=True, text=True, timeout=20)
    print(done.returncode, done.stderr)
    assert "GOT-IN" not in done.stdout
libc = ctypes.CDLL(None, use_errno=True)
for flag in (0x10000000, 0x20000, 0x40000000, 0x8000000, 0x4000000, 0x20000000, 0x2000000, 0x80):
    if os.fork() == 0:
        os._exit(0 if libc.unshare(flag) == -1 else 1)
    assert os.wait()[1] == 0, hex(flag)
print("HELD", 6 * 7)
# shows: HELD 42
