# what: more threads and processes than it may have, each with memory of its own
# in: solved
# before: backward
# score: all
import subprocess
import threading
import time

kept = []
try:
    for _ in range(500):
        kept.append(threading.Thread(target=time.sleep, args=(2,)))
        kept[-1].start()
except RuntimeError as error:
    print(error)
print("THREADS", len(kept))
assert len(kept) < 100
time.sleep(2.5)
print("HELD", 6 * 7)
# shows: HELD 42
