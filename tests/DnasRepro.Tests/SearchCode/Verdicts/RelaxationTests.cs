namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>How a learnable tensor becomes weights of candidates, how it is declared, and how a choice is read off: one program, one line of it varied.</summary>
public class RelaxationTests
{
    private static Code Search(
        string declare = "nn.Parameter(torch.zeros(6, 3))",
        string relax = "torch.softmax(self.pull, dim=-1)",
        string decode = "names = [NAMES[i] for i in net.pull.argmax(-1)]") => Code.Of(
        ("ropes.py",
        $"""
        import random
        import numpy as np
        import torch
        import torch.nn as nn
        import torch.nn.functional as F
        from torch.autograd import Variable

        class Knot(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.strands = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 5, padding=2), nn.MaxPool2d(3, 1, 1)])

            def forward(self, x, w):
                return sum(wi * s(x) for wi, s in zip(w, self.strands))  #: supernet

        class Rope(nn.Module):
            def __init__(self, c=8):
                super().__init__()
                self.knots = nn.ModuleList([Knot(c) for _ in range(6)])
                self.temperature = 1.0
                self.pull = {declare}  #: parameters

            def forward(self, x):
                weights = {relax}
                for w, knot in zip(weights, self.knots):
                    x = knot(x, w)
                return x
        """),
        ("pull.py",
        $"""
        import heapq
        import json
        import numpy as np
        import torch
        import torch.nn.functional as F
        from ropes import Rope

        NAMES = ['three', 'five', 'pool']

        def main():
            net = Rope()
            wo = torch.optim.SGD(net.knots.parameters(), 0.1)
            po = torch.optim.Adam([net.pull], 1e-3)
            for _ in range(20):
                x, v = torch.rand(1, 8, 9, 9), torch.rand(1, 8, 9, 9)
                wo.zero_grad()
                net(x).norm().backward()
                wo.step()
                po.zero_grad()
                net(v).norm().backward()
                po.step()  #: update
            {decode}  #: decode
            print(names)

        if __name__ == '__main__':  #: entry
            main()
        """));

    [Theory]
    [InlineData("F.softmax(self.pull / self.temperature, -1)")]
    [InlineData("self.pull.sigmoid()")]
    [InlineData("torch.exp(F.log_softmax(self.pull, dim=1))")]
    [InlineData("F.gumbel_softmax(self.pull, tau=self.temperature, hard=True)")]
    [InlineData("torch.exp(self.pull) / torch.exp(self.pull).sum(-1, keepdim=True)")]
    [InlineData("F.relu(self.pull) / (F.relu(self.pull).sum(1, keepdim=True) + 1e-6)")]
    [InlineData("torch.distributions.RelaxedOneHotCategorical(self.temperature, logits=self.pull).rsample()")]
    [InlineData("nn.Softmax(dim=-1)(self.pull)")]
    [InlineData("torch.clamp(self.pull, 0, 1)")]
    [InlineData("F.softmax(self.pull, -1) * (torch.rand_like(self.pull) > 0.1).float()")]
    [InlineData("torch.stack([F.softmax(row, -1) for row in self.pull])")]
    [InlineData("[F.softmax(self.pull[i], dim=-1) for i in range(6)]")]
    [InlineData("torch.softmax(self.pull + torch.zeros_like(self.pull).uniform_(-0.1, 0.1), -1)")]
    public void Weights_are_made_in_many_ways(string relax) => Search(relax: relax).IsFull();

    [Theory]
    [InlineData("nn.Parameter(1e-3 * torch.randn(6, 3))")]
    [InlineData("nn.Parameter(torch.full((6, 3), 1 / 3), requires_grad=True)")]
    [InlineData("torch.nn.parameter.Parameter(torch.Tensor(6, 3).normal_(0, 0.01))")]
    [InlineData("Variable(1e-3 * torch.randn(6, 3).cuda(), requires_grad=True)")]
    [InlineData("torch.autograd.Variable(torch.zeros(6, 3), requires_grad=True)")]
    [InlineData("torch.zeros((6, 3), requires_grad=True)")]
    [InlineData("torch.randn(6, 3).mul_(1e-3).requires_grad_()")]
    [InlineData("torch.randn(6, 3).cuda().requires_grad_(True)")]
    [InlineData("torch.tensor(np.zeros((6, 3)), dtype=torch.float32, requires_grad=True)")]
    [InlineData("torch.tensor([[0.0] * 3] * 6, device='cuda', requires_grad=True)")]
    [InlineData("torch.from_numpy(np.random.randn(6, 3)).float().requires_grad_()")]
    [InlineData("nn.Parameter(torch.empty(6, 3)); nn.init.normal_(self.pull, std=1e-3)")]
    public void Parameters_are_made_in_many_ways(string declare) => Search(declare).IsFull();

