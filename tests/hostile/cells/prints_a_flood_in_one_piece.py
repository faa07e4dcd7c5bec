# what: 200 MB in one message
# in: solved
# before: backward
print("x" * 200_000_000)
# score: 20
# shows: TooMuchOutput
