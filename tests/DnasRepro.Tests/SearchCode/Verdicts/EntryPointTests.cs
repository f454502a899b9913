using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>How a program that searches is started, and how it finds its model.</summary>
public class EntryPointTests
{
    private const string Model =
        """
        import torch
        import torch.nn as nn

        class Hatch(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.doors = nn.ModuleList([nn.Conv1d(c, c, 3, padding=1), nn.Conv1d(c, c, 5, padding=2), nn.Identity()])

            def forward(self, x, w):
                return sum(w[i] * d(x) for i, d in enumerate(self.doors))  #: supernet

        class House(nn.Module):
            def __init__(self, c=4, floors=3):
                super().__init__()
                self.hatches = nn.ModuleList([Hatch(c) for _ in range(floors)])
                self.keys = nn.Parameter(torch.zeros(floors, 3))  #: parameters

            def forward(self, x):
                for w, h in zip(self.keys.softmax(-1), self.hatches):
                    x = h(x, w)
                return x

            def plan(self):
                return self.keys.argmax(-1).tolist()  #: decode
        """;

    private const string Loop =
        """
        import torch
        from house import House

        def search(epochs, lr):
            house = House()
            wood = torch.optim.SGD(house.hatches.parameters(), lr=lr)
            iron = torch.optim.Adam([house.keys], lr=1e-3)
            for _ in range(epochs):
                x, v = torch.randn(2, 4, 9), torch.randn(2, 4, 9)
                wood.zero_grad(); house(x).pow(2).mean().backward(); wood.step()
                iron.zero_grad()
                house(v).pow(2).mean().backward()
                iron.step()  #: update
            return house.plan()
        """;

    [Fact]
    public void A_hydra_program() => Code.Of(("house.py", Model), ("loop.py", Loop), ("conf/config.yaml", "epochs: 50\nlr: 0.1\n"), ("app.py",
        """
        import hydra
        from omegaconf import DictConfig
        from loop import search

        @hydra.main(config_path='conf', config_name='config')
        def app(cfg: DictConfig) -> None:
            print(search(cfg.epochs, cfg.lr))

        if __name__ == '__main__':  #: entry
            app()
        """)).IsFull();

    [Fact]
    public void A_click_command() => Code.Of(("house.py", Model), ("loop.py", Loop), ("cli.py",
        """
        import click
        import loop

        @click.group()
        def cli():
            pass

        @cli.command()
        @click.option('--epochs', default=50)
        @click.option('--lr', default=0.1)
        def discover(epochs, lr):
            click.echo(loop.search(epochs, lr))

        if __name__ == '__main__':  #: entry
            cli()
        """)).IsFull();

    [Fact]
    public void A_class_given_to_fire() => Code.Of(("house.py", Model), ("loop.py", Loop), ("tool.py",
        """
        import fire
        from loop import search as _search

        class Tool:
            def __init__(self, lr=0.1):
                self.lr = lr

            def discover(self, epochs=50):
                return _search(epochs, self.lr)

        if __name__ == '__main__':  #: entry
            fire.Fire(Tool)
        """)).IsFull();

    [Fact]
    public void A_notebook() => Code.Of(("Find architecture.ipynb", Code.Notebook(
        """
        %matplotlib inline
        !pip install torch
        import torch
        import torch.nn as nn
        """,
        """
        class Soft(nn.Module):
            def __init__(self, n):
                super().__init__()
                self.f = nn.ModuleList([nn.Linear(n, n), nn.Sequential(nn.Linear(n, n), nn.ELU()), nn.Identity()])
                self.v = nn.Parameter(torch.zeros(3))  #: parameters
            def forward(self, x):
                w = torch.softmax(self.v, dim=0)
                return sum(w[i] * self.f[i](x) for i in range(3))  #: supernet
        """,
        """
        net = nn.Sequential(Soft(6), Soft(6))
        opt = torch.optim.Adam([m.v for m in net], lr=0.01)
        base = torch.optim.SGD([p for m in net for p in m.f.parameters()], lr=0.1)
        """,
        """
        for i in range(300):
            x = torch.randn(12, 6)
            base.zero_grad(); (net(x) - x.sin()).pow(2).mean().backward(); base.step()
            opt.zero_grad(); (net(x) - x.sin()).pow(2).mean().backward()
            opt.step()  #: update
        """,
        """
        names = ['linear', 'elu', 'skip']
        [names[m.v.argmax()] for m in net]  #: decode, entry
        """))).IsFull();

    [Fact]
    public void A_notebook_that_imports_the_modules_beside_it() => Code.Of(("house.py", Model), ("loop.py", Loop), ("demo.ipynb", Code.Notebook(
        "from loop import search  #: entry",
        "found = search(20, 0.1)\nprint(found)"))).IsFull();

