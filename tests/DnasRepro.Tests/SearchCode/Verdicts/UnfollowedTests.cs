using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Where the tensors bear the field's names and an optimiser steps them, nothing found is not "none".</summary>
public class UnfollowedTests
{
    private const string Program =
        """
        import torch
        from supernets import build_supernet

        def main():
            tensors = {name}
            net = build_supernet(blocks=8, choice=tensors)
            opt = torch.optim.Adam([tensors], 1e-3)
            for x in range(10):
                opt.zero_grad()
                net(torch.rand(1, 3, 32, 32)).mean().backward()
                opt.step()

        if __name__ == '__main__':
            main()
        """;

    [Theory]
    [InlineData("arch_weights")]
    [InlineData("alphas_normal")]
    public void A_supernet_of_an_unknown_package_is_not_determined(string name)
    {
        var code = Code.Of(("find.py", Program.Replace("tensors", name, StringComparison.Ordinal).Replace("{name}", "torch.zeros(8, 4, requires_grad=True)", StringComparison.Ordinal)));

        code.Holds(code.Facts.Verdict == SearchVerdict.NotDetermined && code.Facts.Differentiable == SearchGradient.Undecided, "expected: not determined");
        Assert.Contains("find.py:11", code.Facts.Reason, StringComparison.Ordinal);
        Assert.Contains(name, code.Facts.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_tensors_under_another_name_are_none() => Code.Of(
        ("find.py", Program.Replace("tensors", "offset", StringComparison.Ordinal).Replace("{name}", "torch.zeros(8, 4, requires_grad=True)", StringComparison.Ordinal))).IsNone();

    [Fact]
    public void Weights_that_a_sampler_writes_into_the_supernet_are_not_learnt() => Code.Of(
        ("sampled.py",
        """
        import numpy as np
        import torch
        import torch.nn as nn

        class Mixed(nn.Module):
            def __init__(self, c=8):
                super().__init__()
                self.ops = nn.ModuleList([nn.Conv2d(c, c, 1), nn.Conv2d(c, c, 3, padding=1), nn.Identity()])
                self.choice = nn.Parameter(torch.zeros(3))

            def forward(self, x):
                return sum(w * op(x) for w, op in zip(torch.sigmoid(self.choice), self.ops))

        class Wrapper:
            def __init__(self):
                self.model = Mixed()
                self.optimiser = torch.optim.SGD(self.model.parameters(), 0.1)

            def write(self, arch):
                self.model.choice = nn.Parameter(arch)

            def train(self, x):
                self.write(torch.tensor(np.random.binomial(1, 0.5, 3)).float())
                self.optimiser.zero_grad()
                self.model(x).mean().backward()
                self.optimiser.step()

            def best(self):
                return self.model.choice.argmax().item()

        if __name__ == '__main__':
            wrapper = Wrapper()
            for _ in range(10):
                wrapper.train(torch.rand(1, 8, 9, 9))
            print(wrapper.best())
        """)).IsNotFull();

    [Fact]
    public void A_temperature_of_an_agent_is_none() => Code.Of(
        ("agent.py", Program.Replace("tensors", "log_alpha", StringComparison.Ordinal).Replace("{name}", "torch.zeros(1, requires_grad=True)", StringComparison.Ordinal))).IsNone();
}
