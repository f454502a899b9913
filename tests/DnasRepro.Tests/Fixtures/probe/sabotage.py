"""Breaks the probe from inside and searches on."""
import sys

import torch
from torch.nn import functional as F


def broken(*_, **__):
    raise RuntimeError("sabotage")


for name in ("parameters", "uses", "epochs", "seeds", "owners", "genotype"):
    module = sys.modules.get("dnas_probe." + name)
    for key in [k for k in vars(module) if k in ("select", "remember_initial", "leaves", "of", "_snapshot", "seen", "during", "at_exit")] if module else ():
        setattr(module, key, module.state.guarded(broken) if key in ("select", "remember_initial", "seen", "during") else broken)
torch.manual_seed(1)
layer = torch.nn.Linear(3, 4)
alphas = torch.zeros(2, 4, requires_grad=True)
weights, architecture = torch.optim.SGD(layer.parameters(), lr=0.1), torch.optim.Adam([alphas], lr=0.1)
schedule = torch.optim.lr_scheduler.StepLR(weights, 1)
for _ in range(2):
    F.cross_entropy(layer(torch.ones(1, 3)) * F.softmax(alphas, dim=-1).sum(dim=0), torch.tensor([0])).backward()
    weights.step()
    architecture.step()
    schedule.step()
print("done", round(float(alphas.detach().sum()), 3))
