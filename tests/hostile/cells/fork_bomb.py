# what: every process becomes two, without end
# in: solved
# score: what came before
# before: backward
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
# reason: check-backward: the kernel died
