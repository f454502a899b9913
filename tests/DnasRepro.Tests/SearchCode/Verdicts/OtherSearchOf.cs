using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Parsing;
using DnasRepro.SearchCode;
using DnasRepro.SearchCode.Modules;
using DnasRepro.SearchCode.Programs;
using DnasRepro.SearchCode.Verdicts;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>The searches by other means in the files of a test.</summary>
internal static class OtherSearchOf
{
    /// <summary>A network of choice blocks: which block runs at each place is given with the input.</summary>
    public const string ChoiceNetwork =
        """
        import torch.nn as nn

        class Supernet(nn.Module):
            def __init__(self):
                super().__init__()
                self.blocks = nn.ModuleList([nn.ModuleList([nn.Conv2d(8, 8, k, padding=k // 2) for k in (1, 3, 5)]) for _ in range(4)])

            def forward(self, x, cand):
                for block, index in zip(self.blocks, cand):
                    x = block[index](x)
                return x
        """;

    /// <summary>A network that is made of what a list of choices says.</summary>
    public const string BuiltNetwork =
        """
        import torch.nn as nn

        class Net(nn.Module):
            def __init__(self, widths):
                super().__init__()
                self.layers = nn.Sequential(*[nn.Conv2d(w, w, 3) for w in widths])

            def forward(self, x):
                return self.layers(x)
        """;

    public static IReadOnlyList<SearchProject> Files(params (string Path, string Text)[] files)
    {
        var modules = files.Select(f => (Path: RepoPath.Parse(f.Path), Tree: Parser.Parse(new PySource(f.Text)))).ToList();
        var code = CodeBase.Of(modules);
        var input = new CodeInput(modules, [], [], [.. modules.Select(m => m.Path)]);
        return OtherSearchFinder.Find(code, new ProgramReach(code, ProgramReader.ReadAll(code, input).Programs));
    }

    /// <summary>A file that is the whole program.</summary>
    public static IReadOnlyList<SearchProject> Program(string text) => Files(("search.py", text));

    /// <summary>A program beside the network of choice blocks.</summary>
    public static IReadOnlyList<SearchProject> WithSupernet(string text) => Files(("network.py", ChoiceNetwork), ("search.py", text));

    /// <summary>A program beside the network that is built from a list.</summary>
    public static IReadOnlyList<SearchProject> WithNet(string text) => Files(("net.py", BuiltNetwork), ("search.py", text));
}
