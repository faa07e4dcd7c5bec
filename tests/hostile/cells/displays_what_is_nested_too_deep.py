# what: an honest MIME type with a value of 600 levels
# in: solved
# before: backward
# score: all
kernel = get_ipython().kernel
deep = []
for _ in range(600):
    deep = [deep]
for kind in ("display_data", "execute_result"):
    content = {"data": {"application/json": deep}, "metadata": {"deep": deep}, "execution_count": 1}
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
