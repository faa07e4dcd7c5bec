# what: an engine that lets PyTorch do it
# before: check-add
import torch


class Value:
    def __init__(self, data, *anything):
        self.tensor = torch.as_tensor(float(data), dtype=torch.float64).requires_grad_()

    data = property(lambda self: self.tensor.item())
    grad = property(lambda self: self.tensor.grad)
    __add__ = lambda self, other: self.tensor + other.tensor


# reason: check-mul: FAIL mul
# shows: torch is not there
