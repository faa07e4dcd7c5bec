# what: a thread sends messages that belong to no cell, without pause, for as long as there is a kernel
# in: solved
# before: check-backward
# score: at least what came before
import threading


def chatter():
    kernel = get_ipython().kernel
    while True:
        kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "busy"}, parent=None)


threading.Thread(target=chatter, daemon=True).start()
