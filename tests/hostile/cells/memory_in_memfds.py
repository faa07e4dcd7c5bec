# what: memory that belongs to no process: files that only exist in memory
# in: solved
# before: backward
# score: all
import os

taken = 0
try:
    for _ in range(60):
        with open(os.dup(os.memfd_create("hoard")), "wb") as file:
            os.dup(file.fileno())
            for _ in range(50):
                taken += file.write(b"x" * 1_000_000)
except OSError as error:
    print(error)
print("TOOK", taken)
assert taken < 200_000_000
print("HELD", 6 * 7)
# shows: HELD 42
