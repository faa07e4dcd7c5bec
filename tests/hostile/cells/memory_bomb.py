# what: asks for all the memory there is; gets an error, and the rest still counts
# in: solved
# score: all
# before: backward
hoard = []
try:
    while True:
        hoard.append(bytearray(100_000_000))
finally:
    hoard.clear()
