import argparse

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of

import genotypes
from data import train_loader
from supernet import CANDIDATES


class Network(nn.Module):
    def __init__(self, genotype, channels=16):
        super().__init__()
        self.stem = nn.Conv2d(1, channels, 3, padding=1)
        self.operations = nn.Sequential(*[CANDIDATES[name](channels) for name, _ in genotype.down])
        self.head = nn.Conv2d(channels, 1, 1)

    def forward(self, x):
        return self.head(self.operations(self.stem(x)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--genotype", default="SEED0")
    args = parser.parse_args()
    net = Network(getattr(genotypes, args.genotype))
    optimiser = torch.optim.SGD(net.parameters(), lr=0.025)
    for epoch in range(100):
        for x, y in train_loader():
            optimiser.zero_grad()
            loss_of(net(x), y).backward()
            optimiser.step()
    torch.save(net.state_dict(), "weights.pt")
