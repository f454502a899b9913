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
    public void A_temperature_of_an_agent_is_none() => Code.Of(
        ("agent.py", Program.Replace("tensors", "log_alpha", StringComparison.Ordinal).Replace("{name}", "torch.zeros(1, requires_grad=True)", StringComparison.Ordinal))).IsNone();
}
