"""A search that steps its parameters itself, without an optimiser."""
import torch
from torch import nn
from torch.nn import functional as F

OPERATIONS = ["none", "skip", "conv"]
torch.manual_seed(0)
layers = nn.ModuleList(nn.Linear(3, 3) for _ in OPERATIONS)
alphas = torch.zeros(2, 3, requires_grad=True)
weights = torch.optim.SGD(layers.parameters(), lr=0.1)
schedule = torch.optim.lr_scheduler.StepLR(weights, 1)
for _ in range(2):
    for _ in range(3):
        mixed = F.softmax(alphas, dim=-1).sum(dim=0)
        loss = F.cross_entropy(sum(w * op(torch.eye(3)) for w, op in zip(mixed, layers)), torch.arange(3))
        weights.zero_grad()
        loss.backward()
        weights.step()
        with torch.no_grad():
            alphas -= 0.1 * alphas.grad
            alphas.grad = None
    schedule.step()
