# what: leaves threads behind that use the processor and print
# in: solved
# before: backward
# score: all
import threading


def spin():
    while True:
        sum(range(1000))


for _ in range(2):
    threading.Thread(target=spin, daemon=True).start()
