# what: prints, displays and raises half a character
# in: solved
# before: backward
# score: all
from IPython.display import HTML, display

print("half \ud83d of a smile")
display(HTML("half \udc00"), {"text/plain": "half \ud83d", "x/\ud83d": "\udfff"}, raw=False)
raise ValueError("half \udead")
