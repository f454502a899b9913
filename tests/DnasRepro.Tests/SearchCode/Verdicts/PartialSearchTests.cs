using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Some parts of a search are there and it cannot be run, or changes nothing.</summary>
public class PartialSearchTests
{
    private const string Model =
        """
        import torch
        import torch.nn as nn

        class Bay(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.slots = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 1), nn.Identity()])

            def forward(self, x, w):
                return sum(w[i] * s(x) for i, s in enumerate(self.slots))  #: supernet

        class Harbour(nn.Module):
            def __init__(self, c=8, n=4):
                super().__init__()
                self.bays = nn.ModuleList([Bay(c) for _ in range(n)])
                self.tides = torch.zeros(n, 3, requires_grad=True)  #: parameters

            def forward(self, x):
                for w, b in zip(torch.softmax(self.tides, -1), self.bays):
                    x = b(x, w)
                return x

            def chart(self):
                return self.tides.argmax(-1).tolist()  #: decode
        """;

    /// <summary>The parameters are among those of the model.</summary>
    private static readonly string Owned = Model.Replace("torch.zeros(n, 3, requires_grad=True)", "nn.Parameter(torch.zeros(n, 3))", StringComparison.Ordinal);

    private const string ModelWithoutDecode =
        """
        import torch
        import torch.nn as nn

        class Bay(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.slots = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 1), nn.Identity()])
                self.tide = nn.Parameter(torch.zeros(3))  #: parameters

            def forward(self, x):
                w = torch.softmax(self.tide, -1)
                return sum(w[i] * s(x) for i, s in enumerate(self.slots))  #: supernet

        class Harbour(nn.Module):
            def __init__(self, c=8, n=4):
                super().__init__()
                self.bays = nn.ModuleList([Bay(c) for _ in range(n)])

            def forward(self, x):
                for b in self.bays:
                    x = b(x)
                return x
        """;

    [Fact]
    public void A_supernet_that_nothing_trains() => Code.Of(
        ("harbour.py", Model),
        ("evaluate.py",
        """
        import torch
        from harbour import Harbour

        if __name__ == '__main__':
            net = Harbour()
            net.load_state_dict(torch.load('searched.pth'))
            print(net.chart())
        """)).IsPartialWithout(SearchPart.ArchitectureUpdate);

    [Fact]
    public void An_architect_that_nobody_imports() => Code.Of(
        ("harbour.py", Model),
        ("pilot.py",
        """
        import torch

        class Pilot:
            def __init__(self, net):
                self.net = net
                self.opt = torch.optim.Adam([net.tides], 1e-3)

            def step(self, x):
                self.opt.zero_grad()
                self.net(x).norm().backward()
                self.opt.step()
        """),
        ("train.py",
        """
        import torch
        from harbour import Harbour

        if __name__ == '__main__':
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for _ in range(10):
                opt.zero_grad()
                net(torch.rand(1, 8, 9, 9)).norm().backward()
                opt.step()
            print(net.chart())
        """)).IsPartialWithout(SearchPart.SearchEntryPoint);

