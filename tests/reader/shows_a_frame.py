from IPython.display import display, HTML
display(HTML('''<script>parent.{js}</script>'''), metadata={'text/html': {'isolated': True}})
