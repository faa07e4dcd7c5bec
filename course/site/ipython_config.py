"""IPython's configuration in the browser."""

c = get_config()  # noqa: F821 -- IPython provides it
# the kernel switches Jedi on, which is not there (lite.py): without it, names that exist are completed
c.InteractiveShellApp.exec_lines = ["get_ipython().Completer.use_jedi = False"]
