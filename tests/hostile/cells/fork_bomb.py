# what: every process becomes two, without end
# in: solved
# score: 11
# before: backward
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
# reason: check-backward: the kernel died
