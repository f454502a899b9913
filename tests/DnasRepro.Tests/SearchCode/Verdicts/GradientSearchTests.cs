namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Whole searches in the common shapes: two levels, one level, hard samples, gates.</summary>
public class GradientSearchTests
{
    [Fact]
    public void A_search_on_two_levels_with_an_architect_is_full() => Code.Of(
        ("network.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        PRIMITIVES = ['skip', 'conv3', 'conv5', 'pool']

        def build(kind, c):
            if kind == 'skip':
                return nn.Identity()
            if kind == 'conv3':
                return nn.Conv2d(c, c, 3, padding=1)
            if kind == 'conv5':
                return nn.Conv2d(c, c, 5, padding=2)
            return nn.AvgPool2d(3, stride=1, padding=1)

        class Choice(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.branches = nn.ModuleList([build(k, c) for k in PRIMITIVES])

            def forward(self, x, weights):
                return sum(w * b(x) for w, b in zip(weights, self.branches))  #: supernet

        class Backbone(nn.Module):
            def __init__(self, c=16, depth=4, classes=10):
                super().__init__()
                self.stem = nn.Conv2d(3, c, 3, padding=1)
                self.stages = nn.ModuleList([Choice(c) for _ in range(depth)])
                self.head = nn.Linear(c, classes)
                self.strengths = torch.zeros(depth, len(PRIMITIVES), requires_grad=True)  #: parameters

            def arch_parameters(self):
                return [self.strengths]

            def forward(self, x):
                x = self.stem(x)
                probs = F.softmax(self.strengths, dim=-1)
                for p, stage in zip(probs, self.stages):
                    x = stage(x, p)
                return self.head(x.mean((2, 3)))

            def derive(self):
                best = self.strengths.argmax(dim=-1)  #: decode
                return [PRIMITIVES[int(i)] for i in best]
        """),
        ("architect.py",
        """
        import torch

        class Architect:
            def __init__(self, net, lr):
                self.net = net
                self.opt = torch.optim.Adam(net.arch_parameters(), lr=lr, betas=(0.5, 0.999))

            def step(self, x, y, criterion):
                self.opt.zero_grad()
                criterion(self.net(x), y).backward()
                self.opt.step()  #: update
        """),
        ("search.py",
        """
        import torch
        import torch.nn as nn
        from network import Backbone
        from architect import Architect
        from loaders import loaders

        def main():
            net = Backbone()
            architect = Architect(net, 3e-4)
            criterion = nn.CrossEntropyLoss()
            sgd = torch.optim.SGD(net.parameters(), 0.025)
            train, valid = loaders()
            for epoch in range(50):
                for (x, y), (vx, vy) in zip(train, valid):
                    architect.step(vx, vy, criterion)
                    sgd.zero_grad()
                    criterion(net(x), y).backward()
                    sgd.step()
                print(epoch, net.derive())

        if __name__ == '__main__':  #: entry
            main()
        """),
        ("loaders.py", "def loaders():\n    return [], []")).IsFull();

    [Fact]
    public void One_sampled_operation_with_a_straight_through_gradient_is_differentiable() => Code.Of(
        ("sampled.py",
        """
        import torch
        import torch.nn as nn

        class SampledEdge(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.candidates = nn.ModuleList([nn.Conv1d(c, c, k, padding=k // 2) for k in (1, 3, 5, 7)])

            def forward(self, x, onehot, index):
                return sum(onehot[i] * op(x) if i == index else onehot[i] for i, op in enumerate(self.candidates))  #: supernet

        class Sampler(nn.Module):
            def __init__(self, c=8, edges=6):
                super().__init__()
                self.edges = nn.ModuleList([SampledEdge(c) for _ in range(edges)])
                self.logits = nn.Parameter(1e-3 * torch.randn(edges, 4))  #: parameters
                self.out = nn.Linear(c, 5)
                self.tau = 10.0

            def weights(self):
                return list(self.edges.parameters()) + list(self.out.parameters())

            def draw(self):
                noise = -torch.empty_like(self.logits).exponential_().log()
                soft = ((self.logits.log_softmax(1) + noise) / self.tau).softmax(1)
                index = soft.max(-1, keepdim=True)[1]
                hard = torch.zeros_like(soft).scatter_(-1, index, 1.0)
                return hard - soft.detach() + soft, index

            def forward(self, x):
                hard, index = self.draw()
                for i, edge in enumerate(self.edges):
                    x = edge(x, hard[i], index[i].item())
                return self.out(x.mean(-1))

            def structure(self):
                with torch.no_grad():
                    return [self.edges[i].candidates[self.logits[i].argmax().item()] for i in range(len(self.edges))]  #: decode
        """),
        ("gdas.py",
        """
        import torch
        import torch.nn.functional as F
        from sampled import Sampler

        def epoch(net, w_opt, a_opt, batches):
            for (tx, ty), (ax, ay) in batches:
                w_opt.zero_grad()
                F.cross_entropy(net(tx), ty).backward()
                w_opt.step()
                a_opt.zero_grad()
                F.cross_entropy(net(ax), ay).backward()
                a_opt.step()  #: update

        def run(batches):
            net = Sampler()
            w_opt = torch.optim.SGD(net.weights(), 0.05)
            a_opt = torch.optim.Adam([net.logits], 3e-4)
            for e in range(250):
                net.tau = 10.0 - e * 0.036
                epoch(net, w_opt, a_opt, batches)
            return net.structure()

        if __name__ == '__main__':  #: entry
            print(run([]))
        """)).IsFull();

    [Fact]
    public void Gumbel_softmax_over_blocks_is_a_relaxed_choice() => Code.Of(
        ("blocks.py",
        """
        import torch.nn as nn
        import torch.nn.functional as F
        import torch

        class Slot(nn.Module):
            def __init__(self, options):
                super().__init__()
                self.options = nn.ModuleList(options)
                self.preference = nn.Parameter(torch.ones(len(options)) / len(options))  #: parameters

            def forward(self, x, temperature):
                gate = F.gumbel_softmax(self.preference, tau=temperature, dim=0)
                return sum(g * o(x) for g, o in zip(gate, self.options))  #: supernet

            def winner(self):
                return self.options[torch.argmax(self.preference)]  #: decode

        class Tower(nn.Module):
            def __init__(self):
                super().__init__()
                self.slots = nn.ModuleList([Slot([nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 1), nn.Identity()]) for _ in range(5)])

            def forward(self, x, temperature=1.0):
                for s in self.slots:
                    x = s(x, temperature)
                return x

            def preferences(self):
                for s in self.slots:
                    yield s.preference
        """),
        ("run_search.py",
        """
        import torch
        from blocks import Tower

        def fit(data, val):
            tower = Tower()
            pref_ids = set(map(id, tower.preferences()))
            opt_w = torch.optim.SGD([p for p in tower.parameters() if id(p) not in pref_ids], lr=0.1)
            opt_p = torch.optim.Adam(tower.preferences(), lr=0.01)
            for t in (5.0, 3.0, 1.0):
                for x, target in data:
                    loss = (tower(x, t) - target).abs().mean()
                    opt_w.zero_grad(); loss.backward(); opt_w.step()
                for x, target in val:
                    loss = (tower(x, t) - target).abs().mean()
                    opt_p.zero_grad()
                    loss.backward()
                    opt_p.step()  #: update
            return [s.winner() for s in tower.slots]

        if __name__ == "__main__":  #: entry
            fit([], [])
        """)).IsFull();

    [Fact]
    public void Sigmoid_gates_per_edge_are_a_relaxed_choice() => Code.Of(
        ("dense.py",
        """
        import torch
        import torch.nn as nn

        class GatedGraph(nn.Module):
            def __init__(self, nodes, c):
                super().__init__()
                self.nodes = nodes
                self.kinds = ('lin', 'tanh', 'pass')
                self.ops = nn.ModuleDict()
                self.gates = nn.ParameterDict()
                for j in range(1, nodes):
                    for i in range(j):
                        key = f'{i}_{j}'
                        self.ops[key] = nn.ModuleList([nn.Linear(c, c), nn.Sequential(nn.Linear(c, c), nn.Tanh()), nn.Identity()])
                        self.gates[key] = nn.Parameter(torch.zeros(3))  #: parameters

            def forward(self, x):
                states = [x]
                for j in range(1, self.nodes):
                    total = 0
                    for i in range(j):
                        key = f'{i}_{j}'
                        open_ = torch.sigmoid(self.gates[key])
                        for k, op in enumerate(self.ops[key]):
                            total = total + open_[k] * op(states[i])  #: supernet
                    states.append(total)
                return states[-1]

            def kept(self, threshold=0.5):
                edges = {}
                for key, g in self.gates.items():
                    edges[key] = torch.sigmoid(g) > threshold  #: decode
                return edges
        """),
        ("fit_graph.py",
        """
        import torch
        from dense import GatedGraph

        def main():
            graph = GatedGraph(5, 12)
            theta = torch.optim.SGD(graph.ops.parameters(), lr=0.02)
            gate_opt = torch.optim.Adam(graph.gates.parameters(), lr=0.003)
            for it in range(2000):
                a, b = torch.randn(16, 12), torch.randn(16, 12)
                theta.zero_grad()
                (graph(a) - a).pow(2).mean().backward()
                theta.step()
                gate_opt.zero_grad()
                (graph(b) - b).pow(2).mean().backward()
                gate_opt.step()  #: update
            print(graph.kept())

        main()  #: entry
        """)).IsFull();

    [Fact]
    public void Partial_channels_with_weights_of_edges_are_a_relaxed_choice() => Code.Of(
        ("partial.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        MENU = {
            'c3': lambda c: nn.Conv2d(c, c, 3, padding=1, bias=False),
            'd3': lambda c: nn.Conv2d(c, c, 3, padding=2, dilation=2, bias=False),
            'mp': lambda c: nn.MaxPool2d(3, 1, 1),
        }

        class QuarterMix(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.part = c // 4
                self.menu = nn.ModuleList([make(self.part) for make in MENU.values()])

            def forward(self, x, w):
                head, tail = x[:, :self.part], x[:, self.part:]
                mixed = sum(wi * op(head) for wi, op in zip(w, self.menu))  #: supernet
                return torch.cat([mixed, tail], dim=1)

        class Stage(nn.Module):
            def __init__(self, c, n=3):
                super().__init__()
                self.n = n
                self.mix = nn.ModuleList([QuarterMix(c) for j in range(n) for _ in range(j + 1)])

            def forward(self, x, op_w, edge_w):
                states, at = [x], 0
                for j in range(self.n):
                    s = sum(edge_w[at + i] * self.mix[at + i](h, op_w[at + i]) for i, h in enumerate(states))
                    at += len(states)
                    states.append(s)
                return states[-1]

        class PartialNet(nn.Module):
            def __init__(self, c=16):
                super().__init__()
                self.inp = nn.Conv2d(1, c, 3, padding=1)
                self.stage = Stage(c)
                self.outp = nn.Conv2d(c, 2, 1)
                self.op_logits = nn.Parameter(torch.zeros(6, len(MENU)))  #: parameters
                self.edge_logits = nn.Parameter(torch.zeros(6))  #: parameters

            def forward(self, x):
                e = torch.cat([F.softmax(self.edge_logits[:1], 0), F.softmax(self.edge_logits[1:3], 0), F.softmax(self.edge_logits[3:], 0)])
                return self.outp(self.stage(self.inp(x), F.softmax(self.op_logits, -1), e))

            def architecture(self):
                score = F.softmax(self.op_logits, -1) * F.softmax(self.edge_logits, 0)[:, None]
                names = list(MENU)
                chosen = score.max(dim=-1)  #: decode
                return [names[i] for i in chosen.indices.tolist()]
        """),
        ("search_partial.py",
        """
        import argparse
        import torch
        import torch.nn.functional as F
        from partial import PartialNet

        parser = argparse.ArgumentParser()
        parser.add_argument('--epochs', type=int, default=40)
        args = parser.parse_args()

        def go():
            net = PartialNet()
            arch = [net.op_logits, net.edge_logits]
            other = [p for p in net.parameters() if all(p is not a for a in arch)]
            w = torch.optim.SGD(other, 0.1, momentum=0.9)
            a = torch.optim.Adam(arch, 6e-4, weight_decay=1e-3)
            for epoch in range(args.epochs):
                for image, mask, val_image, val_mask in []:
                    if epoch >= 15:
                        a.zero_grad()
                        F.cross_entropy(net(val_image), val_mask).backward()
                        a.step()  #: update
                    w.zero_grad()
                    F.cross_entropy(net(image), mask).backward()
                    w.step()
            print(net.architecture())

        if __name__ == '__main__':  #: entry
            go()
        """)).IsFull();

    [Fact]
    public void Parameters_filtered_by_their_name_are_followed_to_the_optimiser() => Code.Of(
        ("mixed_layer.py",
        """
        import torch
        from torch import nn

        class MixedLayer(nn.Module):
            def __init__(self, builders):
                super().__init__()
                self.layers = nn.ModuleList([b() for b in builders])
                self.thetas = nn.Parameter(torch.Tensor([1.0 / len(builders)] * len(builders)))  #: parameters

            def forward(self, x, t, latency, table):
                soft = nn.functional.gumbel_softmax(self.thetas, t)
                y = sum(s * l(x) for s, l in zip(soft, self.layers))  #: supernet
                return y, latency + sum(s * ms for s, ms in zip(soft, table))

        class Stochastic(nn.Module):
            def __init__(self, n, builders, table):
                super().__init__()
                self.table = table
                self.first = nn.Linear(10, 20)
                self.stack = nn.ModuleList([MixedLayer(builders) for _ in range(n)])

            def forward(self, x, t):
                x, latency = self.first(x), 0.0
                for layer in self.stack:
                    x, latency = layer(x, t, latency, self.table)
                return x, latency
        """),
        ("supernet_main.py",
        """
        import torch
        import numpy as np
        from torch import nn
        from mixed_layer import Stochastic

        def builders():
            return [lambda: nn.Linear(20, 20), lambda: nn.Sequential(nn.Linear(20, 5), nn.Linear(5, 20)), lambda: nn.Identity()]

        def train_supernet(loader, val_loader):
            model = Stochastic(6, builders(), [1.2, 0.7, 0.0])
            theta_params = [p for name, p in model.named_parameters() if 'theta' in name]
            weight_params = [p for name, p in model.named_parameters() if 'theta' not in name]
            w_optimizer = torch.optim.SGD(weight_params, lr=0.1)
            theta_optimizer = torch.optim.Adam(theta_params, lr=0.01)
            t = 5.0
            for epoch in range(90):
                step(model, loader, w_optimizer, t)
                if epoch > 10:
                    step(model, val_loader, theta_optimizer, t)
                t *= 0.956
            return model

        def step(model, loader, optimizer, t):
            for x, y in loader:
                optimizer.zero_grad()
                out, latency = model(x, t)
                loss = nn.functional.mse_loss(out, y) + 0.2 * torch.log(latency) ** 0.6
                loss.backward()
                optimizer.step()  #: update

        def sample(model):
            ops = []
            for layer in model.stack:
                ops.append(int(np.argmax(layer.thetas.detach().cpu().numpy())))  #: decode
            return ops

        if __name__ == '__main__':  #: entry
            print(sample(train_supernet([], [])))
        """)).IsFull();

    [Fact]
    public void Joint_training_on_one_level_with_a_maximum_afterwards_is_full() => Code.Of(
        ("shrink.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Candidates(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.ops = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 5, padding=2), nn.MaxPool2d(3, 1, 1), nn.Identity()])
                self.scale = nn.Parameter(torch.full((4,), 0.25))  #: parameters

            def forward(self, x):
                return sum(s * op(x) for s, op in zip(torch.sigmoid(self.scale), self.ops))  #: supernet

        class Whole(nn.Module):
            def __init__(self, depth=6, width=12):
                super().__init__()
                self.begin = nn.Conv2d(3, width, 1)
                self.parts = nn.ModuleList(Candidates(width) for _ in range(depth))
                self.end = nn.Linear(width, 10)

            def forward(self, x):
                x = self.begin(x)
                for part in self.parts:
                    x = part(x)
                return self.end(x.mean((2, 3)))

        def sparsity(model):
            return sum(p.scale.abs().sum() for p in model.parts)

        def train(model, loader, epochs=100):
            opt = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
            for _ in range(epochs):
                for x, y in loader:
                    loss = F.cross_entropy(model(x), y) + 1e-3 * sparsity(model)
                    opt.zero_grad()
                    loss.backward()
                    opt.step()  #: update

        def prune(model):
            return [part.scale.argmax().item() for part in model.parts]  #: decode

        if __name__ == '__main__':  #: entry
            whole = Whole()
            train(whole, [])
            print(prune(whole))
        """)).IsFull();

    [Theory]
    [InlineData("torch.stack([op(x) for op in self.ops], 0)", "(outs * w.view(-1, 1, 1)).sum(0)")]
    [InlineData("torch.stack([op(x) for op in self.ops])", "torch.einsum('k,kbd->bd', w, outs)")]
    [InlineData("torch.stack([op(x) for op in self.ops], dim=-1)", "torch.matmul(outs, w)")]
    [InlineData("torch.stack([op(x) for op in self.ops], dim=-1)", "outs @ w")]
    [InlineData("torch.stack([op(x) for op in self.ops])", "torch.tensordot(w, outs, dims=1)")]
    [InlineData("torch.stack([op(x) for op in self.ops])", "torch.sum(outs * w[:, None, None], dim=0)")]
    [InlineData("[op(x) for op in self.ops]", "sum([o * p for o, p in zip(outs, w)])")]
    [InlineData("[op(x) for op in self.ops]", "functools.reduce(torch.add, [torch.mul(o, p) for o, p in zip(outs, w)])")]
    public void The_mix_has_many_forms(string outputs, string mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        Code.Of(("mix.py",
        $"""
        import functools
        import torch
        import torch.nn as nn

        class Blend(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.ops = nn.ModuleList([nn.Linear(d, d), nn.Bilinear(d, d, d) if False else nn.Linear(d, d, bias=False), nn.Identity()])
                self.mixture = nn.Parameter(torch.randn(3) * 0.01)  #: parameters

            def forward(self, x):
                w = self.mixture.softmax(0)
                outs = {outputs}  #: supernet
                return {mix}  #: supernet

        net = nn.Sequential(Blend(8), Blend(8), Blend(8))
        slow = torch.optim.Adam([m.mixture for m in net], 1e-3)
        fast = torch.optim.Adam([p for m in net for p in m.ops.parameters()], 1e-2)
        for i in range(500):
            a = torch.randn(32, 8)
            fast.zero_grad(); (net(a) - a ** 2).pow(2).mean().backward(); fast.step()
            slow.zero_grad(); (net(a) - a ** 2).pow(2).mean().backward()
            slow.step()  #: update
        for m in net:
            print(m.ops[m.mixture.argmax()])  #: decode, entry
        """)).IsFull();
    }

    [Fact]
    public void Dirichlet_samples_are_a_relaxed_choice() => Code.Of(
        ("dirichlet.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F
        from torch.distributions import Dirichlet

        class Junction(nn.Module):
            def __init__(self, f):
                super().__init__()
                self.ways = nn.ModuleList([nn.Linear(f, f), nn.Sequential(nn.LayerNorm(f), nn.Linear(f, f)), nn.Identity()])

            def forward(self, x, share):
                return sum(share[i] * way(x) for i, way in enumerate(self.ways))  #: supernet

        class Route(nn.Module):
            def __init__(self, f=20, n=4):
                super().__init__()
                self.junctions = nn.ModuleList([Junction(f) for _ in range(n)])
                self._concentration = torch.zeros(n, 3).normal_(0, 1e-3).requires_grad_()  #: parameters

            def forward(self, x):
                beta = F.elu(self._concentration) + 1
                shares = Dirichlet(beta).rsample()
                for s, j in zip(shares, self.junctions):
                    x = j(x, s)
                return x

        def search(n_iter=3000):
            route = Route()
            theta = torch.optim.SGD(route.parameters(), 0.1)
            conc = torch.optim.Adam([route._concentration], 1e-3)
            for _ in range(n_iter):
                x, vx = torch.rand(8, 20), torch.rand(8, 20)
                conc.zero_grad()
                route(vx).sum().backward()
                conc.step()  #: update
                theta.zero_grad()
                route(x).sum().backward()
                theta.step()
            return torch.max(F.elu(route._concentration) + 1, dim=1)[1]  #: decode

        if __name__ == '__main__':  #: entry
            print(search())
        """)).IsFull();

    [Fact]
    public void Weights_of_paths_between_resolutions_are_a_relaxed_choice() => Code.Of(
        ("levels.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Trellis(nn.Module):
            def __init__(self, c=8, layers=6, levels=3):
                super().__init__()
                self.layers, self.levels = layers, levels
                self.stem = nn.Conv2d(1, c, 3, padding=1)
                self.up = nn.ModuleList([nn.ModuleList([nn.ConvTranspose2d(c, c, 2, 2) for _ in range(levels)]) for _ in range(layers)])
                self.same = nn.ModuleList([nn.ModuleList([nn.Conv2d(c, c, 3, padding=1) for _ in range(levels)]) for _ in range(layers)])
                self.down = nn.ModuleList([nn.ModuleList([nn.Conv2d(c, c, 3, stride=2, padding=1) for _ in range(levels)]) for _ in range(layers)])
                self.head = nn.Conv2d(c, 2, 1)
                self.paths = nn.Parameter(1e-3 * torch.randn(layers, levels, 3))  #: parameters

            def forward(self, x):
                x = self.stem(x)
                grid = [x, F.avg_pool2d(x, 2), F.avg_pool2d(x, 4)]
                flow = F.softmax(self.paths, dim=-1)
                for l in range(self.layers):
                    fresh = []
                    for s in range(self.levels):
                        h = flow[l][s][1] * self.same[l][s](grid[s])  #: supernet
                        if s > 0:
                            h = h + flow[l][s - 1][2] * self.down[l][s](grid[s - 1])  #: supernet
                        if s + 1 < self.levels:
                            h = h + flow[l][s + 1][0] * self.up[l][s](grid[s + 1])  #: supernet
                        fresh.append(h)
                    grid = fresh
                return self.head(grid[0])

        class Viterbi:
            def __init__(self, paths):
                self.p = F.softmax(paths.detach(), dim=-1)

            def decode(self):
                layers, levels, _ = self.p.shape
                score, back = [[1.0, 0.0, 0.0]], []
                for l in range(layers):
                    row, origin = [], []
                    for s in range(levels):
                        options = {q: score[-1][q] * self.p[l][q][s - q + 1] for q in range(levels) if abs(s - q) <= 1}
                        best = max(options, key=options.get)  #: decode
                        row.append(options[best])
                        origin.append(best)
                    score.append(row)
                    back.append(origin)
                return back
        """),
        ("trellis_search.py",
        """
        import torch
        import torch.nn.functional as F
        from levels import Trellis, Viterbi

        def main(train_loader, arch_loader):
            net = Trellis()
            w = [p for n, p in net.named_parameters() if n != 'paths']
            w_opt = torch.optim.SGD(w, 0.01)
            path_opt = torch.optim.Adam([net.paths], 0.003)
            for epoch in range(60):
                for (x, m), (ax, am) in zip(train_loader, arch_loader):
                    w_opt.zero_grad()
                    F.cross_entropy(net(x), m).backward()
                    w_opt.step()
                    if epoch > 20:
                        path_opt.zero_grad()
                        F.cross_entropy(net(ax), am).backward()
                        path_opt.step()  #: update
            return Viterbi(net.paths).decode()

        if __name__ == '__main__':  #: entry
            print(main([], []))
        """)).IsFull();

    [Fact]
    public void A_second_optimiser_in_the_script_itself_is_the_update() => Code.Of(
        ("explore.py",
        """
        import torch
        from torch import nn

        class Fork(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.paths = nn.ModuleList([nn.Linear(width, width), nn.Sequential(nn.Linear(width, width), nn.ReLU()), nn.Identity()])
                self.pick = nn.Parameter(torch.zeros(3))  #: parameters

            def forward(self, x):
                p = torch.softmax(self.pick, 0)
                out = 0
                for i, path in enumerate(self.paths):
                    out = out + p[i] * path(x)  #: supernet
                return out

        net = nn.Sequential(nn.Linear(30, 64), Fork(64), Fork(64), nn.Linear(64, 2))
        picks = [p for n, p in net.named_parameters() if n.endswith('pick')]
        rest = [p for n, p in net.named_parameters() if not n.endswith('pick')]
        outer = torch.optim.Adam(picks, lr=1e-3)
        inner = torch.optim.SGD(rest, lr=1e-2)
        loss_of = nn.CrossEntropyLoss()
        x, y = torch.randn(128, 30), torch.randint(0, 2, (128,))
        vx, vy = torch.randn(64, 30), torch.randint(0, 2, (64,))

        for step in range(1000):
            inner.zero_grad()
            loss_of(net(x), y).backward()
            inner.step()
            outer.zero_grad()
            loss_of(net(vx), vy).backward()
            outer.step()  #: update

        print([p.argmax().item() for p in picks])  #: decode, entry
        """)).IsFull();

    [Fact]
    public void Gates_kept_by_the_condition_of_a_comprehension_are_read_off() => Code.Of(
        ("dense.py",
        """
        import torch
        import torch.nn as nn

        class GatedGraph(nn.Module):
            def __init__(self, nodes, c):
                super().__init__()
                self.nodes = nodes
                self.kinds = ('lin', 'tanh', 'pass')
                self.ops = nn.ModuleDict()
                self.gates = nn.ParameterDict()
                for j in range(1, nodes):
                    for i in range(j):
                        key = f'{i}_{j}'
                        self.ops[key] = nn.ModuleList([nn.Linear(c, c), nn.Sequential(nn.Linear(c, c), nn.Tanh()), nn.Identity()])
                        self.gates[key] = nn.Parameter(torch.zeros(3))  #: parameters

            def forward(self, x):
                states = [x]
                for j in range(1, self.nodes):
                    total = 0
                    for i in range(j):
                        key = f'{i}_{j}'
                        open_ = torch.sigmoid(self.gates[key])
                        for k, op in enumerate(self.ops[key]):
                            total = total + open_[k] * op(states[i])  #: supernet
                    states.append(total)
                return states[-1]

            def kept(self, threshold=0.5):
                edges = {}
                for key, g in self.gates.items():
                    edges[key] = [k for k, v in zip(self.kinds, torch.sigmoid(g)) if v > threshold]  #: decode
                return edges
        """),
        ("fit_graph.py",
        """
        import torch
        from dense import GatedGraph

        def main():
            graph = GatedGraph(5, 12)
            theta = torch.optim.SGD(graph.ops.parameters(), lr=0.02)
            gate_opt = torch.optim.Adam(graph.gates.parameters(), lr=0.003)
            for it in range(2000):
                a, b = torch.randn(16, 12), torch.randn(16, 12)
                theta.zero_grad()
                (graph(a) - a).pow(2).mean().backward()
                theta.step()
                gate_opt.zero_grad()
                (graph(b) - b).pow(2).mean().backward()
                gate_opt.step()  #: update
            print(graph.kept())

        main()  #: entry
        """)).IsFull();

    [Fact]
    public void Joint_training_on_one_level_with_a_threshold_afterwards_is_full() => Code.Of(
        ("shrink.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Candidates(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.ops = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 5, padding=2), nn.MaxPool2d(3, 1, 1), nn.Identity()])
                self.scale = nn.Parameter(torch.full((4,), 0.25))  #: parameters

            def forward(self, x):
                return sum(s * op(x) for s, op in zip(torch.sigmoid(self.scale), self.ops))  #: supernet

        class Whole(nn.Module):
            def __init__(self, depth=6, width=12):
                super().__init__()
                self.begin = nn.Conv2d(3, width, 1)
                self.parts = nn.ModuleList(Candidates(width) for _ in range(depth))
                self.end = nn.Linear(width, 10)

            def forward(self, x):
                x = self.begin(x)
                for part in self.parts:
                    x = part(x)
                return self.end(x.mean((2, 3)))

        def sparsity(model):
            return sum(p.scale.abs().sum() for p in model.parts)

        def train(model, loader, epochs=100):
            opt = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
            for _ in range(epochs):
                for x, y in loader:
                    loss = F.cross_entropy(model(x), y) + 1e-3 * sparsity(model)
                    opt.zero_grad()
                    loss.backward()
                    opt.step()  #: update

        def prune(model, eps=1e-2):
            return [(torch.sigmoid(part.scale) > eps).nonzero() for part in model.parts]  #: decode

        if __name__ == '__main__':  #: entry
            whole = Whole()
            train(whole, [])
            print(prune(whole))
        """)).IsFull();

    [Fact]
    public void Joint_training_with_a_threshold_in_a_comprehension_is_full() => Code.Of(
        ("shrink.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Candidates(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.ops = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 5, padding=2), nn.MaxPool2d(3, 1, 1), nn.Identity()])
                self.scale = nn.Parameter(torch.full((4,), 0.25))  #: parameters

            def forward(self, x):
                return sum(s * op(x) for s, op in zip(torch.sigmoid(self.scale), self.ops))  #: supernet

        class Whole(nn.Module):
            def __init__(self, depth=6, width=12):
                super().__init__()
                self.begin = nn.Conv2d(3, width, 1)
                self.parts = nn.ModuleList(Candidates(width) for _ in range(depth))
                self.end = nn.Linear(width, 10)

            def forward(self, x):
                x = self.begin(x)
                for part in self.parts:
                    x = part(x)
                return self.end(x.mean((2, 3)))

        def sparsity(model):
            return sum(p.scale.abs().sum() for p in model.parts)

        def train(model, loader, epochs=100):
            opt = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
            for _ in range(epochs):
                for x, y in loader:
                    loss = F.cross_entropy(model(x), y) + 1e-3 * sparsity(model)
                    opt.zero_grad()
                    loss.backward()
                    opt.step()  #: update

        def prune(model, eps=1e-2):
            plan = []
            for part in model.parts:
                keep = [i for i, s in enumerate(torch.sigmoid(part.scale)) if s > eps]  #: decode
                plan.append(keep)
            return plan

        if __name__ == '__main__':  #: entry
            whole = Whole()
            train(whole, [])
            print(prune(whole))
        """)).IsFull();

    [Fact]
    public void Scales_of_candidates_that_a_penalty_drives_to_zero_are_a_search() => Code.Of(
        ("sparse.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Candidates(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.ops = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 5, padding=2), nn.MaxPool2d(3, 1, 1), nn.Identity()])
                self.scale = nn.Parameter(torch.full((4,), 0.25))  #: parameters

            def forward(self, x):
                return sum(s * op(x) for s, op in zip(self.scale, self.ops))  #: supernet

        class Whole(nn.Module):
            def __init__(self, depth=6, width=12):
                super().__init__()
                self.begin = nn.Conv2d(3, width, 1)
                self.parts = nn.ModuleList(Candidates(width) for _ in range(depth))
                self.end = nn.Linear(width, 10)

            def forward(self, x):
                x = self.begin(x)
                for part in self.parts:
                    x = part(x)
                return self.end(x.mean((2, 3)))

        def sparsity(model):
            return sum(p.scale.abs().sum() for p in model.parts)

        def train(model, loader, epochs=100):
            opt = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
            for _ in range(epochs):
                for x, y in loader:
                    loss = F.cross_entropy(model(x), y) + 1e-3 * sparsity(model)
                    opt.zero_grad()
                    loss.backward()
                    opt.step()  #: update

        def prune(model, eps=1e-2):
            plan = []
            for part in model.parts:
                keep = [i for i, s in enumerate(part.scale) if s.abs() > eps]  #: decode
                plan.append(keep)
            return plan

        if __name__ == '__main__':  #: entry
            whole = Whole()
            train(whole, [])
            print(prune(whole))
        """)).IsFull();
}
