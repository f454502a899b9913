"""Counts the parameters, multiply-adds and written values of the reference search's networks by building them in PyTorch and
watching one forward pass: an answer that docs/search-settings.md's description gives and our formulas do not know of.

usage: count.py < CASES, a JSON list of {dimensions, levels, nodes, channels, size, inputs, classes, affine, down, up}, where
down and up list for each edge (node after node, by the state that gives) the operations on it. Prints one JSON list.
"""
import json
import sys

import torch
from torch import nn
from torch.nn import functional as F


def layers(d):
    return (nn.Conv3d, nn.BatchNorm3d, nn.MaxPool3d, nn.AvgPool3d) if d == 3 else (nn.Conv2d, nn.BatchNorm2d, nn.MaxPool2d, nn.AvgPool2d)


class Scale(nn.Module):
    def forward(self, x, y):
        return x * y


class Mean(nn.Module):
    def forward(self, x):
        return x.flatten(2).mean(2)


class Halving(nn.Module):
    def __init__(self, d, c, affine):
        super().__init__()
        conv, norm, _, _ = layers(d)
        self.d, self.relu = d, nn.ReLU()
        self.a, self.b = conv(c, c // 2, 1, 2, bias=False), conv(c, c - c // 2, 1, 2, bias=False)
        self.norm = norm(c, affine=affine)

    def forward(self, x):
        x = self.relu(x)
        shifted = F.pad(x, (0, 1) * self.d)[(slice(None), slice(None)) + (slice(1, None),) * self.d]
        return self.norm(torch.cat([self.a(x), self.b(shifted)], 1))


class Excited(nn.Module):
    def __init__(self, d, c, s, affine):
        super().__init__()
        conv, norm, _, _ = layers(d)
        few = max(1, c // 4)
        self.relu, self.conv, self.mean, self.scale = nn.ReLU(), conv(c, c, 3, s, 1, bias=False), Mean(), Scale()
        self.factors = nn.Sequential(nn.Linear(c, few), nn.ReLU(), nn.Linear(few, c), nn.Sigmoid())
        self.norm = norm(c, affine=affine)

    def forward(self, x):
        y = self.conv(self.relu(x))
        f = self.factors(self.mean(y))
        return self.norm(self.scale(y, f.view(f.shape + (1,) * (y.dim() - 2))))


def operation(name, d, c, s, affine):
    conv, norm, largest, mean = layers(d)

    def bn():
        return norm(c, affine=affine)

    def depth(k, stride, dilation=1):
        return [nn.ReLU(), conv(c, c, k, stride, dilation * (k // 2), dilation, groups=c, bias=False), conv(c, c, 1, bias=False), bn()]

    if name == "none":
        return None
    if name == "skip_connect":
        return nn.Sequential() if s == 1 else Halving(d, c, affine)
    if name == "max_pool_3x3":
        return nn.Sequential(largest(3, s, 1), bn())
    if name == "avg_pool_3x3":
        return nn.Sequential(mean(3, s, 1, count_include_pad=False), bn())
    if name == "se_conv_3x3":
        return Excited(d, c, s, affine)
    if name == "asym_conv":
        flat = nn.ReLU(), conv(c, c, (1,) + (3,) * (d - 1), (1,) + (s,) * (d - 1), (0,) + (1,) * (d - 1), bias=False)
        return nn.Sequential(*flat, conv(c, c, (3,) + (1,) * (d - 1), (s,) + (1,) * (d - 1), (1,) + (0,) * (d - 1), bias=False), bn())
    k = int(name[-1])
    if name.startswith("conv"):
        return nn.Sequential(nn.ReLU(), conv(c, c, k, s, k // 2, bias=False), bn())
    if name.startswith("sep"):
        return nn.Sequential(*depth(k, s), *depth(k, 1))
    return nn.Sequential(*depth(k, s, 2 if name.startswith("dil") else 1))


class Cell(nn.Module):
    def __init__(self, case, first, second, halves, down):
        super().__init__()
        d, c = case["dimensions"], case["channels"]
        conv, norm, _, _ = layers(d)
        self.first = nn.Sequential(nn.ReLU(), conv(first, c, 1, 2 if halves else 1, bias=False), norm(c, affine=case["affine"]))
        self.second = nn.Sequential(nn.ReLU(), conv(second, c, 1, bias=False), norm(c, affine=case["affine"]))
        self.down, self.nodes, self.edges = down, case["nodes"], nn.ModuleList()
        names = iter(case["down" if down else "up"])
        for node in range(self.nodes):
            for state in range(2 + node):
                made = (operation(n, d, c, 2 if down and state < 2 else 1, case["affine"]) for n in next(names))
                self.edges.append(nn.ModuleList(o for o in made if o is not None))

    def forward(self, s0, s1):
        states, edges = [self.first(s0), self.second(s1)], iter(self.edges)
        shape = list(states[0].shape)
        if self.down:
            shape[2:] = [n // 2 for n in shape[2:]]
        for _ in range(self.nodes):
            states.append(sum([o(x) for x in list(states) for o in next(edges)], torch.zeros(shape)))
        return torch.cat(states[2:], 1)


class Net(nn.Module):
    def __init__(self, case):
        super().__init__()
        d, c, n = case["dimensions"], case["channels"], case["levels"]
        wide = c * case["nodes"]
        conv, norm, _, _ = layers(d)
        self.stem = nn.Sequential(conv(case["inputs"], c, 3, 1, 1, bias=False), norm(c))
        outs = [c] + [wide] * n  # channels of the stem and of the cells on the way down
        self.downs = nn.ModuleList(Cell(case, outs[max(0, k - 1)], outs[k], k > 0, True) for k in range(n))
        self.ups = nn.ModuleList(Cell(case, outs[n - 1 - i], wide, False, False) for i in range(n))
        self.larger = nn.Upsample(scale_factor=2, mode="trilinear" if d == 3 else "bilinear", align_corners=False)
        self.head = conv(wide, case["classes"], 1)

    def forward(self, x):
        maps = [self.stem(x)]
        for k, cell in enumerate(self.downs):
            maps.append(cell(maps[max(0, k - 1)], maps[k]))
        y = maps.pop()
        for cell in self.ups:
            y = cell(maps.pop(), self.larger(y))
        return self.head(y)


def count(case):
    net, totals = Net(case), {"macs": 0, "activations": 0}

    def watch(module, _, out):
        totals["activations"] += out.numel()
        if isinstance(module, (nn.Conv2d, nn.Conv3d)):
            totals["macs"] += out.numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            totals["macs"] += module.weight.numel()

    for module in net.modules():
        if not list(module.children()) and not isinstance(module, (nn.Sequential, nn.ModuleList)):
            module.register_forward_hook(watch)
    net.eval()
    with torch.no_grad():
        net(torch.zeros([1, case["inputs"]] + [case["size"]] * case["dimensions"]))
    return dict(totals, parameters=sum(p.numel() for p in net.parameters()))


torch.set_num_threads(1)
print(json.dumps([count(case) for case in json.load(sys.stdin)]))
