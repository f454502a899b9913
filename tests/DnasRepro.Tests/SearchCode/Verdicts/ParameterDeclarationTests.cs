namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Architecture parameters are declared in many ways.</summary>
public class ParameterDeclarationTests
{
    [Fact]
    public void In_a_parameter_list() => Code.Of(
        ("cellnet.py",
        """
        import torch
        from torch import nn

        class Mixture(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.items = nn.ModuleList([nn.Conv2d(c, c, 1), nn.Conv2d(c, c, 3, padding=1), nn.Identity()])

            def forward(self, x, a):
                return sum(a[k] * item(x) for k, item in enumerate(self.items))  #: supernet

        class CellNet(nn.Module):
            def __init__(self, nodes=4):
                super().__init__()
                self.hyper = nn.ParameterList()
                self.mixtures = nn.ModuleList()
                for i in range(nodes):
                    self.hyper.append(nn.Parameter(1e-3 * torch.randn(3)))  #: parameters
                    self.mixtures.append(Mixture(6))

            def forward(self, x):
                for h, m in zip(self.hyper, self.mixtures):
                    x = m(x, torch.softmax(h, -1))
                return x

            def decide(self):
                return [int(torch.topk(h, 1)[1]) for h in self.hyper]  #: decode
        """),
        ("start.py",
        """
        import torch
        from cellnet import CellNet

        net = CellNet()
        hyper_opt = torch.optim.Adam(net.hyper, lr=1e-3)
        weight_opt = torch.optim.SGD(net.mixtures.parameters(), lr=1e-2)
        for i in range(100):
            x = torch.randn(2, 6, 8, 8)
            weight_opt.zero_grad()
            net(x).pow(2).mean().backward()
            weight_opt.step()
            hyper_opt.zero_grad()
            net(x).pow(2).mean().backward()
            hyper_opt.step()  #: update
        print(net.decide())  #: entry
        """)).IsFull();

