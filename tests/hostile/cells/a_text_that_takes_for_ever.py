# what: objects whose text, length and iteration never end
# before: check-add
class Value:
    def __init__(self, *anything):
        self.grad, self._prev, self._op = 0.0, (), ""

    @property
    def data(self):
        return self

    def __repr__(self):
        while True:
            pass

    def __iter__(self):
        while True:
            yield self

    __add__ = __mul__ = __pow__ = lambda self, other: self
    relu = exp = log = tanh = backward = lambda self: self


# reason: check-add: FAIL add
