# what: waits for somebody to type
# in: solved
# before: backward
# score: all
input("the answer, please: ")
