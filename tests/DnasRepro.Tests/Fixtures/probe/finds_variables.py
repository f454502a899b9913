"""A search whose parameters are plain tensors in a list: two tables, two vectors that are cut before the softmax; warm-up; copies in every step."""
import sys

import torch
from torch import nn
from torch.nn import functional as F

PRIMITIVES = ["none", "skip", "conv", "pool"]


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.ops = nn.ModuleList(nn.Conv2d(2, 2, 3, padding=1) for _ in range(5 * 4))
        self.head = nn.Linear(2, 3)
        self.alphas_normal = (1e-3 * torch.randn(5, 4)).requires_grad_()
        self.alphas_reduce = (1e-3 * torch.randn(5, 4)).requires_grad_()
        self.betas_normal = (1e-3 * torch.randn(5)).requires_grad_()
        self._arch_parameters = [self.alphas_normal, self.alphas_reduce, self.betas_normal]

    def new(self):
        other = Network()
        for mine, its in zip(self._arch_parameters, other._arch_parameters):
            its.data.copy_(mine.data)
        return other

    def forward(self, x):
        table = F.softmax(self.alphas_normal, dim=-1) + F.softmax(self.alphas_reduce, dim=-1)
        vector = torch.cat([F.softmax(self.betas_normal[0:2], dim=-1), F.softmax(self.betas_normal[2:5], dim=-1)])
        y = sum(vector[e] * sum(table[e][k] * self.ops[4 * e + k](x) for k in range(4)) for e in range(5))
        return self.head(y.mean(dim=(2, 3)))

    def genotype(self):
        torch.rand(1)  # a method may draw numbers: the search must not see it
        print("asked")
        self.asked = getattr(self, "asked", 0) + 1
        best = F.softmax(self.alphas_normal, dim=-1).data.numpy().argmax(axis=1)
        return "Genotype(normal=%r)" % [(PRIMITIVES[b], e) for e, b in enumerate(best)]


def main():
    torch.manual_seed(3)
    model = Network()
    weights = torch.optim.SGD(model.parameters(), lr=0.1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(weights, 4.0)
    architecture = torch.optim.Adam(model._arch_parameters, lr=0.01)
    for epoch in range(4):
        schedule.step()
        for _ in range(3):
            x, y = torch.randn(2, 2, 4, 4), torch.randint(0, 3, (2,))
            if epoch >= 2:
                copy = model.new()
                F.cross_entropy(copy(x), y).backward()
                for mine, its in zip(model._arch_parameters, copy._arch_parameters):
                    mine.grad = its.grad
                architecture.step()
            weights.zero_grad()
            F.cross_entropy(model(x), y).backward()
            weights.step()
    with open(sys.argv[1], "w") as file:
        file.write(repr([p.tolist() for p in model._arch_parameters]) + repr(torch.rand(1).item()))


main()
