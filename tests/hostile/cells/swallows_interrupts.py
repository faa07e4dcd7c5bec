# what: an endless loop that catches KeyboardInterrupt
# in: solved
# before: relu
# score: what came before
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
# reason: check-relu: could not be interrupted
