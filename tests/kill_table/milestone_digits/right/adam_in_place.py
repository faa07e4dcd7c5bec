# Arrays of zeros, changed in place, and Adam's other order of the formula.

# %% adam
class Adam:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        self.state = [(p, np.zeros(p.data.shape), np.zeros(p.data.shape)) for p in parameters]
        self.lr, (self.b1, self.b2), self.eps = lr, betas, eps
        self.c1 = self.c2 = 1.0

    def step(self):
        self.c1 *= self.b1
        self.c2 *= self.b2
        for p, m, v in self.state:
            m += (1 - self.b1) * (p.grad - m)
            v *= self.b2
            v += (1 - self.b2) * p.grad * p.grad
            p.data -= self.lr / (1 - self.c1) * m / (np.sqrt(v) / (1 - self.c2) ** 0.5 + self.eps)
