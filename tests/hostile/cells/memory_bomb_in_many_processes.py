# what: many processes that each stay below the limit of one, and together exceed it
# in: solved
# score: what came before
# before: backward
import os
import time

for _ in range(30):
    if os.fork() == 0:
        hoard = []
        for _ in range(200):
            hoard.append(b"x" * 10_000_000)
            time.sleep(0.01)
        time.sleep(60)
time.sleep(60)
