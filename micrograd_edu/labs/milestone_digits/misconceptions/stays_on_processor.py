# An array is made on the processor, whatever the device of the class.
# ask: Which of your lines make an array of their own, and where does PyTorch put it if it is not told?
# read: Milestone, 'Task 6'
# loses: torch_tensor

# %% torch_tensor Ones and zeros without a device
class TorchTensor:
    device = "cpu"
    dtype = torch.float64 if torch else None

    def __init__(self, data, parents=(), messages=()):
        self.data = torch.as_tensor(data, dtype=self.dtype, device=self.device)
        self.grad = None
        self.parents, self.messages = parents, messages

    def __add__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        messages = (lambda g: unbroadcast(g, self.data.shape), lambda g: unbroadcast(g, other.data.shape))
        return type(self)(self.data + other.data, (self, other), messages)

    def __mul__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        messages = (
            lambda g: unbroadcast(g * other.data, self.data.shape),
            lambda g: unbroadcast(g * self.data, other.data.shape),
        )
        return type(self)(self.data * other.data, (self, other), messages)

    def __matmul__(self, other):
        messages = (lambda g: g @ other.data.T, lambda g: self.data.T @ g)
        return type(self)(self.data @ other.data, (self, other), messages)

    def relu(self):
        return type(self)(torch.relu(self.data), (self,), (lambda g: g * (self.data > 0),))

    def sum(self):
        return type(self)(self.data.sum(), (self,), (lambda g: g * torch.ones(self.data.shape, dtype=self.dtype),))

    def mean(self):
        return self.sum() * (1 / self.data.numel())

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_listed = stack.pop()
            if parents_listed:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            if node.parents or node.grad is None:
                node.grad = torch.zeros(node.data.shape, dtype=self.dtype)
        self.grad = torch.ones(self.data.shape, dtype=self.dtype)
        for node in reversed(order):
            for parent, message in zip(node.parents, node.messages):
                parent.grad = parent.grad + message(node.grad)


def torch_cross_entropy(scores, labels):
    s = scores.data
    rows = torch.arange(len(s), device=s.device)
    largest = s.amax(axis=1)
    log_sums = largest + torch.log(torch.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = torch.softmax(s, axis=1)
        said[rows, labels] -= 1
        return g * said / len(s)

    return TorchTensor(loss, (scores,), (message,))
