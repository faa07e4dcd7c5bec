# what: messages whose text is short and whose binary buffers are long, as widgets send them
# in: solved
# before: backward
# score: all
kernel = get_ipython().kernel
parent = kernel.get_parent()
for i in range(60):
    kernel.session.send(
        kernel.iopub_socket,
        "comm_msg",
        {"comm_id": f"c{i}", "data": {"state": {}, "buffer_paths": [["x"]]}},
        parent=parent,
        buffers=[b"x" * 5_000_000],
    )
# shows: TooMuchOutput
