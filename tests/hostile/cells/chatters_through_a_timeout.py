# what: a thread prints without pause while the cell ignores interrupts and never ends
# in: solved
# before: relu
# score: what came before
# reason: check-relu: could not
import signal
import threading
import time


def chatter():
    kernel, parent = get_ipython().kernel, get_ipython().kernel.get_parent()
    while True:
        kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "x"}, parent=parent)


signal.signal(signal.SIGINT, signal.SIG_IGN)
threading.Thread(target=chatter, daemon=True).start()
while True:
    time.sleep(1000)