    [Fact]
    public void Another_script_reads_the_architecture_off_a_checkpoint() => Code.Of(
        ("pair.py",
        """
        import torch
        import torch.nn as nn

        class Pair(nn.Module):
            def __init__(self, c=8):
                super().__init__()
                self.left = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 3, padding=2, dilation=2), nn.Identity()])
                self.wishes = nn.Parameter(torch.zeros(3))  #: parameters

            def forward(self, x):
                w = torch.softmax(self.wishes, 0)
                return sum(w[i] * l(x) for i, l in enumerate(self.left))  #: supernet
        """),
        ("step1_search.py",
        """
        import torch
        from pair import Pair

        def main():
            pair = Pair()
            w = torch.optim.SGD(pair.left.parameters(), 0.1)
            a = torch.optim.Adam([pair.wishes], 0.01)
            for i in range(100):
                x = torch.rand(1, 8, 16, 16)
                w.zero_grad(); pair(x).std().backward(); w.step()
                a.zero_grad(); pair(x).std().backward()
                a.step()  #: update
            torch.save({'state': pair.state_dict(), 'wishes': pair.wishes.data}, 'ckpt.pth')

        if __name__ == '__main__':  #: entry
            main()
        """),
        ("step2_read.py",
        """
        import json
        import torch

        if __name__ == '__main__':
            ckpt = torch.load('ckpt.pth')
            best = torch.argmax(ckpt['wishes']).item()  #: decode
            with open('arch.json', 'w') as f:
                json.dump({'op': ['conv', 'dilated', 'skip'][best]}, f)
        """)).IsFull();

    [Fact]
    public void An_entry_point_under_a_name_that_says_nothing() => Code.Of(("lib/house.py", Model), ("lib/__init__.py", ""), ("exp/run_b.py",
        """
        import os, sys
        sys.path.append(os.path.join(os.path.dirname(__file__), '..'))
        import torch
        from lib.house import House as H

        h = H()
        o1 = torch.optim.SGD(h.hatches.parameters(), lr=0.1)
        o2 = torch.optim.Adam([h.keys], lr=0.01)
        for _ in range(10):
            o1.zero_grad(); h(torch.randn(2, 4, 9)).norm().backward(); o1.step()
            o2.zero_grad(); h(torch.randn(2, 4, 9)).norm().backward()
            o2.step()  #: update
        print(h.plan())  #: entry
        """)).IsFull();

    [Fact]
    public void Search_and_retraining_in_one_script_by_a_flag() => Code.Of(("house.py", Model), ("train.py",
        """
        import argparse
        import torch
        import torch.nn as nn
        from house import House

        def fixed(plan):
            ops = [nn.Conv1d(4, 4, 3, padding=1), nn.Conv1d(4, 4, 5, padding=2), nn.Identity()]
            return nn.Sequential(*[ops[i] for i in plan])

        def retrain(plan, epochs):
            net = fixed(plan)
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for _ in range(epochs):
                opt.zero_grad(); net(torch.randn(2, 4, 9)).norm().backward(); opt.step()

        def search(epochs):
            house = House()
            ow = torch.optim.SGD(house.hatches.parameters(), 0.1)
            oa = torch.optim.Adam([house.keys], 0.01)
            for _ in range(epochs):
                ow.zero_grad(); house(torch.randn(2, 4, 9)).norm().backward(); ow.step()
                oa.zero_grad(); house(torch.randn(2, 4, 9)).norm().backward()
                oa.step()  #: update
            return house.plan()

        if __name__ == '__main__':  #: entry
            p = argparse.ArgumentParser()
            p.add_argument('--stage', choices=['search', 'retrain'], default='search')
            p.add_argument('--plan', nargs='+', type=int, default=[0, 1, 2])
            p.add_argument('--epochs', type=int, default=10)
            a = p.parse_args()
            if a.stage == 'search':
                print(search(a.epochs))
            else:
                retrain(a.plan, a.epochs)
        """)).IsFull();

