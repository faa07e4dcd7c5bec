# what: four megabytes a message, a hundred times, under the name of no cell
# in: solved
# before: backward
# score: all
kernel = get_ipython().kernel
for _ in range(100):
    kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "x" * 4_000_000}, parent=None)
