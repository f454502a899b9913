using System.Text;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

public class SearchCodeInputTests
{
    [Fact]
    public void Parsed_files_keep_the_order_of_their_paths()
    {
        var reader = new ModuleReader();
        var paths = Enumerable.Range(0, 200).Select(i => RepoPath.Parse($"m{i:000}.py")).ToList();

        Assert.All(paths, p => Assert.True(reader.Read(p, new FileContent.Text(string.Concat(Enumerable.Repeat($"x = '{p}'\n", 50))))));

        Assert.Equal(paths, reader.Modules().Select(m => m.Path));
        Assert.All(reader.Modules(), m => Assert.Contains($"'{m.Path}'", m.Tree.Text.Text, StringComparison.Ordinal));
        Assert.All(reader.Modules(), m => Assert.Equal(50, m.Tree.Body.Count));
    }

    [Fact]
    public void Deep_nesting_does_not_end_the_thread_that_parses()
    {
        var reader = new ModuleReader();

        foreach (var i in Enumerable.Range(0, 40))
            reader.Read(RepoPath.Parse($"m{i:00}.py"), new FileContent.Text("x = " + new string("([{"[i % 3], 100_000)));

        Assert.All(reader.Modules(), m => Assert.NotEmpty(m.Tree.Diagnostics));
    }

    [Fact]
    public void Code_beyond_the_bound_is_left_aside()
    {
        var reader = new ModuleReader();
        var text = new string('#', 16 * 1024 * 1024);

        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(i => reader.Read(RepoPath.Parse($"m{i}.py"), new FileContent.Text(text))));
    }

    [Theory]
    [InlineData("scripts/search.sh", "python search.py\n", true)]
    [InlineData("run.bat", "python search.py\n", true)]
    [InlineData("job.slurm", "srun python search.py\n", true)]
    [InlineData("Makefile", "search:\n", true)]
    [InlineData("Makefile.search", "search:\n", true)]
    [InlineData("setup.py", "setup()\n", true)]
    [InlineData("pyproject.toml", "[project]\n", true)]
    [InlineData("requirements-dev.txt", "torch\n", true)]
    [InlineData("configs/search.yaml", "a: 1\n", true)]
    [InlineData("run", "#!/bin/bash\npython search.py\n", true)]
    [InlineData("run", "python search.py\n", false)]
    [InlineData("notes.txt", "python search.py\n", false)]
    [InlineData("search.py", "x = 1\n", false)]
    public void Scripts_and_settings_are_kept(string name, string text, bool isKept)
    {
        var reader = new ScriptReader();
        var path = RepoPath.Parse(name);

        if (reader.Refusal(File(path, text.Length)) is null)
            reader.Read(path, text);

        Assert.Equal(isKept ? [(path, text)] : [], reader.Scripts);
    }

    [Fact]
    public void Large_scripts_and_settings_are_named_as_unread()
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["big.json"] = new(' ', 300 * 1024), ["big.sh"] = new('#', 300 * 1024), ["small.sh"] = "#\n", ["picture.png"] = "x" });

        Assert.Equal(
            [("big.json", "a script or settings file larger than 256 KiB"), ("big.sh", "a script or settings file larger than 256 KiB"), ("picture.png", "not a kind of file that is analysed")],
            facts.Files.Unread.Select(u => (u.Path, u.Reason)));
    }

    [Fact]
    public void Scripts_beyond_the_bound_are_refused()
    {
        var reader = new ScriptReader();
        var (path, text) = (RepoPath.Parse("a.yml"), new string('#', 256 * 1024));

        for (var i = 0; i < 80; i++)
            reader.Read(path, text);

        Assert.Equal("beyond 20 MiB of scripts and settings files", reader.Refusal(File(path, 1)));
    }

    [Theory]
    [InlineData("```\ncd cnn\npython train.py\n```\n", "cnn")]
    [InlineData("```\ncd cnn && python train.py\n```\n", "")]
    [InlineData("```\ncd cnn\n```\n```\npython train.py\n```\n", "")]
    [InlineData("```\ncd $HOME/x\npython train.py\n```\n", "")]
    public void A_command_knows_the_folder_that_the_commands_before_it_lead_to(string readme, string folder)
    {
        var file = Assert.Single(Memory.Facts(new Dictionary<string, string> { ["README.md"] = readme }).Documentation.Files);

        Assert.Equal([folder], file.Commands.Select(c => c.Folder));
    }

    private static SnapshotFile File(RepoPath path, long size) => new(path, size, () => Encoding.UTF8.GetBytes(""));
}
