"""Starts workers, a spawned process and a program beside the search; only the search speaks."""
import multiprocessing
import subprocess
import sys

import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset


def work(number):
    return torch.softmax(torch.ones(number), 0).sum().item()


def main():
    torch.manual_seed(0)
    layer = torch.nn.Linear(3, 2)
    alpha = torch.zeros(2, 2, requires_grad=True)
    weights, architecture = torch.optim.SGD(layer.parameters(), lr=0.1), torch.optim.Adam([alpha], lr=0.1)
    loader = DataLoader(TensorDataset(torch.randn(8, 3), torch.randint(0, 2, (8,))), batch_size=2, num_workers=2)
    for x, y in loader:
        weights.zero_grad()
        architecture.zero_grad()
        F.cross_entropy(layer(x) * F.softmax(alpha, dim=-1).sum(dim=0), y).backward()
        weights.step()
        architecture.step()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pool.map(work, [2, 3])
    subprocess.run([sys.executable, "-c", "import torch"], check=True)


if __name__ == "__main__":
    main()
