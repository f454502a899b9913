using System.Text.RegularExpressions;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>A pull request from someone who wants the runner to do something: names, texts, settings of tools.</summary>
public sealed partial class ActionHostileTests
{
    private const string Branch = "x\";touch${IFS}pwned;echo${IFS}$(touch${IFS}pwned)`touch${IFS}pwned`";

    private static readonly string[] Names =
    [
        "$(touch pwned).py", "`touch pwned`.py", "::error::pwned.py", "::set-output name=grade::5.py", "x\n::error::pwned\n.py", "##[error]pwned.py", "'; touch pwned; '.py", "-rf.py", "a b.py", "‮txt.py",
    ];

    [Fact]
    public void Names_and_texts_of_a_pull_request_do_nothing()
    {
        using var repository = Hostile(out var start, out var head);

        var result = repository.Run(Events.PullRequest(start, head, isFork: true, Branch), ("fail-on-new", "never"), ("fail-on", "never"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(repository.Path)!, "pwned*", SearchOption.AllDirectories));
        Assert.All(result.Log.Commands.Where(c => c.Name != "stop-commands"), c => Assert.Matches(OurCommand(), $"{c.Name} {c.Properties}"));
        Assert.DoesNotContain(result.Log.Commands, c => c.Message.StartsWith("pwned", StringComparison.Ordinal));
        Assert.Equal("0", result.Outputs["grade"]);
        Assert.All(result.Outputs.Where(o => !o.Value.StartsWith('/')), o => Assert.Matches(SafeWord(), o.Value));
        Assert.DoesNotContain("<script", result.Summary, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@everyone", result.Summary.Replace("\\@", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_is_in_no_output()
    {
        using var repository = Hostile(out var start, out var head);

        var result = repository.Run(Events.PullRequest(start, head), ("fail-on", "never"));

        const string token = "ghs_token-of-the-job";
        Assert.DoesNotContain(token, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, result.Summary, StringComparison.Ordinal);
        Assert.All(result.Artifact, f => Assert.DoesNotContain(token, f.Value, StringComparison.Ordinal));
    }

    private static CheckedOut Hostile(out string start, out string head)
    {
        var repository = new CheckedOut();
        repository.Write("README.md", "# A study\n");
        start = repository.Commit();
        repository.StartBranch();
        foreach (var name in Names)
            repository.Write(name, "def (:\n");
        repository.Write("README.md", "::error::pwned\n##[set-output name=grade]5\n<script>alert(1)</script> @everyone\n\n```sh\npython3 '::error::pwned.py'\n```\n");
        repository.Write("nas-reporting-card.yml", "identity:\n  method_name: \"x\\n::set-output name=grade::5\\n::error::pwned <script> @everyone\"\n  \"::error::pwned\": 1\n");
        repository.Write("NuGet.config", "<configuration><packageSources><clear /><add key=\"theirs\" value=\"/nowhere\" /></packageSources></configuration>");
        repository.Write("global.json", "{\"sdk\":{\"version\":\"99.0.100\",\"rollForward\":\"disable\"}}");
        head = repository.Commit();
        return repository;
    }

    [GeneratedRegex("^(error|warning|notice) (file=[^:]*,)?.*title=(DNAS[0-9]{4} |dnas-repro)")]
    private static partial Regex OurCommand();

    [GeneratedRegex("^[A-Za-z0-9._+-]*$")]
    private static partial Regex SafeWord();
}
