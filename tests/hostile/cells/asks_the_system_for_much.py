# what: doors into the system that no lab needs: io_uring, bpf, userfaultfd, perf, kernel modules, clocks, swap
# in: solved
# before: backward
# score: all
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
DOORS = {"io_uring_setup": 425, "bpf": 321, "userfaultfd": 323, "perf_event_open": 298, "init_module": 175, "finit_module": 313}
DOORS |= {"kexec_load": 246, "swapon": 167, "acct": 163, "reboot": 169, "settimeofday": 164, "quotactl": 179, "syslog": 103}
DOORS |= {"iopl": 172, "fanotify_init": 300, "memfd_secret": 447, "kcmp": 312, "mq_open": 240, "personality": 135}
room = ctypes.create_string_buffer(4096)
for name, number in DOORS.items():
    arguments = (1, room, 0, 0, 0) if name != "personality" else (0x0040000,)
    got = libc.syscall(number, *arguments)
    print(name, got, ctypes.get_errno())
    assert got == -1 and ctypes.get_errno() in (1, 38), (name, got, ctypes.get_errno())
print("HELD", 6 * 7)
# shows: HELD 42
