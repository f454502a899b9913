"""The search runs in a child process, as those for several devices do; how it is started is the argument."""
import multiprocessing
import sys

import torch
from torch.nn import functional as F


def search():
    torch.manual_seed(0)
    layer = torch.nn.Linear(3, 2)
    alphas = torch.zeros(2, 2, requires_grad=True)
    weights, architecture = torch.optim.SGD(layer.parameters(), lr=0.1), torch.optim.Adam([alphas], lr=0.1)
    for _ in range(4):
        F.cross_entropy(layer(torch.ones(1, 3)) * F.softmax(alphas, dim=-1).sum(dim=0), torch.tensor([0])).backward()
        weights.step()
        architecture.step()


if __name__ == "__main__":
    other = torch.nn.Linear(2, 2)
    warm = torch.optim.SGD(other.parameters(), lr=0.1)
    other(torch.ones(1, 2)).sum().backward()
    warm.step()
    child = multiprocessing.get_context(sys.argv[1]).Process(target=search)
    child.start()
    child.join()
    sys.exit(child.exitcode)
