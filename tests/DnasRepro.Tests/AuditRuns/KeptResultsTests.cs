using DnasRepro.AuditRuns;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.AuditRuns;

public sealed class KeptResultsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly KeptResults kept;

    public KeptResultsTests() => kept = new KeptResults(folder["cache/audits"]);

    public void Dispose() => folder.Dispose();

    private string File => Directory.GetFiles(kept.Folder).Single();

    [Fact]
    public void What_is_kept_comes_back_with_every_character()
    {
        kept.Keep(Works.Inputs, Works.Result("one"));

        var found = kept.Find(Works.Inputs)!;

        Assert.Equal(AuditRunsJson.Write(Works.Result("one")), AuditRunsJson.Write(found));
        Assert.Equal(Works.Inputs.Key() + ".json", Path.GetFileName(File));
    }

    public static TheoryData<string, StudyInputs> Others => new()
    {
        { "form", Works.Inputs with { Form = 2 } },
        { "rule set", Works.Inputs with { RuleSet = "1.1" } },
        { "tool", Works.Inputs with { Tool = "0.1.0+abd" } },
        { "repository", Works.Inputs with { Repository = "lab/other@main" } },
        { "commit", Works.Inputs with { Commit = null } },
        { "remote", Works.Inputs with { Remote = null } },
        { "prefix", Works.Inputs with { Prefix = "x/" } },
        { "completeness", Works.Inputs with { IsComplete = true } },
        { "content", Works.Inputs with { Content = "other" } },
        { "folder", Works.Inputs with { Folder = null } },
        { "card", Works.Inputs with { Card = "card2.yml" } },
        { "card's hash", Works.Inputs with { CardSha256 = "x" } },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Each_of_the_inputs_tells_results_apart(string what, StudyInputs other)
    {
        kept.Keep(Works.Inputs, Works.Result("one"));

        Assert.True(kept.Find(other) is null, what);
        Assert.NotNull(kept.Find(Works.Inputs with { }));
    }

    [Fact]
    public void The_inputs_above_are_all_that_there_are() => Assert.Equal(typeof(StudyInputs).GetConstructors().Max(c => c.GetParameters().Length), Others.Count);

    [Fact]
    public void Cut_at_any_byte_it_counts_as_not_there()
    {
        kept.Keep(Works.Inputs, Works.Result("one"));
        var bytes = System.IO.File.ReadAllBytes(File);

        for (var length = 0; length < bytes.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            Assert.Null(kept.Find(Works.Inputs));
        }
    }

    [Fact]
    public void With_any_byte_changed_it_counts_as_not_there()
    {
        kept.Keep(Works.Inputs, Works.Result("one"));
        var bytes = System.IO.File.ReadAllBytes(File);

        for (var at = 0; at < bytes.Length; at += 3)
        {
            bytes[at] ^= 1;
            System.IO.File.WriteAllBytes(File, bytes);
            Assert.Null(kept.Find(Works.Inputs));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void Under_the_name_of_other_inputs_it_counts_as_not_there()
    {
        var other = Works.Inputs with { Commit = new string('c', 40) };
        kept.Keep(Works.Inputs, Works.Result("one"));
        System.IO.File.Move(File, Path.Combine(kept.Folder, other.Key() + ".json"));

        Assert.Null(kept.Find(other));
    }

    [Fact]
    public void A_link_counts_as_not_there()
    {
        kept.Keep(Works.Inputs, Works.Result("one"));
        var elsewhere = folder["elsewhere.json"];
        System.IO.File.Move(File, elsewhere);
        System.IO.File.CreateSymbolicLink(Path.Combine(kept.Folder, Works.Inputs.Key() + ".json"), elsewhere);

        Assert.Null(kept.Find(Works.Inputs));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_the_users_to_mend()
    {
        folder.Write("cache/audits", "a file");

        var error = Assert.Throws<UserErrorException>(() => kept.Keep(Works.Inputs, Works.Result("one")));

        Assert.Contains("--cache", error.Hint, StringComparison.Ordinal);
        Assert.Equal(3, error.ExitCode);
    }

    [Fact]
    public void Only_old_halves_are_taken_away()
    {
        kept.Keep(Works.Inputs, Works.Result("one"));
        folder.Write("cache/audits/.partial-old", "x").Write("cache/audits/.partial-new", "x");
        var now = DateTimeOffset.UtcNow;
        System.IO.File.SetLastWriteTimeUtc(folder["cache/audits/.partial-old"], now.UtcDateTime.AddDays(-2));

        kept.RemoveAbandoned(now);

        Assert.Equal([".partial-new", Works.Inputs.Key() + ".json"], Directory.GetFiles(kept.Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }
}
