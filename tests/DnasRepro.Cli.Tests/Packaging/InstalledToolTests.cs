using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Packaging;

/// <summary>The tool as its users get it: installed from packages, in an empty home, without a network.</summary>
public sealed class InstalledToolTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private const string Tiny = """
        space: {channels: 4}
        training: {epochs: 3, batch_size: 8}
        data: {size: 16, training: 16, validation: 16, test: 8, external: 0}
        """;

    [Fact]
    public void It_says_its_version_with_the_commit_and_its_commands()
    {
        PackageFeed.Require();
        Assert.Equal(ToolVersion.Shown, feed.Offline(feed.Own, Tool.Root, "--version").Output.Trim());
        Assert.Contains("check <TARGET>", feed.Offline(feed.Own, Tool.Root, "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void As_a_local_tool_it_is_started_by_dotnet()
    {
        PackageFeed.Require();
        var project = feed.Project("study");
        var install = feed.Offline("dotnet", project, "tool", "install", "dnas-repro", "--version", PackageFeed.Version(), "--create-manifest-if-needed");
        Assert.True(install.ExitCode == 0, install.Output + install.Error);
        Assert.Equal(ToolVersion.Shown, feed.Offline("dotnet", project, "dnas-repro", "--version").Output.Trim());
    }

    [Fact]
    public void As_a_global_tool_it_is_started_by_dotnet()
    {
        PackageFeed.Require();
        var path = $"{Path.GetDirectoryName(feed.Own)}:{Environment.GetEnvironmentVariable("PATH")}";
        Assert.Equal(ToolVersion.Shown, feed.Offline("env", "/", $"PATH={path}", "dotnet", "dnas-repro", "--version").Output.Trim());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_checks_a_folder_and_a_commit(bool isAny)
    {
        PackageFeed.Require();
        var tool = isAny ? feed.Any : feed.Own;
        using var study = new TemporaryFolder();
        ExampleCopy.Make(study.Path);
        ExampleCopy.Publish(study.Path);
        foreach (var target in (string[])[".", ".@HEAD"])
        {
            var run = feed.Offline(tool, study.Path, "check", target, "-f", "json", "--no-generated");
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Equal(Tool.Start(study.Path, "check", target, "-f", "json", "--no-generated").Output, run.Output);
        }
    }

    [Fact]
    public void It_reruns_the_reference_search_over_two_seeds()
    {
        PackageFeed.Require();
        using var folder = new TemporaryFolder();
        folder.Write("tiny.yml", Tiny);
        folder.Write("study/README.md", "# A study\n");
        var run = feed.Offline(feed.Own, folder.Path, "rerun", "study", "--engine", "reference", "--search-settings", "tiny.yml", "--max-seeds", "2", "--state", "state", "-f", "json", "--fail-on", "never");

        var report = new JsonReport(run);
        Assert.Equal("bitwise", report["stability.repeat.answer"].GetString());
        Assert.Equal([0L, 1L], report.Seeds);
        Assert.All(report.Runs, r => Assert.Equal("completed", r.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("search", "--out", "found")]
    [InlineData("rerun", ".", "--engine", "reference", "--state", "state")]
    [InlineData("profile", "nas-reporting-card.yml")]
    public void Without_libtorch_it_refuses_what_needs_it_and_says_what_to_install(params string[] arguments)
    {
        PackageFeed.Require();
        using var example = new TemporaryFolder();
        ExampleCopy.Make(example.Path);
        var run = feed.Offline(feed.Any, example.Path, arguments);

        Assert.True(run.ExitCode == 3, run.Error);
        Assert.Contains("this build of dnas-repro has none for linux-x64", run.Error, StringComparison.Ordinal);
        Assert.Contains("'dotnet tool install dnas-repro' brings it", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
