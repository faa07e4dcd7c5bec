# The package's way of drawing.

# %% draw
from micrograd_edu.graph import draw_dot