    [Theory]
    [InlineData("from models import *", "eval(args.model)()")]
    [InlineData("import importlib", "getattr(importlib.import_module('models'), args.model)()")]
    [InlineData("import models", "getattr(models, args.model)()")]
    [InlineData("import models", "models.__dict__[args.model]()")]
    [InlineData("import models", "eval('models.' + args.model)()")]
    [InlineData("from models import House", "{'House': House}[args.model]()")]
    public void A_model_chosen_by_its_name(string import, string choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        Code.Of(("models/house.py", Model), ("models/__init__.py", "from .house import House"), ("go.py",
        $"""
        import argparse
        import torch
        {import}

        def main():
            parser = argparse.ArgumentParser()
            parser.add_argument('--model', default='House')
            args = parser.parse_args()
            net = {choice}
            w = torch.optim.SGD(net.hatches.parameters(), 0.1)
            k = torch.optim.Adam([net.keys], 0.01)
            for i in range(10):
                w.zero_grad(); net(torch.randn(2, 4, 9)).norm().backward(); w.step()
                k.zero_grad(); net(torch.randn(2, 4, 9)).norm().backward()
                k.step()  #: update
            print(net.plan())

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();
    }

    [Fact]
    public void A_model_from_a_registry() => Code.Of(
        ("registry.py",
        """
        TABLE = {}

        def register(name):
            def wrap(cls):
                TABLE[name] = cls
                return cls
            return wrap

        def build(name, **kw):
            return TABLE[name](**kw)
        """),
        ("zoo.py",
        """
        import torch
        import torch.nn as nn
        from registry import register

        @register('fork')
        class ForkNet(nn.Module):
            def __init__(self, n=2):
                super().__init__()
                self.tines = nn.ModuleList([nn.Linear(n, n), nn.Sequential(nn.Linear(n, n), nn.Tanh())])
                self.tilt = nn.Parameter(torch.zeros(2))  #: parameters

            def forward(self, x):
                a, b = torch.softmax(self.tilt, 0)
                return a * self.tines[0](x) + b * self.tines[1](x)  #: supernet
        """),
        ("main.py",
        """
        import torch
        import zoo
        from registry import build

        if __name__ == '__main__':  #: entry
            net = build('fork', n=4)
            w = torch.optim.SGD(net.tines.parameters(), 0.1)
            t = torch.optim.Adam([net.tilt], 0.1)
            for _ in range(100):
                x = torch.randn(3, 4)
                w.zero_grad(); net(x).abs().sum().backward(); w.step()
                t.zero_grad(); net(x).abs().sum().backward()
                t.step()  #: update
            print('plain' if net.tilt.argmax() == 0 else 'tanh')  #: decode
        """)).IsFull();

    [Fact]
    public void Old_syntax_of_python_2() => Code.Of(("house.py", Model), ("search_old.py",
        """
        import torch
        from house import House

        def main():
            net = House().cuda()
            w_opt = torch.optim.SGD(net.hatches.parameters(), 0.1)
            k_opt = torch.optim.Adam([net.keys], 0.01)
            try:
                for step in xrange(100):
                    x = torch.randn(2, 4, 9).cuda(async=True)
                    w_opt.zero_grad()
                    net(x).norm().backward()
                    w_opt.step()
                    k_opt.zero_grad()
                    net(x).norm().backward()
                    k_opt.step()  #: update
                    print 'step %d' % step, net.keys
            except KeyboardInterrupt, e:
                print >>open('log', 'w'), e
            print net.plan()

        if __name__ == '__main__':  #: entry
            main()
        """)).IsFull();

    [Fact]
    public void A_package_with_relative_imports_started_as_a_module()
    {
        var code = Code.Of(
            ("nasthing/__init__.py", ""),
            ("nasthing/house.py", Model),
            ("nasthing/loop.py", Loop.Replace("from house", "from .house", StringComparison.Ordinal)),
            ("nasthing/__main__.py",
            """
            from .loop import search

            if __name__ == '__main__':  #: entry
                print(search(10, 0.1))
            """));

        code.IsFull();
    }

    [Fact]
    public void The_retraining_script_is_not_the_entry_point()
    {
        var code = Code.Of(("house.py", Model), ("loop.py", Loop),
            ("a_retrain.py",
            """
            import torch
            import torch.nn as nn

            PLAN = [0, 2, 1]

            if __name__ == '__main__':
                ops = [nn.Conv1d(4, 4, 3, padding=1), nn.Conv1d(4, 4, 5, padding=2), nn.Identity()]
                net = nn.Sequential(*[ops[i] for i in PLAN])
                opt = torch.optim.SGD(net.parameters(), 0.1)
                for _ in range(10):
                    opt.zero_grad(); net(torch.randn(2, 4, 9)).norm().backward(); opt.step()
            """),
            ("z_find.py",
            """
            from loop import search

            if __name__ == '__main__':  #: entry
                print(search(50, 0.05))
            """));

        code.IsFull();
        Assert.DoesNotContain(code.Facts.Projects[0][SearchPart.SearchEntryPoint].Evidence, e => e.Location.Path.Value == "a_retrain.py");
    }

    [Fact]
    public void A_module_that_only_prints_what_the_search_returns_is_started()
    {
        var code = Code.Of(
            ("nasthing/__init__.py", ""),
            ("nasthing/house.py", Model),
            ("nasthing/loop.py", Loop.Replace("from house", "from .house", StringComparison.Ordinal)),
            ("nasthing/__main__.py",
            """
            from .loop import search

            print(search(10, 0.1))  #: entry
            """));

        code.IsFull();
    }

    [Fact]
    public void A_search_loop_that_only_a_console_script_reaches() => Code.Of(
        ("pyproject.toml", "[project]\nname = \"housing\"\nversion = \"1\"\n\n[project.scripts]\nhousing-search = \"housing.cli:main\"\n"),
        ("housing/__init__.py", ""),
        ("housing/house.py", Model),
        ("housing/loop.py", Loop.Replace("from house", "from housing.house", StringComparison.Ordinal)),
        ("housing/cli.py",
        """
        from housing.loop import search

        def main():
            print(search(10, 0.1))
        """)).IsFull();
}
