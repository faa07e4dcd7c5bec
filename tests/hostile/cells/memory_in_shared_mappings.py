# what: memory shared between processes, filled and then taken off every process's bill
# in: solved
# before: backward
# score: all
import mmap
import os

taken, kept = 0, []
try:
    for _ in range(40):
        kept.append(mmap.mmap(-1, 100_000_000))
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
