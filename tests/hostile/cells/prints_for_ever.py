# what: endless output
# in: solved
# before: backward
# score: all
while True:
    print("all work and no play makes a dull notebook " * 20)
# shows: TooMuchOutput
