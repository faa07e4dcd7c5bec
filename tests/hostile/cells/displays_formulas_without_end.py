# what: displays text after text of Markdown whose formulas begin and never end: reading one takes seconds
from IPython.display import Markdown, display

for _ in range(15):
    display(Markdown("\\begin{align}\n" * 6_000))
