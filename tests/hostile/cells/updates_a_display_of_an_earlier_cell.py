# what: honest: updates what the cell before shows, and another that was cleared
# in: solved
# before: backward
# score: all
from IPython.display import clear_output

shown = display("cleared", display_id="gone")
clear_output()
shown.update("no longer there")
display("not yet", display_id="kept")
get_ipython().events.register("pre_run_cell", lambda info: display("updated-4711", display_id="kept", update=True))
# shows: updated-4711
