# what: System V shared memory, message queues and semaphores, which outlive whoever made them
# in: solved
# before: backward
# score: all
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
taken = 0
for _ in range(40):
    segment = libc.shmget(0, ctypes.c_size_t(100_000_000), 0o1600)
    if segment < 0:
        print("shmget", ctypes.get_errno())
        break
    address = libc.shmat(segment, None, 0)
    ctypes.memset(address, 1, 100_000_000)
    libc.shmdt(ctypes.c_void_p(address))
    taken += 100_000_000
print("queue", libc.msgget(0, 0o1600), "semaphore", libc.semget(0, 32_000, 0o1600))
print("TOOK", taken)
assert taken < 200_000_000
print("HELD", 6 * 7)
# shows: HELD 42
