# what: speaks to the grader over the kernel's own socket, with broken and unexpected messages
# in: solved
# before: backward
kernel = get_ipython().kernel
parent = kernel.get_parent()
for kind, content in (
    ("stream", {}),
    ("display_data", {"data": 5}),
    ("status", {"execution_state": ["idle"]}),
    ("comm_open", {"comm_id": None}),
    ("execute_reply", {"status": "ok"}),
    ("no_such_message", {"deep": [[[[]]]]}),
):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
# score: all
# shows: could not be understood
