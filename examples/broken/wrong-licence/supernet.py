import torch
from torch import nn

PRIMITIVES = ["none", "skip_connect", "conv_3x3"]
CANDIDATES = {
    "none": lambda channels: Zero(),
    "skip_connect": lambda channels: nn.Identity(),
    "conv_3x3": lambda channels: nn.Conv2d(channels, channels, 3, padding=1),
}


class Zero(nn.Module):
    def forward(self, x):
        return x * 0.0


class MixedOperation(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.candidates = nn.ModuleList([CANDIDATES[name](channels) for name in PRIMITIVES])

    def forward(self, x, weights):
        return sum(w * operation(x) for w, operation in zip(weights, self.candidates))


class Supernet(nn.Module):
    def __init__(self, channels=16, edges=5):
        super().__init__()
        self.stem = nn.Conv2d(1, channels, 3, padding=1)
        self.edges = nn.ModuleList([MixedOperation(channels) for _ in range(edges)])
        self.head = nn.Conv2d(channels, 1, 1)
        self.alphas = torch.zeros(edges, len(PRIMITIVES), requires_grad=True)

    def forward(self, x):
        x = self.stem(x)
        for edge, weights in zip(self.edges, torch.softmax(self.alphas, dim=-1)):
            x = edge(x, weights)
        return self.head(x)

    def architecture(self):
        return [self.alphas]

    def genotype(self):
        return [PRIMITIVES[i] for i in self.alphas[:, 1:].argmax(dim=-1) + 1]
