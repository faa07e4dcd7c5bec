# what: writes wherever it can
# in: solved
# before: backward
# score: all
import os
import sys

for folder in (
    "{course}",
    "{course}/submitted",
    "{home}",
    "/etc",
    "/usr/bin",
    "/course",
    "/run/kernel",
    sys.prefix,
    "/proc/sys/kernel",
):
    try:
        with open(os.path.join(folder, "hello-from-the-inside"), "w") as file:
            file.write("hello")
        print("WROTE to", folder)
    except OSError as error:
        print(folder, error)
