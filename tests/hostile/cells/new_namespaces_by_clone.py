# what: asks for namespaces with clone and clone3 themselves, past every library
# in: solved
# before: backward
# score: all
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
CLONE, CLONE3, SIGCHLD = 56, 435, 17
for flag in (0x10000000, 0x20000, 0x40000000, 0x8000000, 0x4000000, 0x20000000, 0x2000000):
    pid = libc.syscall(CLONE, ctypes.c_long(flag | SIGCHLD), None, None, None, None)
    if pid == 0:
        os._exit(1)
    assert pid == -1, hex(flag)
    arguments = ctypes.create_string_buffer(struct.pack("=11Q", flag, 0, 0, 0, SIGCHLD, 0, 0, 0, 0, 0, 0), 88)
    pid = libc.syscall(CLONE3, arguments, ctypes.c_long(88))
    if pid == 0:
        os._exit(1)
    assert pid == -1, hex(flag)
print("HELD", 6 * 7)
# shows: HELD 42
