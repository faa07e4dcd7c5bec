# what: closes all files and sockets of the kernel
# in: solved
# before: relu
# score: what came before
# reason: check-relu: the kernel
import os

os.closerange(0, 4096)
