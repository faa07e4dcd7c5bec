# what: sys.exit, which IPython takes for a wish to stop this cell
# in: solved
# before: backward
# score: all
import sys

sys.exit(1)
