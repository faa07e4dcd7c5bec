from IPython.display import display

display({'application/javascript': '{js}'}, raw=True)
