"""The grid of a searched topology in plain PyTorch: python3 grid.py REQUEST.json ANSWER.json

Stem, maps at every level by strided 3x3 convolutions, blocks of edges between neighbouring levels. An edge to a finer level doubles the size first, one to
a coarser level has operations of stride 2. Each level of a block is the sum over its edges of sigmoid(beta) x the sum over operations of softmax(alpha) x
result. The head doubles all levels of the last block to full size, one doubling at a time, lays them together and convolves them 1x1.
"""
import json
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

from operations import conv, norm, operation
from search import loss_of


def edges_of(levels):
    return [(i, j) for j in range(levels) for i in range(levels) if abs(i - j) <= 1]


def doubled(x):
    return F.interpolate(x, scale_factor=2, mode='bilinear' if x.dim() == 4 else 'trilinear', align_corners=False)


class Grid(nn.Module):
    def __init__(self, d, blocks, levels, c, names, inputs, classes):
        super().__init__()
        self.levels, self.count, self.names = levels, blocks, names
        self.stem = nn.Sequential(conv(d, inputs, c, 3, 1, 1), norm(d, c, affine=True))
        for level in range(1, levels):
            self.add_module('level%d' % level, nn.Sequential(nn.ReLU(), conv(d, c, c, 3, 2, 1), norm(d, c, affine=True)))
        for b in range(1, blocks + 1):
            edges = {'edge%d' % e: nn.ModuleDict({n: operation(n, d, c, 2 if j > i else 1) for n in names}) for e, (i, j) in enumerate(edges_of(levels))}
            self.add_module('block%d' % b, nn.ModuleDict(edges))
        self.head = conv(d, c * levels, classes, 1, bias=True)
        count = blocks * len(edges_of(levels))
        self.alpha = nn.Parameter(torch.zeros(count, len(names)))
        self.beta = nn.Parameter(torch.zeros(count))

    def forward(self, x):
        maps, edge = [self.stem(x)], 0
        for level in range(1, self.levels):
            maps.append(getattr(self, 'level%d' % level)(maps[-1]))
        w, on = F.softmax(self.alpha, -1), torch.sigmoid(self.beta)
        for b in range(1, self.count + 1):
            block, sums = getattr(self, 'block%d' % b), [0] * self.levels
            for e, (i, j) in enumerate(edges_of(self.levels)):
                given = doubled(maps[i]) if j < i else maps[i]
                for k, name in enumerate(self.names):
                    sums[j] = sums[j] + on[edge] * w[edge, k] * block['edge%d' % e][name](given)
                edge += 1
            maps = sums
        for level in range(1, self.levels):
            for _ in range(level):
                maps[level] = doubled(maps[level])
        return self.head(torch.cat(maps, 1))


def main(request_path, answer_path):
    with open(request_path) as file:
        r = json.load(file)
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    net = Grid(r['dimensions'], r['blocks'], r['levels'], r['channels'], r['operations'], r['inputs'], r['classes'])
    own = dict(net.named_parameters())
    with torch.no_grad():
        for name, p in own.items():
            p.copy_(torch.tensor(r['parameters'].pop(name)).reshape(p.shape))
    if r['parameters']:
        raise ValueError('Not in this network: %s' % sorted(r['parameters']))
    shape = [r['batch'], r['inputs']] + [r['size']] * r['dimensions']
    images, labels = torch.tensor(r['images']).reshape(shape), torch.tensor(r['labels']).reshape([shape[0]] + shape[2:])
    scores = net(images)
    loss = loss_of(scores, labels)
    gradients = torch.autograd.grad(loss, list(own.values()))
    flat = scores.movedim(1, -1).reshape(-1).tolist()
    evaluated = net.eval()(images).movedim(1, -1).reshape(-1).tolist()
    with open(answer_path, 'w') as file:
        json.dump({'scores': flat, 'evaluated': evaluated, 'loss': loss.item(), 'gradients': {n: g.reshape(-1).tolist() for n, g in zip(own, gradients)}}, file)


if __name__ == '__main__':
    main(*sys.argv[1:])
