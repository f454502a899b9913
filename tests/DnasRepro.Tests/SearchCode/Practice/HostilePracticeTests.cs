using System.Diagnostics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.SearchCode.Practice;

/// <summary>Programs that are made to cost time or stack end soon and are not believed.</summary>
public class HostilePracticeTests
{
    [Fact]
    public void Names_that_stand_for_one_another_end()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $"x{i} = x{i + 1} + x{i + 1} * x{(i + 7) % 60}\n"));

        Ends("import torch\n" + text + "torch.manual_seed(x0)");
    }

    [Fact]
    public void Flags_of_flags_end()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"    f{i} = {string.Join(" and ", Enumerable.Repeat($"f{i + 1}", 16))}\n"));

        Ends($"for epoch in range(9):\n{text}    if f0:\n        arch_optimizer.step()  # update\n");
    }

    [Fact]
    public void Networks_that_are_assigned_in_circles_end()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => $"m{i % 8} = m{(i + 1) % 8}.to(d)\nm{i % 8} = m{(i + 3) % 8}.cuda()\n"));

        Ends("import torch\nimport torch.nn as nn\nclass Network(nn.Module):\n    def __init__(self):\n        self.alphas = nn.Parameter(x)\n" + text
            + "o = torch.optim.SGD(m0.parameters())\no.step()  # update\n");
    }

    [Fact]
    public void Functions_that_call_one_another_end()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $"def f{i}(x):\n{string.Concat(Enumerable.Range(0, 60).Select(j => $"    f{j}(x)\n"))}"));

        Ends(text + "def g(x):\n    f0(x)\n    arch_optimizer.step()  # update\nf0(1)\nfor epoch in range(3):\n    g(1)\n");
    }

    [Fact]
    public void Broken_programs_have_a_practice_too()
    {
        const string Text = "import torch\nfor epoch in range(args.epochs:\n  if epoch >=\n    torch.manual_seed(\n  opt.step() # update\n class )(\n";
        for (var length = 0; length <= Text.Length; length++)
            Ends(Text[..length]);
    }

    private static void Ends(string text)
    {
        var watch = Stopwatch.StartNew();

        Assert.NotNull(PracticeOf.Program(text));

        Pace.Require(TimeSpan.FromSeconds(10), watch);
    }
}
