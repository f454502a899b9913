import argparse
import json
import random

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of

from data import train_loader, validation_loader
from supernet import Supernet


def architecture_step(net, architecture_optimiser, x, y):
    architecture_optimiser.zero_grad()
    loss = loss_of(net(x), y)
    loss.backward()
    architecture_optimiser.step()


def weight_step(net, weight_optimiser, x, y):
    weight_optimiser.zero_grad()
    loss_of(net(x), y).backward()
    weight_optimiser.step()


def search(args):
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.backends.cudnn.deterministic = True
    net = Supernet()
    weight_optimiser = torch.optim.SGD(net.parameters(), lr=0.025)
    architecture_optimiser = torch.optim.Adam(net.architecture(), lr=0.0003)
    for epoch in range(args.epochs):
        for (x, y), (x_valid, y_valid) in zip(train_loader(), validation_loader()):
            architecture_step(net, architecture_optimiser, x_valid, y_valid)
            weight_step(net, weight_optimiser, x, y)
        print(epoch, net.genotype())
    with open(args.out, "w") as file:
        json.dump(net.genotype(), file)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--out", default="architecture.json")
    args = parser.parse_args()
    search(args)
