# what: writes and truncates through every open file of every process it can see
# in: solved
# before: backward
# score: all
import glob
import os

for path in glob.glob("/proc/*/fd/*") + glob.glob("/proc/*/task/*/fd/*"):
    if path.split("/")[2] in ("self", "thread-self", str(os.getpid())):
        continue
    try:
        target = os.readlink(path)
        with open(path, "ab") as file:
            file.write(b"written-by-a-submission")
        raise AssertionError(target)
    except OSError as error:
        print(path, error)
for fd in range(3, 256):
    try:
        target = os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        continue
    assert target.startswith(("socket:", "pipe:", "anon_inode:[event", "/dev/null", "/submission", "/dev/urandom")), (fd, target)
print("HELD", 6 * 7)
# shows: HELD 42
