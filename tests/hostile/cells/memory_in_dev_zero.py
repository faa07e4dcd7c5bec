# what: the same through the device that gives zeros
# in: solved
# before: backward
# score: all
import mmap
import os

taken, kept = 0, []
try:
    zero = os.open("/dev/zero", os.O_RDWR)
    for _ in range(40):
        kept.append(mmap.mmap(zero, 100_000_000))
        for start in range(0, 100_000_000, 1_000_000):
            kept[-1][start : start + 1_000_000] = b"x" * 1_000_000
            taken += 1_000_000
        kept[-1].madvise(mmap.MADV_DONTNEED)
except (OSError, ValueError) as error:
    print(error)
print("TOOK", taken)
kept.clear()
assert taken < 200_000_000
print("HELD", 6 * 7)
# shows: HELD 42
