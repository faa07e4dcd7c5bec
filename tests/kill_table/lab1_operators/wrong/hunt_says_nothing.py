# None for every engine.
# loses: bug_hunt
# hint: hunt_misses

# %% bug_hunt
def find_bug(engine):
    return None
