from IPython.display import display

display({'text/markdown': '<img src=x onerror="{js}"> [x](javascript:{js})'}, raw=True)
