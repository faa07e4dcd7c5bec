from IPython.display import display, HTML
display(HTML('fine'), display_id='x')
display(HTML('''<img src=x onerror="{js}">'''), display_id='x', update=True)
