"""A search over layers with sampled choices: a vector a layer, gumbel_softmax, and parameters named for what they are not."""
import torch
from torch import nn
from torch.nn import functional as F

CANDIDATES = {"mb3": nn.Linear, "mb6": nn.Linear, "skip": nn.Identity}


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.candidates = nn.ModuleList(nn.Linear(4, 4) for _ in CANDIDATES)
        self.thetas = nn.Parameter(torch.full((3,), 1 / 3))

    def forward(self, x):
        return sum(w * op(x) for w, op in zip(F.gumbel_softmax(self.thetas, tau=2.0), self.candidates))


torch.manual_seed(0)
net = nn.Sequential(Layer(), Layer(), nn.Linear(4, 2))
thetas = [p for n, p in net.named_parameters() if "thetas" in n]
others = [p for n, p in net.named_parameters() if "thetas" not in n]
weights, architecture = torch.optim.SGD(others, lr=0.1), torch.optim.Adam(thetas, lr=0.05)
for _ in range(4):
    loss = F.cross_entropy(net(torch.randn(4, 4)), torch.randint(0, 2, (4,)))
    weights.zero_grad()
    architecture.zero_grad()
    loss.backward()
    weights.step()
    architecture.step()
