# what: honest: shows something and updates it
# in: solved
# before: backward
# score: all
shown = display("not yet", display_id=True)
shown.update("updated-4711")
# shows: updated-4711
