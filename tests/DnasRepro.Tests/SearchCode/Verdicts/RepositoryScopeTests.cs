using DnasRepro.SearchCode;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>Whose search it is: the repository's own, a copy, a test, an environment; and what cannot be decided.</summary>
public class RepositoryScopeTests
{
    private const string Search =
        """
        import torch
        import torch.nn as nn

        class Either(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.ways = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 1), nn.Identity()])
                self.lean = nn.Parameter(torch.zeros(3))  #: parameters

            def forward(self, x):
                w = torch.softmax(self.lean, 0)
                return sum(w[i] * way(x) for i, way in enumerate(self.ways))  #: supernet

        def main():
            net = nn.Sequential(Either(4), Either(4))
            a = torch.optim.Adam([m.lean for m in net], 1e-3)
            b = torch.optim.SGD([p for m in net for p in m.ways.parameters()], 1e-1)
            for _ in range(10):
                x = torch.rand(1, 4, 8, 8)
                b.zero_grad(); net(x).norm().backward(); b.step()
                a.zero_grad(); net(x).norm().backward()
                a.step()  #: update
            print([m.lean.argmax().item() for m in net])  #: decode

        if __name__ == '__main__':  #: entry
            main()
        """;

    private const string Classifier =
        """
        import torch
        import torch.nn as nn

        if __name__ == '__main__':
            net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 2))
            opt = torch.optim.SGD(net.parameters(), 0.1)
            for x, y in []:
                opt.zero_grad()
                nn.functional.cross_entropy(net(x), y).backward()
                opt.step()
        """;

    [Theory]
    [InlineData("either.py")]
    [InlineData("code/either.py")]
    [InlineData("research/2021/find/either.py")]
    [InlineData("src/contest/either.py")]
    public void A_search_of_the_repository_itself_in_any_folder(string path) => Code.Of((path, Search), ("classify.py", Classifier)).IsFull();

    [Fact]
    public void A_copy_of_somebody_elses_search_is_called_a_copy() => Assert.Contains(
        "copy", Code.Of(("third_party/nas/search.py", Marks.Without(Search)), ("main.py", Classifier)).Facts.Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("venv/lib/python3.8/site-packages/nas/search.py")]
    [InlineData(".venv/lib/python3.11/site-packages/nas/search.py")]
    [InlineData("env/lib/python3.6/site-packages/darts/search.py")]
    [InlineData("myenv/Lib/site-packages/darts/search.py")]
    [InlineData(".ipynb_checkpoints/search-checkpoint.py")]
    public void A_search_in_an_environment_or_a_backup_is_none(string path) => Code.Of(
        (path, Marks.Without(Search)), ("main.py", Classifier)).IsNone();

    [Theory]
    [InlineData("tests/test_mixture.py")]
    [InlineData("pkg/tests/test_search.py")]
    public void A_toy_search_among_the_tests_is_not_the_repositorys_own(string path) => Code.Of(
        (path, Marks.Without(Search)), ("main.py", Classifier)).IsNotFull();

    [Fact]
    public void The_own_search_comes_before_a_copy() => Code.Of(
        ("third_party/other/search.py", Marks.Without(Search)), ("zzz/find.py", Search)).IsFull();

    [Fact]
    public void A_search_is_found_in_its_own_folder_of_a_large_repository()
    {
        var code = Code.Of(("classification/train.py", Classifier), ("detection/train.py", Classifier), ("nas/either.py", Search));

        code.IsFull();
        Assert.Equal("nas", code.Facts.Projects[0].Folder);
    }

    [Theory]
    [InlineData("search.jl")]
    [InlineData("src/search.cpp", "include/search.h")]
    [InlineData("search.m")]
    [InlineData("train_search.lua")]
    [InlineData("R/search.R")]
    public void Other_languages_are_not_determined_with_a_reason(params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var code = Code.Of([("README.md", "# A search"), .. paths.Select(p => (p, "x"))]);

        code.Holds(code.Facts.Verdict == SearchVerdict.NotDetermined, "expected: not determined");
        Assert.NotEmpty(code.Facts.Reason);
    }

    [Fact]
    public void A_readme_alone_holds_no_search()
    {
        var code = Code.Of(("README.md", "# Differentiable architecture search for segmentation\nCode will be released soon."));

        code.IsNone();
        Assert.NotEmpty(code.Facts.Reason);
    }

    [Fact]
    public void Pictures_and_settings_alone_hold_no_search() => Code.Of(("README.md", "x"), ("LICENSE", "MIT"), ("figure.png", "x"), ("environment.yml", "name: x")).IsNone();

    [Fact]
    public void Empty_programs_hold_no_search() => Code.Of(("README.md", "x"), ("train_search.py", ""), ("architect.py", ""), ("model_search.py", "")).IsNone();

    [Theory]
    [InlineData("third_party/darts/cnn/train_search.py")]
    [InlineData("external/pc_darts/search.py")]
    [InlineData("vendor/nas/search.py")]
    public void A_copy_of_somebody_elses_search_is_not_the_repositorys_own(string path) => Code.Of(
        (path, Marks.Without(Search)), ("main.py", Classifier)).IsNotFull();

    [Fact]
    public void Duplicates_of_a_search_do_not_hide_it() => Code.Of(
        ("run1/scripts/search.py", Marks.Without(Search)), ("run2/scripts/search.py", Marks.Without(Search)), ("search.py", Search)).IsFull();
}
