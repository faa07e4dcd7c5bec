# what: takes the package's engine for its own
# before: check-add
# reason: check-mul: FAIL mul
# shows: the lab asks for your own
