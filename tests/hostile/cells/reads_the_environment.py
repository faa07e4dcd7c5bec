# what: shows all environment variables it can find: its own, and those of the processes it can see
import glob
import os

print(dict(os.environ))
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        print(path, open(path, "rb").read())
    except OSError as error:
        print(path, error)
# reason: FAIL mul
