# what: process 1, which watches: debugs it, reads and writes its memory, looks through its files, stops it
# in: solved
# before: backward
# score: all
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
for request in (16, 0x4206):  # PTRACE_ATTACH, PTRACE_SEIZE
    assert libc.ptrace(request, 1, None, None) == -1
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
for call in (libc.process_vm_readv, libc.process_vm_writev):
    assert call(1, vector, 1, vector, 1, 0) == -1
for path in ("mem", "maps", "environ", "fd", "root", "cwd", "exe", "map_files", "stack"):
    try:
        with open(f"/proc/1/{path}", "rb") if path in ("mem", "maps", "environ", "stack") else os.scandir(f"/proc/1/{path}") as x:
            print(path, x.read(1) if path != "maps" else x.read(99)) if hasattr(x, "read") else print(path, list(x))
            assert path == "environ", path
    except OSError as error:
        print(path, error)
pidfd = os.pidfd_open(1)
assert libc.syscall(438, pidfd, 1, 0) == -1  # pidfd_getfd
for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGCHLD, signal.SIGKILL):
    try:
        os.kill(1, number)
    except OSError as error:
        print(number, error)
print("HELD", 6 * 7)
# shows: HELD 42
