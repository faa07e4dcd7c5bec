# what: fsopen, open_tree, mount_setattr, pivot_root and opening files by their handle
# in: solved
# before: backward
# score: all
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for name, number, arguments in (
    ("fsopen", 430, (b"tmpfs", 0)),
    ("open_tree", 428, (-100, b"/", 1)),
    ("mount_setattr", 442, (-100, b"/", 0, None, 0)),
    ("pivot_root", 155, (b"/", b"/submission")),
    ("chroot", 161, (b"/submission",)),
    ("open_by_handle_at", 304, (-100, None, 0)),
    ("setns", 308, (0, 0)),
):
    got = libc.syscall(number, *[ctypes.c_char_p(a) if isinstance(a, bytes) else ctypes.c_long(a or 0) for a in arguments])
    print(name, got, ctypes.get_errno())
    assert got == -1, name
print("HELD", 6 * 7)
# shows: HELD 42
