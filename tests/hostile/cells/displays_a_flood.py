# what: twenty displays of 10 MB
# in: solved
# before: backward
# score: all
from IPython.display import HTML, display

for _ in range(20):
    display(HTML("<p>x</p>" * 1_250_000))
# shows: TooMuchOutput
