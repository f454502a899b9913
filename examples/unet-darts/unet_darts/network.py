"""The U-shaped network of cells: as a supernet, where every edge mixes all operations, and as the network of a genotype."""
import torch
from torch import nn
from torch.nn import functional as F

from unet_darts.operations import PRIMITIVES, make_operation

INPUTS = 2  # nodes 0 and 1 of a cell are its inputs
NODES = 2  # nodes 2 and 3 are computed
EDGES = [(source, node) for node in range(INPUTS, INPUTS + NODES) for source in range(node)]
KINDS = ["down", "up"]


class MixedEdge(nn.Module):
    """All candidate operations on one input, summed with the edge's softmax weights: the relaxation."""

    def __init__(self, channels):
        super().__init__()
        self.candidates = nn.ModuleList(make_operation(name, channels) for name in PRIMITIVES)

    def forward(self, x, weights):
        return sum(weight * operation(x) for weight, operation in zip(weights, self.candidates))


class Cell(nn.Module):
    """A cell with two inputs brought to its resolution; its output is the concatenation of its nodes."""

    def __init__(self, kind, channels_in, channels, edges):
        super().__init__()
        self.kind = kind
        self.adapt = nn.ModuleList(nn.Conv2d(width, channels, 1, bias=False) for width in channels_in)
        self.edges = nn.ModuleDict(edges)
        self.merge = nn.Conv2d(NODES * channels, channels, 1)

    def forward(self, first, second, weights=None):
        if self.kind == "down":
            first, second = F.avg_pool2d(first, 2), F.avg_pool2d(second, 2)
        else:
            second = F.interpolate(second, size=first.shape[-2:], mode="nearest")
        states = [adapt(x) for adapt, x in zip(self.adapt, (first, second))]
        for node in range(INPUTS, INPUTS + NODES):
            total = 0
            for source in range(node):
                name = f"{source}-{node}"
                if name in self.edges:
                    edge = self.edges[name]
                    total = total + (edge(states[source]) if weights is None else edge(states[source], weights[EDGES.index((source, node))]))
            states.append(total)
        return self.merge(torch.cat(states[INPUTS:], dim=1))


class UNet(nn.Module):
    """Two down cells and two up cells. `edges_of(kind, channels)` makes the edges of a cell."""

    def __init__(self, edges_of, channels=8):
        super().__init__()
        self.stem = nn.Conv2d(1, channels, 3, padding=1)
        wide = 2 * channels
        self.down1 = Cell("down", (channels, channels), wide, edges_of("down", wide))
        self.down2 = Cell("down", (wide, wide), wide, edges_of("down", wide))
        self.up1 = Cell("up", (wide, wide), wide, edges_of("up", wide))
        self.up2 = Cell("up", (channels, wide), channels, edges_of("up", channels))
        self.head = nn.Conv2d(channels, 2, 1)

    def forward(self, images, weights=None):
        down, up = (None, None) if weights is None else weights
        stem = self.stem(images)
        half = self.down1(stem, stem, down)
        quarter = self.down2(half, half, down)
        return self.head(self.up2(stem, self.up1(half, quarter, up), up))


class Supernet(nn.Module):
    """The relaxed search space. The architecture parameters are kept apart from the weights: `architecture` and `network`."""

    def __init__(self, channels=8):
        super().__init__()
        self.network = UNet(lambda kind, width: {f"{s}-{n}": MixedEdge(width) for s, n in EDGES}, channels)
        self.architecture = nn.ParameterDict({kind: nn.Parameter(1e-3 * torch.randn(len(EDGES), len(PRIMITIVES))) for kind in KINDS})

    def forward(self, images):
        return self.network(images, [F.softmax(self.architecture[kind], dim=-1) for kind in KINDS])


def derive_genotype(architecture):
    """Discretisation: each node keeps its two strongest inputs, each with its strongest operation; `none` is never kept."""
    genotype = {}
    for kind in KINDS:
        weights = F.softmax(architecture[kind].detach(), dim=-1)
        best, choice = weights[:, 1:].max(dim=-1)
        edges = []
        for node in range(INPUTS, INPUTS + NODES):
            candidates = [i for i, edge in enumerate(EDGES) if edge[1] == node]
            kept = sorted(candidates, key=lambda i: (-best[i].item(), i))[:2]
            edges += [{"node": node, "from": EDGES[i][0], "op": PRIMITIVES[1 + choice[i].item()]} for i in sorted(kept)]
        genotype[kind] = edges
    return genotype


def discrete_weights(genotype):
    """The genotype as weights of the supernet: 1 for each kept operation, 0 for all others."""
    weights = []
    for kind in KINDS:
        weights.append(torch.zeros(len(EDGES), len(PRIMITIVES)))
        for edge in genotype[kind]:
            weights[-1][EDGES.index((edge["from"], edge["node"])), PRIMITIVES.index(edge["op"])] = 1
    return weights


def network_of(genotype, channels=8):
    """The network that a genotype describes, with fresh weights."""
    return UNet(lambda kind, width: {f"{e['from']}-{e['node']}": make_operation(e["op"], width) for e in genotype[kind]}, channels)
