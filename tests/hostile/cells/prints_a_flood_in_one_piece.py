# what: 200 MB in one message
# in: solved
# before: backward
print("x" * 200_000_000)
# score: all
# shows: TooMuchOutput
