using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>Studies that cannot be assessed, and lists that lead astray.</summary>
public sealed class AuditFailureTests : IDisposable
{
    private readonly Field field = new(2);

    public void Dispose() => field.Dispose();

    private (Run Run, Dictionary<string, string?> Failures) Audit(string more, params string[] options)
    {
        field.WriteList(more);
        var run = field.Audit("cache", options);
        using var json = JsonDocument.Parse(run.Output);
        return (run, json.RootElement.GetProperty("studies").EnumerateArray().ToDictionary(
            s => s.GetProperty("id").GetString()!,
            s => s.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure ? failure.GetProperty("message").GetString() : null));
    }

    [Fact]
    public void A_study_that_fails_is_named_and_the_others_are_there()
    {
        var (run, failures) = Audit("""
              - {id: gone, repository: ./nowhere}
              - {id: no-commit, repository: "repositories/study-001@1111111111111111111111111111111111111111"}
              - {id: no-target, repository: "what is this"}
              - {id: no-card, card: cards/none.yml}

            """);

        Assert.Equal([null, null], [failures["study-001"], failures["study-002"]]);
        Assert.Contains("There is no folder './nowhere'", failures["gone"], StringComparison.Ordinal);
        Assert.Contains("no commit", failures["no-commit"], StringComparison.Ordinal);
        Assert.NotNull(failures["no-target"]);
        Assert.Contains("cards/none.yml", failures["no-card"], StringComparison.Ordinal);
        Assert.Contains("2 assessed, 0 from earlier, 4 could not be assessed; the report names them.", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\[\d/6\] gone: could not be assessed: There is no folder", run.Error);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal(2, field.Kept().Count);
        Assert.Equal(0, field.Audit("cache", "--allow-failures").ExitCode);
    }

    [Fact]
    public void A_card_outside_of_the_lists_folder_or_behind_a_link_is_not_read()
    {
        using var outside = new TemporaryFolder();
        File.Copy(Path.Combine(Tool.Root, "examples", "unet-darts", "nas-reporting-card.yml"), Path.Combine(outside.Path, "card.yml"));
        File.CreateSymbolicLink(field["card.yml"], Path.Combine(outside.Path, "card.yml"));
        Directory.CreateSymbolicLink(field["cards"], outside.Path);

        var (_, failures) = Audit("  - {id: link, card: card.yml}\n  - {id: folder, card: cards/card.yml}\n");

        Assert.All((string[])["link", "folder"], id => Assert.Contains("that can be read", failures[id], StringComparison.Ordinal));
    }

    [Fact]
    public void A_card_that_changes_is_read_again()
    {
        var card = File.ReadAllText(Path.Combine(Tool.Root, "examples", "unet-darts", "nas-reporting-card.yml"));
        field.Write("cards/one.yml", card);
        Audit("  - {id: one, card: cards/one.yml}\n");
        Assert.Contains("3 from earlier", field.Audit().Error, StringComparison.Ordinal);

        field.Write("cards/one.yml", card + "\n# changed\n");

        Assert.Contains("1 assessed, 2 from earlier", field.Audit().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_changes_is_read_again_and_an_excluded_study_never()
    {
        ExampleCopy.Make(field["plain"]);
        const string more = "  - {id: plain, repository: ./plain}\n  - {id: tree, repository: ./repositories/study-001}\n  - {id: out, repository: ./nowhere, screening: {stage: full_text, reason: not_medical}}\n";
        var (run, _) = Audit(more);
        Assert.Contains("4 assessed, 0 from earlier, 0 could not", run.Error, StringComparison.Ordinal);
        Assert.Contains("0 assessed, 4 from earlier", field.Audit().Error, StringComparison.Ordinal);

        File.AppendAllText(field["plain/README.md"], "more");
        Assert.Contains("1 assessed, 3 from earlier", field.Audit().Error, StringComparison.Ordinal);
        File.AppendAllText(field["repositories/study-001/README.md"], "more");
        Assert.Contains("1 assessed, 3 from earlier", field.Audit().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Remote_repositories_are_named_first_fetched_once_and_kept_within_the_budget()
    {
        using var server = new GitServer(field.Root);
        var more = string.Concat(Enumerable.Range(1, 2).Select(i => $"  - {{id: remote-{i}, repository: \"{server.Url}repositories/{Field.Id(i)}/.git@{field.Git(i, "rev-parse", "HEAD")}\"}}\n"));

        var (run, failures) = Audit(more, "--clone-budget", "0");

        Assert.Contains("fetched from 127.0.0.1 (2).", run.Error, StringComparison.Ordinal);
        Assert.All(failures.Values, Assert.Null);
        Assert.All((int[])[1, 2], i => Assert.Contains(server.Requests, r => r.StartsWith($"POST /repositories/{Field.Id(i)}/", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetDirectories(field["cache/repositories"]).SelectMany(s => Directory.GetDirectories(s)));
        var requests = server.Requests.Count;
        Assert.Equal(run.Output, field.Audit().Output);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public void A_study_that_takes_too_long_is_given_up_and_named()
    {
        using var server = new GitServer(field.Root) { Hangs = true };

        var (run, failures) = Audit($"  - {{id: slow, repository: \"{server.Url}repositories/study-001/.git\"}}\n", "--time-limit", "20s");

        Assert.Contains("took longer than 20 seconds", failures["slow"], StringComparison.Ordinal);
        Assert.Null(failures["study-002"]);
        Assert.NotEqual(0, run.ExitCode);
    }
}
