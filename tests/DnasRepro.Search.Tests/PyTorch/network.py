"""The supernet of bench/pytorch/unet_darts_baseline.py, for any levels, nodes, channels and operations, in two and three dimensions.

Down cell k (1..L): s0 is the output of cell k-2 (the stem for the first two), s1 that of cell k-1. Up cell i (1..L): s0 is the output of
down cell L-i (the stem for i = L), s1 the output of the cell before, twice as large by (bi- or tri-)linear interpolation.

Relaxations: 'softmax' weighs all operations. 'gumbel' (Dong and Yang 2019) computes the operation with the largest noisy logit, its weight
1 - p + p with the gradient of p; the others are not computed and give no gradient. 'partial' (Xu et al. 2020) sends the first C/K channels
through the operations and the rest past them (2x2 max pooling at stride 2), shuffles the channels in K groups, and weighs the edges of a node
by the softmax of beta.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from operations import MAX_POOL, conv, norm, operation


def edges_of(nodes):
    return sum(2 + i for i in range(nodes))


class Cell(nn.Module):
    def __init__(self, d, c0, c1, c, nodes, names, is_down, halves_first, ratio=1):
        super().__init__()
        self.pre0 = nn.Sequential(nn.ReLU(), conv(d, c0, c, 1, 2 if halves_first else 1), norm(d, c))
        self.pre1 = nn.Sequential(nn.ReLU(), conv(d, c1, c, 1), norm(d, c))
        self.nodes = nodes
        self.edges = nn.ModuleList(
            nn.ModuleList(operation(name, d, c // ratio, 2 if is_down and j < 2 else 1) for name in names) for i in range(nodes) for j in range(2 + i))

    def forward(self, s0, s1, w, beta=None):
        states, edge = [self.pre0(s0), self.pre1(s1)], 0
        for _ in range(self.nodes):
            total = None
            for x in states:
                for k, op in enumerate(self.edges[edge]):
                    y = w[edge, k] * op(x)
                    total = y if total is None else total + y
                edge += 1
            states.append(total)
        return torch.cat(states[2:], 1)


class ChosenCell(Cell):
    """Computes one operation an edge: the one whose weight is not 0."""

    def forward(self, s0, s1, w, beta=None):
        states, edge = [self.pre0(s0), self.pre1(s1)], 0
        for _ in range(self.nodes):
            total = 0
            for x in states:
                k = int(w[edge].argmax())
                total = total + w[edge, k] * self.edges[edge][k](x)
                edge += 1
            states.append(total)
        return torch.cat(states[2:], 1)


class PartialCell(Cell):
    def __init__(self, d, c0, c1, c, nodes, names, is_down, halves_first, ratio):
        super().__init__(d, c0, c1, c, nodes, names, is_down, halves_first, ratio)
        self.ratio = ratio
        self.pool = MAX_POOL[d](2, 2)

    def mixed(self, x, w, edge):
        part = x.shape[1] // self.ratio
        y = sum(w[edge, k] * op(x[:, :part]) for k, op in enumerate(self.edges[edge]))
        rest = x[:, part:]
        y = torch.cat([y, rest if y.shape[2] == x.shape[2] else self.pool(rest)], 1)
        return y.view(y.shape[0], self.ratio, -1, *y.shape[2:]).transpose(1, 2).reshape(y.shape)

    def forward(self, s0, s1, w, beta):
        states, edge = [self.pre0(s0), self.pre1(s1)], 0
        for _ in range(self.nodes):
            share = F.softmax(beta[edge:edge + len(states)], -1)
            states.append(sum(share[j] * self.mixed(x, w, edge + j) for j, x in enumerate(states)))
            edge += len(states) - 1
        return torch.cat(states[2:], 1)


class Supernet(nn.Module):
    def __init__(self, dimensions=2, levels=2, nodes=2, channels=8, classes=2, in_channels=1, down=(), up=(), relaxation='softmax', ratio=1, scale=1e-3):
        super().__init__()
        self.d, self.levels, self.relaxation = dimensions, levels, relaxation
        self.noise, self.temperature = None, 1.0
        d, c, wide, edges = dimensions, channels, nodes * channels, edges_of(nodes)
        kind = {'softmax': Cell, 'gumbel': ChosenCell, 'partial': PartialCell}[relaxation]
        ratio = ratio if relaxation == 'partial' else 1
        self.stem = nn.Sequential(conv(d, in_channels, c, 3, 1, 1), norm(d, c, True))
        for k in range(1, levels + 1):
            setattr(self, 'down%d' % k, kind(d, c if k <= 2 else wide, c if k == 1 else wide, c, nodes, down, True, k > 1, ratio))
        for i in range(1, levels + 1):
            setattr(self, 'up%d' % i, kind(d, c if i == levels else wide, wide, c, nodes, up, False, False, ratio))
        self.head = conv(d, wide, classes, 1, bias=True)
        self.alpha_down = nn.Parameter(scale * torch.randn(edges, len(down)))
        self.alpha_up = nn.Parameter(scale * torch.randn(edges, len(up)))
        if relaxation == 'partial':
            self.beta_down = nn.Parameter(scale * torch.randn(edges))
            self.beta_up = nn.Parameter(scale * torch.randn(edges))

    def named_architecture(self):
        return [(n, p) for n, p in self.named_parameters() if n.startswith(('alpha_', 'beta_'))]

    def named_weights(self):
        return [(n, p) for n, p in self.named_parameters() if not n.startswith(('alpha_', 'beta_'))]

    def choices(self, cell):
        alpha = getattr(self, 'alpha_' + cell)
        if self.relaxation != 'gumbel':
            return F.softmax(alpha, -1)
        noise = torch.zeros_like(alpha) if self.noise is None else self.noise[cell].to(alpha.dtype)
        soft = F.softmax((F.log_softmax(alpha, -1) + noise) / self.temperature, -1)
        hard = torch.zeros_like(soft).scatter_(-1, soft.argmax(-1, keepdim=True), 1.0)
        return hard - soft.detach() + soft

    def upsampled(self, x):
        return F.interpolate(x, scale_factor=2, mode={2: 'bilinear', 3: 'trilinear'}[self.d], align_corners=False)

    def forward(self, x):
        w_down, w_up = self.choices('down'), self.choices('up')
        b_down, b_up = getattr(self, 'beta_down', None), getattr(self, 'beta_up', None)
        outputs = [self.stem(x)]
        for k in range(1, self.levels + 1):
            outputs.append(getattr(self, 'down%d' % k)(outputs[max(0, k - 2)], outputs[k - 1], w_down, b_down))
        y = outputs[-1]
        for i in range(1, self.levels + 1):
            y = getattr(self, 'up%d' % i)(outputs[self.levels - i], self.upsampled(y), w_up, b_up)
        return self.head(y)
