using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Study => Path.Combine(folder.Path, "study");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void New_findings_of_a_commit_are_told_apart_from_old_ones_and_fail_the_run_only_on_demand()
    {
        var (earlier, later) = Commits(() => File.AppendAllText(Path.Combine(Study, "README.md"), "\n```sh\npython nowhere.py --seed 1\n```\n"));

        var run = Compare($"study@{earlier}", $"study@{later}");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 new finding (1 warning), 4 unchanged", run.Output, StringComparison.Ordinal);
        Assert.Contains("DNAS4008 documented-file-missing  (on a changed line)", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, Compare($"study@{earlier}", $"study@{later}", "--fail-on-new", "warning").ExitCode);
        Assert.Equal(0, Compare($"study@{earlier}", $"study@{later}", "--fail-on-new", "error").ExitCode);
        Assert.Equal(0, Compare($"study@{later}", $"study@{later}", "--fail-on-new", "info").ExitCode);
        Assert.Contains("1 fixed", Compare($"study@{later}", $"study@{earlier}").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_checked_out_or_executed_and_the_working_tree_is_not_looked_at()
    {
        var (earlier, later) = Commits(() => File.WriteAllText(Path.Combine(Study, ".gitattributes"), "* filter=run\n"));
        var trace = Path.Combine(folder.Path, "ran");
        Tool.Git(Study, "config", "filter.run.smudge", $"touch {trace}");
        Tool.Git(Study, "config", "core.fsmonitor", $"touch {trace}");
        folder.Write("study/.git/hooks/post-checkout", $"#!/bin/sh\ntouch {trace}\n");
        File.WriteAllText(Path.Combine(Study, "README.md"), "changed and not committed");

        Assert.Equal(0, Compare($"study@{earlier}", $"study@{later}", "--fail-on-new", "info").ExitCode);
        Assert.False(File.Exists(trace));
        Assert.Equal("changed and not committed", File.ReadAllText(Path.Combine(Study, "README.md")));
    }

    [Fact]
    public void The_settings_of_base_hold_for_both_and_those_of_head_for_neither()
    {
        folder.Write("study/.dnas-repro.yml", "suppressions:\n  - {check: archive-missing, reason: \"not published yet\"}\n");
        var (earlier, later) = Commits(() =>
        {
            File.Delete(Path.Combine(Study, "LICENSE"));
            folder.Write("study/.dnas-repro.yml", "suppressions:\n  - {check: licence-missing, reason: \"it is fine\"}\n  - {check: card-art-licence, reason: \"it is fine\"}\n");
        });

        var run = Compare($"study@{earlier}", $"study@{later}", "--fail-on-new", "error");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("DNAS1124", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("DNAS4010", run.Output, StringComparison.Ordinal);
        Assert.Contains("HEAD changes .dnas-repro.yml", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_settings_of_head_do_no_harm_and_those_of_base_are_a_mistake()
    {
        var (earlier, later) = Commits(() => folder.Write("study/.dnas-repro.yml", "profile: [\n"));

        Assert.Equal(0, Compare($"study@{earlier}", $"study@{later}").ExitCode);
        Assert.Equal(2, Compare($"study@{later}", $"study@{earlier}").ExitCode);
    }

    [Theory]
    [InlineData("--profile", "journal")]
    [InlineData("--card", "card.yml")]
    [InlineData("--config", "settings.yml")]
    [InlineData("--require-card")]
    public void Options_of_an_assessment_are_refused_where_nothing_is_assessed(params string[] option)
    {
        var (earlier, _) = Commits(() => File.Delete(Path.Combine(Study, "CITATION.cff")));
        Run("check", $"study@{earlier}", "-f", "json", "-o", "base.json");
        folder.Write("settings.yml", "profile: core\n");

        var run = Compare(["base.json", "base.json", .. option]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: {option[0]} says how a repository is assessed, and BASE and HEAD are both stored reports.\n  fix: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_report_is_compared_with_a_target_and_with_another()
    {
        var (earlier, later) = Commits(() => File.Delete(Path.Combine(Study, "CITATION.cff")));
        foreach (var (name, commit) in new[] { ("base.json", earlier), ("head.json", later) })
            Assert.InRange(Run("check", $"study@{commit}", "-f", "json", "-o", name).ExitCode, 0, 1);

        var stored = Compare("base.json", "head.json", "-f", "json");
        var mixed = Compare("base.json", $"study@{later}", "-f", "json");

        Assert.Equal(Findings(stored.Output), Findings(mixed.Output));
        Assert.Equal(Findings(stored.Output), Findings(Compare($"study@{earlier}", $"study@{later}", "-f", "json").Output));
        Assert.Equal(2, Compare("base.json", "study/README.md").ExitCode);
    }

    [Fact]
    public void A_stored_comparison_is_written_again_in_each_of_its_formats()
    {
        var (earlier, later) = Commits(() => File.Delete(Path.Combine(Study, "LICENSE")));
        const string formats = "text,json,markdown,github,summary,outputs,comment";
        Assert.Equal(0, Compare($"study@{earlier}", $"study@{later}", "-f", formats, "-o", "first/").ExitCode);
        Assert.Equal(0, Run("report", "first/comparison.json", "-f", formats, "-o", "second/").ExitCode);

        var names = Directory.GetFiles(Path.Combine(folder.Path, "first")).Select(f => Path.GetFileName(f)).ToList();
        Assert.Equal(7, names.Count);
        Assert.All(names, n => Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "first", n)), File.ReadAllText(Path.Combine(folder.Path, "second", n))));
        Assert.Contains("findings-new=2\nfindings-fixed=0\n", File.ReadAllText(Path.Combine(folder.Path, "first", "comparison-outputs.txt")), StringComparison.Ordinal);
        Assert.Equal(2, Run("report", "first/comparison.json", "-f", "html").ExitCode);
        Assert.Equal(2, Compare($"study@{earlier}", "first/comparison.json").ExitCode);
    }

    [Fact]
    public void The_card_is_the_file_that_each_state_has_at_the_named_path()
    {
        Prepare();
        Directory.CreateDirectory(Path.Combine(Study, "cards"));
        File.Move(Path.Combine(Study, "nas-reporting-card.yml"), Path.Combine(Study, "cards", "one.yml"));
        var (earlier, later) = Commits(() => File.Move(Path.Combine(Study, "cards", "one.yml"), Path.Combine(Study, "nas-reporting-card.yml")));

        using var json = JsonDocument.Parse(Compare($"study@{earlier}", $"study@{later}", "--card", "cards/one.yml", "-f", "json").Output);

        Assert.Equal(["valid", "missing"], new[] { "base", "head" }.Select(s => json.RootElement.GetProperty(s).GetProperty("card").GetString()));
        Assert.Equal(2, Compare($"study@{earlier}", $"study@{later}", "--card", "../one.yml").ExitCode);
    }

    [Theory]
    [InlineData(2, "compare")]
    [InlineData(2, "compare", ".")]
    [InlineData(2, "compare", ".", ".", "--fail-on-new", "nonsense")]
    [InlineData(2, "compare", ".", ".", "-f", "nonsense")]
    [InlineData(2, "compare", ".", ".", "-f", "json,comment")]
    [InlineData(2, "compare", "./no-such-folder", ".")]
    [InlineData(3, "compare", ".", "http://127.0.0.1:1/study.git")]
    public void A_mistake_of_the_user_is_two_lines_and_an_exit_code(int exitCode, params string[] arguments)
    {
        var run = Run(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Matches("error: .+\n  fix: .+\n$", run.Error);
    }

    private Run Compare(params string[] arguments) => Run(["compare", .. arguments]);

    private Run Run(params string[] arguments) => Tool.Start(folder.Path, arguments);

    private void Prepare()
    {
        if (!File.Exists(Path.Combine(Study, "search.py")))
            ExampleCopy.Make(Study);
    }

    /// <summary>Two commits of the example, the second with a change.</summary>
    private (string Earlier, string Later) Commits(System.Action change)
    {
        Prepare();
        Tool.Git(Study, "init", "-q");
        var earlier = Commit();
        change();
        return (earlier, Commit());
    }

    private string Commit()
    {
        Tool.Git(Study, "add", "-A");
        Tool.Git(Study, "commit", "-qm", "a change");
        return Tool.Git(Study, "rev-parse", "HEAD").Output.Trim();
    }

    private static List<string> Findings(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. new[] { "new", "fixed", "lapsed", "unchanged" }.Select(n => n + ": " + string.Join(", ", document.RootElement.GetProperty(n).EnumerateArray().Select(f => (f.TryGetProperty("finding", out var inner) ? inner : f).GetProperty("check").GetString())))];
    }
}
