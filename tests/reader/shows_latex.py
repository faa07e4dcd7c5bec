from IPython.display import display

display({'text/latex': '$\\href{javascript:{js}}{x}</div><img src=x onerror="{js}">$'}, raw=True)
