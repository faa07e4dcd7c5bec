# what: many processes that hold memory and hide their books from whoever counts
# in: solved
# before: backward
# score: what came before
# reason: check-backward: the kernel died
import ctypes
import os
import time

for _ in range(20):
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
        os.setsid()
        hoard = []
        for _ in range(300):
            hoard.append(b"x" * 5_000_000)
            time.sleep(0.005)
        time.sleep(60)
time.sleep(60)
