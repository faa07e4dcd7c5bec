# Always the same answer.
# loses: bug_hunt
# hint: hunt_accuses

# %% bug_hunt
def find_bug(engine):
    return "mul"
