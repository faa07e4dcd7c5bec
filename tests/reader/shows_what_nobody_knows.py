from IPython.display import display

display({'text/html; charset=x': '<script>{js}</script>'}, raw=True)
