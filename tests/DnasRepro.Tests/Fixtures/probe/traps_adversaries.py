"""No search: a GAN with two optimisers of Adam, an adversarial input with its own, and a learnt mask under a sigmoid."""
import torch
from torch import nn

torch.manual_seed(0)
NAMES = ["a", "b", "c", "d"]
generator = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 4))
critic = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid())
first, second = torch.optim.Adam(generator.parameters()), torch.optim.Adam(critic.parameters(), lr=0.01)
for _ in range(3):
    second.zero_grad()
    (critic(generator(torch.randn(8, 2))).mean() - critic(torch.randn(8, 4)).mean()).backward()
    second.step()
    first.zero_grad()
    torch.sigmoid(critic(generator(torch.randn(8, 2)))).mean().backward()
    first.step()

image = torch.rand(1, 3, 8, 8, requires_grad=True)
row = torch.rand(3, 4, requires_grad=True)
mask = torch.zeros(8, 8, requires_grad=True)
attack = torch.optim.Adam([image, row, mask], lr=0.1)
for _ in range(3):
    attack.zero_grad()
    (critic(row).mean() + image.pow(2).mean() + (torch.sigmoid(mask) * image).mean()).backward()
    attack.step()
