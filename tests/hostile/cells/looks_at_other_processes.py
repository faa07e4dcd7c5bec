# what: counts the processes it can see, and reads their memory and folders
import glob
import os

pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
print("I see", len(pids), "processes")
assert len(pids) <= 3, pids
for path in glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/cwd"):
    try:
        print(path, os.readlink(path), os.listdir(path))
    except OSError as error:
        print(path, error)
for pid in pids:
    try:
        open(f"/proc/{pid}/mem", "rb").read(1)
    except OSError as error:
        print(pid, error)
# reason: FAIL mul
