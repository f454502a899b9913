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

    [Fact]
    public void Line_ends_marks_and_a_missing_last_one_do_not_move_lines()
    {
        var file = Read("\uFEFF# Title\r\n\r\n```\r\n$ python a.py \\\r\n   --b\r\n```\r\nhttps://x.org/y");

        Assert.Equal(("python a.py --b", 4), (file.Commands[0].Text, file.Commands[0].Evidence.Location.StartLine));
        Assert.Equal(("https://x.org/y", 7), (file.Links[0].Target, file.Links[0].Evidence.Location.StartLine));
        Assert.Equal("Title", Assert.Single(file.Headings).Text);
    }

    [Theory]
    [InlineData("ImageNet: cd DARTS-space && python train.py", "DARTS-space/train.py")]
    [InlineData("(env) $ python train.py", "train.py")]
    [InlineData("!python train.py", "train.py")]
    [InlineData(">>> python train.py", "train.py")]
    [InlineData("cd a && cd b && python ./train.py", "a/b/train.py")]
    [InlineData("CUDA_VISIBLE_DEVICES=0 PORT=29500 ./tools/dist_train.sh", "tools/dist_train.sh")]
    [InlineData("python -m torch.distributed.launch --nproc_per_node=8 main.py --x", "main.py")]
    [InlineData("srun -p gpu python3.10 train.py", "train.py")]
    public void Commands_have_many_forms(string line, string file) => Assert.Equal([file], Assert.Single(Read($"```\n{line}\n```\n").Commands).Files);

    [Theory]
    [InlineData("python3")]
    [InlineData("pythonic code.py")]
    [InlineData("import train.py")]
    [InlineData("├── train.py")]
    public void Other_code_is_no_command(string line) => Assert.Empty(Read($"```\n{line}\n```\n").Commands);

    [Fact]
    public void Plain_text_is_scanned_line_by_line()
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["README.rst"] = "Title\n=====\n\nUsage\n-----\n::\n\n    $ python a.py\n\nSee https://x.org.\n" });

        var file = Assert.Single(facts.Documentation.Files);
        Assert.Equal([("Title", 1), ("Usage", 4)], file.Headings.Select(h => (h.Text, h.Evidence.Location.StartLine)));
        Assert.Equal(("python a.py", 8), (Assert.Single(file.Commands).Text, file.Commands[0].Evidence.Location.StartLine));
        Assert.Equal("https://x.org", Assert.Single(file.Links).Target);
    }

    [Theory]
    [InlineData("README.md", "README.cn.md", "README.zh.md")]
    [InlineData("readme.rst", "README_zh.md", "docs/README.md")]
    [InlineData(".github/README.md", "docs/guide.md", "sub/README.md")]
    public void The_first_readme_is_the_one_that_visitors_see(string first, string second, string third) =>
        Assert.Equal(first, Memory.Facts(new Dictionary<string, string> { [third] = "x\n", [second] = "x\n", [first] = "x\n" }).Documentation.Readme?.Path.Value);

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
    [InlineData("[a](", 60_000)]
    [InlineData("[a](\n", 50_000)]
    [InlineData("[a]: b\n", 36_000)]
    [InlineData("https://x ", 50_000)]
    [InlineData("<a", 200_000)]
    [InlineData("| a ", 100_000)]
    [InlineData("![", 100_000)]
    [InlineData("data ", 100_000)]
    [InlineData("./a.py create ", 30_000)]
    [InlineData("`python a.py` ", 20_000)]
    [InlineData("python b.py\n", 40_000)]
    [InlineData("```\npython b.py\n```\n", 25_000)]
    [InlineData("git clone https://x/y\ncd y\n", 15_000)]
    [InlineData("-", 200_000)]
    public void Masses_of_the_same_are_survived(string piece, int count)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var text = string.Concat(Enumerable.Repeat(piece, count));
        var facts = Memory.Facts(new Dictionary<string, string> { ["README.md"] = text, ["README.rst"] = text });

        foreach (var check in DnasRepro.Checks.CheckCatalog.All.Where(c => c.Info.Id.StartsWith("DNAS40", StringComparison.Ordinal)))
            Assert.NotEmpty(check.Run(facts));
        Pace.Require(TimeSpan.FromSeconds(20), watch);
    }

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
