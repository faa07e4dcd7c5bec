# All parameters share one m and one v.
# ask: When the second parameter's turn comes, what is in m already?
# read: Milestone, 'Task 4: Adam'
# loses: adam

# %% adam Shared averages
class Adam:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        self.parameters, self.lr, self.betas, self.eps = list(parameters), lr, betas, eps
        self.m = 0.0
        self.v = 0.0
        self.t = 0

    def step(self):
        self.t += 1
        beta1, beta2 = self.betas
        for i, p in enumerate(self.parameters):
            self.m = beta1 * self.m + (1 - beta1) * p.grad
            self.v = beta2 * self.v + (1 - beta2) * p.grad**2
            m_hat = self.m / (1 - beta1**self.t)
            v_hat = self.v / (1 - beta2**self.t)
            p.data = p.data - self.lr * m_hat / (v_hat**0.5 + self.eps)
