from IPython.display import display

display({'application/pdf': '{page}', 'text/vnd.mermaid': 'graph TD; A[<img src=x onerror={js}>]'}, raw=True)