    [Fact]
    public void A_step_in_a_comment() => Code.Of(
        ("harbour.py", Model),
        ("search.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            tide_opt = torch.optim.Adam([net.tides], 1e-3)
            for _ in range(10):
                x = torch.rand(1, 8, 9, 9)
                # tide_opt.zero_grad()
                # net(x).norm().backward()
                # tide_opt.step()
                opt.zero_grad()
                net(x).norm().backward()
                opt.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout();

    [Fact]
    public void A_step_in_a_string() => Code.Of(
        ("harbour.py", Model),
        ("search.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            tide_opt = torch.optim.Adam([net.tides], 1e-3)
            for _ in range(10):
                x = torch.rand(1, 8, 9, 9)
                '''
                tide_opt.zero_grad()
                net(x).norm().backward()
                tide_opt.step()
                '''
                opt.zero_grad()
                net(x).norm().backward()
                opt.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout();

    [Fact]
    public void An_optimiser_that_is_built_and_never_steps() => Code.Of(
        ("harbour.py", Model),
        ("search.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            tide_opt = torch.optim.Adam([net.tides], 1e-3)
            schedule = torch.optim.lr_scheduler.CosineAnnealingLR(tide_opt, 10)
            for _ in range(10):
                opt.zero_grad()
                tide_opt.zero_grad()
                net(torch.rand(1, 8, 9, 9)).norm().backward()
                opt.step()
                schedule.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout();

    [Fact]
    public void A_step_method_that_only_passes() => Code.Of(
        ("harbour.py", Model),
        ("pilot.py",
        """
        import torch

        class Pilot:
            def __init__(self, net):
                self.opt = torch.optim.Adam([net.tides], 1e-3)

            def step(self, x):
                pass  # TODO
        """),
        ("search.py",
        """
        import torch
        from harbour import Harbour
        from pilot import Pilot

        if __name__ == '__main__':
            net = Harbour()
            pilot = Pilot(net)
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for _ in range(10):
                x = torch.rand(1, 8, 9, 9)
                pilot.step(x)
                opt.zero_grad()
                net(x).norm().backward()
                opt.step()
            print(net.chart())
        """)).IsPartialWithout();

    [Fact]
    public void Parameters_that_ask_for_no_gradient() => Code.Of(
        ("harbour.py", Model.Replace("torch.zeros(n, 3, requires_grad=True)  #: parameters", "nn.Parameter(torch.zeros(n, 3), requires_grad=False)", StringComparison.Ordinal)),
        ("train.py",
        """
        import torch
        from harbour import Harbour

        if __name__ == '__main__':
            net = Harbour()
            opt = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], 0.1)
            for _ in range(10):
                opt.zero_grad()
                net(torch.rand(1, 8, 9, 9)).norm().backward()
                opt.step()
        """)).IsNotFull();

    [Fact]
    public void A_program_that_imports_a_module_that_is_missing()
    {
        var code = Code.Of(
            ("harbour.py", Model),
            ("search.py",
            """
            import torch
            from harbour import Harbour
            from pilot import Pilot
            from utils.data import loaders

            def main():
                net = Harbour()
                pilot = Pilot(net)
                opt = torch.optim.SGD(net.parameters(), 0.1)
                for x, v in loaders():
                    pilot.step(v)
                    opt.zero_grad()
                    net(x).norm().backward()
                    opt.step()
                print(net.chart())

            if __name__ == '__main__':
                main()
            """));

        code.IsPartialWithout(SearchPart.ArchitectureUpdate);
    }

    [Fact]
    public void A_complete_loop_whose_data_module_is_missing() => Code.Of(
        ("search/__init__.py", ""),
        ("search/harbour.py", Model),
        ("search/run.py",
        """
        import torch
        from search.harbour import Harbour
        from search.readers import loaders

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            tide_opt = torch.optim.Adam([net.tides], 1e-3)
            for x, v in loaders():
                tide_opt.zero_grad()
                net(v).norm().backward()
                tide_opt.step()  #: update
                opt.zero_grad()
                net(x).norm().backward()
                opt.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout();

    [Fact]
    public void Nothing_reads_an_architecture_off_the_parameters() => Code.Of(
        ("harbour.py", ModelWithoutDecode),
        ("search.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            tides = [b.tide for b in net.bays]
            tide_opt = torch.optim.Adam(tides, 1e-3)
            opt = torch.optim.SGD([p for b in net.bays for p in b.slots.parameters()], 0.1)
            for _ in range(10):
                x = torch.rand(1, 8, 9, 9)
                tide_opt.zero_grad()
                net(x).norm().backward()
                tide_opt.step()  #: update
                opt.zero_grad()
                net(x).norm().backward()
                opt.step()

        if __name__ == '__main__':  #: entry
            main()
        """)).IsPartialWithout(SearchPart.Discretisation);

    [Fact]
    public void An_argmax_over_predictions_is_no_architecture() => Code.Of(
        ("harbour.py", ModelWithoutDecode),
        ("search.py",
        """
        import torch
        import torch.nn.functional as F
        from harbour import Harbour

        def accuracy(logits, y):
            return (logits.argmax(1) == y).float().mean()

        def main():
            net = Harbour()
            tide_opt = torch.optim.Adam([b.tide for b in net.bays], 1e-3)
            opt = torch.optim.SGD([p for b in net.bays for p in b.slots.parameters()], 0.1)
            for x, y in []:
                tide_opt.zero_grad()
                F.cross_entropy(net(x), y).backward()
                tide_opt.step()  #: update
                opt.zero_grad()
                out = net(x)
                F.cross_entropy(out, y).backward()
                opt.step()
                print(accuracy(out, y), out.topk(5, 1))

        if __name__ == '__main__':  #: entry
            main()
        """)).IsPartialWithout(SearchPart.Discretisation);

    [Fact]
    public void Empty_files_beside_the_supernet() => Code.Of(
        ("harbour.py", Model), ("search.py", ""), ("pilot.py", "\n\n"), ("train_search.py", "# coming soon\n"))
        .IsPartialWithout(SearchPart.ArchitectureUpdate, SearchPart.SearchEntryPoint);

    [Fact]
    public void A_mixed_operation_that_only_a_fixed_network_could_use() => Code.Of(
        ("mixed.py", Model),
        ("net.py",
        """
        import torch.nn as nn

        class Final(nn.Module):
            def __init__(self, c=8):
                super().__init__()
                self.body = nn.Sequential(nn.Conv2d(c, c, 3, padding=1), nn.ReLU(), nn.Conv2d(c, c, 1))

            def forward(self, x):
                return self.body(x)
        """),
        ("train.py",
        """
        import torch
        from net import Final

        if __name__ == '__main__':
            net = Final()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for _ in range(10):
                opt.zero_grad(); net(torch.rand(1, 8, 9, 9)).norm().backward(); opt.step()
        """)).IsPartialWithout(SearchPart.ArchitectureUpdate, SearchPart.SearchEntryPoint);

    [Fact]
    public void Plain_tensors_are_not_among_the_parameters_of_the_model() => Code.Of(
        ("harbour.py", Model),
        ("search.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for _ in range(10):
                opt.zero_grad()
                net(torch.rand(1, 8, 9, 9)).norm().backward()
                opt.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout(SearchPart.ArchitectureUpdate);

    [Theory]
    [InlineData("[p for p in net.parameters() if p is not net.tides]")]
    [InlineData("[p for p in net.parameters() if all(p is not a for a in net.arch_params())]")]
    [InlineData("list(set(net.parameters()) - set(net.arch_params()))")]
    [InlineData("list(net.mouth.parameters()) + list(net.bays.parameters())")]
    [InlineData("itertools.chain(net.mouth.parameters(), net.bays.parameters())")]
    [InlineData("net.weight_params()")]
    [InlineData("rest")]
    [InlineData("filter(lambda p: id(p) not in ids, net.parameters())")]
    [InlineData("[p for n, p in net.named_parameters() if n != 'tides']")]
    [InlineData("[p for n, p in net.named_parameters() if 'tides' not in n]")]
    [InlineData("[p for n, p in net.named_parameters() if not n.endswith('tides')]")]
    [InlineData("[p for p in net.parameters() if id(p) not in ids]")]
    [InlineData("[p for n, p in net.named_parameters() if n not in ['tides']]")]
    [InlineData("net.bays.parameters()")]
    [InlineData("[p for s in net.bays for p in s.parameters()]")]
    public void An_optimiser_of_the_weights_alone_changes_no_architecture(string weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Code.Of(
            ("harbour.py",
            """
            import torch
            import torch.nn as nn

            class Bay(nn.Module):
                def __init__(self, c):
                    super().__init__()
                    self.slots = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 1), nn.Identity()])

                def forward(self, x, w):
                    return sum(w[i] * s(x) for i, s in enumerate(self.slots))  #: supernet

            class Harbour(nn.Module):
                def __init__(self, c=8, n=4):
                    super().__init__()
                    self.mouth = nn.Conv2d(c, c, 1)
                    self.bays = nn.ModuleList([Bay(c) for _ in range(n)])
                    self.tides = nn.Parameter(torch.zeros(n, 3))  #: parameters

                def arch_params(self):
                    return [self.tides]

                def weight_params(self):
                    return list(self.mouth.parameters()) + list(self.bays.parameters())

                def forward(self, x):
                    x = self.mouth(x)
                    for w, b in zip(torch.softmax(self.tides, -1), self.bays):
                        x = b(x, w)
                    return x

                def chart(self):
                    return self.tides.argmax(-1).tolist()  #: decode
            """),
            ("train.py",
            $$"""
            import itertools
            import torch
            from harbour import Harbour

            def main():
                net = Harbour()
                ids = [id(p) for p in net.arch_params()]
                rest = []
                for name, p in net.named_parameters():
                    if 'tides' in name:
                        continue
                    rest.append(p)
                opt = torch.optim.SGD({{weights}}, lr=0.1)
                for _ in range(10):
                    opt.zero_grad()
                    net(torch.rand(1, 8, 9, 9)).norm().backward()
                    # tide_opt.step()
                    opt.step()
                print(net.chart())

            if __name__ == '__main__':
                main()
            """)).IsPartialWithout(SearchPart.ArchitectureUpdate);
    }

    [Fact]
    public void A_step_behind_a_condition_that_is_never_true() => Code.Of(
        ("harbour.py", Model),
        ("search.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.parameters(), 0.1)
            tide_opt = torch.optim.Adam([net.tides], 1e-3)
            for _ in range(10):
                x = torch.rand(1, 8, 9, 9)
                if False:
                    tide_opt.zero_grad()
                    net(x).norm().backward()
                    tide_opt.step()
                opt.zero_grad()
                net(x).norm().backward()
                opt.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout();

    [Fact]
    public void A_supernet_whose_weights_only_are_trained() => Code.Of(
        ("harbour.py", Owned),
        ("train.py",
        """
        import torch
        from harbour import Harbour

        def main():
            net = Harbour()
            opt = torch.optim.SGD(net.bays.parameters(), 0.1)
            for _ in range(10):
                opt.zero_grad()
                net(torch.rand(1, 8, 9, 9)).norm().backward()
                opt.step()
            print(net.chart())

        if __name__ == '__main__':
            main()
        """)).IsPartialWithout(SearchPart.ArchitectureUpdate);

    [Fact]
    public void An_architect_that_is_made_and_never_steps() => Code.Of(
        ("harbour.py", Model),
        ("pilot.py",
        """
        import torch

        class Pilot:
            def __init__(self, net):
                self.net = net
                self.opt = torch.optim.Adam([net.tides], 1e-3)

            def step(self, x):
                self.opt.zero_grad()
                self.net(x).norm().backward()
                self.opt.step()
        """),
        ("train.py",
        """
        import torch
        from harbour import Harbour
        from pilot import Pilot

        if __name__ == '__main__':
            net = Harbour()
            pilot = Pilot(net)
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for _ in range(10):
                opt.zero_grad()
                net(torch.rand(1, 8, 9, 9)).norm().backward()
                opt.step()
            print(net.chart())
        """)).IsPartialWithout();
}
