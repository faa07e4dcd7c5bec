# what: endless output
# in: solved
# before: backward
# score: 20
while True:
    print("all work and no play makes a dull notebook " * 20)
# shows: TooMuchOutput
