from IPython.display import display

display({'image/svg+xml': '<svg xmlns=\'http://www.w3.org/2000/svg\' onload="{js}"><script>{js}</script></svg>'}, raw=True)
