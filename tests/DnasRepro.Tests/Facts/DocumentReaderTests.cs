using CsCheck;
using DnasRepro.Facts;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

public class DocumentReaderTests
{
    [Fact]
    public void Commands_are_found_in_code_blocks_with_their_files_and_sections()
    {
        var file = Read("""
            # Title
            ## Architecture search
            ```
            cd cnn && python train_search.py --unrolled
            $ CUDA_VISIBLE_DEVICES=0 python3 train.py \
                --auxiliary
            some output, not a command
            ```
            Run `bash scripts/run.sh` or look at `util/data.py`.
            """);

        Assert.Equal(["cd cnn && python train_search.py --unrolled", "CUDA_VISIBLE_DEVICES=0 python3 train.py --auxiliary", "bash scripts/run.sh"], file.Commands.Select(c => c.Text));
        Assert.Equal(["cnn/train_search.py", "cnn/train.py", "scripts/run.sh"], file.Commands.SelectMany(c => c.Files));
        Assert.Equal([4, 5, 9], file.Commands.Select(c => c.Evidence.Location.StartLine));
        Assert.All(file.Commands, c => Assert.Equal("Architecture search", c.Section));
    }

    [Fact]
    public void Headings_have_plain_text_and_lines()
    {
        var file = Read("Title\n=====\n\n## The `search` *code*\n");

        Assert.Equal([(1, "Title", 1), (2, "The search code", 4)], file.Headings.Select(h => (h.Level, h.Text, h.Evidence.Location.StartLine)));
    }

    [Fact]
    public void Links_and_dois_are_found()
    {
        var file = Read("See [paper](https://arxiv.org/abs/1806.09055), 10.5281/zenodo.1234567. Version 10.2/3 is none.\n");

        Assert.Equal(["https://arxiv.org/abs/1806.09055", "10.5281/zenodo.1234567"], file.Links.Select(l => l.Target));
    }

    [Theory]
    [InlineData("python /path/to/search.py")]
    [InlineData("python <your_script>.py")]
    [InlineData("python ${ROOT}/search.py")]
    [InlineData("python your_search.py")]
    public void Placeholders_are_no_files(string command)
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["README.md"] = $"```\n{command}\n```\n" });

        Assert.Contains(DnasRepro.Checks.CheckCatalog.Find("documented-file-missing")!.Run(facts), f => f.Outcome == DnasRepro.Findings.Outcome.NotApplicable);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("> ", 100_000)]
    [InlineData("- ", 50_000)]
    [InlineData("```\n", 50_000)]
    [InlineData("`", 200_000)]
    [InlineData("*a ", 100_000)]
    [InlineData("python a.py \\\n", 20_000)]
    [InlineData("https://", 50_000)]
    [InlineData("10.", 100_000)]
    public void Masses_of_the_same_are_survived(string piece, int count) => Assert.NotNull(Memory.Facts(new Dictionary<string, string> { ["README.md"] = string.Concat(Enumerable.Repeat(piece, count)) }));

    [Fact]
    public void Any_text_is_read() => Gen.String[0, 200].Sample(
        text =>
        {
            foreach (var name in new[] { "README.md", "README.rst", "requirements.txt", "setup.py", "pyproject.toml", "config.yml", "LICENSE", "CITATION.cff", "Dockerfile" })
                _ = Memory.Facts(new Dictionary<string, string> { [name] = text });
        },
        iter: 1_000, seed: "0N0XIzNsQ0O2");

    private static DocumentFile Read(string text) => Assert.Single(Memory.Facts(new Dictionary<string, string> { ["README.md"] = text }).Documentation.Files);
}
