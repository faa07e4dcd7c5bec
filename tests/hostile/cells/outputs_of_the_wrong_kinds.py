# what: output messages in which every text is something else
# in: solved
# before: backward
# score: all
# shows: could not be understood
kernel = get_ipython().kernel
for kind, content in (
    ("stream", {"name": 5, "text": {"a": []}}),
    ("display_data", {"data": {"text/plain": 5, "image/png": {"x": None}}, "metadata": []}),
    ("error", {"ename": None, "evalue": ["x"], "traceback": 5}),
    ("error", {"ename": 5, "evalue": 5, "traceback": [5, None, {}]}),
    ("execute_result", {"data": {"text/html": [5]}, "metadata": {}, "execution_count": "x"}),
    ("update_display_data", {"data": {}, "metadata": {}, "transient": {"display_id": ["unhashable"]}}),
    ("clear_output", {"wait": []}),
):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