    [Theory]
    [InlineData("names = [NAMES[int(i)] for i in torch.argmax(net.pull, dim=1)]")]
    [InlineData("names = [NAMES[i] for i in np.argmax(net.pull.detach().cpu().numpy(), axis=1)]")]
    [InlineData("names = [NAMES[i] for i in net.pull.data.cpu().numpy().argmax(-1)]")]
    [InlineData("names = [NAMES[i] for i in net.pull.max(1).indices]")]
    [InlineData("names = [NAMES[i] for i in torch.max(net.pull, 1)[1]]")]
    [InlineData("names = net.pull.topk(1, dim=1).indices.tolist()")]
    [InlineData("names = [row.index(max(row)) for row in net.pull.tolist()]")]
    [InlineData("names = [max(range(3), key=lambda k: row[k]) for row in net.pull]")]
    [InlineData("names = [sorted(range(3), key=lambda k: -row[k])[0] for row in net.pull.tolist()]")]
    [InlineData("names = net.pull.argsort(dim=1, descending=True)[:, 0].tolist()")]
    [InlineData("names = np.argsort(net.pull.detach().numpy(), axis=1)[:, -1]")]
    [InlineData("names = (torch.sigmoid(net.pull) > 0.5).nonzero().tolist()")]
    [InlineData("names = torch.where(net.pull > 0, 1, 0).tolist()")]
    [InlineData("names = F.one_hot(net.pull.argmax(-1), 3).tolist()")]
    [InlineData("json.dump(names := net.pull.argmax(-1).tolist(), open('arch.json', 'w'))")]
    public void A_choice_is_read_off_in_many_ways(string decode) => Search(decode: decode).IsFull();

    [Fact]
    public void An_optimiser_of_second_order_by_finite_differences_is_the_update() => Code.Of(
        ("weave.py",
        """
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class Weave(nn.Module):
            def __init__(self, d=10, n=3):
                super().__init__()
                self.threads = nn.ModuleList([nn.ModuleList([nn.Linear(d, d), nn.Sequential(nn.Linear(d, d), nn.ReLU()), nn.Identity()]) for _ in range(n)])
                self.tension = nn.Parameter(torch.zeros(n, 3))  #: parameters

            def weights(self):
                return list(self.threads.parameters())

            def forward(self, x):
                t = F.softmax(self.tension, dim=1)
                for i, thread in enumerate(self.threads):
                    x = sum(t[i, k] * f(x) for k, f in enumerate(thread))  #: supernet
                return x

            def pattern(self):
                return [int(row.argmax()) for row in self.tension]  #: decode
        """),
        ("bilevel.py",
        """
        import copy
        import torch

        class Bilevel:
            def __init__(self, net, lr, xi):
                self.net, self.xi = net, xi
                self.virtual = copy.deepcopy(net)
                self.adam = torch.optim.Adam([net.tension], lr=lr)

            def loss(self, net, x, y):
                return (net(x) - y).pow(2).mean()

            def step(self, tx, ty, vx, vy):
                grads = torch.autograd.grad(self.loss(self.net, tx, ty), self.net.weights())
                with torch.no_grad():
                    for w, vw, g in zip(self.net.weights(), self.virtual.weights(), grads):
                        vw.copy_(w - self.xi * g)
                    self.virtual.tension.copy_(self.net.tension)
                out = torch.autograd.grad(self.loss(self.virtual, vx, vy), [self.virtual.tension] + self.virtual.weights())
                direct, dw = out[0], out[1:]
                hessian = self.finite_difference(dw, tx, ty)
                with torch.no_grad():
                    self.net.tension.grad = direct - self.xi * hessian
                self.adam.step()  #: update

            def finite_difference(self, dw, x, y):
                eps = 0.01 / torch.cat([w.view(-1) for w in dw]).norm()
                with torch.no_grad():
                    for p, d in zip(self.net.weights(), dw):
                        p += eps * d
                plus = torch.autograd.grad(self.loss(self.net, x, y), [self.net.tension])[0]
                with torch.no_grad():
                    for p, d in zip(self.net.weights(), dw):
                        p -= 2 * eps * d
                minus = torch.autograd.grad(self.loss(self.net, x, y), [self.net.tension])[0]
                with torch.no_grad():
                    for p, d in zip(self.net.weights(), dw):
                        p += eps * d
                return (plus - minus) / (2 * eps)
        """),
        ("weave_search.py",
        """
        import torch
        from bilevel import Bilevel
        from weave import Weave

        if __name__ == '__main__':  #: entry
            net = Weave()
            outer = Bilevel(net, 3e-4, 0.025)
            inner = torch.optim.SGD(net.weights(), 0.025)
            for _ in range(100):
                x, v = torch.rand(4, 10), torch.rand(4, 10)
                outer.step(x, x, v, v)
                inner.zero_grad()
                (net(x) - x).pow(2).mean().backward()
                inner.step()
            print(net.pattern())
        """)).IsFull();
}
