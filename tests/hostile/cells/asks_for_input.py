# what: waits for somebody to type
# in: solved
# before: backward
# score: 20
input("the answer, please: ")
