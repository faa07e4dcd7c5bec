# what: its numbers are texts with half a character, and its errors too
# before: check-add
class Value:
    def __init__(self, *anything):
        self.data, self.grad, self._prev, self._op = "\ud83d", "\udc00", (), "\udead"

    def __add__(self, other):
        raise ValueError("half \ud83d")

    __mul__ = __pow__ = __add__


# reason: check-add: FAIL add
