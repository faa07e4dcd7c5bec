# A number becomes a float32 first.
# loses: torch_tensor
# told: relation: seven digits

# %% torch_tensor
class TorchTensor(Tensor):
    device = "cpu"
    dtype = torch.float64

    def __init__(self, data, parents=(), messages=()):
        self.data = torch.as_tensor(data).to(device=self.device, dtype=self.dtype)
        self.grad = None
        self.parents, self.messages = parents, messages

    def relu(self):
        return type(self)(self.data.clamp(min=0), (self,), (lambda g: g * (self.data > 0),))

    def sum(self):
        return type(self)(self.data.sum(), (self,), (lambda g: g.expand(self.data.shape),))

    def mean(self):
        return self.sum() * (1 / len(self.data.reshape(-1)))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        for node in order:
            if node.parents:
                node.grad = None
        self.grad = self.data * 0 + 1
        for node in reversed(order):
            for parent, message in zip(node.parents, node.messages):
                parent.grad = message(node.grad) + (0 if parent.grad is None else parent.grad)


def torch_cross_entropy(scores, labels):
    logs = torch.log_softmax(scores.data, 1)
    wanted = torch.nn.functional.one_hot(labels, scores.data.shape[1])
    return TorchTensor(-(logs * wanted).sum(1).mean(), (scores,), (lambda g: g * (logs.exp() - wanted) / len(logs),))
