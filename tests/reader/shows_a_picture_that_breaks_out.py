from IPython.display import display

display({'image/png': 'x" onerror="{js}'}, raw=True)
