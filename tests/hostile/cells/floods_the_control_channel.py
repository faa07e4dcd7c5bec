# what: sends eight megabytes a hundred times over a channel on which nobody waits for them (control)
# in: solved
# before: backward
# score: all
kernel = get_ipython().kernel
parent = kernel.get_parent()
for _ in range(100):
    kernel.session.send(kernel.control_stream.socket, "stream", {"text": "x" * 8_000_000}, ident=parent["header"]["session"].encode())
