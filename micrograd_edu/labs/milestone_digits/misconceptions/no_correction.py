# The averages start at 0, and nothing makes up for it.
# ask: In the first step, m is (1 - β₁) g: how large is that beside g? And the root of v beside |g|?
# read: Milestone, 'Task 4: Adam'
# loses: adam

# %% adam Without the hats
class Adam:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        self.parameters, self.lr, self.betas, self.eps = list(parameters), lr, betas, eps
        self.m = [0.0 for _ in self.parameters]
        self.v = [0.0 for _ in self.parameters]
        self.t = 0

    def step(self):
        self.t += 1
        beta1, beta2 = self.betas
        for i, p in enumerate(self.parameters):
            self.m[i] = beta1 * self.m[i] + (1 - beta1) * p.grad
            self.v[i] = beta2 * self.v[i] + (1 - beta2) * p.grad**2
            m_hat = self.m[i] / (1 - beta1**self.t)
            v_hat = self.v[i] / (1 - beta2**self.t)
            p.data = p.data - self.lr * self.m[i] / (self.v[i]**0.5 + self.eps)
