# what: kills its parent, process 1, and everything it may
# in: solved
# before: backward
# score: what came before
import os
import signal

for pid in (os.getppid(), 1, -1):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError as error:
        print(pid, error)
os.kill(os.getpid(), signal.SIGKILL)
# reason: check-backward: the kernel died