    [Fact]
    public void With_setattr_under_a_computed_name() => Code.Of(
        ("multi.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Op(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.kinds = nn.ModuleList([nn.Conv2d(c, c, 3, 1, 1), nn.Conv2d(c, c, 3, 1, 2, dilation=2), nn.Sequential()])

            def forward(self, x, coefficients):
                y = 0
                for c, kind in zip(coefficients, self.kinds):
                    y = y + kind(x) * c  #: supernet
                return y

        class Multi(nn.Module):
            def __init__(self, scales=2, layers=5):
                super().__init__()
                self.scales, self.layers = scales, layers
                self.rows = nn.ModuleList([nn.ModuleList([Op(4) for _ in range(layers)]) for _ in range(scales)])
                self.names = []
                for s in range(scales):
                    name = 'coef_' + str(s)
                    setattr(self, name, nn.Parameter(1e-3 * torch.ones(layers, 3)))  #: parameters
                    self.names.append(name)

            def coefs(self):
                return [getattr(self, n) for n in self.names]

            def forward(self, x):
                total = 0
                for row, coef in zip(self.rows, self.coefs()):
                    h = x
                    for op, c in zip(row, F.softmax(coef, dim=-1)):
                        h = op(h, c)
                    total = total + h
                return total
        """),
        ("main.py",
        """
        import torch
        from multi import Multi

        def main():
            net = Multi()
            for_coefs = torch.optim.Adam(net.coefs(), lr=3e-4)
            for_rows = torch.optim.SGD(net.rows.parameters(), lr=2e-2)
            for e in range(30):
                for batch in []:
                    for_rows.zero_grad()
                    net(batch).mean().backward()
                    for_rows.step()
                    for_coefs.zero_grad()
                    net(batch).mean().backward()
                    for_coefs.step()  #: update
            found = [c.argmax(-1).tolist() for c in net.coefs()]  #: decode
            torch.save(found, 'found.pth')

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();

    [Fact]
    public void As_globals_of_a_module() => Code.Of(
        ("glob.py",
        """
        import torch
        import torch.nn as nn

        unet_choice = torch.zeros(4, 2, requires_grad=True)  #: parameters

        class Doubtful(nn.Module):
            def __init__(self, row, c):
                super().__init__()
                self.row = row
                self.a = nn.Conv2d(c, c, 3, padding=1)
                self.b = nn.Conv2d(c, c, 7, padding=3)

            def forward(self, x):
                p = torch.softmax(unet_choice[self.row], 0)
                return p[0] * self.a(x) + p[1] * self.b(x)  #: supernet

        body = nn.Sequential(*[Doubtful(i, 3) for i in range(4)])
        weights = torch.optim.Adam(body.parameters(), 1e-3)
        choice = torch.optim.Adam([unet_choice], 1e-2)

        def both(x, v):
            weights.zero_grad()
            (body(x) - x).square().mean().backward()
            weights.step()
            choice.zero_grad()
            (body(v) - v).square().mean().backward()
            choice.step()  #: update

        if __name__ == '__main__':  #: entry
            for _ in range(100):
                both(torch.rand(1, 3, 8, 8), torch.rand(1, 3, 8, 8))
            print(['small' if i == 0 else 'large' for i in unet_choice.argmax(1)])  #: decode
        """)).IsFull();

    [Fact]
    public void In_a_dictionary_by_edge() => Code.Of(
        ("edges.py",
        """
        import torch
        from torch import nn
        from torch.autograd import Variable

        def cands(d):
            return nn.ModuleList([nn.Linear(d, d), nn.Sequential(nn.Linear(d, d), nn.Sigmoid()), nn.Identity()])

        class Dag(nn.Module):
            def __init__(self, size, d):
                super().__init__()
                self.size = size
                self.ops = nn.ModuleDict({f'{i}-{j}': cands(d) for j in range(size) for i in range(j)})
                self.edge_logits = {}
                for name in self.ops:
                    self.edge_logits[name] = Variable(1e-3 * torch.randn(3), requires_grad=True)  #: parameters

            def logits(self):
                return list(self.edge_logits.values())

            def forward(self, x):
                nodes = [x]
                for j in range(1, self.size):
                    acc = torch.zeros_like(x)
                    for i in range(j):
                        key = f'{i}-{j}'
                        w = torch.softmax(self.edge_logits[key], dim=0)
                        acc = acc + sum(wk * op(nodes[i]) for wk, op in zip(w, self.ops[key]))  #: supernet
                    nodes.append(acc)
                return nodes[-1]

            def extract(self):
                return {k: v.argmax().item() for k, v in self.edge_logits.items()}  #: decode
        """),
        ("dag_search.py",
        """
        import torch
        from edges import Dag

        def loop(dag):
            upper = torch.optim.Adam(dag.logits(), 1e-3)
            lower = torch.optim.SGD(dag.parameters(), 1e-1)
            while True:
                x = torch.rand(4, 7)
                lower.zero_grad(); dag(x).sum().backward(); lower.step()
                upper.zero_grad(); dag(x).sum().backward()
                upper.step()  #: update
                yield dag.extract()

        if __name__ == '__main__':  #: entry
            for i, found in enumerate(loop(Dag(4, 7))):
                if i > 1000:
                    break
            print(found)
        """)).IsFull();

    [Fact]
    public void In_lists_of_lists() => Code.Of(
        ("nested.py",
        """
        import torch
        import torch.nn as nn

        class Nested(nn.Module):
            def __init__(self, blocks=3, steps=2):
                super().__init__()
                self.body = nn.ModuleList([nn.ModuleList([nn.ModuleList([nn.Linear(5, 5), nn.Identity()]) for _ in range(steps)]) for _ in range(blocks)])
                self.dials = []
                for b in range(blocks):
                    row = []
                    for s in range(steps):
                        row.append(nn.Parameter(torch.zeros(2)))  #: parameters
                    self.dials.append(row)

            def all_dials(self):
                return [d for row in self.dials for d in row]

            def forward(self, x):
                for b, block in enumerate(self.body):
                    for s, pair in enumerate(block):
                        w = torch.softmax(self.dials[b][s], 0)
                        x = w[0] * pair[0](x) + w[1] * pair[1](x)  #: supernet
                return x
        """),
        ("train_nested.py",
        """
        import torch
        from nested import Nested

        if __name__ == '__main__':  #: entry
            n = Nested()
            dial_optim = torch.optim.Adam(n.all_dials(), 0.01)
            body_optim = torch.optim.Adam(n.body.parameters(), 0.001)
            for t in range(200):
                x = torch.randn(3, 5)
                for o in (body_optim, dial_optim):
                    o.zero_grad()
                    n(x).abs().sum().backward()
                    o.step()  #: update
            print([[int(d.argmax()) for d in row] for row in n.dials])  #: decode
        """)).IsFull();

    [Fact]
    public void Outside_the_model_and_passed_in() => Code.Of(
        ("pure.py",
        """
        import torch.nn as nn

        class Pure(nn.Module):
            def __init__(self, c, depth):
                super().__init__()
                self.depth = depth
                self.alt = nn.ModuleList([nn.ModuleList([nn.Conv3d(c, c, 1), nn.Conv3d(c, c, 3, padding=1), nn.Identity()]) for _ in range(depth)])

            def forward(self, x, arch):
                for row, branch in zip(arch.softmax(-1), self.alt):
                    x = sum(r * op(x) for r, op in zip(row, branch))  #: supernet
                return x
        """),
        ("outside.py",
        """
        import torch
        from pure import Pure

        def main(steps=300):
            model = Pure(2, 5)
            arch = torch.zeros(5, 3)  #: parameters
            arch.requires_grad = True  #: parameters
            arch_opt = torch.optim.Adam([arch], lr=0.02)
            model_opt = torch.optim.SGD(model.parameters(), lr=0.02)
            for _ in range(steps):
                v = torch.rand(1, 2, 4, 4, 4)
                model_opt.zero_grad()
                (model(v, arch) - v).abs().mean().backward()
                model_opt.step()
                arch_opt.zero_grad()
                (model(v, arch) - v).abs().mean().backward()
                arch_opt.step()  #: update
            ops = ['1', '3', 'skip']
            print(' '.join(ops[i] for i in torch.argmax(arch, dim=1)))  #: decode

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();

    [Fact]
    public void As_a_detached_clone_that_requires_a_gradient() => Code.Of(
        ("cloned.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Cloned(nn.Module):
            def __init__(self, k=7):
                super().__init__()
                self.layers = nn.ModuleList([nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 4, bias=False), nn.Identity()]) for _ in range(k)])
                self.init_arch(k)

            def init_arch(self, k):
                start = torch.ones(k, 3) * 1e-3
                self.shares = start.clone().detach().requires_grad_(True)  #: parameters

            def arch(self):
                return [self.shares]

            def forward(self, x):
                shares = F.softmax(self.shares, -1)
                for i, layer in enumerate(self.layers):
                    x = sum(shares[i][j] * layer[j](x) for j in range(3))  #: supernet
                return x

        class Runner(object):
            def __init__(self):
                self.model = Cloned()
                self.w = torch.optim.SGD(self.model.parameters(), lr=0.1)
                self.a = torch.optim.Adam(self.model.arch(), lr=0.003)

            def training(self, data):
                for x, y in data:
                    self.w.zero_grad()
                    F.mse_loss(self.model(x), y).backward()
                    self.w.step()
                    self.a.zero_grad()
                    F.mse_loss(self.model(y), x).backward()
                    self.a.step()  #: update

            def result(self):
                return self.model.shares.sort(dim=1, descending=True)[1][:, 0]  #: decode

        if __name__ == '__main__':  #: entry
            r = Runner()
            r.training([])
            print(r.result())
        """)).IsFull();

    [Fact]
    public void In_a_parameter_dictionary_made_by_a_comprehension() => Code.Of(
        ("pd.py",
        """
        import torch
        from torch import nn

        class Part(nn.Module):
            def __init__(self):
                super().__init__()
                self.tools = nn.ModuleDict({'wide': nn.Conv2d(3, 3, 9, padding=4), 'thin': nn.Conv2d(3, 3, 1), 'none': nn.Identity()})
                self.levers = nn.ParameterDict({k: nn.Parameter(torch.tensor(0.0)) for k in self.tools})  #: parameters

            def forward(self, x):
                e = {k: torch.exp(v) for k, v in self.levers.items()}
                z = sum(e.values())
                return sum(e[k] / z * tool(x) for k, tool in self.tools.items())  #: supernet

            def strongest(self):
                return max(self.levers, key=lambda k: self.levers[k].item())  #: decode
        """),
        ("pd_search.py",
        """
        import torch
        from torch import nn
        from pd import Part

        def optimise():
            net = nn.Sequential(Part(), Part())
            levers = [p for part in net for p in part.levers.values()]
            tools = [p for part in net for p in part.tools.parameters()]
            lo = torch.optim.RMSprop(levers)
            to = torch.optim.RMSprop(tools)
            for _ in range(50):
                x = torch.rand(1, 3, 16, 16)
                to.zero_grad(); net(x).var().backward(); to.step()
                lo.zero_grad(); net(x).var().backward()
                lo.step()  #: update
            return [part.strongest() for part in net]

        if __name__ == '__main__':  #: entry
            print(optimise())
        """)).IsFull();

    [Fact]
    public void With_register_parameter() => Code.Of(
        ("unit.py",
        """
        import torch
        import torch.nn as nn

        class Unit(nn.Module):
            def __init__(self, ops):
                super().__init__()
                self.ops = nn.ModuleList(ops)
                self.register_parameter('selection', nn.Parameter(torch.zeros(len(ops))))  #: parameters

            def forward(self, x):
                w = nn.functional.softmax(self.selection, dim=0)
                return sum(w[i] * self.ops[i](x) for i in range(len(self.ops)))  #: supernet

            @property
            def chosen(self):
                return self.ops[self.selection.argmax().item()]  #: decode
        """),
        ("find_units.py",
        """
        import torch
        import torch.nn as nn
        from unit import Unit

        def make():
            return nn.Sequential(*[Unit([nn.Linear(9, 9), nn.Identity(), nn.Sequential(nn.Linear(9, 9), nn.GELU())]) for _ in range(3)])

        def main():
            model = make()
            sel = [p for n, p in model.named_parameters() if 'selection' in n]
            wts = [p for n, p in model.named_parameters() if 'selection' not in n]
            a, b = torch.optim.Adam(sel), torch.optim.SGD(wts, lr=0.1)
            for k in range(600):
                x = torch.randn(5, 9)
                b.zero_grad(); model(x).norm().backward(); b.step()
                a.zero_grad(); model(x).norm().backward()
                a.step()  #: update
            print([u.chosen for u in model])

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();
}
