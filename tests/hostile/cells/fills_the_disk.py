# what: writes until it may not
# in: solved
# before: backward
# score: all
import os
import tempfile

written = 0
for folder in ("/submission", tempfile.gettempdir(), "/dev/shm", "/run/kernel", "/dev", "/"):
    for i in range(40):
        try:
            with open(os.path.join(folder, f"junk{i}"), "wb") as file:
                for _ in range(100):
                    written += file.write(b"x" * 1_000_000)
        except OSError:
            break
print("written", written // 1_000_000, "MB")
assert written < 200_000_000
