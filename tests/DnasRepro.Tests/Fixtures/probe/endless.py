"""A search that never ends by itself; it tells when it has been running for a while."""
import time

import torch
from torch.nn import functional as F

layer = torch.nn.Linear(3, 4)
alphas = torch.zeros(2, 4, requires_grad=True)
weights, architecture = torch.optim.SGD(layer.parameters(), lr=0.1), torch.optim.Adam([alphas], lr=0.1)
schedule = torch.optim.lr_scheduler.StepLR(weights, 1)
epoch = 0
while True:
    for _ in range(3):
        weights.zero_grad()
        architecture.zero_grad()
        F.cross_entropy(layer(torch.ones(1, 3)) * F.softmax(alphas, dim=-1).sum(dim=0), torch.tensor([0])).backward()
        weights.step()
        architecture.step()
    schedule.step()
    epoch += 1
    if epoch == 100:
        print("running", flush=True)
    time.sleep(0.01)
