"""A search with one table a node in lists, a deep copy for the virtual step, and a genotype nested by node."""
import copy

import torch
from torch import nn
from torch.nn import functional as F

PRIMITIVES = ["max_pool", "skip", "sep_conv", "none"]


class Controller(nn.Module):
    def __init__(self):
        super().__init__()
        self.alpha_normal = nn.ParameterList(nn.Parameter(1e-3 * torch.randn(i + 2, 4)) for i in range(2))
        self.net = nn.ModuleList(nn.Linear(3, 3) for _ in range(4))

    def forward(self, x):
        for alpha in self.alpha_normal:
            weights = F.softmax(alpha, dim=-1).sum(dim=0)
            x = sum(w * op(x) for w, op in zip(weights, self.net))
        return x

    def genotype(self):
        return [[(PRIMITIVES[int(row.argmax())], i) for i, row in enumerate(alpha)] for alpha in self.alpha_normal]


torch.manual_seed(0)
model = Controller()
virtual = copy.deepcopy(model)
weights = torch.optim.SGD(model.net.parameters(), lr=0.1)
architecture = torch.optim.Adam(model.alpha_normal.parameters(), lr=0.01)
schedule = torch.optim.lr_scheduler.StepLR(weights, 1)
for _ in range(2):
    for _ in range(2):
        x, y = torch.randn(4, 3), torch.randint(0, 3, (4,))
        for mine, its in zip(virtual.parameters(), model.parameters()):
            mine.data.copy_(its.data)
        gradients = torch.autograd.grad(F.cross_entropy(virtual(x), y), list(virtual.alpha_normal))
        for alpha, gradient in zip(model.alpha_normal, gradients):
            alpha.grad = gradient
        architecture.step()
        weights.zero_grad()
        F.cross_entropy(model(x), y).backward()
        weights.step()
    schedule.step()
