# what: one display of 100 MB
# in: solved
# before: backward
# score: all
from IPython.display import HTML, display

display(HTML("<p>x</p>" * 12_500_000))
# shows: TooMuchOutput
