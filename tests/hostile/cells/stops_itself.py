# what: SIGSTOP for itself: a kernel that is there and never answers
# in: solved
# before: relu
# score: what came before
# reason: check-relu: could not
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
