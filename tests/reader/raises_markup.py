raise type('<img src=x onerror={js}>', (Exception,), {})('''<img src=x onerror="{js}">''')
