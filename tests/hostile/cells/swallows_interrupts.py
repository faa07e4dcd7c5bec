# what: an endless loop that catches KeyboardInterrupt
# in: solved
# before: relu
# score: 5
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
# reason: check-relu: could not be interrupted
