namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>The step that changes the architecture is written in many ways. The model is the same; the program differs.</summary>
public class ArchitectureOptimiserTests
{
    private const string Model =
        """
        import torch
        import torch.nn as nn

        class Station(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.tracks = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 1), nn.AvgPool2d(3, 1, 1)])

            def forward(self, x, w):
                return sum(w[i] * t(x) for i, t in enumerate(self.tracks))  #: supernet

        class Line(nn.Module):
            def __init__(self, c=8, n=5):
                super().__init__()
                self.entry = nn.Conv2d(3, c, 1)
                self.stations = nn.ModuleList([Station(c) for _ in range(n)])
                self.exit = nn.Linear(c, 4)
                self.switches = nn.Parameter(torch.zeros(n, 3))  #: parameters

            def arch_params(self):
                return [self.switches]

            def weight_params(self):
                return [p for n, p in self.named_parameters() if n != 'switches']

            def forward(self, x):
                x = self.entry(x)
                for w, s in zip(torch.softmax(self.switches, -1), self.stations):
                    x = s(x, w)
                return self.exit(x.mean((2, 3)))

            def timetable(self):
                return self.switches.argmax(-1).tolist()  #: decode
        """;

    private static Code Search(string program) => Code.Of(("line.py", Model), ("plan.py", program));

