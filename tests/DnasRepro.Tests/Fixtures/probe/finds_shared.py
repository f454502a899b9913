"""A search whose parameters belong to the model, so that the weights' optimiser trains them too; another optimiser has them as well."""
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

CELL = ["identity", "conv", "dil_conv"]
DOWN = ("avg_pool", "max_pool", "down_conv", "down_dil_conv")


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.ops = nn.ModuleList(nn.Linear(4, 4) for _ in range(7))
        self.alphas_down = nn.Parameter(1e-3 * torch.randn(2, 4))
        self.alphas_normal = nn.Parameter(1e-3 * torch.randn(2, 3))
        self._alphas = [(n, p) for n, p in self.named_parameters() if "alphas" in n]

    def forward(self, x):
        down, normal = F.softmax(self.alphas_down, dim=-1), F.softmax(self.alphas_normal, dim=-1)
        x = sum(w * op(x) for w, op in zip(down[0] + down[1], self.ops[:4]))
        return sum(w * op(x) for w, op in zip(normal[0] + normal[1], self.ops[4:]))


torch.manual_seed(0)
net = nn.DataParallel(Net())
data = TensorDataset(torch.randn(12, 4), torch.randint(0, 4, (12,)))
train, held = DataLoader(data, batch_size=4, shuffle=True), DataLoader(data, batch_size=4, shuffle=True)
weights = torch.optim.SGD(net.parameters(), lr=0.1, weight_decay=0.01)
architecture = torch.optim.Adam([p for _, p in net.module._alphas], lr=0.01)
for _ in range(3):
    for x, y in train:
        held_x, held_y = next(iter(held))
        architecture.zero_grad()
        F.cross_entropy(net(held_x), held_y).backward()
        architecture.step()
        weights.zero_grad()
        F.cross_entropy(net(x), y).backward()
        weights.step()