    [Fact]
    public void A_filter_call_with_a_lambda() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def main():
            net = Line()
            ids = list(map(id, net.arch_params()))
            body = filter(lambda p: id(p) not in ids, net.parameters())
            arch = filter(lambda p: id(p) in ids, net.parameters())
            body_opt = torch.optim.SGD(body, lr=0.1)
            arch_opt = torch.optim.Adam(arch, lr=0.001)
            for (x, y), (u, v) in []:
                body_opt.zero_grad()
                F.cross_entropy(net(x), y).backward()
                body_opt.step()
                arch_opt.zero_grad()
                F.cross_entropy(net(u), v).backward()
                arch_opt.step()  #: update
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Theory]
    [InlineData("eval('torch.optim.' + cfg['arch_optimizer'])(net.arch_params(), lr=1e-3)")]
    [InlineData("torch.optim.__dict__[cfg['arch_optimizer']](net.arch_params(), lr=1e-3)")]
    [InlineData("OPTIMIZERS[cfg['arch_optimizer']](net.arch_params(), lr=1e-3)")]
    [InlineData("OPTIMIZERS.get(cfg['arch_optimizer'])(net.arch_params(), lr=1e-3)")]
    [InlineData("getattr(torch.optim, cfg['arch_optimizer'])(net.arch_params(), lr=1e-3)")]
    [InlineData("make(cfg['arch_optimizer'], net.arch_params())")]
    public void An_optimiser_chosen_by_its_name(string choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        Search(
            $$"""
            import torch
            import torch.nn.functional as F
            from line import Line

            OPTIMIZERS = {'adam': torch.optim.Adam, 'sgd': torch.optim.SGD}
            cfg = {'arch_optimizer': 'adam'}

            def make(kind, params):
                if kind == 'adam':
                    return torch.optim.Adam(params, lr=1e-3)
                elif kind == 'sgd':
                    return torch.optim.SGD(params, lr=1e-3)
                raise ValueError(kind)

            def main():
                net = Line()
                opt_w = torch.optim.SGD(net.weight_params(), lr=0.1)
                opt_s = {{choice}}
                for (x, y), (u, v) in []:
                    opt_w.zero_grad()
                    F.cross_entropy(net(x), y).backward()
                    opt_w.step()
                    opt_s.zero_grad()
                    F.cross_entropy(net(u), v).backward()
                    opt_s.step()  #: update
                print(net.timetable())

            if __name__ == '__main__':  #: entry
                main()
            """).IsFull();
    }

    [Fact]
    public void Optimisers_in_a_dictionary() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        class Trainer:
            def __init__(self):
                self.net = Line()
                self.optim = dict(
                    weight=torch.optim.SGD(self.net.weight_params(), 0.1),
                    arch=torch.optim.Adam(self.net.arch_params(), 0.001))

            def phase(self, which, x, y):
                self.net.zero_grad()
                F.cross_entropy(self.net(x), y).backward()
                self.optim[which].step()  #: update

            def fit(self, data):
                for (x, y), (u, v) in data:
                    self.phase('weight', x, y)
                    self.phase('arch', u, v)

        if __name__ == '__main__':  #: entry
            trainer = Trainer()
            trainer.fit([])
            print(trainer.net.timetable())
        """).IsFull();

    [Fact]
    public void A_scaler_that_steps_the_optimiser() => Search(
        """
        import torch
        import torch.nn.functional as F
        from torch.cuda.amp import GradScaler, autocast
        from line import Line

        def main():
            net = Line().cuda()
            w_opt = torch.optim.SGD(net.weight_params(), 0.1)
            s_opt = torch.optim.Adam(net.arch_params(), 0.001)
            w_scaler, s_scaler = GradScaler(), GradScaler()
            for (x, y), (u, v) in []:
                w_opt.zero_grad()
                with autocast():
                    loss = F.cross_entropy(net(x), y)
                w_scaler.scale(loss).backward()
                w_scaler.step(w_opt)
                w_scaler.update()
                s_opt.zero_grad()
                with autocast():
                    loss = F.cross_entropy(net(u), v)
                s_scaler.scale(loss).backward()
                s_scaler.step(s_opt)  #: update
                s_scaler.update()
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Fact]
    public void One_optimiser_for_both_with_gradients_switched_on_and_off() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def only(net, arch):
            for p in net.weight_params():
                p.requires_grad = not arch
            for p in net.arch_params():
                p.requires_grad = arch

        def main():
            net = Line()
            adam = torch.optim.Adam(net.parameters(), 1e-3)
            for (x, y), (u, v) in []:
                only(net, False)
                adam.zero_grad()
                F.cross_entropy(net(x), y).backward()
                adam.step()  #: update
                only(net, True)
                adam.zero_grad()
                F.cross_entropy(net(u), v).backward()
                adam.step()  #: update
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Fact]
    public void Groups_of_one_optimiser() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def main():
            net = Line()
            adam = torch.optim.Adam([{'params': net.weight_params(), 'lr': 1e-3}, {'params': net.arch_params(), 'lr': 1e-2, 'weight_decay': 0}])
            for x, y in []:
                adam.zero_grad()
                F.cross_entropy(net(x), y).backward()
                adam.step()  #: update
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Fact]
    public void The_model_of_a_parallel_wrapper() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def main():
            net = torch.nn.parallel.DistributedDataParallel(Line().cuda(), device_ids=[0])
            w = torch.optim.SGD(net.module.weight_params(), 0.1)
            s = torch.optim.Adam(net.module.arch_params(), 0.001)
            for (x, y), (u, v) in []:
                w.zero_grad()
                F.cross_entropy(net(x), y).backward()
                w.step()
                s.zero_grad()
                F.cross_entropy(net(u), v).backward()
                s.step()  #: update
            print(net.module.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Fact]
    public void An_optimiser_handed_to_a_function_of_another_name() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def descend(loss, how):
            how.zero_grad()
            loss.backward()
            how.step()  #: update

        def main():
            net = Line()
            w, s = torch.optim.SGD(net.weight_params(), 0.1), torch.optim.Adam(net.arch_params(), 0.001)
            for (x, y), (u, v) in []:
                descend(F.cross_entropy(net(x), y), w)
                descend(F.cross_entropy(net(u), v), s)
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Theory]
    [InlineData("list(set(net.parameters()) - set(net.arch_params()))")]
    [InlineData("filter(lambda p: id(p) not in ids, net.parameters())")]
    [InlineData("list(net.entry.parameters()) + list(net.stations.parameters())")]
    [InlineData("net.stations.parameters()")]
    [InlineData("itertools.chain(net.entry.parameters(), net.stations.parameters())")]
    [InlineData("net.weight_params()")]
    [InlineData("[p for n, p in net.named_parameters() if n != 'switches']")]
    [InlineData("[p for n, p in net.named_parameters() if 'switches' not in n]")]
    [InlineData("[p for n, p in net.named_parameters() if not n.endswith('switches')]")]
    [InlineData("[p for p in net.parameters() if id(p) not in ids]")]
    [InlineData("[p for p in net.parameters() if p is not net.switches]")]
    [InlineData("[p for p in net.parameters() if all(p is not a for a in net.arch_params())]")]
    [InlineData("[p for n, p in net.named_parameters() if n not in ['switches']]")]
    [InlineData("[p for s in net.stations for p in s.parameters()]")]
    [InlineData("rest")]
    public void The_step_of_the_weights_is_not_the_update(string weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Search(
            $$"""
            import itertools
            import torch
            import torch.nn.functional as F
            from line import Line

            def main():
                net = Line()
                ids = [id(p) for p in net.arch_params()]
                rest = []
                for name, p in net.named_parameters():
                    if 'switches' in name:
                        continue
                    rest.append(p)
                first = torch.optim.SGD({{weights}}, lr=0.1)
                second = torch.optim.Adam(net.arch_params(), lr=1e-3)
                for (x, y), (u, v) in []:
                    first.zero_grad()
                    F.cross_entropy(net(x), y).backward()
                    first.step()
                    second.zero_grad()
                    F.cross_entropy(net(u), v).backward()
                    second.step()  #: update
                print(net.timetable())

            if __name__ == '__main__':  #: entry
                main()
            """).IsFull();
    }

    [Fact]
    public void A_step_by_hand_with_a_gradient_asked_for() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def main():
            net = Line()
            sgd = torch.optim.SGD(net.weight_params(), 0.1)
            for (x, y), (u, v) in []:
                sgd.zero_grad()
                F.cross_entropy(net(x), y).backward()
                sgd.step()
                loss = F.cross_entropy(net(u), v)
                grads = torch.autograd.grad(loss, net.arch_params())
                with torch.no_grad():
                    for p, g in zip(net.arch_params(), grads):
                        p -= 0.01 * g  #: update
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Fact]
    public void A_step_by_hand_with_exponentiated_gradients() => Search(
        """
        import torch
        import torch.nn.functional as F
        from line import Line

        def exponentiated(params, lr):
            for p in params:
                p.data.mul_(torch.exp(-lr * p.grad.data))  #: update
                p.data.div_(p.data.sum(dim=-1, keepdim=True))
                p.grad.zero_()

        def main():
            net = Line()
            sgd = torch.optim.SGD(net.weight_params(), 0.1)
            for (x, y), (u, v) in []:
                sgd.zero_grad()
                F.cross_entropy(net(x), y).backward()
                sgd.step()
                net.zero_grad()
                F.cross_entropy(net(u), v).backward()
                exponentiated(net.arch_params(), 0.05)
            print(net.timetable())

        if __name__ == '__main__':  #: entry
            main()
        """).IsFull();

    [Fact]
    public void Lightning_with_manual_optimisation() => Search(
        """
        import torch
        import torch.nn.functional as F
        import pytorch_lightning as pl
        from line import Line

        class Finder(pl.LightningModule):
            def __init__(self):
                super().__init__()
                self.automatic_optimization = False
                self.net = Line()

            def configure_optimizers(self):
                return torch.optim.SGD(self.net.weight_params(), 0.1), torch.optim.Adam(self.net.arch_params(), 0.001)

            def training_step(self, batch, batch_idx):
                w_opt, s_opt = self.optimizers()
                (x, y), (u, v) = batch
                s_opt.zero_grad()
                self.manual_backward(F.cross_entropy(self.net(u), v))
                s_opt.step()  #: update
                w_opt.zero_grad()
                self.manual_backward(F.cross_entropy(self.net(x), y))
                w_opt.step()

            def on_train_epoch_end(self):
                print(self.net.timetable())

        if __name__ == '__main__':  #: entry
            pl.Trainer(max_epochs=5).fit(Finder(), [])
        """).IsFull();
}
